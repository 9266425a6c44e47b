package org.yichuang.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallId;

/** The sockets of one event loop. Confined to it where nothing else is said. */
public final class LiveHub {
  /** The sockets of one hall. */
  private static final class Room {
    final Set<LiveSocket> sockets = new HashSet<>();
    @Nullable ShownBoard shown;
  }

  /** What all hubs of a node count. */
  private static final class Counts {
    final Counter frames;
    final Counter skipped;
    final Counter slow;

    Counts(MeterRegistry metrics) {
      frames = metrics.counter("yichuang.socket.frames");
      skipped = metrics.counter("yichuang.socket.frames.skipped");
      slow = metrics.counter("yichuang.socket.closed.slow");
    }
  }

  private final Context home;
  private final BoardSource boards;
  private final Counts counts;
  private final Map<HallId, Room> rooms = new HashMap<>();
  private final AtomicBoolean reviewing = new AtomicBoolean();
  private boolean closing;

  /**
   * @param home the event loop of its sockets
   */
  public LiveHub(Context home, LiveBoards boards, MeterRegistry metrics) {
    this(home, (BoardSource) boards, metrics);
  }

  LiveHub(Context home, BoardSource boards, MeterRegistry metrics) {
    this.home = home;
    this.boards = boards;
    counts = new Counts(metrics);
  }

  /** Takes the place of one more socket; false when the node has no more. */
  public boolean admit() {
    return !closing && boards.admit();
  }

  /** The place taken by {@link #admit} is not needed. */
  public void dismiss() {
    boards.dismiss();
  }

  /** Shows the hall's board at a socket that was admitted, until it closes. */
  public void open(HallId hall, ServerWebSocket raw) {
    open(hall, raw, null, () -> {});
  }

  /**
   * The same.
   *
   * @param closed called once when the socket has closed
   */
  public void open(HallId hall, ServerWebSocket raw, Runnable closed) {
    open(hall, raw, null, closed);
  }

  /**
   * Shows what supervisors of the hall see, while they may.
   *
   * @param closed called once when the socket has closed
   */
  public void openSupervision(HallId hall, ServerWebSocket raw, Permit permit, Runnable closed) {
    open(hall, raw, permit, closed);
  }

  private void open(HallId hall, ServerWebSocket raw, @Nullable Permit permit, Runnable closed) {
    raw.setWriteQueueMaxSize(boards.limits().queueBytes());
    Room room = rooms.get(hall);
    if (room == null) {
      room = new Room();
      rooms.put(hall, room);
      boards.join(hall, this);
    }
    Room mine = room;
    LiveSocket socket = new LiveSocket(raw, this, () -> mine.shown, permit);
    mine.sockets.add(socket);
    raw.closeHandler(
        unused -> {
          boards.dismiss();
          closed.run();
          mine.sockets.remove(socket);
          if (mine.sockets.isEmpty() && rooms.remove(hall, mine)) {
            boards.leave(hall, this);
          }
        });
    if (closing) {
      socket.close(LiveSocket.GOING_AWAY, "the server stops");
    } else {
      socket.greet();
    }
  }

  LiveLimits limits() {
    return boards.limits();
  }

  long now() {
    return boards.clock().millis();
  }

  void counted(boolean written) {
    (written ? counts.frames : counts.skipped).increment();
  }

  void countSlow() {
    counts.slow.increment();
  }

  /**
   * Any thread; keeps the order of its caller.
   *
   * @param delta null when only the snapshot describes the board
   */
  void show(HallId hall, ShownBoard shown, @Nullable SharedText delta) {
    home.runOnContext(
        unused -> {
          Room room = rooms.get(hall);
          if (room != null) {
            room.shown = shown;
            room.sockets.forEach(socket -> socket.show(shown, delta));
          }
        });
  }

  /**
   * Any thread.
   *
   * @param hint the same one until it says something else; null when there is none
   */
  void heartbeat(HallId hall, SharedText beat, @Nullable SharedText hint) {
    home.runOnContext(
        unused -> {
          Room room = rooms.get(hall);
          if (room != null) {
            List.copyOf(room.sockets).forEach(socket -> socket.heartbeat(beat, hint));
          }
        });
  }

  /** Somebody's session has changed: whoever may not look any more is sent away. Any thread. */
  public void reviewPermits() {
    if (reviewing.compareAndSet(false, true)) {
      home.runOnContext(
          unused -> {
            reviewing.set(false);
            rooms
                .values()
                .forEach(room -> List.copyOf(room.sockets).forEach(LiveSocket::reviewPermit));
          });
    }
  }

  /** The node stops: tells every socket to come back elsewhere. Any thread. */
  public void closeAll() {
    home.runOnContext(
        unused -> {
          closing = true;
          new ArrayList<>(rooms.values())
              .forEach(
                  room ->
                      List.copyOf(room.sockets)
                          .forEach(
                              socket -> socket.close(LiveSocket.GOING_AWAY, "the server stops")));
        });
  }
}
