package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.RuleTable.at;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An armed window gets the next eligible ticket the moment it exists. */
class ArmedTest {

  private final HallScene scene = HallScene.onMonday();

  @Test
  void the_next_number_is_called_at_once() {
    arm(A1, ANNA);
    TicketId ticket = scene.issue(SOCIAL);
    scene.pass(Duration.ofSeconds(2));
    assertEquals(
        List.of(
            new HallEvent.TicketCalled(
                ticket,
                A1,
                1,
                2_000,
                List.of(new HallEvent.Candidate(ticket, SOCIAL, MORNING.toEpochMilli())))),
        due());
    scene.catchUp();
    assertEquals(List.of(), due());
    expect("WINDOW_NOT_ARMED", scene, new HallCommand.DisarmWindow(A1), "disarm");
  }

  @Test
  void who_comes_back_is_called_at_once() {
    TicketId ticket = ticketIn("Missed", scene);
    arm(A2, BORIS);
    assertEquals(List.of(), due());
    scene.give(new HallCommand.RejoinTicket(ticket), KIOSK);
    expectCalled(ticket, A2);
  }

  @Test
  void who_is_handed_on_is_called_at_once() {
    TicketId ticket = ticketIn("Serving", scene);
    arm(A4, BORIS);
    scene.give(RuleTable.transfer(A1, LAND, null, HallCommand.Position.KEEP, null), ANNA);
    expectCalled(ticket, A4);
  }

  @Test
  void who_is_handed_to_the_window_itself_is_called_at_once() {
    TicketId ticket = ticketIn("Serving", scene);
    arm(A3, BORIS);
    arm(A4, BORIS);
    scene.give(RuleTable.transfer(A1, null, A4, HallCommand.Position.KEEP, null), ANNA);
    expectCalled(ticket, A4);
    assertEquals(List.of(A3), List.copyOf(scene.state.armed()));
  }

  @Test
  void who_is_put_back_is_called_at_once() {
    TicketId ticket = ticketIn("Called", scene);
    arm(A2, BORIS);
    scene.give(new HallCommand.PutBackTicket(ticket, false), ANNA);
    expectCalled(ticket, A2);
  }

  @Test
  void a_sibling_that_becomes_eligible_is_called_at_once() {
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    List<TicketId> visit = scene.visit(SOCIAL, LAND);
    scene.give(new HallCommand.CallNext(A2), ANNA);
    scene.give(new HallCommand.StartService(A2), ANNA);
    arm(A4, BORIS);
    assertEquals(List.of(), due());
    scene.give(new HallCommand.CompleteService(A2, List.of()), ANNA);
    expectCalled(visit.get(1), A4);
  }

  @Test
  void a_reserved_ticket_is_called_elsewhere_when_its_window_closes() {
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    TicketId ticket = ticketIn("Serving", scene);
    scene.give(RuleTable.transfer(A1, null, A4, HallCommand.Position.KEEP, null), ANNA);
    scene.give(new HallCommand.StoreNext(A1), ANNA);
    assertEquals(List.of(), due());
    scene.give(new HallCommand.CloseWindow(A4), BORIS);
    expectCalled(ticket, A1);
  }

  @Test
  void other_queues_may_bring_somebody_at_once() {
    TicketId land = scene.issue(LAND);
    arm(A1, ANNA);
    scene.give(new HallCommand.ChangeWindowQueues(A1, List.of(LAND)), BORIS);
    expectCalled(land, A1);
  }

  @Test
  void the_window_that_waits_longest_goes_first() {
    arm(A3, ANNA);
    arm(A1, ANNA);
    arm(A2, BORIS);
    scene.give(new HallCommand.DisarmWindow(A3), ANNA);
    scene.give(new HallCommand.StoreNext(A3), ANNA);
    scene.give(new HallCommand.StoreNext(A1), ANNA);
    TicketId first = scene.issue(SOCIAL);
    expectCalled(first, A1);
    TicketId land = scene.issue(LAND);
    expectCalled(land, A3);
    TicketId second = scene.issue(SOCIAL);
    expectCalled(second, A2);
  }

  @Test
  void a_visit_goes_to_one_armed_window_and_not_to_two() {
    arm(A2, ANNA);
    arm(A4, ANNA);
    List<TicketId> visit = scene.visit(LAND, SOCIAL);
    scene.catchUp();
    assertEquals("Called", at(scene, visit.get(1)).state().word());
    assertEquals("Waiting", at(scene, visit.get(0)).state().word());
    assertEquals(List.of(A4), List.copyOf(scene.state.armed()));
  }

  /** What ends the waiting of a window. */
  @ParameterizedTest
  @CsvSource({"PauseWindow", "CloseWindow", "DisarmWindow", "QuickServe", "EndDay"})
  void a_window_that_does_something_else_is_not_armed_any_more(String verb) {
    arm(A1, ANNA);
    scene.give(command(verb, A1, new TicketId(MONDAY, "B", 1)), ANNA);
    assertEquals(List.of(), List.copyOf(scene.state.armed()));
    if (verb.equals("PauseWindow")) {
      scene.give(new HallCommand.ResumeWindow(A1), ANNA);
    }
    if (!verb.equals("EndDay")) {
      scene.issue(SOCIAL);
    }
    assertEquals(List.of(), due());
  }

  @Test
  void arming_twice_keeps_the_place_in_the_line() {
    arm(A1, ANNA);
    arm(A2, ANNA);
    assertEquals(List.of(), scene.give(new HallCommand.StoreNext(A1), ANNA));
    TicketId ticket = scene.issue(SOCIAL);
    expectCalled(ticket, A1);
  }

  private void arm(WindowId window, AccountId clerk) {
    scene.give(new HallCommand.OpenWindow(window), clerk);
    scene.give(new HallCommand.StoreNext(window), clerk);
  }

  private List<HallEvent> due() {
    return HallRules.due(scene.state, scene.config, scene.now);
  }

  private void expectCalled(TicketId ticket, WindowId window) {
    scene.catchUp();
    TicketState.Called called =
        assertInstanceOf(TicketState.Called.class, at(scene, ticket).state());
    assertEquals(window, called.window());
  }
}
