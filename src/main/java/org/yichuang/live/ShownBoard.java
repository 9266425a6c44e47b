package org.yichuang.live;

import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Board;

/** A committed board with its frames; the snapshot is encoded when first asked for. Any thread. */
final class ShownBoard {
  private record Snapshot(String type, String epoch, int seq, BoardView board) {}

  private record Delta(
      String type, String epoch, int from, int to, BoardView.ChangesView changes) {}

  private record SupervisionSnapshot(
      String type, String epoch, int seq, SupervisionView supervision) {}

  private record SupervisionDelta(
      String type, String epoch, int from, int to, SupervisionView.ChangesView changes) {}

  private final String hall;
  private final int incarnation;
  private final Board board;
  private final Board.@Nullable Changes changes;
  private volatile @Nullable SharedText snapshot;
  private @Nullable SharedText supervision;
  private @Nullable SharedText supervisionDelta;

  ShownBoard(String hall, int incarnation, Board board) {
    this(hall, incarnation, board, null);
  }

  /**
   * @param changes how it came from the board shown before; null when only the whole describes it
   */
  ShownBoard(String hall, int incarnation, Board board, Board.@Nullable Changes changes) {
    this.hall = hall;
    this.incarnation = incarnation;
    this.board = board;
    this.changes = changes;
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

  /** What supervisors see, whole; encoded when the first asks. */
  synchronized SharedText supervision() {
    SharedText encoded = supervision;
    if (encoded == null) {
      SupervisionView view = SupervisionView.of(hall, incarnation, board);
      encoded =
          new SharedText(
              PublicJson.write(
                  new SupervisionSnapshot("snapshot", view.epoch(), view.seq(), view)));
      supervision = encoded;
    }
    return encoded;
  }

  /** What supervisors see change; the whole where nothing else describes it. */
  synchronized SharedText supervisionDelta() {
    if (changes == null) {
      return supervision();
    }
    SharedText encoded = supervisionDelta;
    if (encoded == null) {
      encoded =
          new SharedText(
              PublicJson.write(
                  new SupervisionDelta(
                      "delta",
                      BoardView.epoch(incarnation, changes.day()),
                      changes.from(),
                      changes.to(),
                      SupervisionView.ChangesView.of(board, changes))));
      supervisionDelta = encoded;
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
