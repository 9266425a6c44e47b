package org.yichuang.hall;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * When kiosks give numbers, in the hall's civil time, the same every day.
 *
 * @param spans in order, not overlapping; none means round the clock
 */
public record IssuingHours(List<Span> spans) {
  public static final IssuingHours ROUND_THE_CLOCK = new IssuingHours(List.of());

  public IssuingHours {
    spans = List.copyOf(spans);
    for (int i = 1; i < spans.size(); i++) {
      if (!spans.get(i - 1).to().isBefore(spans.get(i).from())) {
        throw new IllegalArgumentException(
            "expected opening hours in order without overlap, found " + spans);
      }
    }
  }

  /** From a time of day, inclusive, to another, exclusive. */
  public record Span(LocalTime from, LocalTime to) {
    public Span {
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

  /** Milliseconds of issuing time between two times of one day. */
  long openMillis(LocalTime from, LocalTime to) {
    if (spans.isEmpty()) {
      return Math.max(0, Duration.between(from, to).toMillis());
    }
    long millis = 0;
    for (Span span : spans) {
      LocalTime begin = span.from().isAfter(from) ? span.from() : from;
      LocalTime end = span.to().isBefore(to) ? span.to() : to;
      millis += Math.max(0, Duration.between(begin, end).toMillis());
    }
    return millis;
  }

  public boolean contains(LocalTime time) {
    return spans.isEmpty()
        || spans.stream().anyMatch(span -> !time.isBefore(span.from()) && time.isBefore(span.to()));
  }
}
