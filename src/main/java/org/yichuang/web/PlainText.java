package org.yichuang.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds texts that no database and no client should get: with NUL or half a character. */
final class PlainText {
  private PlainText() {}

  /** Where the first bad text of a parsed JSON value is; null when all are good. */
  static @Nullable String firstBad(@Nullable Object json) {
    return switch (json) {
      case String text -> isPlain(text) ? null : "a text";
      case Map<?, ?> object -> {
        for (Map.Entry<?, ?> property : object.entrySet()) {
          String name = String.valueOf(property.getKey());
          if (!isPlain(name)) {
            yield "the name of a property";
          }
          if (firstBad(property.getValue()) != null) {
            yield "property " + name;
          }
        }
        yield null;
      }
      case List<?> list -> {
        for (Object element : list) {
          String bad = firstBad(element);
          if (bad != null) {
            yield bad;
          }
        }
        yield null;
      }
      case null, default -> null;
    };
  }

  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
