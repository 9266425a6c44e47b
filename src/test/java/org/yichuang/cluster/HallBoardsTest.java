package org.yichuang.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.HALL;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallScene;
import org.yichuang.journal.ManualTime;

class HallBoardsTest {
  private static final int PAUSE_MILLIS = 50;

  private record Sent(Board board, Board.Changes changes) {}

  private final ManualTime time = new ManualTime(MORNING);
  private final List<Sent> sent = new ArrayList<>();
  private final HallBoards boards =
      new HallBoards(
          HALL,
          (hall, board, changes) -> sent.add(new Sent(board, changes)),
          time,
          time,
          PAUSE_MILLIS);
  private final HallScene scene = HallScene.onMonday();

  private void issue() {
    scene.issue(SOCIAL);
    boards.moved(scene.state);
  }

  private List<Integer> seqs() {
    return sent.stream().map(it -> it.board().seq()).toList();
  }

  @Test
  void a_change_after_a_quiet_moment_goes_out_at_once() {
    boards.publish(scene.state);
    time.pass(PAUSE_MILLIS);
    issue();
    assertEquals(List.of(scene.state.seq() - 1, scene.state.seq()), seqs());
  }

  @Test
  void what_follows_soon_goes_out_together_and_nothing_is_lost() {
    boards.publish(scene.state);
    int first = scene.state.seq();
    time.pass(PAUSE_MILLIS - 1);
    issue();
    issue();
    issue();
    assertEquals(List.of(first), seqs());
    time.pass(1);
    assertEquals(List.of(first, first + 3), seqs());
    Sent together = sent.getLast();
    assertNotNull(together.changes());
    assertEquals(together.board(), sent.getFirst().board().with(together.changes()));
    assertEquals(0, time.timers());
  }

  @Test
  void a_call_never_waits() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    boards.publish(scene.state);
    issue();
    scene.give(new HallCommand.CallNext(A1), ANNA);
    boards.moved(scene.state);
    assertEquals(scene.state.seq(), sent.getLast().board().seq());
    assertEquals(1, sent.getLast().board().recentCalls().size());
    assertEquals(0, time.timers());
  }

  @Test
  void whoever_asks_gets_what_is_committed_and_watchers_what_was_sent() {
    boards.publish(scene.state);
    Board before = sent.getLast().board();
    issue();
    assertEquals(scene.state.seq(), boards.newest(scene.state).seq());
    assertEquals(Optional.of(before), boards.published());
  }

  @Test
  void a_hall_that_is_given_away_sends_nothing_any_more() {
    boards.publish(scene.state);
    issue();
    boards.forget();
    time.pass(PAUSE_MILLIS);
    assertEquals(1, sent.size());
    assertEquals(Optional.empty(), boards.published());
  }

  @Test
  void a_clock_that_was_set_back_does_not_keep_boards_waiting() {
    boards.publish(scene.state);
    time.turnClock(-3_600_000);
    issue();
    assertEquals(scene.state.seq(), sent.getLast().board().seq());
  }
}
