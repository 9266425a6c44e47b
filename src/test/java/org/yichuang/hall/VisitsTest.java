package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.at;
import static org.yichuang.hall.RuleTable.called;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.served;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person with several matters is at one window at a time. */
class VisitsTest {

  private final HallScene scene = HallScene.onMonday();
  private final TicketId social;
  private final TicketId tax;
  private final TicketId land;

  VisitsTest() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.give(new HallCommand.OpenWindow(A3), ANNA);
    scene.give(new HallCommand.OpenWindow(A4), ANNA);
    scene.give(new HallCommand.ChangeWindowQueues(A1, List.of(TAX)), BORIS);
    List<TicketId> visit = scene.visit(SOCIAL, TAX, LAND);
    social = visit.get(0);
    tax = visit.get(1);
    land = visit.get(2);
  }

  @Test
  void while_one_is_called_or_served_the_others_are_not_eligible_and_keep_their_places() {
    Place place = at(scene, tax).place();
    TicketId later = scene.issue(TAX);
    assertEquals(social, called(scene.give(new HallCommand.CallNext(A2), ANNA)));
    assertEquals(later, called(scene.give(new HallCommand.CallNext(A1), ANNA)));
    scene.give(new HallCommand.PutBackTicket(later, false), ANNA);
    scene.give(new HallCommand.StartService(A2), ANNA);
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A4), ANNA));
    assertEquals(2, scene.state.waiting(TAX));
    scene.give(new HallCommand.CompleteService(A2, List.of()), ANNA);
    assertEquals(place, at(scene, tax).place());
    assertEquals(List.of(tax, later), served(scene, A1));
    assertEquals(List.of(land), served(scene, A4));
  }

  /** How the one that is called or served leaves its window. */
  @ParameterizedTest
  @CsvSource({
    "CompleteService",
    "HoldTicket",
    "MissTicket",
    "PutBackTicket",
    "CancelTicket",
    "TransferTicket"
  })
  void whoever_leaves_a_window_may_be_called_to_another(String leaving) {
    scene.give(new HallCommand.CallNext(A2), ANNA);
    if (leaving.equals("CompleteService") || leaving.equals("HoldTicket")) {
      scene.give(new HallCommand.StartService(A2), ANNA);
    }
    scene.pass(Duration.ofMinutes(1));
    if (leaving.equals("MissTicket")) {
      scene.give(new HallCommand.RecallTicket(A2), ANNA);
    }
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A1), ANNA));
    scene.give(command(leaving, A2, social), ANNA);
    assertEquals(tax, called(scene.give(new HallCommand.CallNext(A1), ANNA)));
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A4), ANNA));
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A2), ANNA));
  }

  @Test
  void one_window_serves_a_whole_visit_in_turn() {
    assertEquals(List.of(social, tax, land), served(scene, A3));
  }

  @Test
  void another_persons_visit_is_not_held_up() {
    TicketId other = scene.visit(LAND, TAX).getFirst();
    scene.give(new HallCommand.CallNext(A2), ANNA);
    assertEquals(other, called(scene.give(new HallCommand.CallNext(A4), ANNA)));
  }

  @Test
  void a_number_issued_while_nobody_is_at_a_window_waits_in_its_line() {
    for (QueueId queue : List.of(SOCIAL, TAX, LAND)) {
      assertEquals(1, scene.state.line(queue).firsts(scene.now, 9).size());
    }
  }
}
