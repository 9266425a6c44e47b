package org.yichuang.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.LocalText;

/**
 * An administrative service centre (服务中心). Immutable.
 *
 * @param slug its name in addresses, which stays
 * @param parent null: it is the root of the tree
 */
public record Centre(
    CentreId id, String slug, LocalText name, CentreLevel level, @Nullable CentreId parent) {
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,31}");

  public Centre {
    if (!isSlug(slug)) {
      throw new IllegalArgumentException(
          "expected a short name of the centre in small letters, found " + slug);
    }
  }

  static boolean isSlug(String text) {
    return SLUG.matcher(text).matches();
  }
}
