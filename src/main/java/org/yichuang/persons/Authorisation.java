package org.yichuang.persons;

import java.time.LocalDate;

/**
 * What somebody acts by: a proxy (委托书) or an office (法定代表人). Never printed. Immutable.
 *
 * @param document its reference, 1…{@value #MAX_DOCUMENT} characters (code points)
 * @param date of the document
 */
public record Authorisation(String document, LocalDate date) {
  public static final int MAX_DOCUMENT = 100;
  private static final LocalDate FIRST = LocalDate.of(1949, 10, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /**
   * @throws InvalidPerson that does not repeat it
   */
  public Authorisation {
    document = document.strip();
    if (!Subject.isLine(document, MAX_DOCUMENT)) {
      throw wrong(
          "a document of 1…%d printed characters".formatted(MAX_DOCUMENT),
          document.codePointCount(0, document.length()) + " characters, or others");
    }
    if (date.isBefore(FIRST) || date.isAfter(LAST)) {
      throw wrong("a date of 1949-10-01 or later", "one outside");
    }
  }

  private static InvalidPerson wrong(String expected, String found) {
    return new InvalidPerson(
        PersonRefusal.Reason.INVALID_AUTHORISATION,
        expected,
        found,
        "name the proxy document, or the office, and its date");
  }

  /** One line for a sealed column. */
  String spelled() {
    return date + " " + document;
  }

  static Authorisation parse(String spelled) {
    return new Authorisation(spelled.substring(11), LocalDate.parse(spelled.substring(0, 10)));
  }

  @Override
  public String toString() {
    return "an authorisation";
  }
}
