package org.yichuang.deadlines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.yichuang.deadlines.Hall.on;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmTimesTest {
  private static final Reckoning RECKONING = new Reckoning(Hall.CALENDARS);
  private static final AlarmTimes ALARMS = new AlarmTimes(Hall.CALENDARS);

  private static List<Alarm> alarms(String start, String limit, Uncounted... uncounted) {
    Period period =
        new Period(
            Hall.LICENSING, LegalRule.LIMIT, Limit.parse(limit), 0, on(start), List.of(uncounted));
    return ALARMS.of(period, RECKONING.of(period));
  }

  private static String said(List<Alarm> alarms) {
    return alarms.stream()
        .map(alarm -> alarm.level().word() + " " + Hall.local(alarm.at()))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest(name = "{0} + {1}: yellow at {2}")
  @CsvSource(
      textBlock =
          """
          # at most three working days
          2026-03-02, 20wd,  2026-03-25T17:30
          2026-03-02, 15wd,  2026-03-18T17:30
          2026-03-02, 60cd,  2026-04-28T17:30
          # a fifth: whole days from closing to closing, the rest of a day of seven hours
          2026-03-02, 10wd,  2026-03-12T17:30
          2026-03-02, 5wd,   2026-03-06T17:30
          2026-03-02, 3wd,   2026-03-05T10:48
          2026-03-02, 8wd,   2026-03-11T10:48
          2026-03-02, 4cd,   2026-03-06T09:24
          # at least two opening hours
          2026-03-02, 1wd,   2026-03-03T15:30
          2026-03-02, 2hwd,  2026-03-03T10:00
          2026-03-02, 1hwd,  2026-03-02T15:30
          # a closed day gives no opening time
          2026-08-06, 2wd,   2026-08-08T10:00
          # minutes have a fifth alone
          2026-03-02, 30min, 2026-03-02T09:24
          2026-03-02T11:50, 30min, 2026-03-02T14:44
          """)
  void yellow_comes_a_fifth_before_the_end(String start, String limit, String yellow) {
    assertEquals(yellow, Hall.local(alarms(start, limit).getFirst().at()));
  }

  @Test
  void days_that_are_not_counted_are_no_warning() {
    assertEquals(
        "2026-03-12T17:30",
        Hall.local(
            alarms(
                    "2026-03-02",
                    "10wd",
                    new Uncounted("hearing", on("2026-03-12"), on("2026-03-26")))
                .getFirst()
                .at()));
  }

  @Test
  void what_is_overdue_is_escalated_at_the_closing_of_each_working_day() {
    assertEquals(
        """
        yellow 2026-02-12T17:30
        red 2026-02-13T17:30
        escalated-to-backup 2026-02-14T17:30
        escalated-to-window-head 2026-02-24T17:30
        escalated-to-department-lead 2026-02-25T17:30
        escalated-to-supervisor 2026-02-26T17:30""",
        said(alarms("2026-02-06", "5wd")));
  }

  @Test
  void a_given_date_is_warned_of_three_working_days_before_and_judged_by_its_end() {
    Derivation end =
        RECKONING.given(Hall.LICENSING, LegalRule.LICENCE_EXPIRY, LocalDate.parse("2026-03-08"));
    assertEquals(
        "yellow 2026-03-04T17:30\nred 2026-03-09T00:00", said(ALARMS.ofGiven(end).subList(0, 2)));
    assertEquals("2026-03-09T00:00", Hall.local(end.over()));
  }

  @Test
  void no_alarm_comes_before_the_one_it_follows() {
    for (LocalDate start = LocalDate.of(2026, 1, 1);
        start.getYear() == 2026;
        start = start.plusDays(1)) {
      for (String limit :
          List.of("1wd", "2wd", "7wd", "45wd", "1cd", "7cd", "60cd", "3mo", "5hwd", "30min")) {
        List<Alarm> alarms = alarms(start.toString(), limit);
        for (int i = 1; i < alarms.size(); i++) {
          assertFalse(
              alarms.get(i).at().isBefore(alarms.get(i - 1).at()),
              start + " " + limit + " " + said(alarms));
        }
        assertFalse(alarms.getFirst().at().isBefore(on(start).at()), start + " " + limit);
      }
    }
  }
}
