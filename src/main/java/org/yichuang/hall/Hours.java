package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** When a hall is open and when it gives numbers, day by day. Immutable; any thread. */
public interface Hours {

  /** When windows are open on the day, in order, not overlapping; none when the hall is closed. */
  List<Span> open(LocalDate day, ZoneId zone);

  /**
   * When kiosks give numbers on the day: they may begin before the windows and end before them (取号
   * 截止).
   */
  List<Span> issuing(LocalDate day, ZoneId zone);

  /** So many days ahead is told when numbers are given again. */
  int DAYS_AHEAD = 30;

  /**
   * The first span of windows that begins after a moment; empty when none does within {@value
   * #DAYS_AHEAD} days.
   */
  default Optional<Span> nextOpen(Instant after, ZoneId zone) {
    return next(after, zone, day -> open(day, zone));
  }

  /**
   * The first span of kiosks that begins after a moment; empty when none does within {@value
   * #DAYS_AHEAD} days.
   */
  default Optional<Span> nextIssuing(Instant after, ZoneId zone) {
    return next(after, zone, day -> issuing(day, zone));
  }

  private static Optional<Span> next(
      Instant after, ZoneId zone, Function<LocalDate, List<Span>> spans) {
    LocalDate first = after.atZone(zone).toLocalDate();
    return first
        .datesUntil(first.plusDays(DAYS_AHEAD + 1))
        .flatMap(day -> spans.apply(day).stream())
        .filter(span -> span.from().isAfter(after))
        .findFirst();
  }

  /** From a moment, inclusive, to another, exclusive. */
  record Span(Instant from, Instant to) {
    public Span {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("expected a beginning before its end, found " + from);
      }
    }

    public boolean contains(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }
}
