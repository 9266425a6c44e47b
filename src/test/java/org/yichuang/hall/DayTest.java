package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SHANGHAI;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.names;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.says;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** Days: how they change, and what their end does. */
class DayTest {

  private static final DailyHours TO_FIVE =
      new DailyHours(List.of(new DailyHours.Times(LocalTime.of(8, 30), LocalTime.of(17, 0))));
  private static final HallConfig.Rules RULES = HallConfig.Rules.DEFAULT;

  private static final List<HallEvent> CHANGE =
      List.of(
          new HallEvent.DayClosed(MONDAY), new HallEvent.DayOpened(MONDAY.plusDays(1), 1, MONDAY));

  /** What the end of the day makes of a ticket in the state. */
  static final List<Row> DAY_ENDS =
      rows(
          """
          Waiting, Called | end | TicketLapsed NOT_SERVED | Lapsed
          Missed | end | TicketLapsed DID_NOT_COME_BACK | Lapsed
          Held | end | TicketLapsed NOT_RESUMED | Lapsed
          Serving | end | ServiceCompleted | Completed
          Completed, Cancelled, Lapsed | end | nothing
          """);

  static List<Row> dayEnds() {
    return DAY_ENDS;
  }

  @ParameterizedTest
  @MethodSource("dayEnds")
  void the_end_of_the_day_ends_every_ticket(Row row) {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketIn(row.situation(), scene);
    scene.now = DayRules.endsAt(scene.state).orElseThrow();
    List<HallEvent> due = HallRules.due(scene.state, scene.config, scene.now);
    assertEquals(new HallEvent.DayEnded(), due.getFirst());
    List<HallEvent> ofTickets =
        due.stream().filter(event -> event instanceof HallEvent.OfTicket).toList();
    if (row.expected().equals("nothing")) {
      assertEquals(List.of(), ofTickets);
    } else {
      assertEquals(List.of(row.expected()), ofTickets.stream().map(DayTest::ending).toList());
    }
    if (!ofTickets.isEmpty()
        && ofTickets.getFirst() instanceof HallEvent.ServiceCompleted completed) {
      assertEquals(new HallEvent.ServiceCompleted(ticket, A1, List.of(), true), completed);
    }
    for (HallEvent event : due) {
      scene.apply(event, AccountId.SYSTEM);
    }
    assertEquals(row.then(), scene.state.ticket(ticket).orElseThrow().state().word());
    assertEquals(List.of(), List.copyOf(scene.state.sessions().keySet()));
    assertEquals(List.of(), HallRules.due(scene.state, scene.config, scene.now));
    scene.now = HallRules.nextDue(scene.state);
    assertEquals(CHANGE, HallRules.due(scene.state, scene.config, scene.now));
  }

  private static String ending(HallEvent event) {
    return event instanceof HallEvent.TicketLapsed lapsed
        ? "TicketLapsed " + lapsed.reason()
        : RuleTable.name(event);
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
    scene.now = HallRules.nextDue(scene.state);
    assertEquals(
        List.of(
            new HallEvent.DayEnded(),
            new HallEvent.TicketLapsed(new TicketId(MONDAY, "B", 1), LapseReason.NOT_SERVED),
            new HallEvent.WindowClosed(A1, true),
            new HallEvent.WindowClosed(A2, true),
            new HallEvent.WindowClosed(A3, true),
            new HallEvent.WindowClosed(A4, true)),
        HallRules.due(scene.state, scene.config, scene.now));
    scene.catchUp();
    assertEquals(CHANGE, HallRules.due(scene.state, scene.config, HallRules.nextDue(scene.state)));
    scene.now = HallRules.nextDue(scene.state);
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
        HallScene.config(zone, DailyHours.ROUND_THE_CLOCK, HallConfig.Rules.DEFAULT);
    HallScene scene = new HallScene(config, start);
    scene.catchUp();
    assertEquals(day, scene.state.day().orElseThrow());
    Instant last = end.minusSeconds(60);
    assertEquals(last, HallRules.nextDue(scene.state));
    for (Instant at = start; at.isBefore(last); at = at.plusSeconds(600)) {
      assertEquals(List.of(), HallRules.due(scene.state, config, at), at.toString());
    }
    assertEquals(List.of(), HallRules.due(scene.state, config, last.minusMillis(1)));
    assertEquals(List.of(new HallEvent.DayEnded()), HallRules.due(scene.state, config, last));
    scene.now = last;
    scene.catchUp();
    assertEquals(end, HallRules.nextDue(scene.state));
    assertEquals(List.of(), HallRules.due(scene.state, config, end.minusMillis(1)));
    List<HallEvent> change =
        List.of(new HallEvent.DayClosed(day), new HallEvent.DayOpened(day.plusDays(1), 1, day));
    assertEquals(change, HallRules.due(scene.state, config, end));
    assertEquals(change, HallRules.due(scene.state, config, end.plusMillis(1)));
  }

  @Test
  void a_day_that_the_calendar_left_out_is_not_opened() {
    HallConfig config =
        HallScene.config(
            ZoneId.of("Pacific/Apia"), DailyHours.ROUND_THE_CLOCK, HallConfig.Rules.DEFAULT);
    HallScene scene = new HallScene(config, Instant.parse("2011-12-29T20:00:00Z"));
    scene.catchUp();
    LocalDate thursday = LocalDate.of(2011, 12, 29);
    assertEquals(thursday, scene.state.day().orElseThrow());
    Instant end = Instant.parse("2011-12-30T10:00:00Z");
    scene.now = end.minusMillis(1);
    scene.catchUp();
    assertEquals(List.of(), HallRules.due(scene.state, config, scene.now));
    assertEquals(
        new HallEvent.DayOpened(LocalDate.of(2011, 12, 31), 1, thursday),
        HallRules.due(scene.state, config, end).getLast());
  }

