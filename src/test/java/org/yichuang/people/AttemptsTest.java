package org.yichuang.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private Instant now = Instant.EPOCH;
  private final Attempts attempts = new Attempts(new Attempts.Rule(2, 1_000, 4_000), () -> now);

  @Test
  void ten_thousand_keys_are_remembered_and_no_more() {
    for (int i = 0; i < 20_000; i++) {
      attempts.charge("key " + i);
    }
    assertEquals(10_000, attempts.keys());
  }

  @Test
  void attempts_count_as_failed_before_anybody_knows() {
    attempts.charge("a");
    attempts.charge("a");
    assertEquals(0, attempts.pauseMillis("a"));
    attempts.charge("a");
    assertEquals(1_000, attempts.pauseMillis("a"));
    attempts.refund("a");
    assertEquals(0, attempts.pauseMillis("a"));
  }

  @Test
  void the_pause_doubles_to_its_end_however_many_fail() {
    for (int i = 0; i < 100; i++) {
      attempts.charge("a");
    }
    assertEquals(4_000, attempts.pauseMillis("a"));
    now = now.plusMillis(3_999);
    assertEquals(1, attempts.pauseMillis("a"));
    now = now.plusMillis(900_000);
    assertEquals(0, attempts.pauseMillis("a"));
    attempts.charge("a");
    assertEquals(0, attempts.pauseMillis("a"));
  }
}
