package org.yichuang.cases;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yichuang.hall.HallId;

/**
 * The number of a case: {@code 0001-261123-000017-9}, also written without its hyphens. Four digits
 * of the hall where it was registered, the day, its sequence there, a check digit. Immutable.
 *
 * <p>The check digit is that of resident identity cards (ISO 7064 MOD 11-2, 0…9 and X): it finds
 * every wrong digit and every swap of two neighbours, the check digit among them.
 *
 * @param hall 1…{@value #MAX_HALL}
 * @param day of 2000…2099, the hall's
 * @param sequence 1…{@value #MAX_SEQUENCE} of that hall and day
 */
public record CaseNumber(HallId hall, LocalDate day, int sequence)
    implements Comparable<CaseNumber> {
  public static final int MAX_HALL = 9_999;
  public static final int MAX_SEQUENCE = 999_999;
  private static final int CENTURY = 2_000;
  private static final int YEARS = 100;
  private static final long DATES = 1_000_000;
  private static final long SEQUENCES = 1_000_000;
  private static final long KEYS = 10_000_000_000_000_000L;
  private static final Pattern SPELLING =
      Pattern.compile("(\\d{4})-?(\\d{2})(\\d{2})(\\d{2})-?(\\d{6})-?([0-9Xx])");

  /**
   * @throws IllegalArgumentException for what does not fit into the digits
   */
  public CaseNumber {
    if (hall.value() > MAX_HALL) {
      throw new IllegalArgumentException(
          "expected a hall of at most %d, found %s".formatted(MAX_HALL, hall));
    }
    if (day.getYear() < CENTURY || day.getYear() >= CENTURY + YEARS) {
      throw new IllegalArgumentException("expected a day of 2000…2099, found " + day);
    }
    if (sequence < 1 || sequence > MAX_SEQUENCE) {
      throw new IllegalArgumentException(
          "expected a sequence of 1…%d, found %d".formatted(MAX_SEQUENCE, sequence));
    }
  }

  /**
   * Reads a number as somebody has typed it.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static CaseNumber parse(String text) {
    Matcher parts = SPELLING.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "expected a case number such as 0001-261123-000017-9, found %d other characters"
              .formatted(text.length()));
    }
    String digits =
        parts.group(1) + parts.group(2) + parts.group(3) + parts.group(4) + parts.group(5);
    char check = Character.toUpperCase(parts.group(6).charAt(0));
    if (check != checkDigit(digits)) {
      throw new IllegalArgumentException(
          "expected a case number whose check digit fits, found a mistyped one");
    }
    try {
      return new CaseNumber(
          new HallId(Integer.parseInt(parts.group(1))),
          LocalDate.of(
              CENTURY + Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)),
              Integer.parseInt(parts.group(4))),
          Integer.parseInt(parts.group(5)));
    } catch (DateTimeException notADay) {
      throw new IllegalArgumentException(
          "expected a case number with a day in it, found " + text, notADay);
    }
  }

  /** Of a key of the journal. */
  public static CaseNumber ofKey(long key) {
    if (key < 0 || key >= KEYS) {
      throw new IllegalArgumentException("expected sixteen digits, found " + key);
    }
    String digits = digits(key);
    return parse(digits + checkDigit(digits));
  }

  /** The sixteen digits before the check digit: what keys of tables hold. */
  public long key() {
    int date = ((day.getYear() - CENTURY) * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth();
    return (hall.value() * DATES + date) * SEQUENCES + sequence;
  }

  /** As it is printed and read aloud. */
  public String display() {
    String digits = digits(key());
    return digits.substring(0, 4)
        + '-'
        + digits.substring(4, 10)
        + '-'
        + digits.substring(10)
        + '-'
        + checkDigit(digits);
  }

  /** Sixteen of them. */
  private static String digits(long key) {
    return Long.toString(KEYS + key).substring(1);
  }

  /** Each place weighs twice as much as the one behind it; all of it is 1 modulo 11. */
  static char checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum = (sum + digits.charAt(i) - '0') * 2 % 11;
    }
    int check = (12 - sum) % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }

  @Override
  public int compareTo(CaseNumber other) {
    return Long.compare(key(), other.key());
  }

  @Override
  public String toString() {
    String digits = digits(key());
    return digits + checkDigit(digits);
  }
}
