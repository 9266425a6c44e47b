package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.yichuang.journal.Passenger.Landing.COMMITTED;
import static org.yichuang.journal.Passenger.Landing.MOVED;
import static org.yichuang.journal.Passenger.Landing.TURNED;
import static org.yichuang.journal.Passenger.Landing.UNCERTAIN;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.journal.FlightPort.FlightResult;
import org.yichuang.journal.FlightPort.FlightResult.Cause;

class LaneTest {
  private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
  private static final long FLIGHT_MILLIS = 3_000;
  private static final long SETTLE_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 250;

  private final ManualTime time = new ManualTime(START);
  private final ScriptedPort port = new ScriptedPort();
  private final Watch watch = new Watch();
  private final Lane lane =
      new Lane(
          port,
          time,
          time,
          new Lane.Limits(10, 4, FLIGHT_MILLIS, SETTLE_MILLIS, RETRY_MILLIS),
          watch);
  private final Hall one = new Hall(1);
  private final Hall two = new Hall(2);
  private final Hall three = new Hall(3);

  @BeforeEach
  void connect() {
    lane.start();
    port.settles(true);
  }

  @Test
  void one_flight_is_out_at_a_time_and_the_rest_goes_together_with_the_next() {
    one.sends(2);
    two.sends(1);
    three.sends(1);
    assertEquals(1, port.flights.size());
    assertEquals(List.of(one.id), port.last().halls());
    port.last().lands();
    assertEquals(2, port.flights.size());
    assertEquals(List.of(two.id, three.id), port.last().halls());
    port.last().lands();
    assertEquals(2, port.flights.size());
    assertEquals(List.of(COMMITTED), one.landings);
    assertEquals(List.of(COMMITTED), two.landings);
    assertEquals(List.of(COMMITTED), three.landings);
  }

  @Test
  void a_hall_that_is_out_sends_its_next_cargo_after_landing() {
    one.sends(1);
    one.sends(2);
    assertEquals(1, port.flights.size());
    port.last().lands();
    assertEquals(2, port.last().cargo().getFirst().rows().size());
  }

  @Test
  void the_next_flight_leaves_before_anybody_is_told_of_the_last() {
    one.sends(1);
    one.sends(1);
    two.sends(1);
    port.last().lands();
    assertEquals(List.of(2), one.flightsWhenTold);
    port.last().lands();
    assertEquals(List.of(2, 2), one.flightsWhenTold);
    assertEquals(List.of(2), two.flightsWhenTold);
  }

  @Test
  void who_watches_is_told_of_what_is_written_when_all_aboard_were_answered() {
    aloft(one, two, three);
    watch.committed.clear();
    watch.toldBefore.clear();
    port.last().lands(two.id);
    assertEquals(List.of(one.id, three.id), watch.committed);
    assertEquals(List.of(3, 3), watch.toldBefore);
  }

  @Test
  void a_watcher_that_fails_holds_back_no_answer_and_no_flight() {
    watch.fails = true;
    aloft(one, two);
    one.sends(1);
    port.last().lands();
    assertEquals(List.of(COMMITTED), two.landings);
    assertEquals(1, two.flightsWhenTold.size());
    assertEquals(3, port.flights.size());
    port.last().lands();
    assertEquals(List.of(COMMITTED, COMMITTED), one.landings);
    assertEquals(2, one.flightsWhenTold.size());
  }

  @Test
  void only_the_hall_that_moved_hears_of_it() {
    one.sends(1);
    two.sends(1);
    three.sends(1);
    port.last().lands();
    port.last().lands(two.id);
    assertEquals(List.of(MOVED), two.landings);
    assertEquals(List.of(COMMITTED), three.landings);
  }

  @Test
  void a_head_check_without_rows_is_a_flight() {
    one.sends(0);
    assertEquals(List.of(), port.last().cargo().getFirst().rows());
    port.last().lands();
    assertEquals(List.of(COMMITTED), one.landings);
  }

