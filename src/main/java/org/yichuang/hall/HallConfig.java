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
    Rules rules,
    Policy policy) {

  public static final int MAX_QUEUES = 60;
  public static final int MAX_WINDOWS = 300;

  /** With the usual policy. */
  public HallConfig(
      HallId id,
      String slug,
      int version,
      LocalText name,
      ZoneId zone,
      IssuingHours hours,
      List<Queue> queues,
      List<Window> windows,
      Rules rules) {
    this(id, slug, version, name, zone, hours, queues, windows, rules, Policy.DEFAULT);
  }

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

  /**
   * A window and the queues it serves.
   *
   * @param penaltyMillis for queues that it serves as a second skill: added to their tickets' keys
   */
  public record Window(
      WindowId id, LocalText name, List<QueueId> queues, Map<QueueId, Long> penaltyMillis) {
    /** Without second skills. */
    public Window(WindowId id, LocalText name, List<QueueId> queues) {
      this(id, name, queues, Map.of());
    }

    public Window {
      queues = List.copyOf(queues);
      penaltyMillis = Map.copyOf(penaltyMillis);
      require(
          queues.containsAll(penaltyMillis.keySet()),
          "penalties for queues of window " + id,
          penaltyMillis.keySet());
      require(
          penaltyMillis.values().stream().allMatch(millis -> millis >= 0),
          "penalties of at least 0",
          penaltyMillis.values());
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

  /**
   * Fairness and tolerances.
   *
   * @param creditMillis of each class that has one
   * @param rejoinWithinMillis of issuing time since the miss
   * @param rejoinWithinCalls of the queue since the miss
   * @param maxRejoins of one ticket
   * @param rejoinBehind so many waiting tickets are called before one that rejoins
   * @param reopenWithinMillis since the completion
   * @param maxMatters of one visit; more of them go to a batch queue, an appointment or a drop-off
   */
  public record Policy(
      Map<PersonClass, Long> creditMillis,
      long rejoinWithinMillis,
      int rejoinWithinCalls,
      int maxRejoins,
      int rejoinBehind,
      long reopenWithinMillis,
      int maxMatters) {
    private static final long MINUTE = 60_000;

    public static final Policy DEFAULT =
        new Policy(
            Map.of(
                PersonClass.ELDERLY, 15 * MINUTE,
                PersonClass.WITH_INFANT, 15 * MINUTE,
                PersonClass.DISABLED, 20 * MINUTE,
                PersonClass.SERVICE, 20 * MINUTE,
                PersonClass.GREEN_CHANNEL, 60 * MINUTE),
            30 * MINUTE,
            10,
            2,
            3,
            5 * MINUTE,
            5);

    public Policy {
      creditMillis = Map.copyOf(creditMillis);
      require(
          creditMillis.values().stream()
              .allMatch(credit -> credit >= 0 && credit <= 1_440 * MINUTE),
          "credits of 0…1440 minutes",
          creditMillis);
      require(rejoinWithinMillis >= 0, "a time to rejoin", rejoinWithinMillis);
      require(rejoinWithinCalls >= 0, "a number of calls to rejoin", rejoinWithinCalls);
      require(maxRejoins >= 0 && maxRejoins <= 20, "0…20 rejoins", maxRejoins);
      require(rejoinBehind >= 1 && rejoinBehind <= 100, "a place of 1…100", rejoinBehind);
      require(reopenWithinMillis >= 0, "a time to reopen", reopenWithinMillis);
      require(maxMatters >= 1 && maxMatters <= 20, "1…20 matters", maxMatters);
    }

    long credit(PersonClass person) {
      return creditMillis.getOrDefault(person, 0L);
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
