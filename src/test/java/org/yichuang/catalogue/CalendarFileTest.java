package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
      edition: 3
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

  /** Editions and what they say: whoever changes the years adds one, in the file and here. */
  private static final Map<Integer, String> EDITIONS = Map.of(1, "b243f8861d827b9c");

  @Test
  void another_edition_of_the_national_calendar_says_something_else() throws Exception {
    StringBuilder years = new StringBuilder();
    for (int year : new TreeSet<>(bundled().calendar().years())) {
      for (LocalDate day = LocalDate.ofYearDay(year, 1);
          day.getYear() == year;
          day = day.plusDays(1)) {
        years.append(bundled().calendar().isWorkingDay(day) ? '1' : '0');
      }
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(years.toString().getBytes(StandardCharsets.UTF_8));
    assertEquals(
        EDITIONS.get(bundled().edition()),
        HexFormat.of().formatHex(digest, 0, 8),
        "raise the edition when the years change");
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
          edition: 3   | edition: 0  | c.yaml:2: expected the number of the edition of 1…100000, found "0"
          calendar: cn | calendar: China | c.yaml:1: expected a short name in small letters, found "China"
          2026:        | year: | c.yaml:5: expected a year such as 2026, found year
          2026:        | 2025: | c.yaml:5: expected a day of 2025, found 2026-02-15
          2026-02-15/  | 2026-02-30/ | c.yaml:5: expected a date or dates such as 2026-01-01/2026-01-03, found "2026-02-30/2026-02-23"
          2026-02-15/2026-02-23 | 2026-02-23/2026-02-15 | c.yaml:5: expected a date or dates such as 2026-01-01/2026-01-03, found "2026-02-23/2026-02-15"
          2026-02-15/2026-02-23 | 2026-02-23, 2026-02-23 | c.yaml:5: expected each day once, found 2026-02-23
          [2026-02-14] | [2026-02-13] | c.yaml:5: expected a Saturday or Sunday as make-up day, found 2026-02-13
          days: 2      | days: 0     | c.yaml:8: expected a number of working days of 1…1000, found "0"
          start: 2026-02-13 | begin: 2026-02-13 | c.yaml:8: expected a date, found nothing
          [2026-02-14] | [] | c.yaml:8: expected 2026-02-24 as working day 2 after 2026-02-13, found 2026-02-25
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
