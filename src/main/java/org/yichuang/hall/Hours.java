package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** When a hall is open and when it gives numbers, day by day. Immutable; any thread. */
public interface Hours {

  /** When windows are open on the day, in order, not overlapping; none when the hall is closed. */
  List<Span> open(LocalDate day, ZoneId zone);

  /**
   * When kiosks give numbers on the day: they may begin before the windows and end before them (取号
   * 截止).
   */
  List<Span> issuing(LocalDate day, ZoneId zone);

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
