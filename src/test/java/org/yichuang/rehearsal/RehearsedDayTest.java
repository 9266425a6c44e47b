package org.yichuang.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/** Single people on their way through the village hall, minute by minute. */
class RehearsedDayTest {
  private static final QueueId GENERAL = new QueueId("general");
  private static final QueueId LAND = new QueueId("land");
  private static final long MINUTE = 60_000;
  private static final long WALK = RehearsedDay.Pace.USUAL_WALK_MILLIS;

  private final List<Visitor> visitors = new ArrayList<>();

  private void comes(long atMinute, Errand... errands) {
    visitors.add(new Visitor(atMinute * MINUTE, PersonClass.ORDINARY, List.of(errands), false));
  }

  private static Errand errand(
      QueueId queue, long minutes, Errand.Presence presence, Errand.Course course) {
    return new Errand(queue, 1, false, minutes * MINUTE, presence, course);
  }

  private List<Turn> play(Map<WindowId, List<PlannedDay.Break>> breaks) throws Exception {
    HallConfig hall = RehearsalHalls.village().config(new HallId(1), 1, false);
    VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T00:00:00Z"));
    Future<List<Turn>> played =
        new RehearsedDay(
                new CoreFloor(hall, time), time, time, new RehearsedDay.Pace(1, WALK), line -> {})
            .play(new PlannedDay(visitors, breaks));
    while (!played.isComplete() && time.step()) {}
    assertTrue(played.succeeded(), () -> String.valueOf(played.cause()));
    return played.result();
  }

  @Test
  void the_second_number_of_a_visit_is_called_when_the_first_is_done() throws Exception {
    comes(0, Errand.plain(GENERAL, 10 * MINUTE), Errand.plain(LAND, 5 * MINUTE));
    List<Turn> turns = play(Map.of());
    long first = WALK + 10 * MINUTE;
    assertEquals(List.of(new Turn.Stay(GENERAL, 0, first)), turns.getFirst().services());
    assertEquals(
        List.of(new Turn.Stay(LAND, first, first + WALK + 5 * MINUTE)), turns.get(1).services());
  }

  @Test
  void whoever_was_missed_comes_back_and_is_served() throws Exception {
    comes(0, errand(LAND, 5, new Errand.Presence.ComesBack(7 * MINUTE), Errand.STRAIGHT));
    Turn turn = play(Map.of()).getFirst();
    assertTrue(turn.served());
    assertEquals(2, turn.waits().size());
    long missed = turn.services().getFirst().toMillis();
    assertTrue(missed >= MINUTE, "missed after a minute at the earliest");
    assertEquals(missed + 7 * MINUTE, turn.waits().get(1).fromMillis());
  }

  @Test
  void whoever_comes_back_too_late_takes_a_new_number() throws Exception {
    comes(0, errand(LAND, 5, new Errand.Presence.ComesBack(40 * MINUTE), Errand.STRAIGHT));
    List<Turn> turns = play(Map.of());
    assertEquals(2, turns.size());
    assertFalse(turns.getFirst().served());
    assertTrue(turns.get(1).served());
  }

  @Test
  void whoever_comes_back_when_no_numbers_are_given_goes_home() throws Exception {
    comes(530, errand(LAND, 5, new Errand.Presence.ComesBack(45 * MINUTE), Errand.STRAIGHT));
    List<Turn> turns = play(Map.of());
    assertEquals(1, turns.size());
    assertFalse(turns.getFirst().served());
  }

  @Test
  void a_parked_person_comes_back_to_the_same_window_before_others() throws Exception {
    comes(0, errand(LAND, 10, Errand.COMES, new Errand.Course.Parked(4 * MINUTE, 5 * MINUTE)));
    comes(1, Errand.plain(LAND, 20 * MINUTE));
    comes(2, Errand.plain(LAND, MINUTE));
    List<Turn> turns = play(Map.of());
    long parked = WALK + 4 * MINUTE;
    long second = parked + WALK + 20 * MINUTE;
    assertEquals(
        List.of(new Turn.Stay(LAND, 0, parked), new Turn.Stay(LAND, second, second + 6 * MINUTE)),
        turns.getFirst().services());
    assertEquals(second + 6 * MINUTE, turns.get(2).waits().getFirst().toMillis());
  }

  @Test
  void a_parked_person_who_is_called_elsewhere_meanwhile_goes_on_afterwards() throws Exception {
    comes(
        0,
        errand(GENERAL, 10, Errand.COMES, new Errand.Course.Parked(4 * MINUTE, MINUTE)),
        Errand.plain(LAND, 30 * MINUTE));
    List<Turn> turns = play(Map.of());
    long otherDone = turns.get(1).services().getFirst().toMillis();
    long goesOn = turns.getFirst().services().get(1).fromMillis();
    assertTrue(goesOn >= otherDone && goesOn <= otherDone + MINUTE, turns.getFirst()::toString);
    assertTrue(turns.getFirst().served());
  }

  @Test
  void whoever_belongs_elsewhere_waits_there_with_the_same_number() throws Exception {
    comes(0, errand(GENERAL, 10, Errand.COMES, new Errand.Course.Elsewhere(3 * MINUTE, LAND)));
    Turn turn = play(Map.of()).getFirst();
    long there = WALK + 3 * MINUTE;
    assertEquals(
        List.of(
            new Turn.Stay(GENERAL, 0, there),
            new Turn.Stay(LAND, there, there + WALK + 7 * MINUTE)),
        turn.services());
  }

  @Test
  void papers_are_worked_on_while_nobody_waits() throws Exception {
    visitors.add(
        new Visitor(
            0,
            PersonClass.ORDINARY,
            List.of(Errand.plain(LAND, 10 * MINUTE), Errand.plain(LAND, 10 * MINUTE)),
            true));
    comes(5, Errand.plain(LAND, MINUTE));
    List<Turn> turns = play(Map.of());
    assertEquals(List.of(true, false, true), turns.stream().map(Turn::papers).toList());
    assertEquals(10 * MINUTE, turns.get(1).waits().getFirst().toMillis());
    assertEquals(List.of(), turns.get(2).waits());
  }

  @Test
  void a_clerk_goes_for_a_break_when_the_window_is_free() throws Exception {
    comes(0, Errand.plain(LAND, 10 * MINUTE));
    comes(1, Errand.plain(LAND, MINUTE));
    List<Turn> turns =
        play(Map.of(new WindowId("B1"), List.of(new PlannedDay.Break(5 * MINUTE, 10 * MINUTE))));
    assertEquals(WALK + 20 * MINUTE, turns.get(1).waits().getFirst().toMillis());
  }
}
