package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yichuang.cluster.HallBus;

/** What a supervisor is told to do. Services take ten minutes each, and twenty are a long wait. */
class OutlookTest {
  private static final Instant EIGHT = Instant.parse("2026-11-23T00:00:00Z");
  private static final AccountId CLARA = new AccountId(3);

  private HallScene scene = HallScene.onMonday();

  private void wait(QueueId queue, int people) {
    for (int i = 0; i < people; i++) {
      scene.issue(queue);
    }
  }

  private void open(WindowId window, AccountId clerk) {
    scene.give(new HallCommand.OpenWindow(window), clerk);
  }

  private Outlook outlook() {
    return Outlook.of(scene.state, scene.now).orElseThrow();
  }

  private Advice advice() {
    return outlook().advice();
  }

  private static HallScene openFromNineToFive() {
    HallScene scene =
        new HallScene(
            HallScene.config(
                HallScene.SHANGHAI,
                new DailyHours(
                    List.of(
                        new DailyHours.Times(LocalTime.of(9, 0), LocalTime.of(12, 0)),
                        new DailyHours.Times(LocalTime.of(14, 0), LocalTime.of(17, 0)))),
                HallConfig.Settings.DEFAULT),
            HallScene.MORNING);
    scene.catchUp();
    return scene;
  }

  @Test
  void nothing_is_to_be_done_while_nobody_waits() {
    assertEquals(new Advice.Well(0, 0), advice());
    open(A2, ANNA);
    assertEquals(new Advice.Well(0, 0), advice());
  }

  @Test
  void a_queue_that_nobody_serves_comes_first_with_the_windows_that_could() {
    wait(LAND, 1);
    wait(SOCIAL, 9);
    open(A2, ANNA);
    assertEquals(new Advice.Unmanned(LAND, 1, List.of(A3, A4)), advice());
    Outlook.Line worst = outlook().lines().getFirst();
    assertEquals(LAND, worst.queue());
    assertEquals(Outlook.Trouble.UNMANNED, worst.trouble());
    assertEquals(0, worst.manned());
    assertEquals(2, worst.windows());
  }

  @Test
  void as_many_windows_are_to_be_opened_as_are_needed() {
    open(A2, ANNA);
    wait(SOCIAL, 4);
    Advice.OpenWindows few = assertInstanceOf(Advice.OpenWindows.class, advice());
    assertEquals(SOCIAL, few.queue());
    assertEquals(List.of(A1), few.windows());
    assertTrue(few.waitMillis() > Duration.ofMinutes(20).toMillis());
    assertTrue(few.thenMillis() <= Duration.ofMinutes(20).toMillis());
    wait(SOCIAL, 2);
    Advice.OpenWindows more = assertInstanceOf(Advice.OpenWindows.class, advice());
    assertEquals(List.of(A1, A3), more.windows());
    assertTrue(more.thenMillis() <= Duration.ofMinutes(20).toMillis());
  }

  @Test
  void whoever_is_on_a_break_is_asked_back() {
    open(A4, ANNA);
    open(A3, BORIS);
    scene.give(new HallCommand.PauseWindow(A3), BORIS);
    wait(LAND, 5);
    Advice.OpenWindows advice = assertInstanceOf(Advice.OpenWindows.class, advice());
    assertEquals(List.of(A3), advice.windows());
  }

  @Test
  void an_idle_window_of_another_queue_helps_when_all_of_its_own_work() {
    open(A3, ANNA);
    open(A4, BORIS);
    open(A2, CLARA);
    wait(LAND, 9);
    Advice.LendWindows advice = assertInstanceOf(Advice.LendWindows.class, advice());
    assertEquals(LAND, advice.queue());
    assertEquals(List.of(A2), advice.windows());
    assertTrue(advice.thenMillis() < advice.waitMillis());
    wait(SOCIAL, 1);
    assertInstanceOf(Advice.TooFew.class, advice());
  }

  @Test
  void a_near_wait_is_seen_and_needs_nothing() {
    open(A2, ANNA);
    wait(SOCIAL, 2);
    assertInstanceOf(Advice.Well.class, advice());
    assertEquals(Outlook.Trouble.NEAR, outlook().lines().getFirst().trouble());
    assertNotNull(outlook().lines().getFirst().nextSince());
  }

  @Test
  void an_alarm_is_to_be_acknowledged_when_no_queue_is_worse() {
    open(A2, ANNA);
    wait(SOCIAL, 1);
    scene.pass(Duration.ofMinutes(6));
    scene.catchUp();
    assertEquals(new Advice.Alarms(1), advice());
    assertEquals(1, outlook().alarms());
    scene.give(new HallCommand.AcknowledgeAlarm(1, "looked"), BORIS);
    assertInstanceOf(Advice.Well.class, advice());
  }

  @Test
  void a_hall_that_stands_still_or_has_ended_says_so() {
    wait(TAX, 30);
    scene.give(new HallCommand.PauseHall("no power"), BORIS);
    assertEquals(new Advice.Paused(scene.now, "no power"), advice());
    scene.give(new HallCommand.ResumeHall(), BORIS);
    scene.give(new HallCommand.EndDay(), BORIS);
    assertEquals(new Advice.Ended(), advice());
  }

  @Test
  void a_break_and_the_evening_are_no_trouble() {
    scene = openFromNineToFive();
    wait(SOCIAL, 3);
    scene.pass(Duration.ofHours(3).plusMinutes(30));
    Instant two = EIGHT.plus(Duration.ofHours(6));
    assertEquals(new Advice.Opening(two, 3), advice());
    scene.pass(Duration.ofMinutes(270));
    assertEquals(new Advice.Overtime(3, 0), advice());
    scene = openFromNineToFive();
    scene.pass(Duration.ofHours(8).plusMinutes(1));
    assertEquals(new Advice.Closed(EIGHT.plus(Duration.ofHours(25))), advice());
  }

  @Test
  void every_advice_travels_between_nodes() {
    HallBus.HallQuery<Outlook> query = new HallBus.HallQuery.TheOutlook(HallScene.HALL);
    assertEquals(HallScene.HALL, query.hall());
    open(A2, ANNA);
    wait(SOCIAL, 9);
    org.yichuang.cluster.Wire<Outlook> wire = new org.yichuang.cluster.Wire<>(Outlook.class);
    assertEquals(outlook(), wire.read(wire.write(outlook())));
  }
}
