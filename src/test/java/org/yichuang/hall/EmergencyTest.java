package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.at;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.leaves;
import static org.yichuang.hall.RuleTable.names;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.says;
import static org.yichuang.hall.RuleTable.served;
import static org.yichuang.hall.RuleTable.stub;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** The hall's power is cut at ten for forty minutes. */
class EmergencyTest {
  private static final Instant TEN = MORNING.plus(Duration.ofHours(1));
  private static final Duration CUT = Duration.ofMinutes(40);

  /** The social ticket is in the state at window A1, Anna's, when the power goes. */
  static final List<Row> STANDING_STILL =
      rows(
          """
          Waiting | IssueTicket | HALL_PAUSED
          Waiting | CancelTicket | TicketCancelled
          Missed | RejoinTicket | HALL_PAUSED
          Called | PutBackTicket | TicketPutBack
          Waiting | OpenWindow | WINDOW_ALREADY_OPEN
          Waiting | CloseWindow | WindowClosed
          Waiting | CallNext | HALL_PAUSED
          Waiting | PauseWindow | WindowPaused
          Waiting | ResumeWindow | WINDOW_NOT_PAUSED
          Waiting | TakeOverWindow | WINDOW_ALREADY_OPEN
          Waiting | ChangeWindowQueues | WindowQueuesChanged
          Completed | StoreNext | HALL_PAUSED
          Waiting | DisarmWindow | WINDOW_NOT_ARMED
          Waiting, Missed, Held | CallTicket | HALL_PAUSED
          Completed | QuickServe | HALL_PAUSED
          Serving | HoldTicket | TicketHeld
          Held | ResumeTicket | HALL_PAUSED
          Called, Serving | TransferTicket | HALL_PAUSED
          Serving | OpenCases | CaseOpened CaseOpened
          Completed | ReopenTicket | HALL_PAUSED
          Waiting | PauseHall | HALL_PAUSED
          Waiting | ResumeHall | HallResumed
          Waiting | EnterStubs | StubEntered
          Serving | EndDay | DayEnded ServiceCompleted WindowClosed
          Called | RecallTicket | HALL_PAUSED
          Called | MissTicket | HALL_PAUSED
          Called | StartService | ServiceStarted
          Serving | CompleteService | ServiceCompleted
          Waiting | ReconfigureHall | HallReconfigured
          Waiting | AcknowledgeAlarm | UNKNOWN_ALARM
          Waiting | DeviceHeartbeat | DeviceHeard
          """);

  /**
   * The situation: the state, and seconds before the cut and after it; the hall was open all the
   * time.
   */
  static final List<Row> AFTERWARDS =
      rows(
          """
          Missed 0 1799 | RejoinTicket | TicketRejoined
          Missed 1200 600 | RejoinTicket | TicketRejoined
          Missed 1200 601 | RejoinTicket | TOO_LATE
          Completed 100 200 | ReopenTicket | ServiceReopened
          Completed 100 201 | ReopenTicket | TOO_LATE
          Called 4 5 | RecallTicket | TOO_SOON
          Called 4 6 | RecallTicket | TicketRecalled
          Called 0 0 | MissTicket | TicketMissed
          Waiting 0 0 | CallNext | TicketCalled
          Missed 0 0 | CallTicket | TicketCalled
          Held 0 0 | ResumeTicket | ServiceResumed
          Waiting 0 0 | ResumeHall | HALL_NOT_PAUSED
          Waiting 0 0 | PauseHall | HallPaused
          """);

  /**
   * The situation: the stub's number, its queue, minutes after ten, and its class. The hall stood
   * still from 20 seconds after ten for 40 minutes: paper says minutes.
   */
  static final List<Row> STUBS =
      rows(
          """
          17 social 0 ORDINARY | EnterStubs | StubEntered
          17 social 40 ORDINARY | EnterStubs | StubEntered
          17 social 20 ELDERLY | EnterStubs | REASON_REQUIRED
          17 social 20 DISABLED | EnterStubs | REASON_REQUIRED
          17 social -1 ORDINARY | EnterStubs | NOT_IN_A_PAUSE
          17 social 41 ORDINARY | EnterStubs | NOT_IN_A_PAUSE
          17 social 70 ORDINARY | EnterStubs | NOT_IN_A_PAUSE
          17 marry 20 ORDINARY | EnterStubs | UNKNOWN_QUEUE
          9 social 20 ORDINARY | EnterStubs | STUB_ENTERED
          """);

