package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.calendar.Due;

class CalendarFileTest {
  private static final String SMALL =
      """
      calendar: cn
      years:
        2026:
          holidays: [2026-02-15/2026-02-23]
          workdays: [2026-02-14]
      vectors:
        - { start: 2026-02-13, days: 2, due: 2026-02-24 }
      """;

  private static CalendarFile bundled() throws Exception {
    return CalendarFile.parse(
        "cn.yaml", Files.readString(Path.of("src/main/resources/calendars/cn.yaml")));
  }

  static Stream<CalendarFile.Vector> vectors() throws Exception {
    return bundled().vectors().stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_vectors_of_the_national_calendar_come_out(CalendarFile.Vector vector) throws Exception {
    Due due = bundled().calendar().due(vector.start(), vector.days());
    assertEquals(vector.due(), due.date());
    assertEquals(false, due.provisional());
  }

  @Test
  void the_national_calendar_knows_its_years() throws Exception {
    assertEquals(7, bundled().vectors().size());
    assertEquals("cn", bundled().calendar().id());
    assertEquals(Set.of(2025, 2026), bundled().calendar().years());
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          calendar: cn | calendar: China | c.yaml:1: expected a short name in small letters, found "China"
          2026:        | year: | c.yaml:4: expected a year such as 2026, found year
          2026:        | 2025: | c.yaml:4: expected a day of 2025, found 2026-02-15
          2026-02-15/  | 2026-02-30/ | c.yaml:4: expected a date or dates such as 2026-01-01/2026-01-03, found "2026-02-30/2026-02-23"
          2026-02-15/2026-02-23 | 2026-02-23/2026-02-15 | c.yaml:4: expected a date or dates such as 2026-01-01/2026-01-03, found "2026-02-23/2026-02-15"
          2026-02-15/2026-02-23 | 2026-02-23, 2026-02-23 | c.yaml:4: expected each day once, found 2026-02-23
          [2026-02-14] | [2026-02-13] | c.yaml:4: expected a Saturday or Sunday as make-up day, found 2026-02-13
          days: 2      | days: 0     | c.yaml:7: expected a number of working days of 1…1000, found "0"
          start: 2026-02-13 | begin: 2026-02-13 | c.yaml:7: expected a date, found nothing
          [2026-02-14] | [] | c.yaml:7: expected 2026-02-24 as working day 2 after 2026-02-13, found 2026-02-25
          years:       | year:       | c.yaml:1: expected 1…200 years, found 0
          """)
  void a_mistake_is_told_with_its_line(String right, String wrong, String problem)
      throws InvalidHallFile {
    assertEquals(1, CalendarFile.parse("c.yaml", SMALL).vectors().size());
    assertTrue(SMALL.contains(right));
    List<String> problems =
        assertThrows(
                InvalidHallFile.class,
                () -> CalendarFile.parse("c.yaml", SMALL.replace(right, wrong)))
            .problems();
    assertEquals(problem, problems.getFirst());
  }
}
