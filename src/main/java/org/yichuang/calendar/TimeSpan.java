package org.yichuang.calendar;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of one civil day, such as {@code 08:00-12:00}. Immutable. What goes on over midnight is
 * two spans, {@code 20:00-24:00} and the next day's {@code 00:00-02:00}.
 *
 * @param fromMinute of the day, inclusive, 0…1439
 * @param toMinute of the day, exclusive, 1…1440
 */
public record TimeSpan(int fromMinute, int toMinute) {
  public static final int DAY_MINUTES = 1_440;
  public static final TimeSpan WHOLE_DAY = new TimeSpan(0, DAY_MINUTES);

  private static final Pattern SPELLING =
      Pattern.compile("([0-9]{2}):([0-9]{2}) ?- ?([0-9]{2}):([0-9]{2})");

  public TimeSpan {
    if (fromMinute < 0 || fromMinute >= toMinute || toMinute > DAY_MINUTES) {
      throw new IllegalArgumentException(
          "expected an opening before its closing within a day, found minutes %d-%d"
              .formatted(fromMinute, toMinute));
    }
  }

  /**
   * Reads {@code 08:00-12:00}; a day ends at {@code 24:00}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static TimeSpan parse(String text) {
    Matcher parts = SPELLING.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected hours such as 08:00-12:00, found " + text);
    }
    return new TimeSpan(
        minute(parts.group(1), parts.group(2)), minute(parts.group(3), parts.group(4)));
  }

  /**
   * @throws IllegalArgumentException when they overlap or are out of order; they may adjoin
   */
  static List<TimeSpan> inOrder(List<TimeSpan> spans) {
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).fromMinute < spans.get(i - 1).toMinute) {
        throw new IllegalArgumentException(
            "expected hours in order without overlap, found " + spans);
      }
    }
    return List.copyOf(spans);
  }

  private static int minute(String hour, String minute) {
    if (hour.equals("24") && minute.equals("00")) {
      return DAY_MINUTES;
    }
    return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute)).toSecondOfDay() / 60;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%02d:%02d-%02d:%02d",
        fromMinute / 60,
        fromMinute % 60,
        toMinute / 60,
        toMinute % 60);
  }
}
