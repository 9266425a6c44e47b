package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SHANGHAI;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.leaves;
import static org.yichuang.hall.RuleTable.names;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.says;
import static org.yichuang.hall.RuleTable.ticketAt;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** Every verb meets a ticket in every state. */
class TransitionsTest {

  /**
   * Anna gives the verb at window A1, which has the ticket or else is free. Without a last cell the
   * ticket stays as it is.
   */
  static final List<Row> TRANSITIONS =
      rows(
          """
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | IssueTicket | TicketIssued
          Waiting, Called | CancelTicket | TicketCancelled | Cancelled
          Serving, Missed, Held, Completed, Cancelled, Lapsed | CancelTicket | WRONG_TICKET_STATE
          Missed | RejoinTicket | TicketRejoined | Waiting
          Waiting, Called, Serving, Held, Completed, Cancelled, Lapsed | RejoinTicket | WRONG_TICKET_STATE
          Called | PutBackTicket | TicketPutBack | Waiting
          Waiting, Serving, Missed, Held, Completed, Cancelled, Lapsed | PutBackTicket | WRONG_TICKET_STATE
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | OpenWindow | WINDOW_ALREADY_OPEN
          Called, Serving | CloseWindow | WINDOW_OCCUPIED
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | CloseWindow | WindowClosed
          Waiting | CallNext | TicketCalled | Called
          Called, Serving | CallNext | WINDOW_OCCUPIED
          Missed, Held, Completed, Cancelled, Lapsed | CallNext | nothing
          Called, Serving | PauseWindow | WINDOW_OCCUPIED
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | PauseWindow | WindowPaused
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | ResumeWindow | WINDOW_NOT_PAUSED
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | TakeOverWindow | WINDOW_ALREADY_OPEN
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | ChangeWindowQueues | WindowQueuesChanged
          Waiting | StoreNext | SOMEBODY_WAITS
          Called, Serving | StoreNext | WINDOW_OCCUPIED
          Missed, Held, Completed, Cancelled, Lapsed | StoreNext | WindowArmed
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | DisarmWindow | WINDOW_NOT_ARMED
          Waiting, Missed, Held | CallTicket | TicketCalled | Called
          Called, Serving | CallTicket | WINDOW_OCCUPIED
          Completed, Cancelled, Lapsed | CallTicket | WRONG_TICKET_STATE
          Called, Serving | QuickServe | WINDOW_OCCUPIED
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | QuickServe | QuickServed
          Serving | HoldTicket | TicketHeld | Held
          Called | HoldTicket | WRONG_TICKET_STATE
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | HoldTicket | NO_TICKET_AT_WINDOW
          Held | ResumeTicket | ServiceResumed | Serving
          Called, Serving | ResumeTicket | WINDOW_OCCUPIED
          Waiting, Missed, Completed, Cancelled, Lapsed | ResumeTicket | WRONG_TICKET_STATE
          Called, Serving | TransferTicket | TicketTransferred | Waiting
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | TransferTicket | NO_TICKET_AT_WINDOW
          Completed | ReopenTicket | ServiceReopened | Serving
          Called, Serving | ReopenTicket | WINDOW_OCCUPIED
          Waiting, Missed, Held, Cancelled, Lapsed | ReopenTicket | WRONG_TICKET_STATE
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | AcknowledgeAlarm | UNKNOWN_ALARM
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | DeviceHeartbeat | DeviceHeard
          Serving, Completed | OpenCases | CaseOpened CaseOpened
          Waiting, Called, Missed, Held, Cancelled, Lapsed | OpenCases | WRONG_TICKET_STATE
          Waiting, Called, Missed, Held | EndDay | DayEnded TicketLapsed WindowClosed | Lapsed
          Serving | EndDay | DayEnded ServiceCompleted WindowClosed | Completed
          Completed, Cancelled, Lapsed | EndDay | DayEnded WindowClosed
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | ReconfigureHall | HallReconfigured
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | PauseHall | HallPaused
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | ResumeHall | HALL_NOT_PAUSED
          Waiting, Called, Serving, Missed, Held, Completed, Cancelled, Lapsed | EnterStubs | NOT_IN_A_PAUSE
          Called | RecallTicket | TicketRecalled
          Serving | RecallTicket | WRONG_TICKET_STATE
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | RecallTicket | NO_TICKET_AT_WINDOW
          Called | MissTicket | TicketMissed | Missed
          Serving | MissTicket | WRONG_TICKET_STATE
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | MissTicket | NO_TICKET_AT_WINDOW
          Called | StartService | ServiceStarted | Serving
          Serving | StartService | WRONG_TICKET_STATE
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | StartService | NO_TICKET_AT_WINDOW
          Serving | CompleteService | ServiceCompleted | Completed
          Called | CompleteService | WRONG_TICKET_STATE
          Waiting, Missed, Held, Completed, Cancelled, Lapsed | CompleteService | NO_TICKET_AT_WINDOW
          """);

