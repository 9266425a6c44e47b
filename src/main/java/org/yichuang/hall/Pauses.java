package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** The times of a business day when the hall stood still. Confined like the state it is part of. */
final class Pauses {

  /**
   * @param until null while it lasts
   * @param reason public; without personal data
   */
  record Pause(Instant since, @Nullable Instant until, String reason) {}

  private final List<Pause> pauses = new ArrayList<>();

  void clear() {
    pauses.clear();
  }

  void begin(Instant at, String reason) {
    if (now().isPresent()) {
      throw new IllegalStateException("paused twice, at " + at);
    }
    pauses.add(new Pause(at, null, reason));
  }

  /** Nothing when none lasts: a pause ends with the day, too. */
  void end(Instant at) {
    now()
        .ifPresent(
            pause -> pauses.set(pauses.size() - 1, new Pause(pause.since(), at, pause.reason())));
  }

  /** The pause that lasts. */
  Optional<Pause> now() {
    return pauses.isEmpty() || pauses.getLast().until() != null
        ? Optional.empty()
        : Optional.of(pauses.getLast());
  }

  List<Pause> all() {
    return List.copyOf(pauses);
  }

  /**
   * Whether the hall stood still then, from the minute in which the pause began to its last moment:
   * paper says minutes.
   */
  boolean include(Instant at) {
    return pauses.stream()
        .anyMatch(
            pause -> {
              Instant until = pause.until();
              return !at.isBefore(pause.since().truncatedTo(ChronoUnit.MINUTES))
                  && (until == null || !at.isAfter(until));
            });
  }

  /** Milliseconds between two moments in which the hall did not stand still. */
  long runningMillis(Instant from, Instant to) {
    return less(from, to, (a, b) -> Duration.between(a, b).toMillis());
  }

  /** A length between two moments, less the same length of each pause between them. */
  long less(Instant from, Instant to, ToLongBiFunction<Instant, Instant> length) {
    long millis = length.applyAsLong(from, to);
    for (Pause pause : pauses) {
      Instant until = pause.until();
      Instant begin = pause.since().isAfter(from) ? pause.since() : from;
      Instant end = until != null && until.isBefore(to) ? until : to;
      if (begin.isBefore(end)) {
        millis -= length.applyAsLong(begin, end);
      }
    }
    return millis;
  }
}
