package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * The same hours every day, in the hall's civil time, for windows and kiosks alike.
 *
 * @param times in order, not overlapping; none means round the clock
 */
public record DailyHours(List<Times> times) implements Hours {
  public static final DailyHours ROUND_THE_CLOCK = new DailyHours(List.of());

  public DailyHours {
    times = List.copyOf(times);
    for (int i = 1; i < times.size(); i++) {
      if (!times.get(i - 1).to().isBefore(times.get(i).from())) {
        throw new IllegalArgumentException(
            "expected opening hours in order without overlap, found " + times);
      }
    }
  }

  /** From a time of day, inclusive, to another, exclusive. */
  public record Times(LocalTime from, LocalTime to) {
    public Times {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "expected an opening before its closing, found " + from + "-" + to);
      }
    }

    @Override
    public String toString() {
      return from + "-" + to;
    }
  }

  @Override
  public List<Span> open(LocalDate day, ZoneId zone) {
    if (times.isEmpty()) {
      return List.of(
          new Span(
              day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant()));
    }
    return times.stream()
        .filter(time -> moment(day, time.from(), zone).isBefore(moment(day, time.to(), zone)))
        .map(time -> new Span(moment(day, time.from(), zone), moment(day, time.to(), zone)))
        .toList();
  }

  private static Instant moment(LocalDate day, LocalTime time, ZoneId zone) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  @Override
  public List<Span> issuing(LocalDate day, ZoneId zone) {
    return open(day, zone);
  }
}
