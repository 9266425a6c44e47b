package org.yichuang.deadlines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource(
      textBlock =
          """
          ONLINE, 2026-03-02T07:00:00, 2026-03-02, NONE,          false
          ONLINE, 2026-03-02T17:29:59, 2026-03-02, NONE,          false
          ONLINE, 2026-03-02T17:30:00, 2026-03-03, AFTER_CLOSING, false
          ONLINE, 2026-03-06T18:00:00, 2026-03-09, AFTER_CLOSING, false
          ONLINE, 2026-03-07T09:00:00, 2026-03-09, REST_DAY,      false
          ONLINE, 2026-02-13T18:00:00, 2026-02-14, AFTER_CLOSING, false
          ONLINE, 2026-02-16T10:00:00, 2026-02-24, REST_DAY,      false
          ONLINE, 2026-08-11T10:00:00, 2026-08-11, NONE,          false
          ONLINE, 2026-09-30T13:00:00, 2026-09-30, NONE,          false
          ONLINE, 2026-12-31T18:00:00, 2027-01-01, AFTER_CLOSING, true
          WINDOW, 2026-03-07T09:00:00, 2026-03-07, NONE,          false
          WINDOW, 2026-03-02T18:10:00, 2026-03-02, NONE,          false
          """)
  void what_arrives_online_after_closing_or_on_a_rest_day_counts_from_the_next_working_day(
      Receipt.Channel channel,
      String arrived,
      LocalDate counted,
      Receipt.Shift shift,
      boolean provisional) {
    Receipt receipt = Receipt.of(Hall.at(arrived), channel, Hall.CALENDARS, LocalTime.of(17, 30));
    assertEquals(new Receipt(new Dated(counted, Hall.at(arrived)), shift, provisional), receipt);
  }
}
