package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.rows;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** The numbers that a hall gives to cases. */
class RegistrationTest {
  /** The situation: how many it has led to; the verb registers two more. */
  static final List<Row> OF_A_TICKET =
      rows(
          """
          98  | OpenCases | CaseOpened CaseOpened
          99  | OpenCases | TOO_MANY_CASES
          100 | OpenCases | TOO_MANY_CASES
          """);

  private final HallScene scene = HallScene.onMonday();

  static List<Row> ofATicket() {
    return OF_A_TICKET;
  }

  @Test
  void cases_are_numbered_without_gaps_whoever_registers_them() {
    assertEquals(
        List.of(new HallEvent.CaseOpened(1, 2, null), new HallEvent.CaseOpened(2, 3, null)),
        given(null, ANNA, 2, 3));
    assertEquals(List.of(new HallEvent.CaseOpened(3, 1, null)), given(null, BORIS, 1));
    assertEquals(3, scene.state.cases());
  }

  @Test
  void a_ticket_knows_the_cases_of_its_service() {
    TicketId ticket = serving();
    given(ticket, ANNA, 2);
    given(null, ANNA, 2);
    given(ticket, ANNA, 2);
    assertEquals(List.of(1, 3), scene.state.casesOf(ticket));
  }

  @Test
  void another_clerk_registers_nothing_of_a_ticket_that_is_served() {
    assertEquals(
        Refusal.Reason.NOT_YOUR_WINDOW,
        refused(new HallCommand.OpenCases(serving(), List.of(1)), BORIS));
  }

  @ParameterizedTest
  @MethodSource("ofATicket")
  void a_ticket_leads_to_a_hundred_cases_at_most(Row row) {
    TicketId ticket = serving();
    int before = Integer.parseInt(row.situation());
    scene.give(new HallCommand.OpenCases(ticket, Collections.nCopies(before, 1)), ANNA);
    expect(row.expected(), scene, command(row.verb(), A1, ticket), row.situation());
    assertEquals(1, given(null, ANNA, 1).size());
  }

  @Test
  void a_day_has_as_many_cases_as_its_numbers_have_digits() {
    scene.give(new HallCommand.OpenCases(null, Collections.nCopies(999_999, 1)), ANNA);
    assertEquals(
        Refusal.Reason.TOO_MANY_CASES, refused(new HallCommand.OpenCases(null, List.of(1)), ANNA));
  }

  private TicketId serving() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.IssueTicket(SOCIAL), BORIS);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.give(new HallCommand.StartService(A1), ANNA);
    return scene.state.session(A1).orElseThrow().ticket();
  }

  private List<HallEvent> given(@Nullable TicketId ticket, AccountId actor, Integer... events) {
    HallCommand command = new HallCommand.OpenCases(ticket, List.of(events));
    Outcome.Accepted accepted =
        assertInstanceOf(Outcome.Accepted.class, scene.decide(command, actor));
    accepted.events().forEach(event -> scene.apply(event, actor));
    return accepted.events();
  }

  private Refusal.Reason refused(HallCommand command, AccountId actor) {
    return assertInstanceOf(Outcome.Refused.class, scene.decide(command, actor)).refusal().reason();
  }
}
