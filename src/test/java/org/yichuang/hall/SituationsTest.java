package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.served;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** Rows that need more than one ticket, window or time. */
class SituationsTest {

  static final List<Row> SITUATIONS =
      rows(
          """
          missed 30 min ago | RejoinTicket | TicketRejoined
          missed 30 min and 1 ms ago | RejoinTicket | TOO_LATE
          missed 10 calls ago | RejoinTicket | TicketRejoined
          missed 11 calls ago | RejoinTicket | TOO_LATE
          missed 11 calls of another queue ago | RejoinTicket | TicketRejoined
          missed the second time | RejoinTicket | TicketRejoined
          missed the third time | RejoinTicket | TOO_OFTEN
          missed the third time | CallTicket | TicketCalled
          completed 5 min ago | ReopenTicket | ServiceReopened
          completed 5 min and 1 ms ago | ReopenTicket | TOO_LATE
          completed at A2 | ReopenTicket | NOT_SERVED_HERE
          completed while its sibling is at A2 | ReopenTicket | VISIT_AT_WINDOW
          waiting while its sibling is at A2 | CallTicket | VISIT_AT_WINDOW
          waiting while its sibling is at A2 | CancelTicket | TicketCancelled
          missed while its sibling is at A2 | CallTicket | VISIT_AT_WINDOW
          missed while its sibling is at A2 | RejoinTicket | TicketRejoined
          held while its sibling is at A2 | ResumeTicket | VISIT_AT_WINDOW
          held while its sibling is at A2 | CallTicket | VISIT_AT_WINDOW
          held for A2 only | ResumeTicket | HELD_ELSEWHERE
          held for A2 only | CallTicket | HELD_ELSEWHERE
          held for A2 only; which closed | ResumeTicket | ServiceResumed
          held for A2 only; which closed | CallTicket | TicketCalled
          held by A2 | ResumeTicket | ServiceResumed
          held by A2 | CallTicket | TicketCalled
          held by A4 | ResumeTicket | NOT_SERVED_HERE
          held by A4 | CallTicket | TicketCalled
          unknown | CancelTicket | UNKNOWN_TICKET
          unknown | RejoinTicket | UNKNOWN_TICKET
          unknown | PutBackTicket | UNKNOWN_TICKET
          unknown | CallTicket | UNKNOWN_TICKET
          unknown | ResumeTicket | UNKNOWN_TICKET
          unknown | ReopenTicket | UNKNOWN_TICKET
          yesterday's | CancelTicket | UNKNOWN_TICKET
          yesterday's | CallTicket | UNKNOWN_TICKET
          called by A2 | PutBackTicket | NOT_YOUR_WINDOW
          called by A2 | PutBackTicket by a supervisor | TicketPutBack
          called by A2 | CancelTicket | TicketCancelled
          called | TransferTicket to A2 | WINDOW_NOT_OPEN
          called while A2 is open | TransferTicket to A2 | TicketTransferred
          called | TransferTicket to Z9 | UNKNOWN_WINDOW
          called | TransferTicket to marry | UNKNOWN_QUEUE
          called | TransferTicket to the front | REASON_REQUIRED
          called | TransferTicket to the front with a reason | TicketTransferred
          waiting | QuickServe land | NOT_SERVED_HERE
          waiting | QuickServe marry | UNKNOWN_QUEUE
          waiting | ChangeWindowQueues to none of the hall | UNKNOWN_QUEUE
          waiting | ChangeWindowQueues to the same | nothing
          the day was ended | IssueTicket | DAY_ENDED
          the day was ended | EndDay | nothing
          the day was ended | RejoinTicket | WRONG_TICKET_STATE
          the day was ended | OpenWindow | DAY_ENDED
          """);

  static List<Row> situations() {
    return SITUATIONS;
  }

  @ParameterizedTest
  @MethodSource("situations")
  void a_verb_meets_a_situation(Row row) {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = arrange(row.situation(), scene);
    expect(row.expected(), scene, command(row.verb(), A1, ticket), row.toString());
  }

