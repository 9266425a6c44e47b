package org.yichuang.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallId;

/** The sockets of one event loop. Confined to it where nothing else is said. */
public final class LiveHub {
  /**
   * The sockets that show the same.
   *
   * @param <S> what they show
   */
  private static final class Room<S> {
    final Set<LiveSocket> sockets = new HashSet<>();
    @Nullable S shown;
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
  private final @Nullable CaseSource cases;
  private final Map<HallId, Room<ShownBoard>> rooms = new HashMap<>();
  private final Map<CaseScope, Room<ShownCases>> caseRooms = new HashMap<>();
  private final AtomicBoolean reviewing = new AtomicBoolean();
  private boolean closing;

  /**
   * @param home the event loop of its sockets
   */
  public LiveHub(Context home, LiveBoards boards, LiveAlarms cases, MeterRegistry metrics) {
    this(home, boards, (CaseSource) cases, metrics);
  }

  /**
   * @param cases null: nobody supervises cases here
   */
  LiveHub(Context home, BoardSource boards, @Nullable CaseSource cases, MeterRegistry metrics) {
    this.home = home;
    this.boards = boards;
    this.cases = cases;
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
    Room<ShownBoard> room = rooms.get(hall);
    if (room == null) {
      room = new Room<>();
      rooms.put(hall, room);
      boards.join(hall, this);
    }
    Room<ShownBoard> mine = room;
    admitted(
        raw,
        new LiveSocket(raw, this, () -> whole(mine.shown, permit), permit),
        mine,
        () -> {
          closed.run();
          if (mine.sockets.isEmpty() && rooms.remove(hall, mine)) {
            boards.leave(hall, this);
          }
        });
  }

  private static @Nullable SharedText whole(@Nullable ShownBoard board, @Nullable Permit permit) {
    if (board == null) {
      return null;
    }
    return permit == null ? board.snapshot() : board.supervision();
  }

  /**
   * Shows lights and alarms of cases at a socket that was admitted, while they may be seen.
   *
   * @param closed called once when the socket has closed
   */
  public void openCases(CaseScope scope, ServerWebSocket raw, Permit permit, Runnable closed) {
    CaseSource source = Objects.requireNonNull(cases);
    Room<ShownCases> room = caseRooms.get(scope);
    if (room == null) {
      room = new Room<>();
      caseRooms.put(scope, room);
      source.join(scope, this);
    }
    Room<ShownCases> mine = room;
    admitted(
        raw,
        new LiveSocket(raw, this, () -> whole(mine.shown), permit),
        mine,
        () -> {
          closed.run();
          if (mine.sockets.isEmpty() && caseRooms.remove(scope, mine)) {
            source.leave(scope, this);
          }
        });
  }

  private static @Nullable SharedText whole(@Nullable ShownCases cases) {
    return cases == null ? null : cases.snapshot();
  }

  private void admitted(ServerWebSocket raw, LiveSocket socket, Room<?> room, Runnable closed) {
    raw.setWriteQueueMaxSize(boards.limits().queueBytes());
    room.sockets.add(socket);
    raw.closeHandler(
        unused -> {
          boards.dismiss();
          room.sockets.remove(socket);
          closed.run();
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
          Room<ShownBoard> room = rooms.get(hall);
          if (room != null) {
            room.shown = shown;
            room.sockets.forEach(
                socket ->
                    socket.show(
                        delta != null && socket.isSupervising()
                            ? shown.supervisionDelta()
                            : delta));
          }
        });
  }

  /**
   * Any thread; keeps the order of its caller.
   *
   * @param delta null when only the snapshot says it
   */
  void showCases(CaseScope scope, ShownCases shown, @Nullable SharedText delta) {
    home.runOnContext(
        unused -> {
          Room<ShownCases> room = caseRooms.get(scope);
          if (room != null) {
            room.shown = shown;
            room.sockets.forEach(socket -> socket.show(delta));
          }
        });
  }

  /** Any thread. */
  void caseHeartbeat(CaseScope scope, SharedText beat) {
    home.runOnContext(
        unused -> {
          Room<ShownCases> room = caseRooms.get(scope);
          if (room != null) {
            List.copyOf(room.sockets).forEach(socket -> socket.heartbeat(beat, null));
          }
        });
  }

  private List<LiveSocket> all() {
    return Stream.concat(rooms.values().stream(), caseRooms.values().stream())
        .flatMap(room -> room.sockets.stream())
        .toList();
  }

  /**
   * Any thread.
   *
   * @param hint the same one until it says something else; null when there is none
   */
  void heartbeat(HallId hall, SharedText beat, @Nullable SharedText hint) {
    home.runOnContext(
        unused -> {
          Room<ShownBoard> room = rooms.get(hall);
          if (room != null) {
            List.copyOf(room.sockets).forEach(socket -> socket.heartbeat(beat, hint));
          }
        });
  }

  /** Any thread. What is said to displays and kiosks apart from the board; never kept. */
  void tell(HallId hall, SharedText text) {
    home.runOnContext(
        unused -> {
          Room<ShownBoard> room = rooms.get(hall);
          if (room != null) {
            List.copyOf(room.sockets).forEach(socket -> socket.tell(text));
          }
        });
  }

  /** Somebody's session has changed: whoever may not look any more is sent away. Any thread. */
  public void reviewPermits() {
    if (reviewing.compareAndSet(false, true)) {
      home.runOnContext(
          unused -> {
            reviewing.set(false);
            all().forEach(LiveSocket::reviewPermit);
          });
    }
  }

  /** The node stops: tells every socket to come back elsewhere. Any thread. */
  public void closeAll() {
    home.runOnContext(
        unused -> {
          closing = true;
          all().forEach(socket -> socket.close(LiveSocket.GOING_AWAY, "the server stops"));
        });
  }
}
