package org.yichuang.calendar;

import java.util.Locale;

/**
 * Why a day is a working day, or is none. Immutable.
 *
 * <p>Working days are those without statutory holidays (行政许可法 art. 82); a make-up day of the State
 * Council's yearly notice is worked and counts; the day on which a period starts is not counted
 * (民法典 art. 201).
 */
public enum Because {
  /** The period starts on this day. */
  START(false),
  WEEKDAY(true),
  /** A Saturday or Sunday that the yearly notice makes a workday (调休上班). */
  MAKE_UP_DAY(true),
  WEEKEND(false),
  /** A day off of the yearly notice, weekends inside it included. */
  HOLIDAY(false),
  /** A day off of the region alone. */
  REGIONAL_HOLIDAY(false),
  /** A workday of the region alone. */
  REGIONAL_WORKDAY(true),
  /** Monday to Friday of a year whose notice is not known yet. */
  WEEKDAY_OF_UNKNOWN_YEAR(true),
  /** Saturday or Sunday of a year whose notice is not known yet. */
  WEEKEND_OF_UNKNOWN_YEAR(false);

  private final boolean counted;

  Because(boolean counted) {
    this.counted = counted;
  }

  /** As the contract spells it: {@code make-up-day}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether such a day is one of the days that are counted. */
  public boolean counted() {
    return counted;
  }
}
