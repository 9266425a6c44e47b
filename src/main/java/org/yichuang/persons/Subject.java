package org.yichuang.persons;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a case is about (标的). A number plate or a property leads to its holder: never printed.
 * Immutable.
 *
 * @param text 1…{@value #MAX_TEXT} characters (code points), as it is written
 */
public record Subject(Kind kind, String text) {
  public static final int MAX_TEXT = 100;
  private static final Pattern PLATE = Pattern.compile("[\\p{IsHan}A-Z0-9]{5,10}");

  /** What it is. */
  public enum Kind {
    /** A unit: a shop, a school, a building site. */
    UNIT,
    /** A project, by its code (统一项目代码). */
    PROJECT,
    /** A number plate. */
    PLATE,
    /** A flat, house or plot. */
    PROPERTY,
    OTHER;

    /** As the contract and the table of subjects say it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for another word. */
    public static Optional<Kind> of(String word) {
      return Words.find(values(), Kind::word, word);
    }
  }

  /**
   * @throws InvalidPerson that does not repeat it
   */
  public Subject {
    text = text.strip();
    if (!isLine(text, MAX_TEXT)) {
      throw wrong(
          "1…%d printed characters".formatted(MAX_TEXT),
          text.codePointCount(0, text.length()) + " characters, or others");
    }
    if (kind == Kind.PLATE && !PLATE.matcher(key(text)).matches()) {
      throw wrong("a plate of 5…10 characters", text.length() + " characters of another form");
    }
  }

  private static InvalidPerson wrong(String expected, String found) {
    return new InvalidPerson(
        PersonRefusal.Reason.INVALID_SUBJECT, expected, found, "write it as the document has it");
  }

  /** Whether it is a line of so many characters at most, without control characters. */
  static boolean isLine(String text, int most) {
    return !text.isBlank()
        && text.length() <= 2 * most
        && text.codePointCount(0, text.length()) <= most
        && text.codePoints()
            .noneMatch(
                c ->
                    switch (Character.getType(c)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.SURROGATE,
                          Character.UNASSIGNED,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          true;
                      default -> false;
                    });
  }

  /** The same for every way of writing it: capitals, without blanks, dots and hyphens. */
  String key() {
    return key(text);
  }

  private static String key(String text) {
    return text.replaceAll("[\\s·•・.-]", "").toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "a " + kind.word();
  }
}
