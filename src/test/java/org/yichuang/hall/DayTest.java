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
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.names;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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

  /** What the end of the day makes of a ticket in the state. */
  static final List<Row> DAY_ENDS =
      rows(
          """
          Waiting, Called, Missed, Held | end | TicketLapsed | Lapsed
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
    scene.now = HallRules.endOfDay(scene.state);
    List<HallEvent> due = HallRules.due(scene.state, scene.config, scene.now);
    List<HallEvent> ofTickets =
        due.stream().filter(event -> event instanceof HallEvent.OfTicket).toList();
    if (row.expected().equals("nothing")) {
      assertEquals(List.of(), ofTickets);
    } else {
      assertEquals(List.of(row.expected()), ofTickets.stream().map(RuleTable::name).toList());
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
        HallScene.config(zone, DailyHours.ROUND_THE_CLOCK, HallConfig.Rules.DEFAULT);
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
            ZoneId.of("Pacific/Apia"), DailyHours.ROUND_THE_CLOCK, HallConfig.Rules.DEFAULT);
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
            DailyHours.ROUND_THE_CLOCK,
            scene.config.queues(),
            scene.config.windows(),
            HallConfig.Rules.DEFAULT);
    assertEquals(
        new HallEvent.DayOpened(MONDAY.plusDays(1), 2, MONDAY),
        HallRules.due(scene.state, west, HallRules.endOfDay(scene.state)).getLast());
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
    scene.now = HallRules.endOfDay(scene.state);
    assertEquals(
        List.of(
            new HallEvent.DayClosed(MONDAY),
            new HallEvent.DayOpened(MONDAY.plusDays(1), 1, MONDAY)),
        HallRules.due(scene.state, scene.config, scene.now));
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
    scene.now = HallRules.endOfDay(scene.state);
    List<HallEvent> due = HallRules.due(scene.state, scene.config, scene.now);
    assertEquals(new HallEvent.TicketLapsed(held), due.getFirst());
    scene.catchUp();
    scene.issue(SOCIAL);
    assertEquals(List.of(), HallRules.due(scene.state, scene.config, scene.now));
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    expect("UNKNOWN_TICKET", scene, command("ResumeTicket", A1, held), "of yesterday");
  }
}
