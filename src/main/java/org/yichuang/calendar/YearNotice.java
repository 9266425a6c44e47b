package org.yichuang.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The holidays and make-up days of one of the State Council's yearly notices (国务院办公厅关于部分节假日安排的通知).
 * Immutable.
 *
 * @param holidays days off, weekends inside them included
 * @param workdays Saturdays and Sundays that are worked
 */
public record YearNotice(int year, Set<LocalDate> holidays, Set<LocalDate> workdays) {

  /**
   * @throws IllegalArgumentException for a day of another year (the December before and the January
   *     after may be named: New Year's holidays reach over), for one that is both, and for a
   *     workday from Monday to Friday
   */
  public YearNotice {
    holidays = Collections.unmodifiableSet(new TreeSet<>(holidays));
    workdays = Collections.unmodifiableSet(new TreeSet<>(workdays));
    for (LocalDate day : holidays) {
      requireIn(year, day);
    }
    for (LocalDate day : workdays) {
      requireIn(year, day);
      require(isWeekend(day), "a Saturday or Sunday as make-up day", day);
      require(!holidays.contains(day), "a day either off or worked", day);
    }
  }

  static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static void requireIn(int year, LocalDate day) {
    boolean before = day.getYear() == year - 1 && day.getMonth() == Month.DECEMBER;
    boolean after = day.getYear() == year + 1 && day.getMonth() == Month.JANUARY;
    require(day.getYear() == year || before || after, "a day of " + year, day);
  }

  private static void require(boolean holds, String expected, LocalDate found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
