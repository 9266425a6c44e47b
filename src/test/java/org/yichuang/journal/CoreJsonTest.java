package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreJsonTest {

  @Test
  void every_day_of_eighty_years_is_read_as_it_is_written() {
    LocalDate last = LocalDate.of(2060, 12, 31);
    for (LocalDate day = LocalDate.of(1980, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
      assertEquals(day, CoreJson.day(day.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+12026-01-31", "-2026-01-31", "0000-02-29", "9999-12-31"})
  void a_day_far_away_is_read_too(String text) {
    assertEquals(LocalDate.parse(text), CoreJson.day(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-1-031",
        "2026/01/31",
        "20260-1-31",
        "２０２６-01-31",
        "2026-01-3l",
        "2026-01-31Z",
        " 2026-01-3"
      })
  void whatever_is_no_day_is_refused_as_ever(String text) {
    assertThrows(DateTimeException.class, () -> LocalDate.parse(text));
    assertThrows(DateTimeException.class, () -> CoreJson.day(text));
  }
}
