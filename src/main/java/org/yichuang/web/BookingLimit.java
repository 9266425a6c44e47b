package org.yichuang.web;

import java.time.InstantSource;

/** How often anybody may book without an account, all together. Confined to one event loop. */
final class BookingLimit {
  private static final long SPAN_MILLIS = 60_000;

  private final InstantSource clock;
  private final int most;
  private long since;
  private int count;

  /**
   * @param most within a minute
   */
  BookingLimit(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
    since = clock.millis();
  }

  /** Whether one more may try. */
  boolean admits() {
    long now = clock.millis();
    if (now - since >= SPAN_MILLIS || now < since) {
      since = now;
      count = 0;
    }
    return ++count <= most;
  }
}
