package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.TimeSpan;

class HallOpeningTest {
  private static final NationalCalendar CN = BundledFiles.nationalCalendar();
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String HEAD =
      """
      hall: village
      name: { zh: 村服务站, en: Village station }
      time-zone: Asia/Shanghai
      opening-hours: ["08:30-11:30"]
      zones: [{ id: general, ticket-prefix: A, name: { zh: 综合, en: General }, windows: 2 }]
      """;
  private static final String HALL =
      HEAD
          + """
          opening:
            workdays: ["08:00-12:00", "14:30-17:30"]
            wed: ["08:00-12:00"]
            sat: ["09:00-12:00"]
            make-up: ["08:00-12:00"]
            holidays: ["10:00-11:00"]
          closures:
            - { dates: 2026-08-10/2026-08-12, reason: 系统升级 }
          special-days:
            - { date: 2026-09-30, hours: ["08:00-10:00"], reason: 节前半天 }
          regional-days: { document: 桂政发〔2014〕22号, holidays: [2026-04-20], workdays: [2026-04-18] }
          """;

  private static OpeningCalendar calendar(String source) throws InvalidHallFile {
    return HallFile.parse("v.yaml", source).opening().calendar(SHANGHAI, CN);
  }

  private static String spans(OpeningCalendar calendar, LocalDate day) {
    return calendar.spans(day).stream().map(TimeSpan::toString).collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-03-02, 08:00-12:00 14:30-17:30",
    "2026-03-04, 08:00-12:00",
    "2026-03-07, 09:00-12:00",
    "2026-03-08, ''",
    "2026-02-14, 08:00-12:00",
    "2026-02-17, 10:00-11:00",
    "2026-08-11, ''",
    "2026-09-30, 08:00-10:00",
    "2026-04-18, 08:00-12:00",
    "2026-04-20, 10:00-11:00",
  })
  void a_file_states_when_the_hall_is_open(LocalDate day, String spans) throws InvalidHallFile {
    assertEquals(spans, spans(calendar(HALL), day));
  }

  @Test
  void a_closure_never_moves_a_statutory_date_and_a_region_does() throws InvalidHallFile {
    HallOpening opening = HallFile.parse("v.yaml", HALL).opening();
    NationalCalendar days = opening.workingDays(CN);
    assertEquals(LocalDate.parse("2026-08-12"), days.due(LocalDate.parse("2026-08-07"), 3).date());
    assertEquals(LocalDate.parse("2026-04-18"), days.due(LocalDate.parse("2026-04-17"), 1).date());
  }

  @Test
  void without_times_of_opening_a_hall_is_open_on_working_days_when_it_gives_numbers()
      throws InvalidHallFile {
    OpeningCalendar calendar = calendar(HEAD);
    assertEquals("08:30-11:30", spans(calendar, LocalDate.parse("2026-03-02")));
    assertEquals("08:30-11:30", spans(calendar, LocalDate.parse("2026-02-14")));
    assertEquals("", spans(calendar, LocalDate.parse("2026-03-07")));
    String always = HEAD.replace("opening-hours: [\"08:30-11:30\"]\n", "");
    assertEquals("00:00-24:00", spans(calendar(always), LocalDate.parse("2026-10-01")));
  }

  @Test
  void without_hours_a_hall_gives_numbers_at_the_times_of_workdays() throws InvalidHallFile {
    HallFile file =
        HallFile.parse("v.yaml", HALL.replace("opening-hours: [\"08:30-11:30\"]\n", ""));
    assertEquals("[08:00-12:00, 14:30-17:30]", file.hours().times().toString());
  }

  @Test
  void the_demonstration_is_open_on_working_days_and_saturday_mornings() throws Exception {
    HallFile file = HallFileTest.demonstration();
    OpeningCalendar calendar = file.opening(false).calendar(file.zone(), CN);
    assertEquals("08:00-12:00 14:30-17:30", spans(calendar, LocalDate.parse("2026-02-14")));
    assertEquals("09:00-12:00", spans(calendar, LocalDate.parse("2026-03-07")));
    assertEquals(Optional.of("系统升级"), calendar.reason(LocalDate.parse("2026-08-08")));
    assertEquals("08:00-12:00", spans(calendar, LocalDate.parse("2026-09-30")));
    assertTrue(
        file.opening(true).calendar(file.zone(), CN).isOpen(Instant.parse("2026-10-01T19:00:00Z")));
  }

  @Test
  void what_is_stored_is_what_was_read() throws Exception {
    for (HallOpening opening :
        List.of(
            HallFile.parse("v.yaml", HALL).opening(),
            HallFile.parse("v.yaml", HEAD).opening(),
            HallOpening.ROUND_THE_CLOCK)) {
      String stored = StoredJson.write(opening);
      assertEquals(opening, StoredJson.opening(stored));
      assertEquals(stored, StoredJson.write(StoredJson.opening(stored)));
    }
    assertEquals(
        StoredJson.write(HallFile.parse("v.yaml", HALL).opening()),
        StoredJson.write(HallFile.parse("w.yaml", HALL).opening()));
    assertThrows(
        IllegalStateException.class, () -> StoredJson.opening("{\"format\":7,\"opening\":null}"));
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          wed: ["08:00-12:00"] | weds: ["08:00-12:00"] | v.yaml:8: expected one of workdays, make-up, holidays, mon, tue, wed, thu, fri, sat, sun, found weds
          sat: ["09:00-12:00"] | sat: 09:00-12:00 | v.yaml:9: expected a list of hours such as ["08:00-12:00"], found "09:00-12:00"
          sat: ["09:00-12:00"] | sat: ["9-12"] | v.yaml:9: expected hours such as 08:00-12:00, found "9-12"
          sat: ["09:00-12:00"] | sat: ["12:00-09:00"] | v.yaml:9: expected hours such as 08:00-12:00, found "12:00-09:00"
          sat: ["09:00-12:00"] | sat: ["09:00-12:00", "11:00-13:00"] | v.yaml:9: expected hours in order without overlap, found [09:00-12:00, 11:00-13:00]
          dates: 2026-08-10/2026-08-12 | dates: 2026-08-12/2026-08-10 | v.yaml:13: expected a date or dates such as 2026-01-01/2026-01-03, found "2026-08-12/2026-08-10"
          dates: 2026-08-10/2026-08-12 | date: 2026-08-10 | v.yaml:13: expected one of dates, reason, found date
          reason: 系统升级 | reason: "" | v.yaml:13: expected a reason that people are told, found ""
          date: 2026-09-30 | date: 2026-09-31 | v.yaml:15: expected a date, found "2026-09-31"
          hours: ["08:00-10:00"] | hours: [] | v.yaml:15: expected hours of the day; a day without is a closure, found none
          date: 2026-09-30 | date: 2026-08-11 | v.yaml:15: expected each day closed or special once, found 2026-08-11
          document: 桂政发〔2014〕22号 | document: "" | v.yaml:16: expected the number of the regional notice, found ""
          holidays: [2026-04-20], workdays: [2026-04-18] | holidays: [], workdays: [] | v.yaml:16: expected holidays or workdays of the region, found none
          holidays: [2026-04-20] | holidays: [2026-04-18] | v.yaml:16: expected a day either off or worked, found 2026-04-18
          """)
  void a_mistake_is_told_with_its_line(String right, String wrong, String problem) {
    assertTrue(HALL.contains(right));
    assertEquals(
        problem,
        assertThrows(
                InvalidHallFile.class, () -> HallFile.parse("v.yaml", HALL.replace(right, wrong)))
            .problems()
            .getFirst());
  }
}