  /** The situation: announcements so far, milliseconds since the call and since the last one. */
  static final List<Row> TIMES =
      rows(
          """
          1 0 0           | RecallTicket | TOO_SOON
          1 9999 9999     | RecallTicket | TOO_SOON
          1 10000 10000   | RecallTicket | TicketRecalled
          2 60000 9999    | RecallTicket | TOO_SOON
          2 20000 10000   | RecallTicket | TicketRecalled
          3 30000 10000   | RecallTicket | TicketRecalled
          4 90000 50000   | RecallTicket | TOO_MANY_RECALLS
          4 40000 1       | RecallTicket | TOO_MANY_RECALLS
          1 600000 600000 | MissTicket   | TOO_SOON
          2 59999 40000   | MissTicket   | TOO_SOON
          2 60000 50000   | MissTicket   | TicketMissed
          2 60000 0       | MissTicket   | TicketMissed
          4 59999 1       | MissTicket   | TOO_SOON
          4 60000 1       | MissTicket   | TicketMissed
          1 0 0           | StartService | ServiceStarted
          """);

  /** Events that no table row expects: they frame the day, or are the owner's. */
  private static final Set<String> FRAME = Set.of("DayOpened", "DayClosed", "HallAdopted");

  static List<Row> transitions() {
    return TRANSITIONS;
  }

