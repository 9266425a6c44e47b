package org.yichuang.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.Owners;
import org.yichuang.cluster.Wire;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;
import org.yichuang.limits.LimitGauges;

/**
 * The boards that somebody looks at on this node. Each is leased from the hall's owner and renewed
 * with every heartbeat; whatever moves it is encoded once for all sockets.
 *
 * <p>Confined to one event loop of its own choosing; the methods may be called from any thread.
 */
public final class LiveBoards implements BoardSource {
  private static final long RETRY_MILLIS = 250;
  private static final DeliveryOptions WATCH = new DeliveryOptions().setSendTimeout(2_000);

  private static final String IDENTIFY = "yichuang.device.identify";

  private record Heartbeat(String type, Instant at) {}

  /** A device that shall show its name, as it travels between nodes. */
  private record Call(HallId hall, int device, String name, Instant until) {}

  private static final Wire<Call> CALL = new Wire<>(Call.class);

  private record Identify(String type, int device, String name, Instant until) {}

  /** One hall that is looked at. */
  private static final class Room {
    final HallId hall;
    final Set<LiveHub> hubs = new LinkedHashSet<>();
    final BoardReplica replica = new BoardReplica();
    @Nullable ShownBoard shown;
    boolean asking;
    boolean askAgain;
    @Nullable HintView hints;
    @Nullable SharedText hint;

    Room(HallId hall) {
      this.hall = hall;
    }
  }

  private final Vertx vertx;
  private final Context home;
  private final EventBus bus;
  private final NodeId node;
  private final Owners owners;
  private final Catalogue catalogue;
  private final BoardPublisher publisher;
  private final SharedBoards shared;
  private final InstantSource clock;
  private final LiveLimits limits;
  private final int incarnation;
  private final AtomicInteger sockets = new AtomicInteger();
  private final Map<HallId, Room> rooms = new HashMap<>();

  /** Once for each node. */
  public LiveBoards(
      Vertx vertx,
      NodeId node,
      Owners owners,
      Catalogue catalogue,
      BoardPublisher publisher,
      SharedBoards shared,
      InstantSource clock,
      LiveLimits limits,
      int incarnation,
      MeterRegistry metrics) {
    this.vertx = vertx;
    home = vertx.getOrCreateContext();
    bus = vertx.eventBus();
    this.node = node;
    this.owners = owners;
    this.catalogue = catalogue;
    this.publisher = publisher;
    this.shared = shared;
    this.clock = clock;
    this.limits = limits;
    this.incarnation = incarnation;
    LimitGauges.register(metrics, "sockets", limits.maxSockets(), sockets::get);
    publisher.showHere(news -> home.runOnContext(unused -> news(news)));
  }

  /** Starts to hear owners, and the heartbeat. */
  public Future<Void> start() {
    home.runOnContext(unused -> vertx.setPeriodic(limits.heartbeatMillis(), tick -> heartbeat()));
    MessageConsumer<Buffer> boards =
        bus.consumer(
            BoardPublisher.newsAddress(node),
            message -> {
              BoardNews news = BoardPublisher.NEWS.read(message.body());
              home.runOnContext(unused -> news(news));
            });
    MessageConsumer<Buffer> calls =
        bus.consumer(
            IDENTIFY,
            message -> {
              Call call = CALL.read(message.body());
              home.runOnContext(unused -> show(call));
            });
    return Future.all(boards.completion(), calls.completion()).mapEmpty();
  }

  /**
   * Asks a device of the hall, wherever its socket is, to show its name for a while. Best effort:
   * who stands there sees whether it does.
   */
  public void identify(HallId hall, int device, String name, Instant until) {
    bus.publish(IDENTIFY, CALL.write(new Call(hall, device, name, until)));
  }

  private void show(Call call) {
    Room room = rooms.get(call.hall());
    if (room != null) {
      SharedText text =
          new SharedText(
              PublicJson.write(new Identify("identify", call.device(), call.name(), call.until())));
      room.hubs.forEach(hub -> hub.tell(room.hall, text));
    }
  }

