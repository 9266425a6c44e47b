package org.yichuang.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.live.Boards.DAY;
import static org.yichuang.live.Boards.board;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.Board;
import org.yichuang.live.BoardReplica.Step;

class BoardReplicaTest {
  private final BoardReplica replica = new BoardReplica();

  private static Board.Changes changes(int from, int to) {
    return board(DAY, to).since(board(DAY, from));
  }

  @Test
  void the_first_board_replaces_nothing_with_all() {
    assertEquals(Step.GAP, replica.apply(changes(1, 2)));
    assertEquals(Step.REPLACED, replica.apply(board(DAY, 5)));
    assertEquals(Optional.empty(), replica.changes());
    assertEquals(Optional.of(board(DAY, 5)), replica.board());
  }

  @Test
  void changes_that_follow_move_it() {
    replica.apply(board(DAY, 5));
    assertEquals(Step.MOVED, replica.apply(changes(5, 7)));
    assertEquals(Optional.of(board(DAY, 7)), replica.board());
    assertEquals(Optional.of(changes(5, 7)), replica.changes());
  }

  @Test
  void what_it_knows_is_old_and_what_it_misses_is_a_gap() {
    replica.apply(board(DAY, 5));
    assertEquals(Step.OLD, replica.apply(changes(3, 5)));
    assertEquals(Step.OLD, replica.apply(board(DAY, 5)));
    assertEquals(Step.OLD, replica.apply(board(DAY, 4)));
    assertEquals(Step.GAP, replica.apply(changes(6, 7)));
    assertEquals(Step.GAP, replica.apply(changes(4, 6)));
    assertEquals(Optional.of(board(DAY, 5)), replica.board());
  }

  @Test
  void a_newer_board_of_the_day_moves_it_without_a_gap() {
    replica.apply(board(DAY, 5));
    assertEquals(Step.MOVED, replica.apply(board(DAY, 9)));
    assertEquals(Optional.of(changes(5, 9)), replica.changes());
  }

  @Test
  void another_configuration_needs_the_whole_board() {
    replica.apply(board(DAY, 1, 5));
    assertEquals(Step.REPLACED, replica.apply(board(DAY, 2, 6)));
    assertEquals(Optional.empty(), replica.changes());
    assertEquals(Optional.of(board(DAY, 2, 6)), replica.board());
    assertEquals(Step.OLD, replica.apply(board(DAY, 1, 5)));
    Board.Changes next = board(DAY, 2, 7).since(board(DAY, 2, 6));
    assertEquals(Step.MOVED, replica.apply(next));
    assertEquals(Optional.of(board(DAY, 2, 7)), replica.board());
  }

  @Test
  void a_new_day_needs_the_whole_board_and_an_old_day_is_old() {
    replica.apply(board(DAY, 5));
    Board tomorrow = board(DAY.plusDays(1), 2);
    assertEquals(Step.GAP, replica.apply(tomorrow.since(board(DAY.plusDays(1), 1))));
    assertEquals(Step.REPLACED, replica.apply(tomorrow));
    assertEquals(Optional.empty(), replica.changes());
    assertEquals(Step.OLD, replica.apply(board(DAY, 90)));
    assertEquals(Step.OLD, replica.apply(changes(5, 6)));
    assertEquals(Optional.of(tomorrow), replica.board());
  }
}
