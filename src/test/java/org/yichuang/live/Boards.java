package org.yichuang.live;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.yichuang.hall.Board;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/** Boards for tests. */
final class Boards {
  static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private Boards() {}

  /** One queue with as many people as the sequence says, and many windows. */
  static Board board(LocalDate day, int seq) {
    return board(day, 1, seq);
  }

  static Board board(LocalDate day, int version, int seq) {
    return new Board(
        day,
        version,
        seq,
        List.of(new Board.QueueRow(new QueueId("social"), "B", seq, seq, null)),
        IntStream.rangeClosed(1, 200)
            .mapToObj(
                window ->
                    new Board.WindowRow(
                        new WindowId("B" + window), Board.WindowStatus.CLOSED, null))
            .toList(),
        List.of(),
        List.of());
  }
}
