package org.yichuang.cluster;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Announcement;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.journal.Timers;

/**
 * The boards that a hall's owner shows. Confined to the owner's event loop.
 *
 * <p>What is asked for is always the newest committed board. What is sent is paced: a change goes
 * out at once after a quiet moment, and the changes of the next {@link
 * OwnerPorts.Limits#boardMillis()} go out together; calls never wait. Nobody sees more than some
 * twenty boards a second, and a hall that gives a hundred numbers a second spends its time on them.
 */
final class HallBoards {
  private final HallId hall;
  private final BoardPort port;
  private final Timers timers;
  private final InstantSource clock;
  private final long pauseMillis;
  private @Nullable Board newest;
  private @Nullable Board published;
  private long publishedAt;
  private Timers.@Nullable Timer timer;

  HallBoards(HallId hall, BoardPort port, Timers timers, InstantSource clock, long pauseMillis) {
    this.hall = hall;
    this.port = port;
    this.timers = timers;
    this.clock = clock;
    this.pauseMillis = pauseMillis;
  }

  /** The board as it is committed. */
  Board newest(HallState committed) {
    Board board = newest;
    if (board == null || !shows(board, committed)) {
      board = Board.of(committed);
      newest = board;
    }
    return board;
  }

  /** The board that was sent last, on which the next changes build. */
  Optional<Board> published() {
    return Optional.ofNullable(published);
  }

  /** Whether anything was sent since the hall was taken. */
  boolean isKnown() {
    return published != null;
  }

  /** The committed fold may have moved. */
  void moved(HallState committed) {
    if (published != null && shows(published, committed)) {
      return;
    }
    long now = clock.millis();
    long since = now - publishedAt;
    boolean quiet = since >= pauseMillis || since < 0;
    if (published == null || quiet || called(published.recentCalls(), committed)) {
      publish(committed);
    } else if (timer == null) {
      timer =
          timers.after(
              pauseMillis - since,
              () -> {
                timer = null;
                publish(committed);
              });
    }
  }

  /** Sends what is committed now. */
  void publish(HallState committed) {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    Board before = published;
    if (before != null && shows(before, committed)) {
      return;
    }
    Board board = newest(committed);
    published = board;
    publishedAt = clock.millis();
    boolean follows = before != null && board.follows(before);
    port.publish(hall, board, before != null && follows ? board.since(before) : null);
  }

  /** The hall is another's. */
  void forget() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    newest = null;
    published = null;
  }

  private static boolean shows(Board board, HallState committed) {
    return board.seq() == committed.seq() && board.day().equals(committed.day().orElse(null));
  }

  private static boolean called(List<Announcement> shown, HallState committed) {
    List<Announcement> now = committed.recentCalls();
    return !now.isEmpty() && !now.equals(shown);
  }
}
