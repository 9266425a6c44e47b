package org.yichuang.persons;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/**
 * A citizen's number (公民身份号码, GB 11643-1999): six digits of area, eight of the birthday, three of
 * sequence, and a check character; residence permits of Hong Kong, Macao and Taiwan have one too.
 * Personal data: it is read, and never written anywhere.
 */
public final class ResidentNumber {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";
  private static final LocalDate FIRST = LocalDate.of(1880, 1, 1);
  private static final DateTimeFormatter BIRTHDAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

  private final LocalDate born;

  private ResidentNumber(LocalDate born) {
    this.born = born;
  }

  /**
   * @throws IllegalArgumentException when it cannot be one; the message does not repeat it
   */
  public static ResidentNumber parse(String text) {
    if (!text.matches("[1-9][0-9]{16}[0-9Xx]")) {
      throw new IllegalArgumentException(
          "expected 17 digits and a digit or X, found %d characters of another form"
              .formatted(text.length()));
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (text.charAt(i) - '0');
    }
    if (CHECKS.charAt(sum % 11) != Character.toUpperCase(text.charAt(17))) {
      throw new IllegalArgumentException(
          "expected a check character that fits the digits, found another");
    }
    return new ResidentNumber(birthday(text.substring(6, 14)));
  }

  private static LocalDate birthday(String text) {
    try {
      LocalDate born = LocalDate.parse(text, BIRTHDAY);
      if (!born.isBefore(FIRST)) {
        return born;
      }
    } catch (DateTimeException unreadable) {
      // said below, without the date
    }
    throw new IllegalArgumentException("expected a birthday of 1880 or later, found none");
  }

  /** Full years on that day; negative for somebody who is not born yet. */
  public int ageOn(LocalDate day) {
    return day.isBefore(born) ? -1 : Period.between(born, day).getYears();
  }

  @Override
  public String toString() {
    return "a resident's number";
  }
}
