package org.yichuang.deadlines;

import java.time.Instant;

/**
 * Something of the clocks that falls due by itself unless it is met or replaced before. Immutable.
 *
 * @param name unique among what a case has armed: {@code statutory yellow}
 * @param version of the deadline; it is recorded at most once for each name and version
 * @param event what is recorded then
 */
public record DueClock(String name, int version, Instant at, ClockEvent event) {}
