package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import static org.yichuang.hall.HallScene.SHANGHAI;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HallRulesTest {

  /**
   * @param situation what the command meets
   * @param verb a command's type, with its parameter where it matters
   * @param expected an event's type, a refusal's reason, or {@code nothing}
   * @param then where the ticket stands afterwards
   */
  record Row(String situation, String verb, String expected, String then) {
    @Override
    public String toString() {
      return "%s, %s: %s".formatted(situation, verb, expected);
    }
  }

  /** A ticket in the state, and the verb at the window that has it, or else is free for it. */
  static final List<Row> TRANSITIONS =
      rows(
          """
          Waiting   | IssueTicket     | TicketIssued        | Waiting
          Waiting   | OpenWindow      | WINDOW_ALREADY_OPEN | Waiting
          Waiting   | CloseWindow     | WindowClosed        | Waiting
          Waiting   | CallNext        | TicketCalled        | Called
          Waiting   | RecallTicket    | NO_TICKET_AT_WINDOW | Waiting
          Waiting   | MissTicket      | NO_TICKET_AT_WINDOW | Waiting
          Waiting   | StartService    | NO_TICKET_AT_WINDOW | Waiting
          Waiting   | CompleteService | NO_TICKET_AT_WINDOW | Waiting
          Called    | IssueTicket     | TicketIssued        | Called
          Called    | OpenWindow      | WINDOW_ALREADY_OPEN | Called
          Called    | CloseWindow     | WINDOW_OCCUPIED     | Called
          Called    | CallNext        | WINDOW_OCCUPIED     | Called
          Called    | RecallTicket    | TicketRecalled      | Called
          Called    | MissTicket      | TicketMissed        | Missed
          Called    | StartService    | ServiceStarted      | Serving
          Called    | CompleteService | WRONG_TICKET_STATE  | Called
          Serving   | IssueTicket     | TicketIssued        | Serving
          Serving   | OpenWindow      | WINDOW_ALREADY_OPEN | Serving
          Serving   | CloseWindow     | WINDOW_OCCUPIED     | Serving
          Serving   | CallNext        | WINDOW_OCCUPIED     | Serving
          Serving   | RecallTicket    | WRONG_TICKET_STATE  | Serving
          Serving   | MissTicket      | WRONG_TICKET_STATE  | Serving
          Serving   | StartService    | WRONG_TICKET_STATE  | Serving
          Serving   | CompleteService | ServiceCompleted    | Completed
          Missed    | IssueTicket     | TicketIssued        | Missed
          Missed    | OpenWindow      | WINDOW_ALREADY_OPEN | Missed
          Missed    | CloseWindow     | WindowClosed        | Missed
          Missed    | CallNext        | nothing             | Missed
          Missed    | RecallTicket    | NO_TICKET_AT_WINDOW | Missed
          Missed    | MissTicket      | NO_TICKET_AT_WINDOW | Missed
          Missed    | StartService    | NO_TICKET_AT_WINDOW | Missed
          Missed    | CompleteService | NO_TICKET_AT_WINDOW | Missed
          Completed | IssueTicket     | TicketIssued        | Completed
          Completed | OpenWindow      | WINDOW_ALREADY_OPEN | Completed
          Completed | CloseWindow     | WindowClosed        | Completed
          Completed | CallNext        | nothing             | Completed
          Completed | RecallTicket    | NO_TICKET_AT_WINDOW | Completed
          Completed | MissTicket      | NO_TICKET_AT_WINDOW | Completed
          Completed | StartService    | NO_TICKET_AT_WINDOW | Completed
          Completed | CompleteService | NO_TICKET_AT_WINDOW | Completed
          Lapsed    | IssueTicket     | TicketIssued        | Lapsed
          Lapsed    | OpenWindow      | WINDOW_ALREADY_OPEN | Lapsed
          Lapsed    | CloseWindow     | WindowClosed        | Lapsed
          Lapsed    | CallNext        | nothing             | Lapsed
          Lapsed    | RecallTicket    | NO_TICKET_AT_WINDOW | Lapsed
          Lapsed    | MissTicket      | NO_TICKET_AT_WINDOW | Lapsed
          Lapsed    | StartService    | NO_TICKET_AT_WINDOW | Lapsed
          Lapsed    | CompleteService | NO_TICKET_AT_WINDOW | Lapsed
          """);

  /** Anna gives the command at a window; "mine" is what the table above assumes. */
  static final List<Row> WINDOWS =
      rows(
          """
          closed    | OpenWindow      | WindowOpened        |
          closed    | CloseWindow     | WINDOW_NOT_OPEN     |
          closed    | CallNext        | WINDOW_NOT_OPEN     |
          closed    | RecallTicket    | WINDOW_NOT_OPEN     |
          closed    | MissTicket      | WINDOW_NOT_OPEN     |
          closed    | StartService    | WINDOW_NOT_OPEN     |
          closed    | CompleteService | WINDOW_NOT_OPEN     |
          another's | OpenWindow      | WINDOW_ALREADY_OPEN |
          another's | CloseWindow     | NOT_YOUR_WINDOW     |
          another's | CallNext        | NOT_YOUR_WINDOW     |
          another's | RecallTicket    | NOT_YOUR_WINDOW     |
          another's | MissTicket      | NOT_YOUR_WINDOW     |
          another's | StartService    | NOT_YOUR_WINDOW     |
          another's | CompleteService | NOT_YOUR_WINDOW     |
          unknown   | OpenWindow      | UNKNOWN_WINDOW      |
          unknown   | CloseWindow     | UNKNOWN_WINDOW      |
          unknown   | CallNext        | UNKNOWN_WINDOW      |
          unknown   | RecallTicket    | UNKNOWN_WINDOW      |
          unknown   | MissTicket      | UNKNOWN_WINDOW      |
          unknown   | StartService    | UNKNOWN_WINDOW      |
          unknown   | CompleteService | UNKNOWN_WINDOW      |
          """);

  /** The situation: announcements so far, milliseconds since the call and since the last one. */
  static final List<Row> TIMES =
      rows(
          """
          1 0 0           | RecallTicket | TOO_SOON         |
          1 9999 9999     | RecallTicket | TOO_SOON         |
          1 10000 10000   | RecallTicket | TicketRecalled   |
          2 60000 9999    | RecallTicket | TOO_SOON         |
          2 20000 10000   | RecallTicket | TicketRecalled   |
          3 30000 10000   | RecallTicket | TicketRecalled   |
          4 90000 50000   | RecallTicket | TOO_MANY_RECALLS |
          4 40000 1       | RecallTicket | TOO_MANY_RECALLS |
          1 600000 600000 | MissTicket   | TOO_SOON         |
          2 59999 40000   | MissTicket   | TOO_SOON         |
          2 60000 50000   | MissTicket   | TicketMissed     |
          2 60000 0       | MissTicket   | TicketMissed     |
          4 59999 1       | MissTicket   | TOO_SOON         |
          4 60000 1       | MissTicket   | TicketMissed     |
          1 0 0           | StartService | ServiceStarted   |
          """);

  static final List<Row> ISSUING =
      rows(
          """
          08:29:59.999 | IssueTicket social | NOT_ISSUING   |
          08:30:00     | IssueTicket social | TicketIssued  |
          11:59:59.999 | IssueTicket social | TicketIssued  |
          12:00:00     | IssueTicket social | NOT_ISSUING   |
          13:59:59.999 | IssueTicket social | NOT_ISSUING   |
          14:00:00     | IssueTicket social | TicketIssued  |
          16:59:59.999 | IssueTicket social | TicketIssued  |
          17:00:00     | IssueTicket social | NOT_ISSUING   |
          00:00:00     | IssueTicket social | NOT_ISSUING   |
          09:00:00     | IssueTicket marry  | UNKNOWN_QUEUE |
          03:00:00     | IssueTicket marry  | UNKNOWN_QUEUE |
          """);

  /** The situation: how many wait, of three at most. */
  static final List<Row> FULL =
      rows(
          """
          2 | IssueTicket | TicketIssued |
          3 | IssueTicket | QUEUE_FULL   |
          """);

  /** What the end of the day makes of a ticket in the state. */
  static final List<Row> DAY_ENDS =
      rows(
          """
          Waiting   | end | TicketLapsed     | Lapsed
          Called    | end | TicketLapsed     | Lapsed
          Serving   | end | ServiceCompleted | Completed
          Missed    | end | TicketLapsed     | Lapsed
          Completed | end | nothing          | Completed
          Lapsed    | end | nothing          | Lapsed
          """);

  /** Events that no table row expects: they frame the day, or are the owner's. */
  private static final Set<String> FRAME = Set.of("DayOpened", "DayClosed", "HallAdopted");

  /** No command of a hall names a ticket, so no rule can miss one. */
  private static final Set<Refusal.Reason> NEVER_DECIDED =
      EnumSet.of(Refusal.Reason.UNKNOWN_TICKET);

  static List<Row> transitions() {
    return TRANSITIONS;
  }

  static List<Row> windows() {
    return WINDOWS;
  }

  static List<Row> times() {
    return TIMES;
  }

  static List<Row> issuing() {
    return ISSUING;
  }

  static List<Row> full() {
    return FULL;
  }

  static List<Row> dayEnds() {
    return DAY_ENDS;
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void a_verb_does_to_a_ticket_what_the_table_says(Row row) {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketIn(row.situation(), scene);
    expect(row.expected(), scene, command(row.verb(), A1), row.verb());
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
  @MethodSource("windows")
  void a_window_is_worked_by_the_clerk_who_opened_it(Row row) {
    HallScene scene = HallScene.onMonday();
    scene.issue(SOCIAL);
    WindowId window = row.situation().equals("unknown") ? new WindowId("Z9") : A1;
    if (row.situation().equals("another's")) {
      scene.give(new HallCommand.OpenWindow(A1), BORIS);
      scene.give(new HallCommand.CallNext(A1), BORIS);
    }
    expect(row.expected(), scene, command(row.verb(), window), row.verb());
  }

  @Test
  void every_command_at_a_window_meets_every_window() {
    Set<String> verbs = names(leaves(HallCommand.AtWindow.class));
    for (String situation : List.of("closed", "another's", "unknown")) {
      assertEquals(
          verbs,
          WINDOWS.stream()
              .filter(row -> row.situation().equals(situation))
              .map(Row::verb)
              .collect(Collectors.toSet()),
          situation);
    }
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
    expect(row.expected(), scene, command(row.verb(), A1), row.verb());
  }

  @ParameterizedTest
  @MethodSource("issuing")
  void numbers_are_given_within_the_issuing_hours(Row row) {
    IssuingHours hours =
        new IssuingHours(
            List.of(
                new IssuingHours.Span(LocalTime.of(8, 30), LocalTime.of(12, 0)),
                new IssuingHours.Span(LocalTime.of(14, 0), LocalTime.of(17, 0))));
    Instant at = ZonedDateTime.of(MONDAY, LocalTime.parse(row.situation()), SHANGHAI).toInstant();
    HallScene scene =
        new HallScene(HallScene.config(SHANGHAI, hours, HallConfig.Rules.DEFAULT), at);
    scene.catchUp();
    QueueId queue = new QueueId(row.verb().split(" ", 2)[1]);
    expect(row.expected(), scene, new HallCommand.IssueTicket(queue), "IssueTicket");
  }

  @ParameterizedTest
  @MethodSource("full")
  void a_queue_takes_no_more_than_its_limit(Row row) {
    HallScene scene =
        new HallScene(
            HallScene.config(
                SHANGHAI,
                IssuingHours.ROUND_THE_CLOCK,
                new HallConfig.Rules(3, 10_000, 2, 60_000, 3)),
            MORNING);
    scene.catchUp();
    for (int i = 0; i < Integer.parseInt(row.situation()); i++) {
      scene.issue(SOCIAL);
    }
    scene.issue(TAX);
    expect(row.expected(), scene, new HallCommand.IssueTicket(SOCIAL), row.verb());
  }

  @Test
  void a_call_makes_room_in_a_full_queue() {
    HallScene scene =
        new HallScene(
            HallScene.config(
                SHANGHAI,
                IssuingHours.ROUND_THE_CLOCK,
                new HallConfig.Rules(3, 10_000, 2, 60_000, 1)),
            MORNING);
    scene.catchUp();
    scene.issue(SOCIAL);
    expect("QUEUE_FULL", scene, new HallCommand.IssueTicket(SOCIAL), "IssueTicket");
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    expect("TicketIssued", scene, new HallCommand.IssueTicket(SOCIAL), "IssueTicket");
  }

  @Test
  void every_reason_and_every_event_is_expected_by_a_table() {
    Set<String> expected =
        Stream.of(TRANSITIONS, WINDOWS, TIMES, ISSUING, FULL, DAY_ENDS)
            .flatMap(List::stream)
            .map(Row::expected)
            .collect(Collectors.toCollection(HashSet::new));
    expected.remove("nothing");
    Set<String> known = new HashSet<>(names(leaves(HallEvent.class)));
    known.removeAll(FRAME);
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      if (!NEVER_DECIDED.contains(reason)) {
        known.add(reason.name());
      }
    }
    assertEquals(new TreeSet<>(known), new TreeSet<>(expected));
  }

  @Test
  void refusals_say_the_numbers_they_are_about() {
    HallScene scene =
        new HallScene(
            HallScene.config(
                SHANGHAI,
                new IssuingHours(
                    List.of(new IssuingHours.Span(LocalTime.of(8, 30), LocalTime.of(17, 0)))),
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
    says(scene, new HallCommand.IssueTicket(SOCIAL), "08:30-17:00", "17:00:10", "come back");
  }

  private static void says(
      HallScene scene, HallCommand command, String expected, String found, String remedy) {
    Refusal refusal =
        assertInstanceOf(Outcome.Refused.class, scene.decide(command, ANNA), command.toString())
            .refusal();
    assertTrue(refusal.expected().contains(expected), refusal.toString());
    assertTrue(refusal.found().contains(found), refusal.toString());
    assertTrue(refusal.remedy().contains(remedy), refusal.toString());
  }

  @Test
  void numbers_of_a_prefix_are_consecutive_and_restart_with_the_day() {
    HallScene scene = HallScene.onMonday();
    assertEquals("20261123-B001", scene.issue(SOCIAL).toString());
    assertEquals("20261123-T001", scene.issue(TAX).toString());
    assertEquals("20261123-B002", scene.issue(SOCIAL).toString());
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    assertEquals("20261124-B001", scene.issue(SOCIAL).toString());
  }

  @Test
  void a_number_says_how_many_wait_before_it_in_its_queue() {
    HallScene scene = HallScene.onMonday();
    scene.issue(TAX);
    scene.issue(SOCIAL);
    scene.issue(SOCIAL);
    assertEquals(
        List.of(
            new HallEvent.TicketIssued(
                new TicketId(MONDAY, "B", 3), SOCIAL, MORNING.toEpochMilli(), 2)),
        scene.give(new HallCommand.IssueTicket(SOCIAL), KIOSK));
  }

  @Test
  void a_call_takes_the_smallest_key_of_the_windows_queues_and_says_why() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A3), ANNA);
    TicketId tax = scene.issue(TAX);
    scene.pass(Duration.ofMillis(1));
    scene.issue(TAX);
    TicketId social = scene.issue(SOCIAL);
    scene.pass(Duration.ofMillis(1));
    TicketId land = scene.issue(LAND);
    scene.pass(Duration.ofSeconds(5));
    long start = MORNING.toEpochMilli();
    assertEquals(
        List.of(
            new HallEvent.TicketCalled(
                tax,
                A3,
                1,
                5_002,
                List.of(
                    new HallEvent.Candidate(tax, TAX, start),
                    new HallEvent.Candidate(social, SOCIAL, start + 1),
                    new HallEvent.Candidate(land, LAND, start + 2)))),
        scene.give(new HallCommand.CallNext(A3), ANNA));
  }

  @Test
  void a_window_calls_only_from_its_own_queues() {
    HallScene scene = HallScene.onMonday();
    scene.issue(TAX);
    TicketId land = scene.issue(LAND);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A2), ANNA));
    assertEquals(land, called(scene.give(new HallCommand.CallNext(A4), BORIS)));
  }

  @Test
  void equal_keys_are_called_in_the_order_of_the_journal() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A3), ANNA);
    List<TicketId> issued =
        Stream.of(SOCIAL, LAND, TAX, SOCIAL, LAND, TAX).map(scene::issue).toList();
    assertEquals(issued, served(scene, A3));
  }

  @Test
  void a_smaller_key_goes_before_an_earlier_number() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId first = scene.issue(SOCIAL);
    TicketId elder = new TicketId(MONDAY, "B", 2);
    scene.apply(
        new HallEvent.TicketIssued(elder, SOCIAL, MORNING.minusSeconds(900).toEpochMilli(), 1),
        KIOSK);
    TicketId tax = new TicketId(MONDAY, "T", 1);
    scene.apply(
        new HallEvent.TicketIssued(tax, TAX, MORNING.minusSeconds(901).toEpochMilli(), 0), KIOSK);
    assertEquals(List.of(tax, elder, first), served(scene, A1));
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

  @ParameterizedTest
  @MethodSource("dayEnds")
  void the_end_of_the_day_ends_every_ticket(Row row) {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketIn(row.situation(), scene);
    scene.now = HallRules.endOfDay(scene.state);
    List<HallEvent> due = HallRules.due(scene.state, scene.config, scene.now);
    List<HallEvent> ofTickets =
        due.stream().filter(event -> event instanceof HallEvent.OfTicket).toList();
    if (row.expected().equals("nothing")) {
      assertEquals(List.of(), ofTickets);
    } else {
      assertEquals(List.of(row.expected()), ofTickets.stream().map(HallRulesTest::name).toList());
    }
    if (!ofTickets.isEmpty()
        && ofTickets.getFirst() instanceof HallEvent.ServiceCompleted completed) {
      assertEquals(new HallEvent.ServiceCompleted(ticket, A1, List.of(), true), completed);
    }
    for (HallEvent event : due.subList(0, due.size() - 2)) {
      scene.apply(event, AccountId.SYSTEM);
    }
    assertEquals(row.then(), scene.state.ticket(ticket).orElseThrow().state().word());
    assertEquals(List.of(), List.copyOf(scene.state.sessions().keySet()));
    assertEquals(
        List.of(
            new HallEvent.DayClosed(MONDAY),
            new HallEvent.DayOpened(MONDAY.plusDays(1), 1, MONDAY)),
        due.subList(due.size() - 2, due.size()));
  }

  @Test
  void every_state_of_a_ticket_has_its_end_of_day() {
    assertEquals(
        names(List.of(TicketState.class.getPermittedSubclasses())),
        DAY_ENDS.stream().map(Row::situation).collect(Collectors.toSet()));
  }

  @Test
  void the_system_closes_windows_after_their_tickets_and_in_a_fixed_order() {
    HallScene scene = HallScene.onMonday();
    scene.issue(SOCIAL);
    for (WindowId window : List.of(A4, A2, A1, A3)) {
      scene.give(new HallCommand.OpenWindow(window), ANNA);
    }
    scene.give(new HallCommand.CallNext(A2), ANNA);
    scene.now = HallRules.endOfDay(scene.state);
    assertEquals(
        List.of(
            new HallEvent.TicketLapsed(new TicketId(MONDAY, "B", 1)),
            new HallEvent.WindowClosed(A1, true),
            new HallEvent.WindowClosed(A2, true),
            new HallEvent.WindowClosed(A3, true),
            new HallEvent.WindowClosed(A4, true),
            new HallEvent.DayClosed(MONDAY),
            new HallEvent.DayOpened(MONDAY.plusDays(1), 1, MONDAY)),
        HallRules.due(scene.state, scene.config, scene.now));
    scene.catchUp();
    assertEquals(List.of(), List.copyOf(scene.state.tickets()));
    assertEquals(1, scene.state.seq());
  }

  @ParameterizedTest(name = "{0} {1}: {2} to {3}, {4} h")
  @CsvSource({
    "Asia/Shanghai,     2026-11-23, 2026-11-22T16:00:00Z, 2026-11-23T16:00:00Z, 24",
    "Europe/Berlin,     2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, 23",
    "Europe/Berlin,     2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, 25",
    "America/Sao_Paulo, 2018-11-03, 2018-11-03T03:00:00Z, 2018-11-04T03:00:00Z, 24",
    "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z, 23",
    "America/Sao_Paulo, 2018-02-17, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z, 25",
    "Africa/Cairo,      2023-04-28, 2023-04-27T22:00:00Z, 2023-04-28T21:00:00Z, 23",
    "Asia/Beirut,       2022-03-27, 2022-03-26T22:00:00Z, 2022-03-27T21:00:00Z, 23",
    "America/Havana,    2026-11-01, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z, 25",
  })
  void a_day_lasts_from_its_first_instant_to_the_next_days(
      ZoneId zone, LocalDate day, Instant start, Instant end, int hours) {
    assertEquals(Duration.ofHours(hours), Duration.between(start, end));
    HallConfig config =
        HallScene.config(zone, IssuingHours.ROUND_THE_CLOCK, HallConfig.Rules.DEFAULT);
    HallScene scene = new HallScene(config, start);
    scene.catchUp();
    assertEquals(day, scene.state.day().orElseThrow());
    assertEquals(end, HallRules.endOfDay(scene.state));
    assertEquals(List.of(), HallRules.due(scene.state, config, end.minusMillis(1)));
    List<HallEvent> change =
        List.of(new HallEvent.DayClosed(day), new HallEvent.DayOpened(day.plusDays(1), 1, day));
    assertEquals(change, HallRules.due(scene.state, config, end));
    assertEquals(change, HallRules.due(scene.state, config, end.plusMillis(1)));
    for (Instant at = start; at.isBefore(end); at = at.plusSeconds(600)) {
      assertEquals(List.of(), HallRules.due(scene.state, config, at), at.toString());
    }
  }

  @Test
  void a_day_that_the_calendar_left_out_is_not_opened() {
    HallConfig config =
        HallScene.config(
            ZoneId.of("Pacific/Apia"), IssuingHours.ROUND_THE_CLOCK, HallConfig.Rules.DEFAULT);
    HallScene scene = new HallScene(config, Instant.parse("2011-12-29T20:00:00Z"));
    scene.catchUp();
    LocalDate thursday = LocalDate.of(2011, 12, 29);
    assertEquals(thursday, scene.state.day().orElseThrow());
    Instant end = Instant.parse("2011-12-30T10:00:00Z");
    assertEquals(List.of(), HallRules.due(scene.state, config, end.minusMillis(1)));
    assertEquals(
        new HallEvent.DayOpened(LocalDate.of(2011, 12, 31), 1, thursday),
        HallRules.due(scene.state, config, end).getLast());
  }

  @Test
  void days_on_which_nothing_happened_are_skipped() {
    HallScene scene = HallScene.onMonday();
    scene.pass(Duration.ofDays(9));
    assertEquals(
        List.of(
            new HallEvent.DayClosed(MONDAY),
            new HallEvent.DayOpened(MONDAY.plusDays(9), 1, MONDAY)),
        HallRules.due(scene.state, scene.config, scene.now));
  }

  @Test
  void a_clock_that_is_behind_changes_no_day() {
    HallScene scene = HallScene.onMonday();
    assertEquals(
        List.of(), HallRules.due(scene.state, scene.config, MORNING.minus(Duration.ofDays(3))));
  }

  @Test
  void a_new_day_is_decided_by_the_newest_configuration_and_never_repeats_a_day() {
    HallScene scene = HallScene.onMonday();
    HallConfig west =
        new HallConfig(
            HallScene.HALL,
            "hanjiang",
            2,
            scene.config.name(),
            ZoneId.of("America/Los_Angeles"),
            IssuingHours.ROUND_THE_CLOCK,
            scene.config.queues(),
            scene.config.windows(),
            HallConfig.Rules.DEFAULT);
    assertEquals(
        new HallEvent.DayOpened(MONDAY.plusDays(1), 2, MONDAY),
        HallRules.due(scene.state, west, HallRules.endOfDay(scene.state)).getLast());
  }

  @Test
  void random_commands_never_break_the_state_and_replay_to_the_same_board() {
    for (long seed = 1; seed <= 20; seed++) {
      randomRun(seed, 1_500);
    }
  }

  private static void randomRun(long seed, int steps) {
    Random random = new Random(seed);
    HallScene scene =
        new HallScene(
            HallScene.config(
                ZoneId.of("Europe/Berlin"),
                IssuingHours.ROUND_THE_CLOCK,
                new HallConfig.Rules(2, 5_000, 2, 20_000, 30)),
            Instant.parse("2026-10-24T06:00:00Z"));
    Map<LocalDate, Integer> tickets = new HashMap<>();
    for (int step = 0; step < steps; step++) {
      scene.pass(
          random.nextInt(150) == 0
              ? Duration.ofHours(random.nextInt(40))
              : Duration.ofMillis(random.nextInt(15_000)));
      scene.catchUp();
      AccountId actor = random.nextInt(8) == 0 ? BORIS : ANNA;
      HallCommand command = RandomCommands.next(random);
      Outcome outcome = scene.decide(command, actor);
      if (outcome instanceof Outcome.Accepted accepted) {
        accepted.events().forEach(event -> scene.apply(event, actor));
        accepted.events().stream()
            .filter(event -> event instanceof HallEvent.TicketIssued)
            .forEach(event -> tickets.merge(scene.state.day().orElseThrow(), 1, Integer::sum));
      }
      checkWindows(scene, "seed " + seed + ", step " + step + ", " + command);
    }
    assertTrue(tickets.size() > 1 && scene.events.size() > steps / 4, "seed " + seed);
    assertEquals(Board.of(scene.state), Board.of(scene.replayed()), "seed " + seed);
    assertEquals(
        List.copyOf(scene.state.tickets()),
        List.copyOf(scene.replayed().tickets()),
        "seed " + seed);
  }

  /** A ticket is at one window at most, and a window has one called or serving ticket at most. */
  private static void checkWindows(HallScene scene, String where) {
    Map<WindowId, TicketId> busy = new HashMap<>();
    for (Ticket ticket : scene.state.tickets()) {
      WindowId window =
          switch (ticket.state()) {
            case TicketState.Called called -> called.window();
            case TicketState.Serving serving -> serving.window();
            case TicketState.Waiting waiting -> null;
            case TicketState.Missed missed -> null;
            case TicketState.Completed completed -> null;
            case TicketState.Lapsed lapsed -> null;
            case TicketState.Held held -> null;
            case TicketState.Cancelled cancelled -> null;
          };
      if (window != null) {
        assertFalse(busy.containsKey(window), where);
        busy.put(window, ticket.id());
      }
    }
    Map<WindowId, TicketId> sessions = new HashMap<>();
    scene
        .state
        .sessions()
        .forEach(
            (window, session) -> {
              if (session.ticket() != null) {
                sessions.put(window, session.ticket());
              }
            });
    assertEquals(busy, sessions, where);
  }

  /** Brings the scene to a ticket in that state; Anna's window A1 has it, or is free. */
  private static TicketId ticketIn(String state, HallScene scene) {
    if (state.equals("Waiting") || state.equals("Lapsed")) {
      scene.give(new HallCommand.OpenWindow(A1), ANNA);
      TicketId ticket = scene.issue(SOCIAL);
      if (state.equals("Lapsed")) {
        scene.apply(new HallEvent.TicketLapsed(ticket), AccountId.SYSTEM);
      }
      return ticket;
    }
    TicketId ticket = ticketAt(A1, scene);
    switch (state) {
      case "Called", "Missed" -> {
        scene.pass(Duration.ofSeconds(30));
        scene.give(new HallCommand.RecallTicket(A1), ANNA);
        scene.pass(Duration.ofSeconds(30));
        if (state.equals("Missed")) {
          scene.give(new HallCommand.MissTicket(A1), ANNA);
        }
      }
      case "Serving", "Completed" -> {
        scene.give(new HallCommand.StartService(A1), ANNA);
        if (state.equals("Completed")) {
          scene.give(new HallCommand.CompleteService(A1, List.of(MatterOutcome.DONE)), ANNA);
        }
      }
      default -> throw new IllegalArgumentException(state);
    }
    return ticket;
  }

  private static TicketId ticketAt(WindowId window, HallScene scene) {
    scene.give(new HallCommand.OpenWindow(window), ANNA);
    TicketId ticket = scene.issue(SOCIAL);
    scene.give(new HallCommand.CallNext(window), ANNA);
    return ticket;
  }

  private static List<TicketId> served(HallScene scene, WindowId window) {
    List<TicketId> served = new ArrayList<>();
    List<HallEvent> events = scene.give(new HallCommand.CallNext(window), ANNA);
    while (!events.isEmpty()) {
      served.add(called(events));
      scene.give(new HallCommand.StartService(window), ANNA);
      scene.give(new HallCommand.CompleteService(window, List.of()), ANNA);
      events = scene.give(new HallCommand.CallNext(window), ANNA);
    }
    return served;
  }

  private static TicketId called(List<HallEvent> events) {
    return ((HallEvent.TicketCalled) events.getFirst()).ticket();
  }

  private static HallCommand command(String verb, WindowId window) {
    return switch (verb) {
      case "IssueTicket" -> new HallCommand.IssueTicket(SOCIAL);
      case "OpenWindow" -> new HallCommand.OpenWindow(window);
      case "CloseWindow" -> new HallCommand.CloseWindow(window);
      case "CallNext" -> new HallCommand.CallNext(window);
      case "RecallTicket" -> new HallCommand.RecallTicket(window);
      case "MissTicket" -> new HallCommand.MissTicket(window);
      case "StartService" -> new HallCommand.StartService(window);
      case "CompleteService" ->
          new HallCommand.CompleteService(window, List.of(MatterOutcome.ACCEPTED));
      default -> throw new IllegalArgumentException(verb);
    };
  }

  /** Anna gives the command; what it causes is applied. */
  private static void expect(
      String expected, HallScene scene, HallCommand command, String description) {
    Outcome outcome = scene.decide(command, ANNA);
    String found =
        switch (outcome) {
          case Outcome.Refused refused -> {
            assertFalse(refused.refusal().expected().isBlank(), description);
            assertFalse(refused.refusal().found().isBlank(), description);
            assertFalse(refused.refusal().remedy().isBlank(), description);
            yield refused.refusal().reason().name();
          }
          case Outcome.Accepted accepted -> {
            accepted.events().forEach(event -> scene.apply(event, ANNA));
            yield accepted.events().isEmpty()
                ? "nothing"
                : accepted.events().stream()
                    .map(HallRulesTest::name)
                    .collect(Collectors.joining(" "));
          }
        };
    assertEquals(expected, found, description);
  }

  private static String name(HallEvent event) {
    return event.getClass().getSimpleName();
  }

  private static Set<String> names(List<Class<?>> classes) {
    return classes.stream().map(Class::getSimpleName).collect(Collectors.toSet());
  }

  private static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(part -> leaves(part).stream())
            .toList()
        : List.of(type);
  }

  private static List<Row> rows(String table) {
    return table
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(
            cells ->
                new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip()))
        .toList();
  }
}
