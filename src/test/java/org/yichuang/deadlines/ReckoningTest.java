package org.yichuang.deadlines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.deadlines.Hall.on;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.OpeningPlan;
import org.yichuang.catalogue.CalendarFile;

class ReckoningTest {
  private static final Reckoning RECKONING = new Reckoning(Hall.CALENDARS);
  private static final SlowDays SLOW = new SlowDays();
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final LocalDate AFTER = LocalDate.of(2027, 1, 1);

  private static Derivation reckon(String start, String limit, Uncounted... uncounted) {
    return RECKONING.of(
        new Period(
            Hall.LICENSING, LegalRule.LIMIT, Limit.parse(limit), 0, on(start), List.of(uncounted)));
  }

  private static Derivation reckon(LocalDate start, int amount, LimitUnit unit) {
    return RECKONING.of(
        new Period(
            Hall.LICENSING, LegalRule.LIMIT, new Limit(amount, unit, 0), 0, on(start), List.of()));
  }

  @ParameterizedTest(name = "{0} + {1} = {2}, red at {3}, provisional {4}")
  @CsvSource(
      textBlock =
          """
          # working days
          2026-02-09,       5wd,   2026-02-14, 2026-02-14T17:30, false
          2026-02-09,       20wd,  2026-03-13, 2026-03-13T17:30, false
          2026-02-15,       1wd,   2026-02-24, 2026-02-24T17:30, false
          # the hall's closure moves the alarm and never the date
          2026-08-07,       1wd,   2026-08-10, 2026-08-11T00:00, false
          2026-09-29,       1wd,   2026-09-30, 2026-09-30T12:00, false
          # half days: the half of the start is not counted
          2026-03-02,       1hwd,  2026-03-02, 2026-03-02T17:30, false
          2026-03-02,       2hwd,  2026-03-03, 2026-03-03T12:00, false
          2026-03-02T12:00, 1hwd,  2026-03-03, 2026-03-03T12:00, false
          2026-03-06T15:00, 3hwd,  2026-03-10, 2026-03-10T12:00, false
          2026-03-07,       1hwd,  2026-03-09, 2026-03-09T12:00, false
          # calendar days end after a rest day, not on it
          2026-03-02,       4cd,   2026-03-06, 2026-03-06T17:30, false
          2026-03-02,       5cd,   2026-03-09, 2026-03-09T17:30, false
          2026-02-08,       7cd,   2026-02-24, 2026-02-24T17:30, false
          2026-02-07,       7cd,   2026-02-14, 2026-02-14T17:30, false
          # months end on the day of the same number, or the month's last
          2026-01-31,       1mo,   2026-02-28, 2026-02-28T17:30, false
          2026-03-02,       3mo,   2026-06-02, 2026-06-02T17:30, false
          2026-03-04,       3mo,   2026-06-04, 2026-06-04T17:30, false
          2026-04-07,       2mo,   2026-06-08, 2026-06-08T17:30, false
          2028-02-29,       12mo,  2029-02-28, 2029-02-28T17:30, true
          # opening minutes
          2026-03-02T11:50, 30min, 2026-03-02, 2026-03-02T14:50, false
          2026-03-02T11:30, 30min, 2026-03-02, 2026-03-02T12:00, false
          2026-03-06T17:20, 30min, 2026-03-07, 2026-03-07T09:20, false
          2026-03-02T06:00, 1min,  2026-03-02, 2026-03-02T08:01, false
          # years without a notice
          2026-12-31,       1wd,   2027-01-01, 2027-01-01T17:30, true
          2026-12-30,       1wd,   2026-12-31, 2026-12-31T17:30, false
          2026-12-20,       20cd,  2027-01-11, 2027-01-11T17:30, true
          2026-12-31T17:00, 40min, 2027-01-01, 2027-01-01T08:10, true
          """)
  void a_period_has_its_last_day_and_its_red_alarm(
      String start, String limit, LocalDate date, String red, boolean provisional) {
    Derivation end = reckon(start, limit);
    assertEquals(date, end.date());
    assertEquals(red, Hall.local(end.at()));
    assertEquals(provisional, end.provisional());
    if (!limit.endsWith("min") && !limit.endsWith("mo")) {
      assertEquals(Limit.parse(limit).amount(), end.counted());
    }
  }

