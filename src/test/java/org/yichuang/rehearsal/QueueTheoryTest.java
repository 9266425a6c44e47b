package org.yichuang.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTheoryTest {

  /** Two from the closed forms for one and two servers, two from printed tables of Erlang C. */
  @ParameterizedTest(name = "{0} servers at {1}: {2}")
  @CsvSource({"1, 0.7, 0.7", "2, 0.5, 0.333333", "10, 0.8, 0.409180", "5, 0.8, 0.554113"})
  void the_probability_to_wait_is_erlangs(int servers, double load, double expected) {
    assertEquals(expected, QueueTheory.erlangC(servers, load), 1e-6);
  }

  @Test
  void one_server_waits_as_pollaczek_and_khinchine_say() {
    assertEquals(4, QueueTheory.waitOfExponential(1, 0.8, 1), 1e-9);
    assertEquals(2, QueueTheory.waitOfAny(1, 0.8, 1, 0), 1e-9);
    assertEquals(0.7 * 1.64 / 2 / 0.3, QueueTheory.waitOfAny(1, 0.7, 1, 0.8), 1e-9);
  }

  @Test
  void services_begin_when_a_server_is_free_in_the_order_of_arrival() {
    long[] arrivals = {0, 1, 2, 3, 30};
    long[] services = {10, 4, 7, 1, 1};
    assertArrayEquals(new long[] {0, 10, 14, 21, 30}, QueueTheory.starts(arrivals, services, 1));
    assertArrayEquals(new long[] {0, 1, 5, 10, 30}, QueueTheory.starts(arrivals, services, 2));
    assertArrayEquals(new long[] {0, 1, 2, 5, 30}, QueueTheory.starts(arrivals, services, 3));
  }

  @Test
  void batch_means_leave_out_the_warm_up_and_say_how_sure_they_are() {
    double[] series = IntStream.range(0, 4_000).mapToDouble(i -> i < 400 ? 1_000 : i % 2).toArray();
    assertEquals(new BatchMeans(0.5, 0), BatchMeans.of(series));
    double[] drifting = IntStream.range(0, 4_000).mapToDouble(i -> i / 1_000.0).toArray();
    BatchMeans drift = BatchMeans.of(drifting);
    assertEquals(2.2, drift.mean(), 0.001);
    // 20 batches of 0.18 apart: s = 0.18 · √35, half width 2.861 · s / √20
    assertEquals(2.861 * 0.18 * Math.sqrt(35) / Math.sqrt(20), drift.halfWidth(), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> BatchMeans.of(new double[10]));
  }
}