  private final HallScene scene = HallScene.onMonday();

  static List<Row> standingStill() {
    return STANDING_STILL;
  }

  static List<Row> afterwards() {
    return AFTERWARDS;
  }

  static List<Row> stubs() {
    return STUBS;
  }

  @ParameterizedTest
  @MethodSource("standingStill")
  void while_the_hall_stands_still_nobody_is_called(Row row) {
    TicketId ticket = ticketIn(row.situation(), scene);
    scene.store(2, scene.config.queues(), scene.config.windows());
    pause();
    scene.pass(Duration.ofMinutes(1));
    expect(row.expected(), scene, command(row.verb(), A1, ticket), row.toString());
  }

  @Test
  void every_verb_is_tried_while_the_hall_stands_still() {
    assertEquals(
        new TreeSet<>(names(leaves(HallCommand.class))),
        STANDING_STILL.stream().map(Row::verb).collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("afterwards")
  void no_tolerance_ran_while_the_hall_stood_still(Row row) {
    String[] parts = row.situation().split(" ", -1);
    TicketId ticket = ticketIn(parts[0], scene);
    if (parts[0].equals("Called") && !row.verb().equals("MissTicket")) {
      scene.give(new HallCommand.PutBackTicket(ticket, false), ANNA);
      scene.give(new HallCommand.CallNext(A1), ANNA);
    }
    scene.pass(Duration.ofSeconds(Long.parseLong(parts[1])));
    cut();
    scene.pass(Duration.ofSeconds(Long.parseLong(parts[2])));
    expect(row.expected(), scene, command(row.verb(), A1, ticket), row.toString());
  }

  @ParameterizedTest
  @MethodSource("stubs")
  void a_stub_is_entered_once_with_an_arrival_within_the_pause(Row row) {
    String[] parts = row.situation().split(" ", -1);
    scene.now = TEN.plusSeconds(20);
    pause();
    scene.pass(Duration.ofMinutes(10));
    scene.give(new HallCommand.EnterStubs(List.of(stub(9, TEN))), BORIS);
    scene.pass(Duration.ofMinutes(30));
    scene.give(new HallCommand.ResumeHall(), BORIS);
    scene.pass(Duration.ofMinutes(20));
    Stub stub =
        new Stub(
            Integer.parseInt(parts[0]),
            new QueueId(parts[1]),
            TEN.plus(Duration.ofMinutes(Long.parseLong(parts[2]))),
            PersonClass.valueOf(parts[3]),
            null);
    expect(row.expected(), scene, new HallCommand.EnterStubs(List.of(stub)), row.toString());
  }

  @Test
  void stubs_are_called_in_the_order_of_arrival_among_everybody_else() {
    TicketId before = scene.issue(SOCIAL);
    scene.now = TEN;
    cut();
    scene.pass(Duration.ofMinutes(1));
    TicketId after = scene.issue(SOCIAL);
    scene.give(
        new HallCommand.EnterStubs(
            List.of(
                stub(3, TEN.plusSeconds(600)),
                stub(1, TEN.plusSeconds(1_200)),
                new Stub(5, SOCIAL, TEN.plusSeconds(1_300), PersonClass.ELDERLY, "seen"))),
        BORIS);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    assertEquals(
        List.of("B001", "X005", "X003", "X001", "B002"),
        served(scene, A2).stream().map(TicketId::display).toList());
    assertEquals(List.of("B001", "B002"), List.of(before.display(), after.display()));
  }

  @Test
  void a_stub_arrived_when_its_paper_says_and_leaves_the_numbers_of_its_queue_alone() {
    scene.now = TEN;
    pause();
    scene.pass(CUT);
    scene.give(new HallCommand.EnterStubs(List.of(stub(17, TEN.plusMillis(5)))), BORIS);
    Ticket ticket = at(scene, new TicketId(HallScene.MONDAY, "X", 17));
    assertEquals(TEN.plusMillis(5), ticket.issuedAt());
    assertTrue(ticket.origin().reconstructed());
    scene.give(new HallCommand.ResumeHall(), BORIS);
    assertEquals("B001", scene.issue(SOCIAL).display());
  }

  @Test
  void stubs_are_entered_all_or_none() {
    scene.now = TEN;
    pause();
    HallCommand twice =
        new HallCommand.EnterStubs(List.of(stub(1, TEN), stub(2, TEN), stub(1, TEN)));
    says(scene, twice, "not entered yet", "X001 twice", "leave it out");
    assertEquals(Optional.empty(), scene.state.ticket(new TicketId(HallScene.MONDAY, "X", 2)));
  }

  @Test
  void an_armed_window_gets_its_ticket_when_the_hall_goes_on() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.StoreNext(A1), ANNA);
    pause();
    scene.give(new HallCommand.EnterStubs(List.of(stub(1, scene.now))), BORIS);
    scene.catchUp();
    assertEquals(null, scene.state.session(A1).orElseThrow().ticket());
    scene.give(new HallCommand.ResumeHall(), BORIS);
    scene.catchUp();
    assertEquals(
        new TicketId(HallScene.MONDAY, "X", 1), scene.state.session(A1).orElseThrow().ticket());
  }