  @Test
  void a_hall_with_nothing_to_send_boards_no_flight() {
    lane.ready(one);
    assertEquals(0, port.flights.size());
    two.sends(1);
    assertEquals(List.of(two.id), port.last().halls());
  }

  @Test
  void a_taken_sequence_is_sent_again_and_after_four_attempts_turned() {
    one.sends(1);
    for (int attempt = 1; attempt <= 3; attempt++) {
      port.last().turns(Cause.TAKEN);
      assertEquals(attempt + 1, port.flights.size());
      assertEquals(port.flights.getFirst().cargo(), port.last().cargo());
      assertEquals(List.of(), one.landings);
    }
    port.last().turns(Cause.TAKEN);
    assertEquals(4, port.flights.size());
    assertEquals(List.of(TURNED), one.landings);
  }

  @Test
  void a_flight_that_is_sent_again_goes_before_what_was_decided_meanwhile() {
    one.sends(1);
    two.sends(1);
    port.last().turns(Cause.TAKEN);
    assertEquals(List.of(one.id), port.last().halls());
    port.last().lands();
    assertEquals(List.of(COMMITTED), one.landings);
    assertEquals(List.of(two.id), port.last().halls());
  }

  @Test
  void the_next_flight_has_all_its_attempts_again() {
    one.sends(1);
    for (int attempt = 1; attempt <= 4; attempt++) {
      port.last().turns(Cause.TAKEN);
    }
    two.sends(1);
    port.last().turns(Cause.TAKEN);
    assertEquals(List.of(), two.landings);
    port.last().lands();
    assertEquals(List.of(COMMITTED), two.landings);
  }

  @Test
  void a_data_error_is_sent_hall_by_hall_and_only_the_culprit_is_turned() {
    aloft(one, two, three);
    port.last().turns(Cause.DATA);
    assertEquals(List.of(one.id), port.last().halls());
    port.last().lands();
    assertEquals(List.of(two.id), port.last().halls());
    port.last().turns(Cause.DATA);
    assertEquals(List.of(three.id), port.last().halls());
    port.last().lands();
    assertEquals(List.of(COMMITTED), one.landings);
    assertEquals(List.of(TURNED), two.landings);
    assertEquals(List.of(COMMITTED), three.landings);
  }

  @Test
  void a_hall_that_goes_again_is_not_boarded_before_the_rest_of_its_flight() {
    aloft(one, two);
    port.last().turns(Cause.DATA);
    one.sends(4);
    port.last().lands();
    assertEquals(List.of(two.id), port.last().halls());
    port.last().lands();
    assertEquals(List.of(one.id), port.last().halls());
    assertEquals(4, port.last().cargo().getFirst().rows().size());
  }

