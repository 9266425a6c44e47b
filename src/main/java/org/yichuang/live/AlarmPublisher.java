package org.yichuang.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.Wire;
import org.yichuang.journal.Cargo;

/**
 * The owners' side of alarms: one message for each flight with cases to each node where somebody
 * supervises cases, none when nobody does. Any thread.
 */
public final class AlarmPublisher {
  static final Wire<CaseNews> NEWS = new Wire<>(CaseNews.class);
  private static final String WATCHING = "yichuang.cases.watching";
  private static final long LEASE_MILLIS = 15_000;

  private final EventBus bus;
  private final NodeId node;
  private final InstantSource clock;
  private final Map<NodeId, Long> leases = new ConcurrentHashMap<>();
  private volatile Consumer<CaseNews> here = news -> {};

  /** Once for each node. */
  public AlarmPublisher(Vertx vertx, NodeId node, InstantSource clock) {
    bus = vertx.eventBus();
    this.node = node;
    this.clock = clock;
  }

  static String newsAddress(NodeId node) {
    return "yichuang.cases." + node;
  }

  /** Who shows alarms on this node; before anything is published. */
  void showHere(Consumer<CaseNews> viewer) {
    here = viewer;
  }

  /** Starts to hear which nodes watch. */
  public Future<Void> listen() {
    return bus.<String>consumer(WATCHING, message -> renew(new NodeId(message.body())))
        .completion();
  }

  private void renew(NodeId watcher) {
    leases.put(watcher, clock.millis() + LEASE_MILLIS);
  }

  /** This node wants news for a while: here at once, from the others when they have heard it. */
  void watch() {
    renew(node);
    bus.publish(WATCHING, node.value());
  }

  /** What a hall sent is in the journal. On the event loop of its lane. */
  public void committed(Cargo cargo) {
    long now = clock.millis();
    leases.values().removeIf(end -> end <= now);
    if (cargo.cases().files().isEmpty() || leases.isEmpty()) {
      return;
    }
    CaseNews news =
        new CaseNews(cargo.hall(), cargo.cases().files().stream().map(CaseNews.Now::of).toList());
    Buffer encoded = null;
    for (NodeId watcher : leases.keySet()) {
      if (watcher.equals(node)) {
        here.accept(news);
      } else {
        encoded = encoded == null ? NEWS.write(news) : encoded;
        bus.send(newsAddress(watcher), encoded);
      }
    }
  }
}
