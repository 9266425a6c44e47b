package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hours of one business day. Immutable.
 *
 * @param open of windows
 * @param issuing of kiosks
 * @param lastMinute in which a day ends by itself at the latest
 * @param midnight the first instant of the next day
 */
record DayHours(
    ZoneId zone,
    List<Hours.Span> open,
    List<Hours.Span> issuing,
    Instant lastMinute,
    Instant midnight) {
  /** A day ends by itself at this civil time at the latest. */
  private static final LocalTime LATEST = LocalTime.of(23, 59);

  static DayHours of(HallConfig config, LocalDate day) {
    ZoneId zone = config.zone();
    Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
    return new DayHours(
        zone,
        List.copyOf(config.hours().open(day, zone)),
        List.copyOf(config.hours().issuing(day, zone)),
        lastMinute(day, zone, midnight),
        midnight);
  }

  /** Where clocks are put back over it, the second 23:59; where they leave it out, 60 s early. */
  private static Instant lastMinute(LocalDate day, ZoneId zone, Instant midnight) {
    Instant latest = day.atTime(LATEST).atZone(zone).withLaterOffsetAtOverlap().toInstant();
    return latest.isBefore(midnight) ? latest : midnight.minus(Duration.ofMinutes(1));
  }

  boolean issues(Instant at) {
    return contain(issuing, at);
  }

  /** Whether the windows open later on the day, and are closed now. */
  boolean isBeforeOpening(Instant at) {
    return !open.isEmpty() && at.isBefore(open.getLast().from()) && !contain(open, at);
  }

  boolean isOpen(Instant at) {
    return contain(open, at);
  }

  /** The next opening of the day. */
  Optional<Instant> nextOpening(Instant at) {
    return open.stream().map(Hours.Span::from).filter(at::isBefore).findFirst();
  }

  private static boolean contain(List<Hours.Span> spans, Instant at) {
    for (Hours.Span span : spans) {
      if (span.contains(at)) {
        return true;
      }
    }
    return false;
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
