package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.leaves;
import static org.yichuang.hall.RuleTable.names;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.served;
import static org.yichuang.hall.RuleTable.ticketAt;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** Every command at a window meets the window in every condition. */
class WindowsTest {

  private static final List<String> CONDITIONS =
      List.of("closed", "another's", "unknown", "paused", "armed", "ended");

  /** Anna gives the command; what she opened herself, "mine", is what the other tables assume. */
  static final List<Row> WINDOWS =
      rows(
              """
          closed | OpenWindow | WindowOpened
          another's, paused, armed | OpenWindow | WINDOW_ALREADY_OPEN
          ended | OpenWindow | DAY_ENDED
          closed, another's, paused, armed, ended | ChangeWindowQueues | WindowQueuesChanged
          closed, ended | CloseWindow, CallNext, PauseWindow, ResumeWindow, TakeOverWindow, StoreNext | WINDOW_NOT_OPEN
          closed, ended | DisarmWindow, CallTicket, QuickServe, HoldTicket, ResumeTicket, TransferTicket | WINDOW_NOT_OPEN
          closed, ended | ReopenTicket, RecallTicket, MissTicket, StartService, CompleteService | WINDOW_NOT_OPEN
          another's | TakeOverWindow | WindowTakenOver
          another's | CloseWindow, CallNext, PauseWindow, ResumeWindow, StoreNext | NOT_YOUR_WINDOW
          another's | DisarmWindow, CallTicket, QuickServe, HoldTicket, ResumeTicket, TransferTicket | NOT_YOUR_WINDOW
          another's | ReopenTicket, RecallTicket, MissTicket, StartService, CompleteService | NOT_YOUR_WINDOW
          unknown | OpenWindow, ChangeWindowQueues | UNKNOWN_WINDOW
          unknown | CloseWindow, CallNext, PauseWindow, ResumeWindow, TakeOverWindow, StoreNext | UNKNOWN_WINDOW
          unknown | DisarmWindow, CallTicket, QuickServe, HoldTicket, ResumeTicket, TransferTicket | UNKNOWN_WINDOW
          unknown | ReopenTicket, RecallTicket, MissTicket, StartService, CompleteService | UNKNOWN_WINDOW
          paused, armed | CloseWindow | WindowClosed
          paused | ResumeWindow | WindowResumed
          armed | ResumeWindow | WINDOW_NOT_PAUSED
          armed | PauseWindow | WindowPaused
          paused | PauseWindow, CallNext, StoreNext, CallTicket, QuickServe, ResumeTicket, ReopenTicket | WINDOW_PAUSED
          armed | CallNext, StoreNext | nothing
          armed | CallTicket | TicketCalled
          armed | QuickServe | QuickServed
          armed | ResumeTicket, ReopenTicket | WRONG_TICKET_STATE
          paused, armed | TakeOverWindow | WINDOW_ALREADY_OPEN
          armed | DisarmWindow | WindowDisarmed
          paused | DisarmWindow | WINDOW_NOT_ARMED
          paused, armed | HoldTicket, TransferTicket | NO_TICKET_AT_WINDOW
          paused, armed | RecallTicket, MissTicket, StartService, CompleteService | NO_TICKET_AT_WINDOW
          """)
          .stream()
          .flatMap(
              row ->
                  Stream.of(row.verb().split(", *", -1))
                      .map(verb -> new Row(row.situation(), verb, row.expected(), "")))
          .toList();

  static List<Row> windows() {
    return WINDOWS;
  }

  @ParameterizedTest
  @MethodSource("windows")
  void a_window_is_worked_by_the_clerk_who_opened_it(Row row) {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = scene.issue(row.situation().equals("armed") ? LAND : SOCIAL);
    switch (row.situation()) {
      case "another's" -> {
        scene.give(new HallCommand.OpenWindow(A1), BORIS);
        scene.give(new HallCommand.CallNext(A1), BORIS);
      }
      case "paused" -> {
        scene.give(new HallCommand.OpenWindow(A1), ANNA);
        scene.give(new HallCommand.PauseWindow(A1), ANNA);
      }
      case "armed" -> {
        scene.give(new HallCommand.OpenWindow(A1), ANNA);
        scene.give(new HallCommand.StoreNext(A1), ANNA);
      }
      case "ended" -> scene.give(new HallCommand.EndDay(), BORIS);
      default -> {}
    }
    WindowId window = row.situation().equals("unknown") ? new WindowId("Z9") : A1;
    expect(row.expected(), scene, command(row.verb(), window, ticket), row.verb());
  }

