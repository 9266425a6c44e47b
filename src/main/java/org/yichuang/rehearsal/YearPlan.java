package org.yichuang.rehearsal;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yichuang.calendar.Because;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.catalogue.DayFigures;
import org.yichuang.hall.Hours;
import org.yichuang.hall.QueueId;

/**
 * The working days of a year and the cases of each, drawn from a hall's figures. Each zone gets
 * exactly its cases of a year; a day's share is its weekday's factor times the part of an ordinary
 * day that the hall is open.
 *
 * @param days in order
 */
record YearPlan(List<Day> days) {
  static final String FIRST_AFTER_HOLIDAY = "first-after-holiday";

  /**
   * One working day.
   *
   * @param busy the file's word for how busy it is, such as {@code mon}
   * @param open the half hours in which people can come
   * @param spans when the hall is open
   */
  record Day(
      LocalDate date,
      String busy,
      List<DayFigures.HalfHour> open,
      List<Hours.Span> spans,
      Map<QueueId, Integer> cases) {
    long openMillis() {
      return spans.stream()
          .mapToLong(span -> span.to().toEpochMilli() - span.from().toEpochMilli())
          .sum();
    }
  }

  YearPlan {
    days = List.copyOf(days);
  }

  /**
   * @param hours of the hall, which may be closed on a working day
   */
  static YearPlan draw(
      DayFigures figures,
      NationalCalendar calendar,
      Hours hours,
      ZoneId zone,
      int year,
      Draws draws) {
    List<Day> days =
        LocalDate.of(year, 1, 1)
            .datesUntil(LocalDate.of(year + 1, 1, 1))
            .filter(calendar::isWorkingDay)
            .map(date -> day(date, figures, calendar, hours.open(date, zone), zone))
            .filter(day -> !day.open().isEmpty())
            .toList();
    double[] sums = new double[days.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      YearPlan.Day day = days.get(i);
      sum +=
          figures.weekdays().getOrDefault(day.busy(), 1.0)
              * day.open().stream().mapToDouble(DayFigures.HalfHour::share).sum();
      sums[i] = sum;
    }
    for (QueueId queue : DayPlan.zones(figures)) {
      DayFigures.Zone of = figures.zones().get(queue);
      for (int left = of == null ? 0 : of.casesPerYear().orElse(0); left > 0; left--) {
        int chosen = draws.indexIn(sums);
        days.get(chosen).cases().merge(queue, 1, Integer::sum);
      }
    }
    return new YearPlan(days);
  }

  private static Day day(
      LocalDate date,
      DayFigures figures,
      NationalCalendar calendar,
      List<Hours.Span> spans,
      ZoneId zone) {
    List<DayFigures.HalfHour> open = new ArrayList<>();
    for (DayFigures.HalfHour half : figures.arrivals()) {
      LocalTime from = half.from();
      if (spans.stream()
          .anyMatch(span -> span.contains(date.atTime(from).atZone(zone).toInstant()))) {
        open.add(half);
      }
    }
    String weekday = date.getDayOfWeek().name().substring(0, 3).toLowerCase(Locale.ROOT);
    String busy = isFirstAfterHoliday(date, calendar) ? FIRST_AFTER_HOLIDAY : weekday;
    return new Day(date, busy, open, spans, new HashMap<>());
  }

  /** Whether the days off before it were a holiday, and not a weekend alone. */
  private static boolean isFirstAfterHoliday(LocalDate date, NationalCalendar calendar) {
    LocalDate before = date.minusDays(1);
    boolean holiday = false;
    while (!calendar.isWorkingDay(before)) {
      holiday |= calendar.kind(before) == Because.HOLIDAY;
      before = before.minusDays(1);
    }
    return holiday;
  }
}
