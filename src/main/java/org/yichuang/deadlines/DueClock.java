package org.yichuang.deadlines;

import java.time.Instant;

/**
 * Something of the clocks that falls due by itself unless it is met or replaced before. Immutable.
 *
 * @param of the clock, or the ground of the suspension
 * @param what becomes of it
 * @param version of the deadline; it is recorded at most once for each name and version
 * @param event what is recorded then
 */
public record DueClock(Object of, String what, int version, Instant at, ClockEvent event) {

  /** Unique among what a case has armed: {@code statutory yellow}. */
  public String name() {
    return of + " " + what;
  }
}
