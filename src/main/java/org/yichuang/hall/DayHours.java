package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hours of one business day. Immutable.
 *
 * @param open of windows
 * @param issuing of kiosks
 */
record DayHours(ZoneId zone, List<Hours.Span> open, List<Hours.Span> issuing) {
  static DayHours of(HallConfig config, LocalDate day) {
    return new DayHours(
        config.zone(),
        List.copyOf(config.hours().open(day, config.zone())),
        List.copyOf(config.hours().issuing(day, config.zone())));
  }

  boolean issues(Instant at) {
    return issuing.stream().anyMatch(span -> span.contains(at));
  }

  /** How long the hall is open between two moments of the day. */
  long openMillis(Instant from, Instant to) {
    long millis = 0;
    for (Hours.Span span : open) {
      Instant begin = span.from().isAfter(from) ? span.from() : from;
      Instant end = span.to().isBefore(to) ? span.to() : to;
      millis += Math.max(0, Duration.between(begin, end).toMillis());
    }
    return millis;
  }

  /** When the hall has been open for so long since a moment of the day; empty: not on this day. */
  Optional<Instant> afterOpen(Instant from, long millis) {
    long left = millis;
    for (Hours.Span span : open) {
      Instant begin = span.from().isAfter(from) ? span.from() : from;
      long here = Duration.between(begin, span.to()).toMillis();
      if (here >= left) {
        return Optional.of(begin.plusMillis(left));
      }
      left -= Math.max(0, here);
    }
    return Optional.empty();
  }

  /** When the last opening of the day ends; empty on a day without one. */
  Optional<Instant> closing() {
    return open.isEmpty() ? Optional.empty() : Optional.of(open.getLast().to());
  }

  /** The issuing hours in words, in the hall's civil time. */
  String issuingWords() {
    return issuing.isEmpty()
        ? "none today"
        : issuing.stream()
            .map(span -> time(span.from()) + "-" + time(span.to()))
            .collect(Collectors.joining(", "));
  }

  /** When numbers are given next after a moment, as a remedy in the hall's civil time. */
  static String comeBack(HallConfig config, Instant after) {
    return config
        .hours()
        .nextIssuing(after, config.zone())
        .map(span -> span.from().atZone(config.zone()).toLocalDateTime().withNano(0))
        .map(from -> "come back on %s at %s".formatted(from.toLocalDate(), from.toLocalTime()))
        .orElse("no numbers are given within %d days; ask the hall".formatted(Hours.DAYS_AHEAD));
  }

  private String time(Instant at) {
    return at.atZone(zone).toLocalTime().withNano(0).toString();
  }
}
