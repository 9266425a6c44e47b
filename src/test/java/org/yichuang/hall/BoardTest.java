package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoardTest {
  private final HallScene scene = HallScene.onMonday();

  @Test
  void a_board_shows_the_hall() {
    TicketId social = scene.issue(SOCIAL);
    scene.issue(SOCIAL);
    TicketId tax = scene.issue(TAX);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    scene.give(new HallCommand.OpenWindow(A3), BORIS);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.give(new HallCommand.StartService(A1), ANNA);
    scene.give(new HallCommand.CallNext(A3), BORIS);
    TicketId second = new TicketId(MONDAY, "B", 2);
    assertEquals(
        new Board(
            MONDAY,
            1,
            10,
            List.of(
                new Board.QueueRow(SOCIAL, "B", 0, 2, second),
                new Board.QueueRow(TAX, "T", 1, 1, null),
                new Board.QueueRow(LAND, "L", 0, 0, null)),
            List.of(
                new Board.WindowRow(A1, Board.WindowStatus.SERVING, social),
                new Board.WindowRow(A2, Board.WindowStatus.OPEN, null),
                new Board.WindowRow(A3, Board.WindowStatus.CALLED, second),
                new Board.WindowRow(A4, Board.WindowStatus.CLOSED, null)),
            List.of(
                new Announcement(1, social, A1, MORNING, 0),
                new Announcement(2, second, A3, MORNING, 0))),
        bare(Board.of(scene.state)));
    assertEquals("T001", tax.display());
  }

  /** As displays see it. */
  private static Board bare(Board board) {
    return new Board(
        board.day(),
        board.version(),
        board.seq(),
        board.queues(),
        board.windows(),
        board.recentCalls());
  }

  @Test
  void a_recall_is_a_new_announcement() {
    TicketId ticket = scene.issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.pass(Duration.ofSeconds(10));
    scene.give(new HallCommand.RecallTicket(A1), ANNA);
    assertEquals(
        List.of(
            new Announcement(1, ticket, A1, MORNING, 0),
            new Announcement(2, ticket, A1, MORNING.plusSeconds(10), 1)),
        Board.of(scene.state).recentCalls());
  }

  @Test
  void the_twenty_latest_announcements_are_shown_oldest_first() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    for (int i = 0; i < 23; i++) {
      scene.issue(SOCIAL);
      scene.give(new HallCommand.CallNext(A1), ANNA);
      scene.give(new HallCommand.StartService(A1), ANNA);
      scene.give(new HallCommand.CompleteService(A1, List.of()), ANNA);
    }
    List<Integer> numbers =
        Board.of(scene.state).recentCalls().stream().map(Announcement::number).toList();
    assertEquals(20, numbers.size());
    assertEquals(4, numbers.getFirst());
    assertEquals(23, numbers.getLast());
  }

  @Test
  void a_new_day_begins_without_numbers_and_calls() {
    scene.issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    Board tuesday = Board.of(scene.state);
    assertEquals(List.of(), tuesday.recentCalls());
    assertEquals(new Board.QueueRow(SOCIAL, "B", 0, 0, null), tuesday.queues().getFirst());
    scene.issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    assertEquals(1, Board.of(scene.state).recentCalls().getFirst().number());
  }

  @Test
  void a_hall_without_a_day_has_no_board() {
    HallState empty = new HallState(HallScene.HALL, version -> scene.config);
    assertThrows(IllegalStateException.class, () -> Board.of(empty));
  }

  @Test
  void changes_hold_the_rows_that_differ_and_no_others() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    Board before = Board.of(scene.state);
    scene.issue(TAX);
    Board after = Board.of(scene.state);
    Board.Changes changes = after.since(before);
    assertEquals(
        new Board.Changes(
            MONDAY,
            before.seq(),
            after.seq(),
            List.of(new Board.QueueRow(TAX, "T", 1, 1, null)),
            List.of(),
            null,
            null),
        changes);
  }

  @Test
  void calls_are_absent_from_changes_only_when_they_are_the_same() {
    scene.issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    Board before = Board.of(scene.state);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    Board called = Board.of(scene.state);
    assertEquals(called.recentCalls(), called.since(before).recentCalls());
    scene.give(new HallCommand.StartService(A1), ANNA);
    Board started = Board.of(scene.state);
    assertNull(started.since(called).recentCalls());
    assertEquals(called.recentCalls(), called.with(started.since(called)).recentCalls());
  }

  @Test
  void changes_bring_any_board_of_their_span_to_the_newer_one() {
    for (long seed = 1; seed <= 10; seed++) {
      List<Board> boards = randomBoards(new Random(seed));
      Random random = new Random(seed);
      for (int i = 0; i < 300; i++) {
        int older = random.nextInt(boards.size() - 1);
        int newer = older + 1 + random.nextInt(boards.size() - older - 1);
        int have = older + random.nextInt(newer - older);
        Board.Changes changes = boards.get(newer).since(boards.get(older));
        String where = "seed %d: %d to %d at %d".formatted(seed, older, newer, have);
        assertEquals(boards.get(newer), boards.get(older).with(changes), where);
        if (settled(boards.subList(older, newer + 1), changes)) {
          assertEquals(boards.get(newer), boards.get(have).with(changes), where);
        }
      }
    }
  }

  /**
   * Whether every row that moved within the span also differs between its ends: only then does a
   * board from its middle come out the same.
   */
  private static boolean settled(List<Board> span, Board.Changes changes) {
    for (Board board : span) {
      Board.Changes step = board.since(span.getFirst());
      if (!settled(step.supervision(), changes.supervision())
          || !changes.queues().stream()
              .map(Board.QueueRow::id)
              .toList()
              .containsAll(step.queues().stream().map(Board.QueueRow::id).toList())
          || !changes.windows().stream()
              .map(Board.WindowRow::id)
              .toList()
              .containsAll(step.windows().stream().map(Board.WindowRow::id).toList())) {
        return false;
      }
    }
    return true;
  }

  private static boolean settled(Supervision.Changes step, Supervision.Changes changes) {
    return step == null
        || (changes != null
            && (step.alarms() == null || changes.alarms() != null)
            && (step.byHand() == null || changes.byHand() != null)
            && changes.posts().stream()
                .map(Supervision.Post::id)
                .toList()
                .containsAll(step.posts().stream().map(Supervision.Post::id).toList()));
  }

  private static List<Board> randomBoards(Random random) {
    HallScene scene = HallScene.onMonday();
    List<Board> boards = new ArrayList<>(List.of(Board.of(scene.state)));
    while (boards.size() < 120) {
      scene.pass(Duration.ofMillis(random.nextInt(9_000)));
      HallCommand command = RandomCommands.next(random, scene.state, scene.now);
      if (scene.decide(command, ANNA) instanceof Outcome.Accepted accepted
          && !accepted.events().isEmpty()) {
        scene.give(command, ANNA);
        boards.add(Board.of(scene.state));
      }
    }
    assertTrue(scene.events.size() >= 120);
    return boards;
  }

  @Test
  void a_gap_is_not_applied() {
    Board first = Board.of(scene.state);
    scene.issue(SOCIAL);
    Board second = Board.of(scene.state);
    scene.issue(SOCIAL);
    Board third = Board.of(scene.state);
    Board.Changes changes = third.since(second);
    assertThrows(IllegalArgumentException.class, () -> first.with(changes));
    assertEquals(third, second.with(changes));
  }

  @Test
  void changes_that_are_already_there_are_not_applied_again() {
    Board first = Board.of(scene.state);
    scene.issue(SOCIAL);
    Board second = Board.of(scene.state);
    Board.Changes changes = second.since(first);
    assertThrows(IllegalArgumentException.class, () -> second.with(changes));
    scene.issue(SOCIAL);
    assertThrows(IllegalArgumentException.class, () -> Board.of(scene.state).with(changes));
  }

  @Test
  void an_older_board_has_no_changes_since_a_newer_one() {
    Board older = Board.of(scene.state);
    scene.issue(SOCIAL);
    Board newer = Board.of(scene.state);
    assertThrows(IllegalArgumentException.class, () -> older.since(newer));
  }

  @Test
  void boards_of_two_days_are_not_compared() {
    Board monday = Board.of(scene.state);
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    scene.issue(SOCIAL);
    Board early = Board.of(scene.state);
    scene.issue(SOCIAL);
    Board tuesday = Board.of(scene.state);
    assertNotEquals(monday.day(), tuesday.day());
    assertThrows(IllegalArgumentException.class, () -> tuesday.since(monday));
    assertThrows(IllegalArgumentException.class, () -> monday.with(tuesday.since(early)));
  }
}
