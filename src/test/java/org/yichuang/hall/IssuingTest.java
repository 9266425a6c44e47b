package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SHANGHAI;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.at;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.served;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** Numbers: when they are given, to whom, and again to who comes late. */
class IssuingTest {

  private static final DailyHours TWO_SPANS =
      new DailyHours(
          List.of(
              new DailyHours.Times(LocalTime.of(8, 30), LocalTime.of(12, 0)),
              new DailyHours.Times(LocalTime.of(14, 0), LocalTime.of(17, 0))));

  static final List<Row> HOURS =
      rows(
          """
          08:29:59.999 | IssueTicket social | NOT_ISSUING
          08:30:00     | IssueTicket social | TicketIssued
          11:59:59.999 | IssueTicket social | TicketIssued
          12:00:00     | IssueTicket social | NOT_ISSUING
          13:59:59.999 | IssueTicket social | NOT_ISSUING
          14:00:00     | IssueTicket social | TicketIssued
          16:59:59.999 | IssueTicket social | TicketIssued
          17:00:00     | IssueTicket social | NOT_ISSUING
          00:00:00     | IssueTicket social | NOT_ISSUING
          09:00:00     | IssueTicket marry  | UNKNOWN_QUEUE
          03:00:00     | IssueTicket marry  | UNKNOWN_QUEUE
          """);

  /** The situation: how many wait, of three at most. */
  static final List<Row> FULL =
      rows(
          """
          2 | IssueTicket | TicketIssued
          3 | IssueTicket | QUEUE_FULL
          """);

  /** The situation: a class, whether a reason is given, and how many matters. */
  static final List<Row> PEOPLE =
      rows(
          """
          ORDINARY - 1      | IssueTicket | TicketIssued
          ORDINARY - 5      | IssueTicket | TicketIssued
          ORDINARY - 6      | IssueTicket | TOO_MANY_MATTERS
          ORDINARY said 1   | IssueTicket | TicketIssued
          ELDERLY - 1       | IssueTicket | REASON_REQUIRED
          ELDERLY said 1    | IssueTicket | TicketIssued
          WITH_INFANT - 1   | IssueTicket | REASON_REQUIRED
          WITH_INFANT said 1 | IssueTicket | TicketIssued
          DISABLED - 1      | IssueTicket | REASON_REQUIRED
          DISABLED said 1   | IssueTicket | TicketIssued
          SERVICE - 1       | IssueTicket | REASON_REQUIRED
          SERVICE said 1    | IssueTicket | TicketIssued
          GREEN_CHANNEL - 1 | IssueTicket | REASON_REQUIRED
          GREEN_CHANNEL said 5 | IssueTicket | TicketIssued
          GREEN_CHANNEL said 6 | IssueTicket | TOO_MANY_MATTERS
          """);

  static List<Row> hours() {
    return HOURS;
  }

  static List<Row> people() {
    return PEOPLE;
  }

  static List<Row> full() {
    return FULL;
  }