  @Test
  void the_vectors_of_the_calendar_come_out() throws Exception {
    String source;
    try (var file = ReckoningTest.class.getResourceAsStream("/calendars/cn.yaml")) {
      source = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<CalendarFile.Vector> vectors = CalendarFile.parse("cn.yaml", source).vectors();
    assertTrue(vectors.size() >= 7);
    for (CalendarFile.Vector vector : vectors) {
      assertEquals(
          vector.due(), reckon(vector.start(), vector.days(), LimitUnit.WORKING_DAY).date());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WORKING_DAY", "CALENDAR_DAY", "MONTH", "HALF_WORKING_DAY"})
  void every_start_of_two_years_and_limits_to_sixty_agree_with_counting(LimitUnit unit) {
    Predicate<LocalDate> none = day -> false;
    for (LocalDate start = FIRST; start.isBefore(AFTER); start = start.plusDays(1)) {
      for (int amount = 1; amount <= (unit == LimitUnit.MONTH ? 12 : 60); amount++) {
        LocalDate expected =
            switch (unit) {
              case WORKING_DAY -> SLOW.workingDays(start, amount, none);
              case CALENDAR_DAY -> SLOW.calendarDays(start, amount, none);
              case MONTH -> SLOW.months(start, amount, none);
              case HALF_WORKING_DAY -> SLOW.halfDays(start, false, amount);
              case MINUTE -> throw new AssertionError();
            };
        Derivation end = reckon(start, amount, unit);
        if (!expected.equals(end.date())) {
          assertEquals(expected, end.date(), "%s + %d %s".formatted(start, amount, unit));
        }
      }
    }
  }

  @Test
  void half_days_from_an_afternoon_agree_with_counting() {
    for (LocalDate start = FIRST; start.isBefore(AFTER); start = start.plusDays(1)) {
      for (int amount = 1; amount <= 60; amount++) {
        assertEquals(
            SLOW.halfDays(start, true, amount), reckon(start + "T15:00", amount + "hwd").date());
      }
    }
  }

  @Test
  void overlapping_suspensions_agree_with_counting() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    LimitUnit[] units = {LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY, LimitUnit.MONTH};
    for (int run = 0; run < 20_000; run++) {
      LocalDate start = FIRST.plusDays(random.nextInt(730));
      LimitUnit unit = units[random.nextInt(units.length)];
      int amount = 1 + random.nextInt(unit == LimitUnit.MONTH ? 6 : 60);
      int extended = random.nextInt(3) == 0 ? 1 + random.nextInt(amount) : 0;
      List<Uncounted> gaps = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        LocalDate after = start.plusDays(random.nextInt(60) - 5);
        gaps.add(new Uncounted("g" + i, on(after), on(after.plusDays(random.nextInt(30)))));
      }
      Predicate<LocalDate> uncounted =
          day ->
              gaps.stream()
                  .anyMatch(
                      gap -> day.isAfter(gap.after().date()) && !day.isAfter(gap.until().date()));
      LocalDate expected =
          switch (unit) {
            case WORKING_DAY -> SLOW.workingDays(start, amount + extended, uncounted);
            case CALENDAR_DAY -> SLOW.calendarDays(start, amount + extended, uncounted);
            case MONTH -> SLOW.months(start, amount + extended, uncounted);
            case HALF_WORKING_DAY, MINUTE -> throw new AssertionError();
          };
      Derivation end =
          RECKONING.of(
              new Period(
                  Hall.LICENSING,
                  LegalRule.LIMIT,
                  new Limit(amount, unit, 0),
                  extended,
                  on(start),
                  gaps));
      assertEquals(expected, end.date(), () -> "seed %d: %s, %s".formatted(seed, start, gaps));
      assertEquals(
          start.datesUntil(expected.plusDays(1)).toList(),
          end.days().stream().map(Derivation.Day::date).toList(),
          () -> "seed %d: a derivation leaves no day out".formatted(seed));
    }
  }

  @Test
  void the_derivation_names_each_days_reason_and_article() {
    Derivation end =
        reckon(
            "2026-02-12",
            "3wd",
            new Uncounted("hearing", on("2026-02-12"), on("2026-02-13")),
            new Uncounted("testing", on("2026-02-11"), on("2026-02-13")),
            new Uncounted("testing", on("2026-02-23"), on("2026-02-24")));
    assertEquals(
        """
        2026-02-12 - start 《中华人民共和国民法典》第二百零一条
        2026-02-13 - suspended [hearing, testing] 《中华人民共和国行政许可法》第四十五条
        2026-02-14 + make-up-day 国务院办公厅关于部分节假日安排的通知
        2026-02-15 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-16 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-17 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-18 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-19 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-20 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-21 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-22 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-23 - holiday 国务院办公厅关于部分节假日安排的通知
        2026-02-24 - suspended [testing] 《中华人民共和国行政许可法》第四十五条
        2026-02-25 + weekday 《中华人民共和国行政许可法》第八十二条
        2026-02-26 + weekday 《中华人民共和国行政许可法》第八十二条
        """,
        said(end));
    assertEquals(
        "start-not-counted, limit 3wd, working-days, yearly-notice, uncounted", rules(end));
    assertEquals(
        """
        2026-03-05 - start 《中华人民共和国民法典》第二百零一条
        2026-03-06 + every-day 《行政许可法》第四十二条
        2026-03-07 - rest-day-at-end 《中华人民共和国民法典》第二百零三条
        2026-03-08 - rest-day-at-end 《中华人民共和国民法典》第二百零三条
        2026-03-09 + every-day 《行政许可法》第四十二条
        """,
        said(reckon("2026-03-05", "2cd")));
    assertEquals(
        "start-not-counted, limit 1wd, working-days, unknown-year",
        rules(reckon("2026-12-31", "1wd")));
  }

  private static String said(Derivation end) {
    return end.days().stream()
        .map(
            day ->
                "%s %s %s%s %s\n"
                    .formatted(
                        day.date(),
                        day.counted() ? "+" : "-",
                        day.reason().word(),
                        day.reason() instanceof Derivation.Reason.Suspended(List<String> grounds)
                            ? " " + grounds
                            : "",
                        day.article()))
        .collect(Collectors.joining());
  }

  private static String rules(Derivation end) {
    return end.rules().stream()
        .map(rule -> (rule.rule().word() + " " + rule.detail()).strip())
        .collect(Collectors.joining(", "));
  }

  @Test
  void opening_minutes_stand_still_while_suspended() {
    Uncounted hour = new Uncounted("testing", on("2026-03-02T09:10"), on("2026-03-02T10:10"));
    Uncounted inside = new Uncounted("hearing", on("2026-03-02T09:30"), on("2026-03-02T09:40"));
    Uncounted across = new Uncounted("hearing", on("2026-03-02T10:20"), on("2026-03-03T08:00"));
    assertEquals(
        "2026-03-02T10:30", Hall.local(reckon("2026-03-02T09:00", "30min", hour, inside).at()));
    assertEquals(
        "2026-03-03T08:10", Hall.local(reckon("2026-03-02T09:00", "30min", across, hour).at()));
    assertEquals("2026-03-02T09:05", Hall.local(reckon("2026-03-02T09:00", "5min", hour).at()));
    assertEquals("2026-03-02T09:10", Hall.local(reckon("2026-03-02T09:00", "10min", hour).at()));
  }

  @Test
  void any_limit_has_an_end() {
    LocalDate start = LocalDate.of(2026, 3, 2);
    for (LimitUnit unit : LimitUnit.values()) {
      int most = unit == LimitUnit.MONTH ? 1_200 : 10_000;
      Derivation end = reckon(start, most, unit);
      assertTrue(end.date().isAfter(start), unit::word);
      assertTrue(unit == LimitUnit.MINUTE || end.provisional(), unit::word);
      assertThrows(IllegalArgumentException.class, () -> new Limit(0, unit, 0));
      assertThrows(IllegalArgumentException.class, () -> new Limit(most + 1, unit, 0));
    }
    assertEquals(LocalDate.of(2126, 3, 4), reckon(start, 1_200, LimitUnit.MONTH).date());
  }

  @Test
  void minutes_of_a_hall_that_does_not_open_end_at_the_horizon_and_are_provisional() {
    Calendars shut =
        new Calendars(
            Hall.CN, new OpeningCalendar(Hall.ZONE, Hall.CN, OpeningPlan.onWorkingDays(List.of())));
    Derivation end =
        new Reckoning(shut)
            .of(
                new Period(
                    Hall.LICENSING,
                    LegalRule.PROMISE,
                    Limit.parse("30min"),
                    0,
                    on("2025-03-03"),
                    List.of()));
    assertEquals(LocalDate.of(2026, 4, 7), end.date());
    assertTrue(end.provisional());
  }
}
