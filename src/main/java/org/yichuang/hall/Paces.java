package org.yichuang.hall;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which window is occupied since when, and what that says about each queue's pace. Told of every
 * event that fills or frees a window; begins anew with each day. Confined like the state it is part
 * of.
 */
final class Paces {
  /** A longer time between two people is a break, not the way from one to the next. */
  private static final long MOST_BETWEEN_MILLIS = 120_000;

  private record Occupation(QueueId queue, Instant since, boolean called) {}

  private final Pauses pauses;
  private final Map<QueueId, Pace> paces = new HashMap<>();
  private final Map<WindowId, Occupation> occupations = new HashMap<>();
  private final Map<WindowId, Instant> freed = new HashMap<>();

  Paces(Pauses pauses) {
    this.pauses = pauses;
  }

  void begin(HallConfig config) {
    occupations.clear();
    freed.clear();
    paces.clear();
    config.queues().forEach(queue -> paces.put(queue.id(), new Pace(queue.usualServiceMillis())));
  }

  /**
   * A queue that is new begins with what is usual; the others go on with what the day has shown.
   */
  void reconfigured(HallConfig config) {
    config
        .queues()
        .forEach(queue -> paces.putIfAbsent(queue.id(), new Pace(queue.usualServiceMillis())));
  }

  Pace of(QueueId queue) {
    return paces.computeIfAbsent(queue, unused -> new Pace(HallConfig.Queue.USUAL_SERVICE_MILLIS));
  }

  /**
   * @param called by a call, not taken up or served without one
   */
  void filled(WindowId window, QueueId queue, boolean called, Instant at) {
    Instant before = freed.remove(window);
    if (before != null) {
      long between = pauses.runningMillis(before, at);
      if (between <= MOST_BETWEEN_MILLIS) {
        of(queue).besides(between);
      }
    }
    occupations.put(window, new Occupation(queue, at, called));
  }

  /**
   * @param awaited somebody waits for the window at this moment
   */
  void freed(WindowId window, boolean awaited, Instant at) {
    Occupation occupation = occupations.remove(window);
    if (occupation == null) {
      return;
    }
    long millis = pauses.runningMillis(occupation.since(), at);
    if (occupation.called()) {
      of(occupation.queue()).call(millis);
    } else {
      of(occupation.queue()).besides(millis);
    }
    if (awaited) {
      freed.put(window, at);
    }
  }

  /** The window is not manned any more. */
  void left(WindowId window) {
    freed.remove(window);
  }
}
