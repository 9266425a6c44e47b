package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketIdTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @Test
  void what_is_written_is_read() {
    for (String prefix : new String[] {"B", "AZ"}) {
      for (int number : new int[] {1, 9, 17, 999, 1_000, 999_999}) {
        TicketId id = new TicketId(DAY, prefix, number);
        assertEquals(Optional.of(id), TicketId.parse(id.toString()));
      }
    }
    assertEquals("20261123-B017", new TicketId(DAY, "B", 17).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026112",
        "20261123",
        "20261123-",
        "20261123-B",
        "20261123-017",
        "20261123-B17",
        "20261123-B0017",
        "20261123-B000",
        "20261123-B1000000",
        "20261123-B4294967296",
        "20261123-b017",
        "20261123-ABC017",
        "20261123_B017",
        "20261131-B017",
        "2026-1123-B017",
        "00001123-B017",
        "20261123-B01７",
        "20261123-B017 ",
        " 20261123-B017"
      })
  void nothing_else_is_a_ticket(String text) {
    assertEquals(Optional.empty(), TicketId.parse(text));
  }
}
