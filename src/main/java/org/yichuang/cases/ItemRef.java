package org.yichuang.cases;

/**
 * An item as it stood when a case began.
 *
 * @param id the catalogue's
 * @param version of the hall's configuration that holds it
 */
public record ItemRef(String id, int version) {
  public ItemRef {
    if (!id.matches("[a-z][a-z0-9-]{0,63}") || version < 1) {
      throw new IllegalArgumentException(
          "expected an item's id and version, found %s %d".formatted(id, version));
    }
  }

  @Override
  public String toString() {
    return id + " of version " + version;
  }
}
