package org.yichuang.persons;

import java.text.Normalizer;

/**
 * A name as the document has it. Dots between the parts of a name are {@code ·} whatever was typed,
 * blanks at its ends are gone, several are one. Characters of the private use area are let through:
 * rare ones stand on documents as such. Personal data; never printed. Immutable.
 *
 * @param value 1…{@value #MAX_PERSON} characters (code points) of a person, 1…{@value
 *     #MAX_ORGANISATION} of an organisation
 */
public record Name(PersonKind kind, String value) {
  public static final int MAX_PERSON = 40;
  public static final int MAX_ORGANISATION = 100;
  static final int DOT = '·';

  /** Before blanks are taken away. */
  private static final int MAX_TYPED = 400;

  /**
   * @throws InvalidPerson that does not repeat it
   */
  public Name {
    if (value.length() > MAX_TYPED) {
      throw wrong(kind, value.length() + " characters");
    }
    value =
        Normalizer.normalize(value, Normalizer.Form.NFC)
            .replaceAll("[\\u2022\\u2027\\u2219\\u22C5\\u30FB\\uFF65\\u0387]", "·")
            .replaceAll("\\p{Zs}+", " ")
            .strip()
            .replaceAll(" ?· ?", "·");
    int characters = value.codePointCount(0, value.length());
    int most = kind == PersonKind.PERSON ? MAX_PERSON : MAX_ORGANISATION;
    if (characters < 1 || characters > most) {
      throw wrong(kind, characters + " characters");
    }
    boolean person = kind == PersonKind.PERSON;
    if (!value.codePoints().allMatch(c -> person ? isOfPeople(c) : isPrinted(c))) {
      throw wrong(kind, "a character of another kind");
    }
    if (value.codePoints().noneMatch(Name::isLetter)) {
      throw wrong(kind, "no letter");
    }
  }

  private static boolean isLetter(int c) {
    return Character.isLetter(c)
        || Character.isIdeographic(c)
        || Character.getType(c) == Character.PRIVATE_USE;
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }

  private static boolean isOfPeople(int c) {
    return isLetter(c) || isMark(c) || c == DOT || " -'’.".indexOf(c) >= 0;
  }

  private static boolean isPrinted(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static InvalidPerson wrong(PersonKind kind, String found) {
    return new InvalidPerson(
        PersonRefusal.Reason.INVALID_NAME,
        kind == PersonKind.PERSON
            ? "a name of 1…%d letters, with dots, blanks, hyphens and apostrophes between them"
                .formatted(MAX_PERSON)
            : "a name of 1…%d printed characters".formatted(MAX_ORGANISATION),
        found,
        "write it as the document has it");
  }

  @Override
  public String toString() {
    return "a name";
  }
}
