package org.yichuang.deadlines;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yichuang.calendar.OpeningCalendar;

/** A hall's opening time since the start of a period, without what is uncounted. Immutable. */
final class OpeningTime {
  /** How far ahead an end is searched. */
  static final int MOST_DAYS = OpeningCalendar.HORIZON_DAYS;

  private final OpeningCalendar opening;
  private final Instant start;
  private final List<Uncounted> gaps;

  OpeningTime(OpeningCalendar opening, Period period) {
    this.opening = opening;
    start = period.start().at();
    List<Uncounted> ordered = new ArrayList<>(period.uncounted());
    ordered.sort(Comparator.comparing(gap -> gap.after().at()));
    gaps = List.copyOf(ordered);
  }

  /** The first moment by which so much has been counted; empty when none is near enough. */
  Optional<Instant> end(long seconds) {
    Duration left = Duration.ofSeconds(seconds);
    Instant from = start;
    for (Uncounted gap : gaps) {
      if (!gap.until().at().isAfter(from)) {
        continue;
      }
      if (gap.after().at().isAfter(from)) {
        Duration open = opening.openBetween(from, gap.after().at());
        if (left.compareTo(open) <= 0) {
          return opening.plusOpening(from, left);
        }
        left = left.minus(open);
      }
      from = gap.until().at();
    }
    return opening.plusOpening(from, left);
  }

  /** What is counted of one day, up to the end of the period. */
  Duration counted(LocalDate day, Instant end) {
    Instant from = later(start, opening.startOf(day));
    Instant to = earlier(end, opening.endOf(day));
    Duration counted = Duration.ZERO;
    for (Uncounted gap : gaps) {
      Instant gapEnd = earlier(gap.until().at(), to);
      if (gapEnd.isAfter(from)) {
        Instant gapStart = earlier(later(gap.after().at(), from), to);
        counted = counted.plus(opening.openBetween(from, gapStart));
        from = gapEnd;
      }
    }
    return from.isBefore(to) ? counted.plus(opening.openBetween(from, to)) : counted;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