  @Override
  public LiveLimits limits() {
    return limits;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public boolean admit() {
    if (sockets.incrementAndGet() > limits.maxSockets()) {
      sockets.decrementAndGet();
      return false;
    }
    return true;
  }

  @Override
  public void dismiss() {
    sockets.decrementAndGet();
  }

  @Override
  public void join(HallId hall, LiveHub hub) {
    home.runOnContext(
        unused -> {
          Room room = rooms.computeIfAbsent(hall, Room::new);
          room.hubs.add(hub);
          if (room.shown == null) {
            watch(room);
          } else {
            hub.show(hall, room.shown, null);
          }
        });
  }

  @Override
  public void leave(HallId hall, LiveHub hub) {
    home.runOnContext(
        unused -> {
          Room room = rooms.get(hall);
          if (room != null && room.hubs.remove(hub) && room.hubs.isEmpty()) {
            rooms.remove(hall);
          }
        });
  }

  /** The partition table changed: watch at the new owners. */
  public void ownersChanged() {
    home.runOnContext(unused -> new ArrayList<>(rooms.values()).forEach(this::watch));
  }

  private void heartbeat() {
    new ArrayList<>(rooms.values()).forEach(this::watch);
  }

  private void watch(Room room) {
    Optional<NodeId> owner = owners.ownerOf(room.hall);
    if (room.asking || owner.isEmpty()) {
      room.askAgain = room.asking;
      return;
    }
    room.asking = true;
    room.askAgain = false;
    if (owner.get().equals(node)) {
      publisher.watch(room.hall, node, watched -> home.runOnContext(go -> watched(room, watched)));
      return;
    }
    Buffer request = BoardPublisher.WATCH.write(new WatchRequest(room.hall, node));
    bus.<Buffer>request(BoardPublisher.watchAddress(owner.get()), request, WATCH)
        .map(reply -> Optional.of(BoardPublisher.WATCHED.read(reply.body())))
        .otherwise(Optional.empty())
        .onSuccess(watched -> home.runOnContext(go -> watched(room, watched)));
  }

  private void watched(Room room, Optional<Watched> watched) {
    room.asking = false;
    if (room.hubs.isEmpty()) {
      return;
    }
    if (watched.isPresent()) {
      moved(room, room.replica.apply(watched.get().board()));
      hint(room, HintView.of(watched.get().hints()));
      SharedText beat =
          new SharedText(PublicJson.write(new Heartbeat("heartbeat", clock.instant())));
      room.hubs.forEach(hub -> hub.heartbeat(room.hall, beat, room.hint));
      if (room.askAgain) {
        watch(room);
      }
      return;
    }
    if (room.shown == null) {
      shared
          .get(room.hall)
          .thenAccept(
              kept ->
                  kept.ifPresent(
                      it -> home.runOnContext(go -> moved(room, room.replica.apply(it)))));
    }
    vertx.setTimer(RETRY_MILLIS, unused -> watch(room));
  }

  private static void hint(Room room, HintView hints) {
    if (!hints.equals(room.hints)) {
      room.hints = hints;
      room.hint = new SharedText(PublicJson.write(hints));
    }
  }

  private void news(BoardNews news) {
    Room room = rooms.get(news.hall());
    if (room == null) {
      return;
    }
    BoardReplica.Step step =
        news.changes() != null
            ? room.replica.apply(news.changes())
            : news.board() != null ? room.replica.apply(news.board()) : BoardReplica.Step.OLD;
    moved(room, step);
  }

  private void moved(Room room, BoardReplica.Step step) {
    switch (step) {
      case OLD -> {}
      case GAP -> watch(room);
      case MOVED, REPLACED -> {
        Board board = room.replica.board().orElseThrow();
        Board.Changes changes = room.replica.changes().orElse(null);
        ShownBoard shown =
            new ShownBoard(catalogue.newest(room.hall).slug(), incarnation, board, changes);
        room.shown = shown;
        SharedText delta = changes == null ? null : shown.delta(changes);
        room.hubs.forEach(hub -> hub.show(room.hall, shown, delta));
      }
    }
  }
}
