package org.yichuang.cases;

import java.util.regex.Pattern;

/**
 * An item as it stood when a case began.
 *
 * @param id the catalogue's
 * @param version of the hall's configuration that holds it
 */
public record ItemRef(String id, int version) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  public ItemRef {
    if (!ID.matcher(id).matches() || version < 1) {
      throw new IllegalArgumentException(
          "expected an item's id and version, found %s %d".formatted(id, version));
    }
  }

  @Override
  public String toString() {
    return id + " of version " + version;
  }
}
