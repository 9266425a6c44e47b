package org.yichuang.deadlines;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The end of a clock as it stands. Immutable. Its alarms are recorded once for each version; a
 * later version makes them harmless.
 *
 * @param version 1, 2, 3 … of the clock
 * @param date the last day; a decision dated on it is on time
 * @param at when the red alarm fires
 * @param over from when on nothing is on time any more
 * @param provisional whether it is reckoned again when a year's notice arrives
 * @param alarms one of each level, in the order of the levels
 */
public record Deadline(
    int version,
    LocalDate date,
    Instant at,
    Instant over,
    boolean provisional,
    List<Alarm> alarms) {
  public Deadline {
    alarms = List.copyOf(alarms);
  }

  /**
   * Whether something of that date is late. Judged by date; within the last day only where it ends
   * before the day does.
   */
  public boolean isLate(Dated when, LimitUnit unit) {
    if (!when.date().equals(date)) {
      return when.date().isAfter(date);
    }
    return switch (unit) {
      case WORKING_DAY, CALENDAR_DAY, MONTH -> false;
      case HALF_WORKING_DAY -> !when.at().isBefore(over);
      case MINUTE -> when.at().isAfter(over);
    };
  }

  /** Whether nothing that is timed differs; what is provisional may have become certain. */
  boolean sameTimes(Deadline other) {
    return date.equals(other.date)
        && at.equals(other.at)
        && over.equals(other.over)
        && alarms.equals(other.alarms);
  }
}
