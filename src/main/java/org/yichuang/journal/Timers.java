package org.yichuang.journal;

/** Timers of one event loop. Tasks run on that loop. */
public interface Timers {

  /** Runs the task once after the delay, unless cancelled before. */
  Timer after(long delayMillis, Runnable task);

  /** A timer that was set. */
  interface Timer {
    /** Without effect when it has run. */
    void cancel();
  }
}