  @Test
  void a_pause_ends_with_the_day() {
    pause();
    scene.give(new HallCommand.EndDay(), BORIS);
    assertEquals(List.of(), Board.of(scene.state).notices());
    expect("DAY_ENDED", scene, new HallCommand.PauseHall("again"), "pause");
    expect("HALL_NOT_PAUSED", scene, new HallCommand.ResumeHall(), "resume");
    expect("DAY_ENDED", scene, new HallCommand.EnterStubs(List.of(stub(1, MORNING))), "stubs");
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    assertEquals("B001", scene.issue(SOCIAL).display());
  }

  @Test
  void midnight_ends_a_pause() {
    pause();
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    assertEquals("T001", scene.issue(TAX).display());
  }

  @Test
  void the_board_says_since_when_and_why() {
    Board before = Board.of(scene.state);
    pause();
    Board paused = Board.of(scene.state);
    List<Board.Notice> notices =
        List.of(new Board.Notice(Board.Notice.Kind.PAUSED, MORNING, "no power"));
    assertEquals(notices, paused.notices());
    assertEquals(notices, paused.since(before).notices());
    assertEquals(paused, before.with(paused.since(before)));
    scene.give(new HallCommand.ResumeHall(), BORIS);
    Board after = Board.of(scene.state);
    assertEquals(List.of(), after.since(paused).notices());
    assertEquals(after, paused.with(after.since(paused)));
    scene.issue(SOCIAL);
    assertEquals(null, Board.of(scene.state).since(after).notices());
  }

  @Test
  void the_refusal_says_since_when_and_why() {
    pause();
    scene.pass(Duration.ofMinutes(3));
    says(scene, new HallCommand.IssueTicket(SOCIAL), "runs", "09:00: no power", "wait");
    says(scene, new HallCommand.PauseHall("more"), "runs", "09:00: no power", "resume it");
    says(
        scene,
        new HallCommand.EnterStubs(List.of(stub(17, TEN))),
        "09:00-now",
        "X017 at 10:00",
        "paper");
  }

  @Test
  void a_second_pause_is_added_to_the_first() {
    TicketId ticket = ticketIn("Missed", scene);
    cut();
    scene.pass(Duration.ofMinutes(15));
    cut();
    scene.pass(Duration.ofMinutes(15));
    expect("TicketRejoined", scene, new HallCommand.RejoinTicket(ticket), "at 30 minutes");
  }

  private void cut() {
    pause();
    scene.pass(CUT);
    scene.give(new HallCommand.ResumeHall(), BORIS);
  }

  private void pause() {
    scene.give(new HallCommand.PauseHall("no power"), BORIS);
  }
}
