package org.yichuang.live;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yichuang.cluster.NodeId;
import org.yichuang.hall.HallId;

/** Which nodes watch the halls owned here, each until its lease ends. Any thread. */
final class WatchLeases {
  static final long LEASE_MILLIS = 15_000;

  private final InstantSource clock;
  private final Map<HallId, Map<NodeId, Long>> ends = new ConcurrentHashMap<>();

  WatchLeases(InstantSource clock) {
    this.clock = clock;
  }

  void renew(HallId hall, NodeId watcher) {
    ends.computeIfAbsent(hall, unused -> new ConcurrentHashMap<>())
        .put(watcher, clock.millis() + LEASE_MILLIS);
  }

  List<NodeId> watchers(HallId hall) {
    Map<NodeId, Long> leases = ends.getOrDefault(hall, Map.of());
    if (leases.isEmpty()) {
      return List.of();
    }
    long now = clock.millis();
    List<NodeId> watchers = new ArrayList<>(leases.size());
    leases.forEach(
        (watcher, end) -> {
          if (end > now) {
            watchers.add(watcher);
          } else {
            leases.remove(watcher, end);
          }
        });
    return watchers;
  }
}