  @Test
  void every_command_at_a_window_meets_every_condition_once() {
    Set<String> expected = new TreeSet<>();
    for (String condition : CONDITIONS) {
      for (String verb : names(leaves(HallCommand.AtWindow.class))) {
        expected.add(condition + " " + verb);
      }
    }
    assertEquals(
        expected,
        WINDOWS.stream()
            .map(row -> row.situation() + " " + row.verb())
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(expected.size(), WINDOWS.size());
  }

  @Test
  void a_backup_takes_the_window_with_its_ticket_and_the_first_clerk_has_lost_it() {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketAt(A1, scene);
    scene.give(new HallCommand.StartService(A1), ANNA);
    scene.give(new HallCommand.TakeOverWindow(A1), BORIS);
    expect("NOT_YOUR_WINDOW", scene, command("CompleteService", A1, ticket), "Anna");
    scene.give(new HallCommand.CompleteService(A1, List.of(MatterOutcome.DONE)), BORIS);
    expect("WindowTakenOver", scene, command("TakeOverWindow", A1, ticket), "Anna is back");
    assertEquals(ANNA, scene.state.session(A1).orElseThrow().clerk());
  }

  @Test
  void a_window_stays_paused_or_armed_when_another_clerk_takes_it() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.give(new HallCommand.PauseWindow(A1), ANNA);
    scene.give(new HallCommand.StoreNext(A2), ANNA);
    scene.give(new HallCommand.TakeOverWindow(A1), BORIS);
    scene.give(new HallCommand.TakeOverWindow(A2), BORIS);
    scene.give(new HallCommand.ResumeWindow(A1), BORIS);
    scene.give(new HallCommand.DisarmWindow(A2), BORIS);
  }

  @Test
  void one_clerk_works_at_two_windows_and_two_clerks_never_at_one() {
    HallScene scene = HallScene.onMonday();
    TicketId first = ticketAt(A1, scene);
    TicketId second = ticketAt(A2, scene);
    assertNotEquals(first, second);
    assertInstanceOf(Outcome.Refused.class, scene.decide(new HallCommand.StartService(A1), BORIS));
    scene.give(new HallCommand.StartService(A2), ANNA);
    scene.give(new HallCommand.StartService(A1), ANNA);
  }

  @Test
  void a_window_calls_from_its_new_queues_at_once_and_from_its_old_ones_the_next_day() {
    HallScene scene = HallScene.onMonday();
    TicketId social = scene.issue(SOCIAL);
    TicketId land = scene.issue(LAND);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.give(new HallCommand.ChangeWindowQueues(A2, List.of(LAND, LAND)), BORIS);
    assertEquals(List.of(land), served(scene, A2));
    scene.give(new HallCommand.ChangeWindowQueues(A2, List.of(SOCIAL, LAND)), BORIS);
    assertEquals(List.of(social), served(scene, A2));
    scene.give(new HallCommand.ChangeWindowQueues(A2, List.of(TAX)), BORIS);
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    TicketId tuesday = scene.issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    assertEquals(List.of(tuesday), served(scene, A2));
  }

  @Test
  void the_ticket_at_a_window_stays_there_when_its_queues_change() {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketAt(A1, scene);
    scene.give(new HallCommand.ChangeWindowQueues(A1, List.of(LAND)), BORIS);
    scene.give(new HallCommand.StartService(A1), ANNA);
    scene.give(new HallCommand.HoldTicket(A1, "copies", false), ANNA);
    expect("ServiceResumed", scene, command("ResumeTicket", A1, ticket), "its own");
    scene.give(new HallCommand.CompleteService(A1, List.of()), ANNA);
    expect("ServiceReopened", scene, command("ReopenTicket", A1, ticket), "its own");
  }

  @Test
  void the_same_queues_in_another_spelling_change_nothing() {
    HallScene scene = HallScene.onMonday();
    for (List<QueueId> same :
        List.of(List.of(SOCIAL, TAX), List.of(SOCIAL, TAX, SOCIAL), List.of(SOCIAL, SOCIAL, TAX))) {
      expect("nothing", scene, new HallCommand.ChangeWindowQueues(A1, same), same.toString());
    }
  }
}
