package org.yichuang.live;

import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Board;

/** A committed board with its frames; the snapshot is encoded when first asked for. Any thread. */
final class ShownBoard {
  private record Snapshot(String type, String epoch, int seq, BoardView board) {}

  private record Delta(
      String type, String epoch, int from, int to, BoardView.ChangesView changes) {}

  private final String hall;
  private final int incarnation;
  private final Board board;
  private volatile @Nullable SharedText snapshot;

  ShownBoard(String hall, int incarnation, Board board) {
    this.hall = hall;
    this.incarnation = incarnation;
    this.board = board;
  }

  SharedText snapshot() {
    SharedText encoded = snapshot;
    if (encoded == null) {
      BoardView view = BoardView.of(hall, incarnation, board);
      encoded =
          new SharedText(
              PublicJson.write(new Snapshot("snapshot", view.epoch(), view.seq(), view)));
      snapshot = encoded;
    }
    return encoded;
  }

  /** The frame that leads from an older board to this one. */
  SharedText delta(Board.Changes changes) {
    return new SharedText(
        PublicJson.write(
            new Delta(
                "delta",
                BoardView.epoch(incarnation, changes.day()),
                changes.from(),
                changes.to(),
                BoardView.ChangesView.of(changes))));
  }
}
