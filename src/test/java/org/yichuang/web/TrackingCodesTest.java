package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;

class TrackingCodesTest {
  private final TrackingCodes codes = new TrackingCodes(new TrackingKey(new byte[32]));

  @ParameterizedTest
  @CsvSource({
    "1, 2026-11-23, A, 1",
    "7, 2026-11-23, B, 17",
    "2147483647, 2328-11-07, ZZ, 999999",
    "1, 1970-01-01, AZ, 1000",
    "12345, 2030-02-28, ZA, 65536"
  })
  void a_code_stands_for_its_ticket(int hall, LocalDate day, String prefix, int number) {
    TicketId ticket = new TicketId(day, prefix, number);
    String code = codes.encode(new HallId(hall), ticket);
    assertTrue(code.matches("[0-9a-hjkmnp-tv-z]{32}"), code);
    assertEquals(
        Optional.of(new TrackingCodes.Tracked(new HallId(hall), ticket)), codes.decode(code));
  }

  @Test
  void a_code_never_changes() {
    TicketId ticket = new TicketId(LocalDate.of(2026, 11, 23), "B", 17);
    assertEquals("000000wm9c02000hk94ct5rrrvkmpygx", codes.encode(new HallId(7), ticket));
  }

  @Test
  void a_code_with_one_character_changed_is_nobodys() {
    String code = codes.encode(new HallId(7), new TicketId(LocalDate.of(2026, 11, 23), "B", 17));
    for (int i = 0; i < code.length(); i++) {
      for (char c : "0123456789abcdefghjkmnpqrstvwxyz".toCharArray()) {
        String forged = code.substring(0, i) + c + code.substring(i + 1);
        assertEquals(forged.equals(code), codes.decode(forged).isPresent(), forged);
      }
    }
  }

  @Test
  void neighbouring_tickets_and_other_keys_have_other_seals() {
    byte[] other = new byte[32];
    other[31] = 1;
    TrackingCodes otherCodes = new TrackingCodes(new TrackingKey(other));
    Set<String> seals = new HashSet<>();
    for (int number = 1; number <= 1_000; number++) {
      TicketId ticket = new TicketId(LocalDate.of(2026, 11, 23), "B", number);
      seals.add(codes.encode(new HallId(7), ticket).substring(16));
      seals.add(otherCodes.encode(new HallId(7), ticket).substring(16));
    }
    assertEquals(2_000, seals.size());
  }

  @Test
  void while_keys_change_codes_of_both_are_good_and_new_ones_are_of_the_first() {
    byte[] next = new byte[32];
    next[0] = 1;
    TicketId ticket = new TicketId(LocalDate.of(2026, 11, 23), "B", 17);
    String old = codes.encode(new HallId(7), ticket);
    TrackingCodes both = new TrackingCodes(new TrackingKey(next, new byte[32]));
    TrackingCodes after = new TrackingCodes(new TrackingKey(next));
    assertEquals(ticket, both.decode(old).orElseThrow().ticket());
    assertEquals(after.encode(new HallId(7), ticket), both.encode(new HallId(7), ticket));
    assertEquals(ticket, after.decode(both.encode(new HallId(7), ticket)).orElseThrow().ticket());
    assertEquals(Optional.empty(), after.decode(old));
    assertThrows(IllegalArgumentException.class, () -> new TrackingKey(new byte[32], new byte[31]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "B017",
        "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
        "号号号号号号号号号号号号号号号号号号号号号号号号号号号号号号号号"
      })
  void what_is_no_code_is_nobodys(String text) {
    assertFalse(codes.decode(text).isPresent());
  }

  @Test
  void a_short_key_is_refused_at_start() {
    assertThrows(IllegalArgumentException.class, () -> new TrackingKey(new byte[31]));
  }
}
