package org.yichuang.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.catalogue.BundledFiles;

class NationalCalendarTest {
  private static final NationalCalendar CN = BundledFiles.nationalCalendar();
  private static final NationalCalendar GUANGXI =
      CN.in(
          new RegionalDays(
              "桂政发〔2014〕22号",
              days("2026-04-20 2026-04-21 2026-05-09"),
              days("2026-04-18 2026-10-07")));

  private static Set<LocalDate> days(String text) {
    return Arrays.stream(text.split(" "))
        .filter(day -> !day.isEmpty())
        .map(LocalDate::parse)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026-01-01, HOLIDAY",
    "2026-01-03, HOLIDAY",
    "2026-01-04, MAKE_UP_DAY",
    "2026-02-14, MAKE_UP_DAY",
    "2026-02-15, HOLIDAY",
    "2026-02-23, HOLIDAY",
    "2026-02-24, WEEKDAY",
    "2026-03-07, WEEKEND",
    "2026-09-20, MAKE_UP_DAY",
    "2026-10-08, WEEKDAY",
    "2026-12-31, WEEKDAY",
    "2027-01-01, WEEKDAY_OF_UNKNOWN_YEAR",
    "2027-01-02, WEEKEND_OF_UNKNOWN_YEAR",
    "2024-12-31, WEEKDAY_OF_UNKNOWN_YEAR",
  })
  void a_day_is_judged_by_its_years_notice(LocalDate day, Because kind) {
    assertEquals(kind, CN.kind(day));
    assertEquals(kind.counted(), CN.isWorkingDay(day));
  }

  @ParameterizedTest(name = "{0} has {1} working days")
  @CsvSource({
    "2025, 248, true",
    "2026, 248, true",
    "2023, 260, false",
    "2024, 262, false",
    "2028, 260, false",
    "2000, 260, false",
    "1900, 261, false"
  })
  void a_year_has_its_working_days(int year, int workingDays, boolean known) {
    assertEquals(workingDays, CN.workingDaysOf(year));
    assertEquals(known, CN.knows(year));
  }

  @ParameterizedTest(name = "{1} after {0}: {2}, provisional {3}")
  @CsvSource({
    "2026-02-13, 1, 2026-02-14, false",
    "2026-02-14, 1, 2026-02-24, false",
    "2026-03-02, 20, 2026-03-30, false",
    "2026-12-30, 1, 2026-12-31, false",
    "2026-12-31, 1, 2027-01-01, true",
    "2026-12-21, 9, 2027-01-01, true",
    "2027-06-01, 5, 2027-06-08, true",
    "2024-12-31, 1, 2025-01-02, false",
    "2024-12-30, 1, 2024-12-31, true",
    "2028-02-28, 1, 2028-02-29, true",
    "2028-02-25, 3, 2028-03-01, true",
    "2026-01-01, 248, 2026-12-31, false",
  })
  void a_period_ends_on_its_last_working_day(
      LocalDate start, int days, LocalDate due, boolean provisional) {
    Due reckoned = CN.due(start, days);
    assertEquals(due, reckoned.date());
    assertEquals(provisional, reckoned.provisional());
  }

  @Test
  void a_date_is_derived_day_by_day() {
    assertEquals(
        """
        2026-02-12 - START
        2026-02-13 + WEEKDAY
        2026-02-14 + MAKE_UP_DAY
        2026-02-15 - HOLIDAY
        2026-02-16 - HOLIDAY
        2026-02-17 - HOLIDAY
        2026-02-18 - HOLIDAY
        2026-02-19 - HOLIDAY
        2026-02-20 - HOLIDAY
        2026-02-21 - HOLIDAY
        2026-02-22 - HOLIDAY
        2026-02-23 - HOLIDAY
        2026-02-24 + WEEKDAY
        """,
        said(CN.due(LocalDate.parse("2026-02-12"), 3)));
  }

  @Test
  void a_regions_days_prevail_and_name_their_document() {
    Due due = GUANGXI.due(LocalDate.parse("2026-04-17"), 2);
    assertEquals(
        """
        2026-04-17 - START
        2026-04-18 + REGIONAL_WORKDAY
        2026-04-19 - WEEKEND
        2026-04-20 - REGIONAL_HOLIDAY
        2026-04-21 - REGIONAL_HOLIDAY
        2026-04-22 + WEEKDAY
        """,
        said(due));
    assertEquals(Optional.of("桂政发〔2014〕22号"), due.why().get(1).document());
    assertEquals(Optional.empty(), due.why().get(2).document());
    assertFalse(GUANGXI.isWorkingDay(LocalDate.parse("2026-05-09")), "a national make-up day");
    assertTrue(GUANGXI.isWorkingDay(LocalDate.parse("2026-10-07")), "a national holiday");
    assertEquals(247, GUANGXI.workingDaysOf(2026));
    assertEquals(248, GUANGXI.in(new RegionalDays("none", Set.of(), Set.of())).workingDaysOf(2026));
  }

  private static String said(Due due) {
    return due.why().stream()
        .map(day -> "%s %s %s\n".formatted(day.date(), day.counted() ? "+" : "-", day.because()))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_001, Integer.MAX_VALUE})
  void a_period_has_one_to_a_thousand_days(int days) {
    LocalDate start = LocalDate.parse("2026-03-02");
    assertThrows(IllegalArgumentException.class, () -> CN.due(start, days));
    assertEquals(1_000, CN.due(start, 1_000).why().stream().filter(Due.Day::counted).count());
  }

  @ParameterizedTest(name = "{0}: off {1}, worked {2}: {3}")
  @CsvSource({
    "2026, 2025-11-30, '', 'expected a day of 2026, found 2025-11-30'",
    "2026, 2027-02-01, '', 'expected a day of 2026, found 2027-02-01'",
    "2026, '', 2026-03-02, 'expected a Saturday or Sunday as make-up day, found 2026-03-02'",
    "2026, 2026-03-07, 2026-03-07, 'expected a day either off or worked, found 2026-03-07'",
    "2026, 2025-12-31 2027-01-01, 2025-12-28, ''",
  })
  void a_notice_agrees_with_itself(int year, String off, String worked, String problem) {
    if (problem.isEmpty()) {
      assertEquals(year, new YearNotice(year, days(off), days(worked)).year());
      return;
    }
    assertEquals(
        problem,
        assertThrows(
                IllegalArgumentException.class, () -> new YearNotice(year, days(off), days(worked)))
            .getMessage());
  }

  @Test
  void notices_agree_with_one_another() {
    YearNotice off = new YearNotice(2026, days("2026-12-26"), Set.of());
    YearNotice worked = new YearNotice(2027, Set.of(), days("2026-12-26"));
    assertThrows(
        IllegalArgumentException.class, () -> new NationalCalendar("x", List.of(off, worked)));
    assertThrows(
        IllegalArgumentException.class, () -> new NationalCalendar("x", List.of(off, off)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RegionalDays("1号", days("2026-03-03"), days("2026-03-03")));
    assertThrows(IllegalArgumentException.class, () -> new RegionalDays(" ", Set.of(), Set.of()));
  }

  @RepeatedTest(20)
  void whatever_the_notices_a_due_date_is_a_working_day_and_its_derivation_is_whole(
      RepetitionInfo run) {
    SplittableRandom random = new SplittableRandom(run.getCurrentRepetition());
    LocalDate first = LocalDate.of(2030, 1, 1);
    Set<LocalDate> off =
        random.ints(40, 0, 365).mapToObj(first::plusDays).collect(Collectors.toSet());
    Set<LocalDate> worked =
        random
            .ints(20, 0, 365)
            .mapToObj(first::plusDays)
            .filter(day -> YearNotice.isWeekend(day) && !off.contains(day))
            .collect(Collectors.toSet());
    NationalCalendar calendar =
        new NationalCalendar("x", List.of(new YearNotice(2030, off, worked)));
    for (int i = 0; i < 200; i++) {
      LocalDate start = first.plusDays(random.nextInt(500) - 60);
      int days = 1 + random.nextInt(60);
      Due due = calendar.due(start, days);
      assertTrue(calendar.isWorkingDay(due.date()));
      assertEquals(days, due.why().stream().filter(Due.Day::counted).count());
      assertEquals(
          start.datesUntil(due.date().plusDays(1)).toList(),
          due.why().stream().map(Due.Day::date).toList());
      assertEquals(
          start.plusDays(1).datesUntil(due.date().plusDays(1)).anyMatch(d -> d.getYear() != 2030),
          due.provisional());
      if (days > 1) {
        assertTrue(calendar.due(start, days - 1).date().isBefore(due.date()));
      }
    }
  }
}
