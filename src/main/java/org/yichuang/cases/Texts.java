package org.yichuang.cases;

import org.jspecify.annotations.Nullable;

/** Limits of what people write. Texts name no people. */
final class Texts {
  /** Characters (code points) of a reason or note. */
  static final int MAX_REASON = 500;

  /** Characters of a line: what is missing, a document's number, an agency. */
  static final int MAX_LINE = 200;

  private Texts() {}

  static void reason(@Nullable String text) {
    if (text != null) {
      check(text, MAX_REASON, "a text");
    }
  }

  static void line(@Nullable String text, String what) {
    if (text != null) {
      check(text, MAX_LINE, what);
    }
  }

  static void id(String text) {
    if (!text.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "expected an id of 1…32 small letters, digits and hyphens, found \"%s\"".formatted(text));
    }
  }

  /** An id, or nothing: the case as a whole. */
  static void branch(String text) {
    if (!text.isEmpty()) {
      id(text);
    }
  }

  static void size(int found, int least, int most, String what) {
    if (found < least || found > most) {
      throw new IllegalArgumentException(
          "expected %d…%d %s, found %d".formatted(least, most, what, found));
    }
  }

  private static void check(String text, int most, String what) {
    int characters = text.codePointCount(0, text.length());
    if (text.isBlank() || characters > most || text.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "expected %s of 1…%d characters without control characters, found %d"
              .formatted(what, most, characters));
    }
  }
}
