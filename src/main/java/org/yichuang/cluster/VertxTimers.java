package org.yichuang.cluster;

import io.vertx.core.Vertx;
import org.yichuang.journal.Timers;

/** Timers of the event loop they are set on. */
public final class VertxTimers implements Timers {
  private final Vertx vertx;

  public VertxTimers(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Timer after(long delayMillis, Runnable task) {
    long id = vertx.setTimer(Math.max(1, delayMillis), unused -> task.run());
    return () -> vertx.cancelTimer(id);
  }
}