  @ParameterizedTest
  @MethodSource("hours")
  void numbers_are_given_within_the_issuing_hours(Row row) {
    Instant at = ZonedDateTime.of(MONDAY, LocalTime.parse(row.situation()), SHANGHAI).toInstant();
    HallScene scene =
        new HallScene(HallScene.config(SHANGHAI, TWO_SPANS, HallConfig.Rules.DEFAULT), at);
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
                DailyHours.ROUND_THE_CLOCK,
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
                DailyHours.ROUND_THE_CLOCK,
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
        HallScene.withoutEstimates(scene.give(new HallCommand.IssueTicket(SOCIAL), KIOSK)));
  }

  @ParameterizedTest
  @MethodSource("people")
  void a_class_needs_a_reason_unless_it_is_seen_on_the_card(Row row) {
    String[] parts = row.situation().split(" ", 3);
    expect(
        row.expected(),
        HallScene.onMonday(),
        HallCommand.IssueTicket.of(
            IntStream.range(0, Integer.parseInt(parts[2])).mapToObj(matter -> SOCIAL).toList(),
            PersonClass.valueOf(parts[0]),
            parts[1].equals("said") ? "as seen" : null),
        row.situation());
  }

  @Test
  void the_same_queue_several_times_is_one_number_with_its_matters() {
    HallScene scene = HallScene.onMonday();
    long key = MORNING.toEpochMilli();
    TicketId tax = new TicketId(MONDAY, "T", 1);
    assertEquals(
        List.of(
            new HallEvent.TicketIssued(tax, TAX, key, 0, null, null, tax, 2, null, null, null),
            new HallEvent.TicketIssued(
                new TicketId(MONDAY, "B", 1),
                SOCIAL,
                key,
                0,
                null,
                null,
                tax,
                null,
                null,
                null,
                null)),
        HallScene.withoutEstimates(
            scene.give(
                HallCommand.IssueTicket.of(List.of(TAX, SOCIAL, TAX), PersonClass.ORDINARY, null),
                KIOSK)));
    assertEquals(
        List.of(
            new HallEvent.TicketIssued(
                new TicketId(MONDAY, "T", 2), TAX, key, 1, null, null, null, 2, null, null, null)),
        HallScene.withoutEstimates(
            scene.give(
                HallCommand.IssueTicket.of(List.of(TAX, TAX), PersonClass.ORDINARY, null), KIOSK)));
  }

  @Test
  void a_class_has_its_credit_its_reason_and_those_really_ahead() {
    HallScene scene = HallScene.onMonday();
    scene.issue(SOCIAL);
    scene.pass(Duration.ofMinutes(20));
    scene.issue(SOCIAL);
    assertEquals(
        List.of(
            new HallEvent.TicketIssued(
                new TicketId(MONDAY, "B", 3),
                SOCIAL,
                MORNING.plus(Duration.ofMinutes(5)).toEpochMilli(),
                1,
                PersonClass.ELDERLY,
                "seen",
                null,
                null,
                null,
                null,
                null)),
        HallScene.withoutEstimates(
            scene.give(
                HallCommand.IssueTicket.of(List.of(SOCIAL), PersonClass.ELDERLY, "seen"), KIOSK)));
  }

  @Test
  void a_visit_of_too_many_matters_waits_in_the_batch_queue_with_all_of_them() {
    HallConfig.Policy usual = HallConfig.Policy.DEFAULT;
    HallConfig.Policy batches =
        new HallConfig.Policy(
            usual.creditMillis(),
            usual.rejoinWithinMillis(),
            usual.rejoinWithinCalls(),
            usual.maxRejoins(),
            usual.rejoinBehind(),
            usual.reopenWithinMillis(),
            usual.maxMatters(),
            LAND,
            usual.elderlyFromAge());
    HallScene scene =
        new HallScene(HallScene.config(HallConfig.Settings.DEFAULT.with(batches)), MORNING);
    scene.catchUp();
    List<Matter> six = List.of(new Matter(SOCIAL, "pension", 4), new Matter(TAX, "receipt", 2));
    assertEquals(
        List.of(
            new HallEvent.TicketIssued(
                new TicketId(MONDAY, "L", 1),
                LAND,
                MORNING.toEpochMilli(),
                0,
                null,
                null,
                null,
                6,
                List.of("pension", "receipt"),
                null,
                null)),
        HallScene.withoutEstimates(
            scene.give(new HallCommand.IssueTicket(six, PersonClass.ORDINARY, null, null), KIOSK)));
    List<Matter> five = List.of(new Matter(SOCIAL, "pension", 4), new Matter(TAX, "receipt", 1));
    assertEquals(
        List.of(SOCIAL, TAX),
        scene
            .give(new HallCommand.IssueTicket(five, PersonClass.ORDINARY, null, null), KIOSK)
            .stream()
            .map(event -> ((HallEvent.TicketIssued) event).queue())
            .toList());
  }

  @Test
  void a_visit_is_refused_as_a_whole() {
    HallScene scene =
        new HallScene(
            HallScene.config(
                SHANGHAI,
                DailyHours.ROUND_THE_CLOCK,
                new HallConfig.Rules(3, 10_000, 2, 60_000, 1)),
            MORNING);
    scene.catchUp();
    scene.issue(TAX);
    HallCommand visit =
        HallCommand.IssueTicket.of(List.of(SOCIAL, TAX), PersonClass.ORDINARY, null);
    expect("QUEUE_FULL", scene, visit, "visit");
    HallCommand unknown =
        HallCommand.IssueTicket.of(List.of(LAND, new QueueId("marry")), PersonClass.ORDINARY, null);
    expect("UNKNOWN_QUEUE", scene, unknown, "visit");
    assertEquals(1, scene.state.tickets().size());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 3", "3, 4", "4, 4", "9, 4"})
  void who_rejoins_is_called_behind_the_third_or_last(int waiting, int called) {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketIn("Missed", scene);
    for (int i = 0; i < waiting; i++) {
      scene.pass(Duration.ofSeconds(1));
      scene.issue(SOCIAL);
    }
    scene.pass(Duration.ofSeconds(1));
    scene.give(new HallCommand.RejoinTicket(ticket), KIOSK);
    scene.pass(Duration.ofSeconds(1));
    scene.issue(SOCIAL);
    assertEquals(called, served(scene, A1).indexOf(ticket) + 1);
  }

  @Test
  void who_comes_after_a_rejoin_does_not_move_it() {
    HallScene scene = HallScene.onMonday();
    TicketId late = ticketIn("Missed", scene);
    for (int i = 0; i < 4; i++) {
      scene.issue(SOCIAL);
    }
    scene.give(new HallCommand.RejoinTicket(late), KIOSK);
    Place place = at(scene, late).place();
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.give(new HallCommand.PutBackTicket(new TicketId(MONDAY, "B", 2), false), ANNA);
    assertEquals(place, at(scene, late).place());
  }

  @ParameterizedTest
  @CsvSource({
    "11:45, 14:15, TicketRejoined",
    "11:45, 14:15:00.001, TOO_LATE",
    "11:29:59.999, 12:00, TOO_LATE",
    "11:30, 14:00, TicketRejoined",
    "12:30, 14:30, TicketRejoined",
    "12:30, 14:30:00.001, TOO_LATE",
    "16:45, 18:30, TicketRejoined",
    "17:30, 23:00, TicketRejoined",
    "07:00, 09:00, TicketRejoined",
    "07:00, 09:00:00.001, TOO_LATE"
  })
  void only_issuing_time_counts_against_a_rejoin(
      LocalTime missed, LocalTime rejoined, String expected) {
    HallScene scene =
        new HallScene(
            HallScene.config(SHANGHAI, TWO_SPANS, HallConfig.Rules.DEFAULT),
            ZonedDateTime.of(MONDAY, LocalTime.of(6, 0), SHANGHAI).toInstant());
    scene.catchUp();
    TicketId ticket = new TicketId(MONDAY, "B", 1);
    scene.apply(new HallEvent.TicketIssued(ticket, SOCIAL, scene.now.toEpochMilli(), 0), KIOSK);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.now = ZonedDateTime.of(MONDAY, missed, SHANGHAI).toInstant();
    scene.apply(new HallEvent.TicketMissed(ticket, A1), ANNA);
    scene.now = ZonedDateTime.of(MONDAY, rejoined, SHANGHAI).toInstant();
    expect(expected, scene, new HallCommand.RejoinTicket(ticket), "RejoinTicket");
  }
}
