package org.yichuang.hall;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    Hours hours,
    List<Queue> queues,
    List<Window> windows,
    Settings settings) {

  private static final long MINUTE = 60_000;

  public static final int MAX_QUEUES = 60;
  public static final int MAX_WINDOWS = 300;

  /** The prefix of stubs that were printed in advance (应急号); no queue may have it. */
  public static final String STUB_PREFIX = "X";

  /** With the usual settings but these rules. */
  public HallConfig(
      HallId id,
      String slug,
      int version,
      LocalText name,
      ZoneId zone,
      Hours hours,
      List<Queue> queues,
      List<Window> windows,
      Rules rules) {
    this(id, slug, version, name, zone, hours, queues, windows, Settings.DEFAULT.with(rules));
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
      require(
          !queue.prefix().equals(STUB_PREFIX),
          "a prefix other than that of stubs at queue " + queue.id(),
          queue.prefix());
    }
    for (Window window : windows) {
      require(seen.add(window.id()), "each window once", window.id());
      for (QueueId queue : window.queues()) {
        require(seen.contains(queue), "a queue of this hall at window " + window.id(), queue);
      }
    }
    QueueId batch = settings.policy().batchQueue();
    require(batch == null || seen.contains(batch), "a queue of this hall for batches", batch);
  }

  /**
   * A queue with its prefix letter.
   *
   * @param usualServiceMillis the mean time of a service, as long as the day has not shown its own
   */
  public record Queue(QueueId id, String prefix, LocalText name, long usualServiceMillis) {
    public static final long USUAL_SERVICE_MILLIS = 600_000;

    /** Ten minutes each. */
    public Queue(QueueId id, String prefix, LocalText name) {
      this(id, prefix, name, USUAL_SERVICE_MILLIS);
    }

    public Queue {
      Words.require(prefix, "[A-Z]{1,2}", "a ticket prefix");
      require(
          usualServiceMillis >= 1 && usualServiceMillis <= 86_400_000,
          "a usual service of at most a day",
          usualServiceMillis);
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

    /** The window with other queues, and the penalties of those among them that have one. */
    Window serving(List<QueueId> others) {
      Map<QueueId, Long> penalties = new HashMap<>(penaltyMillis);
      penalties.keySet().retainAll(others);
      return new Window(id, name, others, penalties);
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
   * @param maxMatters of one visit; more of them go to the batch queue, an appointment or a
   *     drop-off
   * @param batchQueue where a visit of more matters waits; null when the hall has none
   * @param elderlyFromAge in years, 60 by 老年人权益保障法 art. 2
   */
  public record Policy(
      Map<PersonClass, Long> creditMillis,
      long rejoinWithinMillis,
      int rejoinWithinCalls,
      int maxRejoins,
      int rejoinBehind,
      long reopenWithinMillis,
      int maxMatters,
      @Nullable QueueId batchQueue,
      int elderlyFromAge) {

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
            5,
            null,
            60);

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
      require(elderlyFromAge >= 0 && elderlyFromAge <= 150, "an age", elderlyFromAge);
    }

    long credit(PersonClass person) {
      return creditMillis.getOrDefault(person, 0L);
    }
  }

  /**
   * Appointments (预约).
   *
   * @param slotMillis length of a slot
   * @param leadMillis a booked ticket's key is its slot less this
   * @param earlyMillis before its slot it is called only when nobody else waits
   * @param graceMillis whoever checks in later than this after the slot queues like anybody else
   * @param sharePercent of a queue's capacity that can be booked
   * @param daysAhead how far ahead slots are offered
   * @param maxNoShows within {@code noShowDays}, after which a person cannot book online
   */
  public record Booking(
      long slotMillis,
      long leadMillis,
      long earlyMillis,
      long graceMillis,
      int sharePercent,
      int daysAhead,
      int maxNoShows,
      int noShowDays) {
    public static final Booking DEFAULT =
        new Booking(30 * MINUTE, 120 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30, 14, 3, 90);

    public Booking {
      require(slotMillis >= MINUTE, "slots of at least a minute", slotMillis);
      require(leadMillis >= 0 && earlyMillis >= 0, "times before a slot", leadMillis);
      require(graceMillis >= 0, "a time after a slot", graceMillis);
      require(sharePercent >= 0 && sharePercent <= 100, "a share of 0…100 %", sharePercent);
      require(daysAhead >= 0 && daysAhead <= 90, "0…90 days ahead", daysAhead);
      require(maxNoShows >= 1 && noShowDays >= 1, "at least one no-show and day", maxNoShows);
    }
  }

  /**
   * What conduct is told to a supervisor (S0: 监控报警).
   *
   * @param idleMillis a window open and idle while somebody waits for it
   * @param unmannedMillis somebody waits for a queue that no window serves
   * @param fastMissMillis a miss so soon after the call is a fast one
   * @param fastMisses in a row
   * @param shareOf so many calls or services of a window before a share is judged
   * @param maxByHandPercent calls out of order, of all calls of a window
   * @param maxQuickPercent services without a number, of all services of a window
   * @param bulkMillis a service shorter than this is too short to be one
   * @param bulkServices in a row
   * @param silentMillis a device that was not heard for so long
   */
  public record Conduct(
      long idleMillis,
      long unmannedMillis,
      long fastMissMillis,
      int fastMisses,
      int shareOf,
      int maxByHandPercent,
      int maxQuickPercent,
      long bulkMillis,
      int bulkServices,
      long silentMillis) {
    public static final Conduct DEFAULT =
        new Conduct(5 * MINUTE, 5 * MINUTE, 75_000, 3, 10, 20, 20, 20_000, 5, 2 * MINUTE);

    public Conduct {
      require(idleMillis >= 1 && unmannedMillis >= 1 && silentMillis >= 1, "times", idleMillis);
      require(fastMissMillis >= 0 && bulkMillis >= 0, "times", fastMissMillis);
      require(fastMisses >= 1 && bulkServices >= 1 && shareOf >= 1, "at least 1", fastMisses);
      require(maxByHandPercent >= 0 && maxByHandPercent <= 100, "0…100 %", maxByHandPercent);
      require(maxQuickPercent >= 0 && maxQuickPercent <= 100, "0…100 %", maxQuickPercent);
    }
  }

  /**
   * Everything about a hall that is a number.
   *
   * @param endAfterMillis the day ends by itself so long after the last window of the day closed
   * @param longWaitMillis whoever waits longer waits too long: supervisors are told what to do
   */
  public record Settings(
      Rules rules,
      Policy policy,
      Booking booking,
      Conduct conduct,
      long endAfterMillis,
      long longWaitMillis) {
    public static final Settings DEFAULT =
        new Settings(Rules.DEFAULT, Policy.DEFAULT, Booking.DEFAULT, Conduct.DEFAULT, 15 * MINUTE);

    /** Twenty minutes are a long wait. */
    public Settings(
        Rules rules, Policy policy, Booking booking, Conduct conduct, long endAfterMillis) {
      this(rules, policy, booking, conduct, endAfterMillis, 20 * MINUTE);
    }

    public Settings {
      require(endAfterMillis >= 0, "a time after the last window", endAfterMillis);
      require(longWaitMillis >= 1, "a long wait", longWaitMillis);
    }

    public Settings with(Rules other) {
      return new Settings(other, policy, booking, conduct, endAfterMillis, longWaitMillis);
    }

    public Settings with(Booking other) {
      return new Settings(rules, policy, other, conduct, endAfterMillis, longWaitMillis);
    }

    public Settings with(Policy other) {
      return new Settings(rules, other, booking, conduct, endAfterMillis, longWaitMillis);
    }
  }

  public Rules rules() {
    return settings.rules();
  }

  public Policy policy() {
    return settings.policy();
  }

  public Booking booking() {
    return settings.booking();
  }

  public Conduct conduct() {
    return settings.conduct();
  }

  public Optional<Queue> queue(QueueId id) {
    for (Queue queue : queues) {
      if (queue.id().equals(id)) {
        return Optional.of(queue);
      }
    }
    return Optional.empty();
  }

  public Optional<Window> window(WindowId id) {
    return windows.stream().filter(window -> window.id().equals(id)).findFirst();
  }

  Map<WindowId, Window> windowsById() {
    Map<WindowId, Window> byId = new HashMap<>();
    windows.forEach(window -> byId.put(window.id(), window));
    return byId;
  }

  private static void require(boolean holds, String expected, @Nullable Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
