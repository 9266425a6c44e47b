package org.yichuang.deadlines;

import java.time.Instant;

/** When an alarm of a deadline is due, unless the deadline is met or changes before. */
public record Alarm(AlarmLevel level, Instant at) {}
