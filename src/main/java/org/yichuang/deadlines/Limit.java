package org.yichuang.deadlines;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something may take, such as {@code 20wd+10wd}: twenty working days, and ten more by one
 * extension. Immutable.
 *
 * @param amount 1…10000, of months 1…1200
 * @param extension what one extension adds, in the same unit; 0 when there is none
 */
public record Limit(int amount, LimitUnit unit, int extension) {
  public static final String EXPECTED = "a limit such as 20wd, 20wd+10wd, 60cd, 3mo or 30min";
  private static final int MAX = 10_000;
  private static final int MAX_MONTHS = 1_200;
  private static final int MINUTES_PER_DAY = 1_440;
  private static final Pattern SPELLING =
      Pattern.compile("([1-9][0-9]{0,4})(min|hwd|wd|cd|mo)(?:\\+([1-9][0-9]{0,4})\\2)?");

  public Limit {
    int most = unit == LimitUnit.MONTH ? MAX_MONTHS : MAX;
    if (amount < 1 || amount > most || extension < 0 || extension > most) {
      throw new IllegalArgumentException(
          "expected a limit of 1…%d%s, found %d+%d"
              .formatted(most, unit.symbol(), amount, extension));
    }
  }

  /**
   * @throws IllegalArgumentException for anything else than {@link #EXPECTED}
   */
  public static Limit parse(String text) {
    Matcher parts = SPELLING.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(EXPECTED, text));
    }
    String extension = parts.group(3);
    return new Limit(
        Integer.parseInt(parts.group(1)),
        LimitUnit.ofSymbol(parts.group(2)),
        extension == null ? 0 : Integer.parseInt(extension));
  }

  /**
   * Whether it is longer than another one whatever the calendar, extensions left aside. Limits of
   * one unit compare exactly; of two units only when every possible length of this one exceeds
   * every possible length of the other, so that {@code 20wd} is not longer than {@code 25cd}, and
   * {@code 30wd} is.
   */
  public boolean surelyLongerThan(Limit other) {
    return unit == other.unit
        ? amount > other.amount
        : leastCalendarDays() > other.mostCalendarDays();
  }

  private int leastCalendarDays() {
    return switch (unit) {
      case MINUTE -> amount / MINUTES_PER_DAY;
      case HALF_WORKING_DAY -> amount / 2;
      case WORKING_DAY, CALENDAR_DAY -> amount;
      case MONTH -> 28 * amount;
    };
  }

  private int mostCalendarDays() {
    return switch (unit) {
      case MINUTE -> mostForWorkingDays(amount / 60 + 1);
      case HALF_WORKING_DAY -> mostForWorkingDays(amount / 2 + 1);
      case WORKING_DAY -> mostForWorkingDays(amount);
      case CALENDAR_DAY -> amount;
      case MONTH -> 31 * amount;
    };
  }

  /** Twice as many and a fortnight: more than any weekends and holidays have made of them. */
  private static int mostForWorkingDays(int workingDays) {
    return 2 * workingDays + 14;
  }

  @Override
  public String toString() {
    String base = amount + unit.symbol();
    return extension == 0 ? base : base + "+" + extension + unit.symbol();
  }
}
