package org.yichuang.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Board;

/** One hall's board as a node has it. Goes forward only, and over no gap. Confined to its node. */
final class BoardReplica {

  /** What some news did to the replica. */
  enum Step {
    /** It was known already. */
    OLD,
    /** Something before it is missing; the replica is as it was. */
    GAP,
    /** The replica moved on; {@link #changes()} say how. */
    MOVED,
    /**
     * The replica is another day's or configuration's now, or its first: only the whole board
     * describes it.
     */
    REPLACED
  }

  private @Nullable Board board;
  private Board.@Nullable Changes changes;

  Optional<Board> board() {
    return Optional.ofNullable(board);
  }

  /** How the last step moved it; empty when that replaced it. */
  Optional<Board.Changes> changes() {
    return Optional.ofNullable(changes);
  }

  Step apply(Board.Changes news) {
    Board have = board;
    if (have == null || news.day().isAfter(have.day())) {
      return Step.GAP;
    }
    if (news.day().isBefore(have.day()) || news.to() <= have.seq()) {
      return Step.OLD;
    }
    if (news.from() != have.seq()) {
      return Step.GAP;
    }
    board = have.with(news);
    changes = news;
    return Step.MOVED;
  }

  Step apply(Board news) {
    Board have = board;
    if (have != null && have.day().equals(news.day())) {
      if (news.seq() <= have.seq()) {
        return Step.OLD;
      }
      boolean sameRows = news.follows(have);
      changes = sameRows ? news.since(have) : null;
      board = news;
      return sameRows ? Step.MOVED : Step.REPLACED;
    }
    if (have != null && news.day().isBefore(have.day())) {
      return Step.OLD;
    }
    changes = null;
    board = news;
    return Step.REPLACED;
  }
}
