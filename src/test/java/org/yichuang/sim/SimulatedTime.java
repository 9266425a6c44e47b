package org.yichuang.sim;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongUnaryOperator;
import org.yichuang.journal.Timers;

/** The true time of a simulation, and the queue of what happens next. */
final class SimulatedTime {
  private static final class Task {
    final long at;
    final long order;
    final Runnable action;
    boolean cancelled;

    Task(long at, long order, Runnable action) {
      this.at = at;
      this.order = order;
      this.action = action;
    }
  }

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(task -> task.at).thenComparingLong(task -> task.order));
  private long now;
  private long scheduled;

  SimulatedTime(long startMillis) {
    now = startMillis;
  }

  /** Milliseconds since the epoch. */
  long now() {
    return now;
  }

  Timers.Timer after(long delayMillis, Runnable action) {
    Task task = new Task(now + Math.max(0, delayMillis), scheduled++, action);
    tasks.add(task);
    return () -> task.cancelled = true;
  }

  /** Runs what is due up to that moment, and lets the time be it. */
  void runUntil(long untilMillis) {
    while (!tasks.isEmpty() && tasks.peek().at <= untilMillis) {
      Task next = tasks.remove();
      now = next.at;
      if (!next.cancelled) {
        next.action.run();
      }
    }
    now = untilMillis;
  }

  /** What one start of one node sees of the time. Its timers end with it. */
  final class NodeTime implements InstantSource, Timers {
    long skewMillis;

    /** Until then its one thread stands still. */
    long stalledUntil;

    private final LongUnaryOperator lateness;
    private boolean ended;

    /**
     * @param lateness by how much a timer of that many milliseconds is late
     */
    NodeTime(long skewMillis, LongUnaryOperator lateness) {
      this.skewMillis = skewMillis;
      this.lateness = lateness;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now + skewMillis);
    }

    @Override
    public Timer after(long delayMillis, Runnable task) {
      boolean[] cancelled = {false};
      Timer timer =
          SimulatedTime.this.after(
              delayMillis + lateness.applyAsLong(delayMillis),
              () ->
                  run(
                      () -> {
                        if (!cancelled[0]) {
                          task.run();
                        }
                      }));
      return () -> {
        cancelled[0] = true;
        timer.cancel();
      };
    }

    /** Runs it on the node's one thread, as soon as that goes on; never when the node has ended. */
    void run(Runnable task) {
      if (ended) {
        return;
      }
      if (now < stalledUntil) {
        SimulatedTime.this.after(stalledUntil - now, () -> run(task));
      } else {
        task.run();
      }
    }

    void end() {
      ended = true;
    }
  }
}