  @Test
  void each_part_of_a_split_flight_has_all_its_attempts() {
    aloft(one, two);
    port.last().turns(Cause.DATA);
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertEquals(List.of(), one.landings);
      port.last().turns(Cause.TAKEN);
    }
    assertEquals(List.of(TURNED), one.landings);
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertEquals(List.of(two.id), port.last().halls());
      port.last().turns(Cause.TAKEN);
    }
    assertEquals(List.of(), two.landings);
    port.last().lands();
    assertEquals(List.of(COMMITTED), two.landings);
  }

  @Test
  void any_other_refusal_turns_all_aboard() {
    aloft(one, two);
    port.last().turns(Cause.OTHER);
    assertEquals(List.of(TURNED), one.landings);
    assertEquals(List.of(TURNED), two.landings);
    assertEquals(0, lane.groundedMillis());
  }

  @Test
  void a_lost_flight_is_settled_before_anybody_hears_of_it() {
    aloft(one, two);
    port.last().isLost();
    assertEquals(2, port.settlings.size());
    assertEquals(List.of(), one.landings);
    three.sends(1);
    int flights = port.flights.size();
    port.settles(false);
    assertEquals(2, port.settlings.size());
    time.pass(RETRY_MILLIS - 1);
    assertEquals(2, port.settlings.size());
    time.pass(1);
    assertEquals(3, port.settlings.size());
    assertEquals(List.of(), one.landings);
    assertEquals(flights, port.flights.size());
    port.settles(true);
    assertEquals(List.of(UNCERTAIN), one.landings);
    assertEquals(List.of(UNCERTAIN), two.landings);
    assertEquals(List.of(three.id), port.last().halls());
  }

  @Test
  void what_a_lost_flight_left_behind_of_a_split_is_uncertain_too() {
    aloft(one, two, three);
    port.last().turns(Cause.DATA);
    port.last().lands();
    port.last().isLost();
    port.settles(true);
    assertEquals(List.of(COMMITTED), one.landings);
    assertEquals(List.of(UNCERTAIN), two.landings);
    assertEquals(List.of(UNCERTAIN), three.landings);
  }

  @Test
  void a_flight_without_an_answer_is_lost_and_its_late_answer_ignored() {
    one.sends(1);
    ScriptedPort.Flight flight = port.last();
    time.pass(FLIGHT_MILLIS - 1);
    assertEquals(1, port.settlings.size());
    time.pass(1);
    assertEquals(2, port.settlings.size());
    flight.lands();
    assertEquals(List.of(), one.landings);
    port.settles(true);
    flight.lands();
    assertEquals(List.of(UNCERTAIN), one.landings);
    two.sends(1);
    flight.lands();
    assertEquals(List.of(), two.landings);
  }

  @Test
  void an_answer_that_comes_twice_counts_once() {
    one.sends(1);
    ScriptedPort.Flight flight = port.last();
    flight.lands();
    flight.isLost();
    assertEquals(List.of(COMMITTED), one.landings);
    assertEquals(1, port.settlings.size());
  }

  @Test
  void an_answer_in_time_stops_the_timer() {
    one.sends(1);
    port.last().lands();
    assertEquals(0, time.timers());
  }

  @Test
  void an_attempt_to_settle_without_an_answer_is_repeated_and_its_late_answer_ignored() {
    one.sends(1);
    port.last().isLost();
    time.pass(SETTLE_MILLIS + RETRY_MILLIS - 1);
    assertEquals(2, port.settlings.size());
    time.pass(1);
    assertEquals(3, port.settlings.size());
    port.settlings.get(1).accept(true);
    assertEquals(List.of(), one.landings);
    port.settlings.get(2).accept(true);
    assertEquals(List.of(UNCERTAIN), one.landings);
  }

  @Test
  void nothing_leaves_before_the_first_connection() {
    ScriptedPort other = new ScriptedPort();
    Lane cold = new Lane(other, time, time, Lane.Limits.DEFAULT, watch);
    Hall hall = new Hall(9, cold);
    hall.sends(1);
    cold.start();
    assertEquals(0, other.flights.size());
    other.settles(false);
    time.pass(RETRY_MILLIS);
    other.settles(true);
    assertEquals(1, other.flights.size());
  }

  @ParameterizedTest(name = "{0} and {1} rows go as {2} and {3}")
  @CsvSource({"6, 4, 10, 0", "6, 5, 10, 1", "10, 1, 10, 1", "13, 1, 10, 4", "0, 9, 9, 0"})
  void a_flight_takes_no_more_rows_than_its_limit(int first, int second, int aboard, int next) {
    aloft();
    one.sends(first);
    two.sends(second);
    port.last().lands();
    assertEquals(aboard, rows(port.last()));
    int flights = port.flights.size();
    port.last().lands();
    assertEquals(next == 0 ? flights : flights + 1, port.flights.size());
    if (next > 0) {
      assertEquals(next, rows(port.last()));
    }
  }

  @Test
  void a_single_command_goes_whole_even_over_the_limit() {
    aloft();
    one.sendsWhole(13);
    two.sends(1);
    port.last().lands();
    assertEquals(13, rows(port.last()));
    port.last().lands();
    assertEquals(List.of(two.id), port.last().halls());
  }

  @Test
  void what_fell_due_takes_few_rows_of_each_flight_and_halls_take_turns() {
    aloft();
    one.falls(6);
    two.falls(3);
    three.sends(5);
    port.last().lands();
    assertEquals(List.of(one.id, three.id), port.last().halls());
    assertEquals(9, rows(port.last()));
    port.last().lands();
    assertEquals(List.of(two.id, one.id), port.last().halls());
    assertEquals(4, rows(port.last()));
    port.last().lands();
    assertEquals(List.of(one.id), port.last().halls());
    assertEquals(1, rows(port.last()));
    int flights = port.flights.size();
    port.last().lands();
    assertEquals(flights, port.flights.size());
    assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED), one.landings);
  }

  @Test
  void a_head_check_takes_the_place_of_a_row() {
    aloft();
    List<Hall> halls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      halls.add(new Hall(100 + i));
      halls.getLast().sends(0);
    }
    port.last().lands();
    assertEquals(10, port.last().cargo().size());
    port.last().lands();
    assertEquals(2, port.last().cargo().size());
  }

  @Test
  void a_hall_hears_how_much_still_fits() {
    aloft();
    one.sends(7);
    two.sends(1);
    port.last().lands();
    assertEquals(List.of(10), one.offered);
    assertEquals(List.of(3), two.offered);
  }

  @Test
  void the_lane_counts_how_long_it_cannot_write() {
    assertEquals(0, lane.groundedMillis());
    one.sends(1);
    time.pass(100);
    assertEquals(0, lane.groundedMillis());
    port.last().isLost();
    assertEquals(1, lane.groundedMillis());
    time.pass(700);
    assertEquals(700, lane.groundedMillis());
    port.settles(false);
    time.pass(700);
    assertEquals(1_400, lane.groundedMillis());
    port.settles(true);
    assertEquals(0, lane.groundedMillis());
  }

  @Test
  void a_stopped_lane_sends_nothing_and_hears_nothing() {
    one.sends(1);
    lane.stop();
    assertEquals(0, time.timers());
    port.last().lands();
    assertEquals(List.of(), one.landings);
    two.sends(1);
    time.pass(60_000);
    assertEquals(1, port.flights.size());
    assertEquals(1, port.settlings.size());
  }

  @Test
  void a_lane_stopped_on_the_ground_stays_there() {
    one.sends(1);
    port.last().isLost();
    lane.stop();
    port.settles(true);
    time.pass(60_000);
    assertEquals(List.of(), one.landings);
    assertEquals(2, port.settlings.size());
  }

  @ParameterizedTest(name = "database {0} ms after take-off, landing after {1} ms: {2}")
  @CsvSource({
    "0, 0, 0",
    "20, 20, 0",
    "10, 20, 0",
    "-1, 20, 1",
    "-2500, 20, 2500",
    "21, 20, 1",
    "3020, 20, 3000"
  })
  void clocks_differ_by_what_the_flight_cannot_explain(
      long database, long landing, long difference) {
    one.sends(1);
    time.pass(landing);
    port.last().lands(START.toEpochMilli() + database);
    assertEquals(List.of(difference), watch.skews);
  }

  @Test
  void the_watch_sees_every_flight_with_its_rows_and_time() {
    aloft(one, two);
    time.pass(15);
    port.last().lands();
    assertEquals("Landed 2 rows 15 ms", watch.seen.getLast());
    one.sends(5);
    time.pass(7);
    port.last().turns(Cause.OTHER);
    assertEquals("Turned 5 rows 7 ms", watch.seen.getLast());
    one.sends(1);
    time.pass(FLIGHT_MILLIS);
    assertEquals("Lost 1 rows 3000 ms", watch.seen.getLast());
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void whatever_turns_a_flight_the_next_one_leaves(Cause cause) {
    one.sends(1);
    two.sends(1);
    for (int attempt = 0; attempt < 4 && one.landings.isEmpty(); attempt++) {
      port.last().turns(cause);
    }
    assertEquals(List.of(TURNED), one.landings);
    assertEquals(List.of(two.id), port.last().halls());
  }

  /** Gets a flight with one row of each hall into the air; without halls, somebody else's. */
  private void aloft(Hall... halls) {
    Hall before = new Hall(99);
    before.sends(1);
    if (halls.length > 0) {
      for (Hall hall : halls) {
        hall.sends(1);
      }
      port.last().lands();
    }
  }

  private static int rows(ScriptedPort.Flight flight) {
    return flight.cargo().stream().mapToInt(cargo -> cargo.rows().size()).sum();
  }

  /** Loads as many of its commands as fit, one at least. */
  private final class Hall implements Passenger {
    final HallId id;
    final Lane by;
    final Deque<Integer> commands = new ArrayDeque<>();
    final List<Landing> landings = new ArrayList<>();
    final List<Integer> offered = new ArrayList<>();
    final List<Integer> flightsWhenTold = new ArrayList<>();
    private boolean isAboard;
    private int herd;
    private int herdAboard;

    Hall(int id) {
      this(id, lane);
    }

    Hall(int id, Lane by) {
      this.id = new HallId(id);
      this.by = by;
    }

    /** So many commands of one row; for 0 one without rows. */
    void sends(int rows) {
      for (int i = 0; i < Math.max(1, rows); i++) {
        commands.add(Math.min(1, rows));
      }
      by.ready(this);
    }

    /** So many rows of what fell due. */
    void falls(int rows) {
      herd += rows;
      by.ready(this);
    }

    /** One command. */
    void sendsWhole(int rows) {
      commands.add(rows);
      by.ready(this);
    }

    @Override
    public Optional<Cargo> load(int maxRows, int maxHerd) {
      assertFalse(isAboard, "loaded before it landed");
      offered.add(maxRows);
      herdAboard = Math.min(herd, Math.min(maxRows, maxHerd));
      herd -= herdAboard;
      if (commands.isEmpty() && herdAboard == 0) {
        return Optional.empty();
      }
      isAboard = true;
      int rows = commands.isEmpty() ? herdAboard : herdAboard + commands.removeFirst();
      while (!commands.isEmpty() && rows + commands.getFirst() <= maxRows) {
        rows += commands.removeFirst();
      }
      LocalDate day = LocalDate.of(2026, 11, 23);
      RecordedEvent event =
          new RecordedEvent(day, 1, START, AccountId.SYSTEM, null, new HallEvent.DayClosed(day));
      return Optional.of(
          new Cargo(
              id,
              List.of(new Cargo.StreamHead(day, 0)),
              Collections.nCopies(rows, JournalRow.link(id, event, Hash.NONE)),
              List.of()));
    }

    @Override
    public int herdAboard() {
      return herdAboard;
    }

    @Override
    public boolean hasMore() {
      return !commands.isEmpty() || herd > 0;
    }

    @Override
    public void landed(Landing landing) {
      isAboard = false;
      landings.add(landing);
    }

    @Override
    public void announce() {
      flightsWhenTold.add(port.flights.size());
    }
  }

  private final class Watch implements LaneWatch {
    final List<String> seen = new ArrayList<>();
    final List<Long> skews = new ArrayList<>();
    final List<HallId> committed = new ArrayList<>();

    /** How many halls had been told whenever something was seen to be committed. */
    final List<Integer> toldBefore = new ArrayList<>();

    boolean fails;

    @Override
    public void landed(FlightResult result, int rows, long millis) {
      seen.add("%s %d rows %d ms".formatted(result.getClass().getSimpleName(), rows, millis));
      fail();
    }

    @Override
    public void committed(Cargo cargo) {
      committed.add(cargo.hall());
      toldBefore.add(
          Stream.of(one, two, three).mapToInt(hall -> hall.flightsWhenTold.size()).sum());
      fail();
    }

    @Override
    public void clockSkew(long millis) {
      skews.add(millis);
      fail();
    }

    private void fail() {
      if (fails) {
        throw new IllegalStateException("by the test");
      }
    }
  }
}