  static List<Row> times() {
    return TIMES;
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void a_verb_does_to_a_ticket_what_the_table_says(Row row) {
    HallScene scene = HallScene.onMonday();
    scene.store(2, scene.config.queues(), scene.config.windows());
    TicketId ticket = ticketIn(row.situation(), scene);
    expect(row.expected(), scene, command(row.verb(), A1, ticket), row.verb());
    assertEquals(row.then(), scene.state.ticket(ticket).orElseThrow().state().word());
  }

  @Test
  void the_table_of_transitions_is_closed() {
    Set<String> expected = new TreeSet<>();
    for (Class<?> state : TicketState.class.getPermittedSubclasses()) {
      for (String verb : names(leaves(HallCommand.class))) {
        expected.add(state.getSimpleName() + " " + verb);
      }
    }
    assertEquals(
        expected,
        TRANSITIONS.stream()
            .map(row -> row.situation() + " " + row.verb())
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(expected.size(), TRANSITIONS.size());
  }

  @ParameterizedTest
  @MethodSource("times")
  void recalls_and_misses_keep_their_times(Row row) {
    String[] parts = row.situation().split(" ", 3);
    int announcements = Integer.parseInt(parts[0]);
    Instant called = MORNING;
    Instant now = called.plusMillis(Long.parseLong(parts[1]));
    Instant last = now.minusMillis(Long.parseLong(parts[2]));
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketAt(A1, scene);
    for (int recall = 1; recall < announcements; recall++) {
      scene.now = recall == announcements - 1 ? last : called;
      scene.apply(new HallEvent.TicketRecalled(ticket, A1, recall + 1, recall), ANNA);
    }
    scene.now = now;
    expect(row.expected(), scene, command(row.verb(), A1, ticket), row.verb());
  }

  @Test
  void every_reason_and_every_event_is_expected_by_a_table() {
    Set<String> expected =
        Stream.of(
                TRANSITIONS,
                TIMES,
                ConfigurationTest.CONFIGURATIONS,
                WindowsTest.WINDOWS,
                SituationsTest.SITUATIONS,
                ConductTest.ALARMS,
                EmergencyTest.STANDING_STILL,
                EmergencyTest.AFTERWARDS,
                EmergencyTest.STUBS,
                IssuingTest.HOURS,
                IssuingTest.FULL,
                IssuingTest.PEOPLE,
                AppointmentsTest.CHECK_INS,
                RegistrationTest.OF_A_TICKET)
            .flatMap(List::stream)
            .flatMap(row -> Stream.of(row.expected().split(" ", -1)))
            .collect(Collectors.toCollection(TreeSet::new));
    expected.remove("nothing");
    Set<String> known = new TreeSet<>(names(leaves(HallEvent.class)));
    known.removeAll(FRAME);
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      known.add(reason.name());
    }
    assertEquals(known, expected);
  }

  @Test
  void refusals_say_the_numbers_they_are_about() {
    HallScene scene =
        new HallScene(
            HallScene.config(
                SHANGHAI,
                new DailyHours(
                    List.of(new DailyHours.Times(LocalTime.of(8, 30), LocalTime.of(17, 0)))),
                new HallConfig.Rules(1, 10_000, 2, 60_000, 1)),
            MORNING);
    scene.catchUp();
    says(scene, new HallCommand.IssueTicket(new QueueId("marry")), "hanjiang", "marry", "social");
    says(scene, new HallCommand.OpenWindow(new WindowId("Z9")), "hanjiang", "Z9", "windows");
    scene.issue(SOCIAL);
    says(
        scene,
        new HallCommand.IssueTicket(SOCIAL),
        "fewer than 1",
        "1 waiting in social",
        "guide desk");
    says(scene, new HallCommand.CallNext(A1), "open", "A1 is closed", "open it");
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    says(scene, new HallCommand.OpenWindow(A1), "closed", "A1 is open, by you", "working");
    says(scene, new HallCommand.RecallTicket(A1), "called ticket", "A1 has none", "call");
    says(scene, new HallCommand.CompleteService(A1, List.of()), "served", "A1 has none", "call");
    scene.give(new HallCommand.CallNext(A1), ANNA);
    says(scene, new HallCommand.CallNext(A1), "without", "A1 has B001, Called", "miss");
    says(scene, new HallCommand.CloseWindow(A1), "without", "A1 has B001, Called", "miss");
    says(
        scene,
        new HallCommand.CompleteService(A1, List.of()),
        "Serving",
        "B001 is Called",
        "start");
    scene.pass(Duration.ofMillis(9_500));
    says(scene, new HallCommand.RecallTicket(A1), "10000 ms", "9500 ms", "wait");
    says(
        scene,
        new HallCommand.MissTicket(A1),
        "2 announcements and 60000 ms",
        "1 announcements and 9500 ms",
        "recall");
    scene.pass(Duration.ofMillis(500));
    scene.give(new HallCommand.RecallTicket(A1), ANNA);
    says(scene, new HallCommand.RecallTicket(A1), "at most 1", "B001 was recalled 1", "miss");
    scene.give(new HallCommand.StartService(A1), ANNA);
    says(scene, new HallCommand.MissTicket(A1), "Called", "B001 is Serving", "go on");
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    says(scene, new HallCommand.CloseWindow(A2), "clerk", "A2", "your own window");
    says(scene, new HallCommand.OpenWindow(A2), "closed", "another clerk", "that clerk");
    scene.pass(Duration.ofHours(8));
    says(
        scene,
        new HallCommand.IssueTicket(SOCIAL),
        "08:30-17:00",
        "17:00:10",
        "come back on 2026-11-24 at 08:30");
  }

  @Test
  void announcements_are_numbered_through_the_hall() {
    HallScene scene = HallScene.onMonday();
    scene.issue(SOCIAL);
    scene.issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    HallEvent.TicketCalled second =
        (HallEvent.TicketCalled) scene.give(new HallCommand.CallNext(A2), BORIS).getFirst();
    scene.pass(Duration.ofSeconds(10));
    HallEvent.TicketRecalled recalled =
        (HallEvent.TicketRecalled) scene.give(new HallCommand.RecallTicket(A1), ANNA).getFirst();
    assertEquals(2, second.announcement());
    assertEquals(3, recalled.announcement());
    assertEquals(1, recalled.recall());
  }
}
