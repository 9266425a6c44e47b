package org.yichuang.hall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one thing that a supervisor of a hall should do or know now. Immutable. */
public sealed interface Advice {

  /** The hall stands still since then; people wait for it to go on. */
  record Paused(Instant since, String reason) implements Advice {}

  /** The day was ended. */
  record Ended() implements Advice {}

  /**
   * The hall is closed now and nobody waits.
   *
   * @param opens when it opens next; null when that is not within thirty days
   */
  record Closed(@Nullable Instant opens) implements Advice {}

  /** Windows open at that time of today; so many wait for it. */
  record Opening(Instant opens, int waiting) implements Advice {}

  /**
   * It is after closing, and people wait: windows go on, or the manager ends the day.
   *
   * @param manned windows that work
   */
  record Overtime(int waiting, int manned) implements Advice {}

  /**
   * Somebody waits for a queue that no window serves.
   *
   * @param windows that could, and are closed or away; none: change the queues of another
   */
  record Unmanned(QueueId queue, int waiting, List<WindowId> windows) implements Advice {
    public Unmanned {
      windows = List.copyOf(windows);
    }
  }

  /**
   * A queue's wait is too long.
   *
   * @param waitMillis of somebody who came now
   * @param windows to open, or to take back from a break: as many as are needed, or all there are
   * @param thenMillis what the wait would come to
   */
  record OpenWindows(QueueId queue, long waitMillis, List<WindowId> windows, long thenMillis)
      implements Advice {
    public OpenWindows {
      windows = List.copyOf(windows);
    }
  }

  /**
   * A queue's wait is too long, and all its windows work; these are idle.
   *
   * @param windows whose own queues have nobody waiting
   */
  record LendWindows(QueueId queue, long waitMillis, List<WindowId> windows, long thenMillis)
      implements Advice {
    public LendWindows {
      windows = List.copyOf(windows);
    }
  }

  /** A queue's wait is too long, and there is no window to help. */
  record TooFew(QueueId queue, long waitMillis) implements Advice {}

  /** Alarms that nobody has acknowledged. */
  record Alarms(int alarms) implements Advice {}

  /**
   * Nothing is to be done.
   *
   * @param waitMillis the longest of all queues
   */
  record Well(int waiting, long waitMillis) implements Advice {}
}
