package org.yichuang.hall;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One immutable version of a hall's configuration.
 *
 * @param slug the hall's name in addresses, for example {@code hanjiang}
 * @param version 1, 2, 3 …; a business day names the version it is decided by
 * @param zone the hall's civil time, which says when its business day changes
 */
public record HallConfig(
    HallId id,
    String slug,
    int version,
    LocalText name,
    ZoneId zone,
    IssuingHours hours,
    List<Queue> queues,
    List<Window> windows,
    Rules rules) {

  public static final int MAX_QUEUES = 60;
  public static final int MAX_WINDOWS = 300;

  public HallConfig {
    queues = List.copyOf(queues);
    windows = List.copyOf(windows);
    Set<Object> seen = new HashSet<>();
    require(!queues.isEmpty() && queues.size() <= MAX_QUEUES, "1…60 queues", queues.size());
    require(!windows.isEmpty() && windows.size() <= MAX_WINDOWS, "1…300 windows", windows.size());
    for (Queue queue : queues) {
      require(seen.add(queue.id()), "each queue once", queue.id());
      require(seen.add(queue.prefix()), "each ticket prefix once", queue.prefix());
    }
    for (Window window : windows) {
      require(seen.add(window.id()), "each window once", window.id());
      for (QueueId queue : window.queues()) {
        require(seen.contains(queue), "a queue of this hall at window " + window.id(), queue);
      }
    }
  }

  /** A queue with its prefix letter. */
  public record Queue(QueueId id, String prefix, LocalText name) {
    public Queue {
      Words.require(prefix, "[A-Z]{1,2}", "a ticket prefix");
    }
  }

  /** A window and the queues it serves. */
  public record Window(WindowId id, LocalText name, List<QueueId> queues) {
    public Window {
      queues = List.copyOf(queues);
      require(!queues.isEmpty(), "at least one queue at window " + id, queues);
    }
  }

  /**
   * The numbers of the calling rules.
   *
   * @param maxRecalls how often a called ticket is announced again
   * @param recallAfterMillis least time between two announcements
   * @param missAnnouncements least announcements before a miss
   * @param missAfterMillis least time from the call to a miss
   * @param maxWaiting how many may wait in one queue
   */
  public record Rules(
      int maxRecalls,
      long recallAfterMillis,
      int missAnnouncements,
      long missAfterMillis,
      int maxWaiting) {
    public static final Rules DEFAULT = new Rules(3, 10_000, 2, 60_000, 2_000);

    public Rules {
      require(maxRecalls >= 0 && maxRecalls <= 20, "0…20 recalls", maxRecalls);
      require(recallAfterMillis >= 0, "a time between announcements", recallAfterMillis);
      require(
          missAnnouncements >= 1 && missAnnouncements <= maxRecalls + 1,
          "1…maxRecalls+1 announcements before a miss",
          missAnnouncements);
      require(missAfterMillis >= 0, "a time before a miss", missAfterMillis);
      require(maxWaiting >= 1 && maxWaiting <= 10_000, "1…10000 waiting", maxWaiting);
    }
  }

  public Optional<Queue> queue(QueueId id) {
    return queues.stream().filter(queue -> queue.id().equals(id)).findFirst();
  }

  public Optional<Window> window(WindowId id) {
    return windows.stream().filter(window -> window.id().equals(id)).findFirst();
  }

  Map<WindowId, Window> windowsById() {
    Map<WindowId, Window> byId = new HashMap<>();
    windows.forEach(window -> byId.put(window.id(), window));
    return byId;
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
