package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yichuang.cluster.Wire;

/** What a clerk sees at a window. */
class WindowDeskTest {
  private final HallScene scene = HallScene.onMonday();

  private WindowDesk desk(WindowId window) {
    return WindowDesk.of(scene.state, window, scene.now).orElseThrow();
  }

  private static List<TicketId> ids(List<Ticket> tickets) {
    return tickets.stream().map(Ticket::id).toList();
  }

  private TicketId issue(QueueId queue) {
    scene.pass(Duration.ofSeconds(1));
    return scene.issue(queue);
  }

  private void serve(WindowId window, AccountId clerk) {
    scene.give(new HallCommand.CallNext(window), clerk);
    scene.give(new HallCommand.StartService(window), clerk);
  }

  @Test
  void whoever_is_first_on_the_desk_is_called_next() {
    TicketId tax = issue(TAX);
    TicketId social = issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    assertEquals(
        List.of(tax, social), desk(A1).next().stream().map(next -> next.ticket().id()).toList());
    scene.give(new HallCommand.CallNext(A1), ANNA);
    Ticket called = desk(A1).ticket();
    assertEquals(tax, called == null ? null : called.id());
  }

  @Test
  void a_queue_shows_its_first_five_and_counts_all() {
    TicketId first = issue(SOCIAL);
    for (int i = 0; i < 8; i++) {
      issue(SOCIAL);
    }
    WindowDesk.Line line = desk(A2).queues().getFirst();
    assertEquals(9, line.waiting());
    assertEquals(5, line.firsts().size());
    assertEquals(first, line.firsts().getFirst().id());
  }

  @Test
  void what_is_held_here_only_is_not_shown_elsewhere_until_its_window_closes() {
    TicketId ticket = issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    serve(A1, ANNA);
    scene.give(new HallCommand.HoldTicket(A1, "copies", true), ANNA);
    assertEquals(List.of(ticket), ids(desk(A1).held()));
    assertEquals(List.of(), ids(desk(A2).held()));
    scene.give(new HallCommand.CloseWindow(A1), ANNA);
    assertEquals(List.of(ticket), ids(desk(A2).held()));
    assertEquals(List.of(), ids(desk(A4).held()));
    scene.give(new HallCommand.ResumeTicket(A2, ticket), BORIS);
    assertEquals(List.of(), ids(desk(A2).held()));
  }

  @Test
  void the_last_completed_is_shown_until_it_is_reopened() {
    TicketId ticket = issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    serve(A1, ANNA);
    scene.give(new HallCommand.CompleteService(A1, List.of(MatterOutcome.DONE)), ANNA);
    Ticket completed = desk(A1).completed();
    assertEquals(ticket, completed == null ? null : completed.id());
    scene.give(new HallCommand.ReopenTicket(A1, ticket), ANNA);
    assertNull(desk(A1).completed());
  }

  @Test
  void a_desk_reaches_another_node_as_it_is() {
    issue(SOCIAL);
    issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    serve(A1, ANNA);
    scene.give(new HallCommand.HoldTicket(A1, "copies", false), ANNA);
    serve(A1, ANNA);
    Wire<WindowDesk> wire = new Wire<>(WindowDesk.class);
    assertEquals(desk(A1), wire.read(wire.write(desk(A1))));
  }
}
