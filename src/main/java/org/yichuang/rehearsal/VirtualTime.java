package org.yichuang.rehearsal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.yichuang.journal.Timers;

/**
 * A clock that jumps to the next timer. Single-threaded; timers due at one instant run in the order
 * in which they were set.
 */
public final class VirtualTime implements Timers, InstantSource {
  private static final class Entry {
    final long atMillis;
    final long order;
    final Runnable task;
    boolean cancelled;

    Entry(long atMillis, long order, Runnable task) {
      this.atMillis = atMillis;
      this.order = order;
      this.task = task;
    }
  }

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.<Entry>comparingLong(entry -> entry.atMillis)
              .thenComparingLong(entry -> entry.order));
  private long nowMillis;
  private long set;

  public VirtualTime(Instant start) {
    nowMillis = start.toEpochMilli();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMillis);
  }

  @Override
  public Timer after(long delayMillis, Runnable task) {
    Entry entry = new Entry(nowMillis + Math.max(0, delayMillis), set++, task);
    entries.add(entry);
    return () -> entry.cancelled = true;
  }

  /** Runs the next timer; false when there is none. */
  public boolean step() {
    Entry next = entries.poll();
    if (next == null) {
      return false;
    }
    if (!next.cancelled) {
      nowMillis = Math.max(nowMillis, next.atMillis);
      next.task.run();
    }
    return true;
  }
}