  @Test
  void days_on_which_nothing_happened_are_skipped() {
    HallScene scene = HallScene.onMonday();
    scene.pass(Duration.ofDays(9));
    assertEquals(
        List.of(new HallEvent.DayEnded()), HallRules.due(scene.state, scene.config, scene.now));
    scene.apply(new HallEvent.DayEnded(), AccountId.SYSTEM);
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
            DailyHours.ROUND_THE_CLOCK,
            scene.config.queues(),
            scene.config.windows(),
            HallConfig.Rules.DEFAULT);
    scene.now = HallRules.nextDue(scene.state);
    scene.catchUp();
    assertEquals(
        new HallEvent.DayOpened(MONDAY.plusDays(1), 2, MONDAY),
        HallRules.due(scene.state, west, HallRules.nextDue(scene.state)).getLast());
  }

  @Test
  void a_day_that_was_ended_changes_at_midnight_without_doing_anything_twice() {
    HallScene scene = HallScene.onMonday();
    ticketIn("Serving", scene);
    scene.issue(TAX);
    assertEquals(
        List.of("DayEnded", "ServiceCompleted", "TicketLapsed", "WindowClosed"),
        scene.give(new HallCommand.EndDay(), BORIS).stream().map(RuleTable::name).toList());
    expect("DAY_ENDED", scene, new HallCommand.IssueTicket(SOCIAL), "issue");
    assertEquals(List.of(), HallRules.due(scene.state, scene.config, scene.now));
    scene.now = HallRules.nextDue(scene.state);
    assertEquals(CHANGE, HallRules.due(scene.state, scene.config, scene.now));
    scene.catchUp();
    expect("TicketIssued", scene, new HallCommand.IssueTicket(SOCIAL), "issue");
    expect("WindowOpened", scene, new HallCommand.OpenWindow(A1), "open");
  }

  @Test
  void at_midnight_what_is_held_lapses_and_no_window_is_armed_any_more() {
    HallScene scene = HallScene.onMonday();
    TicketId held = ticketIn("Held", scene);
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    scene.give(new HallCommand.StoreNext(A2), BORIS);
    scene.give(new HallCommand.StoreNext(A1), ANNA);
    scene.pass(Duration.ofHours(15));
    scene.catchUp();
    assertEquals(MONDAY.plusDays(1), scene.state.day().orElseThrow());
    scene.issue(SOCIAL);
    assertEquals(List.of(), HallRules.due(scene.state, scene.config, scene.now));
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    expect("UNKNOWN_TICKET", scene, command("ResumeTicket", A1, held), "of yesterday");
  }

  /** The situation: when the last window closed, or {@code open}, or {@code -}; hours to 17:00. */
  @ParameterizedTest(name = "closed {0}: ends {1}")
  @CsvSource({
    "-,     17:15",
    "16:30, 17:15",
    "17:00, 17:15",
    "17:40, 17:55",
    "23:50, 23:59",
    "open,  23:59",
  })
  void a_day_ends_by_itself_when_all_is_quiet(String closed, LocalTime ends) {
    HallScene scene = new HallScene(HallScene.config(SHANGHAI, TO_FIVE, RULES), MORNING);
    scene.catchUp();
    if (!closed.equals("-")) {
      scene.give(new HallCommand.OpenWindow(A1), ANNA);
    }
    if (closed.contains(":")) {
      scene.now = at(LocalTime.parse(closed));
      scene.give(new HallCommand.CloseWindow(A1), ANNA);
    }
    Instant end = at(ends);
    assertEquals(end, HallRules.nextDue(scene.state));
    assertEquals(List.of(), HallRules.due(scene.state, scene.config, end.minusMillis(1)));
    assertEquals(
        new HallEvent.DayEnded(), HallRules.due(scene.state, scene.config, end).getFirst());
  }

  @Test
  void a_day_without_opening_ends_in_its_last_minute_and_no_earlier_before_it_opens() {
    Hours closed =
        new Hours() {
          @Override
          public List<Span> open(LocalDate day, ZoneId zone) {
            return List.of();
          }

          @Override
          public List<Span> issuing(LocalDate day, ZoneId zone) {
            return List.of();
          }
        };
    HallScene scene =
        new HallScene(HallScene.config(SHANGHAI, closed, HallConfig.Settings.DEFAULT), MORNING);
    scene.catchUp();
    assertEquals(at(LocalTime.of(23, 59)), HallRules.nextDue(scene.state));
    says(
        scene,
        new HallCommand.IssueTicket(SOCIAL),
        "none today",
        "09:00",
        "no numbers are given within 30 days");
  }

  @Test
  void at_23_59_59_it_is_said_when_numbers_are_given_again() {
    HallScene scene = new HallScene(HallScene.config(SHANGHAI, TO_FIVE, RULES), MORNING);
    scene.catchUp();
    scene.now = at(LocalTime.of(23, 59, 59));
    scene.catchUp();
    String again = "come back on 2026-11-24 at 08:30";
    says(scene, new HallCommand.IssueTicket(SOCIAL), "goes on", "2026-11-23 was ended", again);
    says(scene, new HallCommand.OpenWindow(A1), "goes on", "2026-11-23 was ended", again);
    scene = HallScene.onMonday();
    scene.now = at(LocalTime.of(23, 59, 59));
    scene.catchUp();
    says(scene, new HallCommand.IssueTicket(SOCIAL), "goes on", "ended", "2026-11-24 at 00:00");
  }

  private static Instant at(LocalTime time) {
    return MONDAY.atTime(time).atZone(SHANGHAI).toInstant();
  }
}