  /** Anna has A1 open and free, unless the ticket is called there; Boris works elsewhere. */
  private static TicketId arrange(String situation, HallScene scene) {
    TicketId unknown = new TicketId(MONDAY, "B", 999);
    return switch (situation) {
      case "unknown" -> {
        scene.give(new HallCommand.OpenWindow(A1), ANNA);
        yield unknown;
      }
      case "yesterday's" -> {
        TicketId ticket = ticketIn("Waiting", scene);
        scene.pass(Duration.ofDays(1));
        scene.catchUp();
        scene.give(new HallCommand.OpenWindow(A1), ANNA);
        yield ticket;
      }
      case "waiting" -> ticketIn("Waiting", scene);
      case "called" -> ticketIn("Called", scene);
      case "called while A2 is open" -> {
        scene.give(new HallCommand.OpenWindow(A2), BORIS);
        yield ticketIn("Called", scene);
      }
      case "the day was ended" -> {
        TicketId ticket = ticketIn("Missed", scene);
        scene.give(new HallCommand.EndDay(), BORIS);
        yield ticket;
      }
      case "missed 30 min ago" -> passed("Missed", Duration.ofMinutes(30), scene);
      case "missed 30 min and 1 ms ago" ->
          passed("Missed", Duration.ofMinutes(30).plusMillis(1), scene);
      case "completed 5 min ago" -> passed("Completed", Duration.ofMinutes(5), scene);
      case "completed 5 min and 1 ms ago" ->
          passed("Completed", Duration.ofMinutes(5).plusMillis(1), scene);
      case "missed 10 calls ago" -> calls(10, SOCIAL, scene);
      case "missed 11 calls ago" -> calls(11, SOCIAL, scene);
      case "missed 11 calls of another queue ago" -> calls(11, TAX, scene);
      case "missed the second time" -> missedAgain(1, scene);
      case "missed the third time" -> missedAgain(2, scene);
      case "called by A2" -> byBoris(scene, A2, SOCIAL, false, "called");
      case "completed at A2" -> byBoris(scene, A2, SOCIAL, false, "completed");
      case "held by A2" -> byBoris(scene, A2, SOCIAL, false, "held");
      case "held by A4" -> byBoris(scene, A4, LAND, false, "held");
      case "held for A2 only" -> byBoris(scene, A2, SOCIAL, true, "held");
      case "held for A2 only; which closed" -> {
        TicketId ticket = byBoris(scene, A2, SOCIAL, true, "held");
        scene.give(new HallCommand.CloseWindow(A2), BORIS);
        yield ticket;
      }
      default -> besidesItsSibling(situation.split(" ", 2)[0], scene);
    };
  }

  private static TicketId passed(String state, Duration since, HallScene scene) {
    TicketId ticket = ticketIn(state, scene);
    scene.pass(since);
    return ticket;
  }

  private static TicketId calls(int calls, QueueId queue, HallScene scene) {
    TicketId ticket = ticketIn("Missed", scene);
    for (int i = 0; i < calls; i++) {
      scene.issue(queue);
    }
    assertEquals(calls, served(scene, A1).size());
    return ticket;
  }

  private static TicketId missedAgain(int times, HallScene scene) {
    TicketId ticket = ticketIn("Missed", scene);
    for (int i = 0; i < times; i++) {
      scene.give(new HallCommand.RejoinTicket(ticket), KIOSK);
      miss(scene, ticket);
    }
    return ticket;
  }

  private static void miss(HallScene scene, TicketId ticket) {
    scene.give(new HallCommand.CallTicket(A1, ticket, "here"), ANNA);
    scene.pass(Duration.ofSeconds(30));
    scene.give(new HallCommand.RecallTicket(A1), ANNA);
    scene.pass(Duration.ofSeconds(30));
    scene.give(new HallCommand.MissTicket(A1), ANNA);
  }

  private static TicketId byBoris(
      HallScene scene, WindowId window, QueueId queue, boolean hereOnly, String until) {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(window), BORIS);
    TicketId ticket = scene.issue(queue);
    scene.give(new HallCommand.CallNext(window), BORIS);
    if (!until.equals("called")) {
      scene.give(new HallCommand.StartService(window), BORIS);
      scene.give(
          until.equals("held")
              ? new HallCommand.HoldTicket(window, "copies", hereOnly)
              : new HallCommand.CompleteService(window, List.of()),
          BORIS);
    }
    return ticket;
  }

  /** The social ticket of a visit; the one for taxes is called to A2, which serves them today. */
  private static TicketId besidesItsSibling(String state, HallScene scene) {
    scene.give(new HallCommand.ChangeWindowQueues(A2, List.of(TAX)), BORIS);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    TicketId social = scene.visit(SOCIAL, TAX).getFirst();
    switch (state) {
      case "waiting" -> {}
      case "missed" -> miss(scene, social);
      case "held", "completed" -> {
        scene.give(new HallCommand.CallTicket(A1, social, "here"), ANNA);
        scene.give(new HallCommand.StartService(A1), ANNA);
        scene.give(
            state.equals("held")
                ? new HallCommand.HoldTicket(A1, "copies", false)
                : new HallCommand.CompleteService(A1, List.of()),
            ANNA);
      }
      default -> throw new IllegalArgumentException(state);
    }
    scene.give(new HallCommand.CallNext(A2), BORIS);
    return social;
  }
}
