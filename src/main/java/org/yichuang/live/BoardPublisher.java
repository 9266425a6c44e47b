package org.yichuang.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cluster.BoardPort;
import org.yichuang.cluster.NodeHalls;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.Wire;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;

/**
 * The owners' side: one message for each flight to each node that watches, none when nobody does.
 * Any event loop.
 */
public final class BoardPublisher implements BoardPort {
  static final Wire<BoardNews> NEWS = new Wire<>(BoardNews.class);
  static final Wire<WatchRequest> WATCH = new Wire<>(WatchRequest.class);
  static final Wire<Watched> WATCHED = new Wire<>(Watched.class);
  private static final int NOT_SERVED_HERE = 1;

  private final EventBus bus;
  private final NodeId node;
  private final NodeHalls halls;
  private final SharedBoards shared;
  private final WatchLeases leases;
  private Consumer<BoardNews> here = news -> {};

  public BoardPublisher(
      Vertx vertx, NodeId node, NodeHalls halls, SharedBoards shared, InstantSource clock) {
    bus = vertx.eventBus();
    this.node = node;
    this.halls = halls;
    this.shared = shared;
    leases = new WatchLeases(clock);
  }

  static String newsAddress(NodeId node) {
    return "yichuang.board." + node;
  }

  static String watchAddress(NodeId node) {
    return "yichuang.watch." + node;
  }

  /** Who shows boards on this node; before anything is published. */
  void showHere(Consumer<BoardNews> viewer) {
    here = viewer;
  }

  /** Starts to answer other nodes. */
  public Future<Void> listen() {
    return bus.<Buffer>consumer(watchAddress(node), this::asked).completion();
  }

  private void asked(Message<Buffer> message) {
    WatchRequest request = WATCH.read(message.body());
    watch(
        request.hall(),
        request.watcher(),
        watched ->
            watched.ifPresentOrElse(
                it -> message.reply(WATCHED.write(it)),
                () -> message.fail(NOT_SERVED_HERE, "not served here")));
  }

  /** Leases the hall's news; answers empty when the hall is not served here, or not up to date. */
  void watch(HallId hall, NodeId watcher, Consumer<Optional<Watched>> answer) {
    leases.renew(hall, watcher);
    halls.read(
        hall,
        owner ->
            owner.isCurrent()
                ? owner.publishedBoard().map(board -> new Watched(board, owner.hints()))
                : Optional.<Watched>empty(),
        Optional.empty(),
        answer);
  }

  @Override
  public void publish(HallId hall, Board board, Board.@Nullable Changes changes) {
    shared.put(hall, board);
    BoardNews news = new BoardNews(hall, changes == null ? board : null, changes);
    Buffer encoded = null;
    for (NodeId watcher : leases.watchers(hall)) {
      if (watcher.equals(node)) {
        here.accept(news);
      } else {
        encoded = encoded == null ? NEWS.write(news) : encoded;
        bus.send(newsAddress(watcher), encoded);
      }
    }
  }
}
