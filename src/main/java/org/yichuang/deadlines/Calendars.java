package org.yichuang.deadlines;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;

/**
 * The two calendars of a case's hall. Immutable; any thread.
 *
 * @param national of statutory and promised days, with the days of the hall's region
 * @param opening of opening minutes and of the times of alarms; never moves a statutory date
 */
public record Calendars(NationalCalendar national, OpeningCalendar opening) {

  static final LocalTime NOON = LocalTime.NOON;

  public ZoneId zone() {
    return opening.zone();
  }

  /** When the hall closes that day; the day's end when it does not open. */
  Instant closing(LocalDate day) {
    return opening.closes(day).orElseGet(() -> opening.endOf(day));
  }

  /** When the morning's opening ends, noon at latest; noon when the hall is closed by then. */
  Instant closingOfMorning(LocalDate day) {
    int noon = NOON.toSecondOfDay() / 60;
    int closes =
        opening.spans(day).stream()
            .filter(span -> span.fromMinute() < noon)
            .mapToInt(span -> Math.min(span.toMinute(), noon))
            .max()
            .orElse(noon);
    return opening.moment(day, LocalTime.ofSecondOfDay(60L * closes));
  }

  /** The working day that is so many after that day. */
  LocalDate workingDayAfter(LocalDate day, int workingDays) {
    LocalDate last = day;
    for (int left = workingDays; left > 0; ) {
      last = last.plusDays(1);
      left -= national.isWorkingDay(last) ? 1 : 0;
    }
    return last;
  }
}
