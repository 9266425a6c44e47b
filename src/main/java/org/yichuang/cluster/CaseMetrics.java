package org.yichuang.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yichuang.cases.CaseEvent;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseRow;

/** How late deadlines are recorded, and what happens to cases. Any thread. */
public final class CaseMetrics implements CasePorts.Watch {
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final Timer lateness;
  private final Map<String, Counter> events = new ConcurrentHashMap<>();
  private final Map<HallId, Integer> passedOver = new ConcurrentHashMap<>();

  public CaseMetrics(MeterRegistry metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
    lateness =
        Timer.builder("yichuang.deadlines.lateness")
            .description("From the moment something fell due in a case until it is in the journal")
            .serviceLevelObjectives(
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5))
            .register(metrics);
    Gauge.builder("yichuang.cases.passed.over", this::allPassedOver)
        .description("Open cases here that cannot be followed, and keep dates of an old calendar")
        .register(metrics);
  }

  private int allPassedOver() {
    return passedOver.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void passedOver(HallId hall, int cases) {
    passedOver.put(hall, cases);
  }

  @Override
  public void recorded(CaseRow row) {
    events.computeIfAbsent(row.type(), this::counter).increment();
    dueAt(row.recorded().event())
        .forEach(due -> lateness.record(Duration.between(due, later(due))));
  }

  private Instant later(Instant due) {
    Instant now = clock.instant();
    return now.isBefore(due) ? due : now;
  }

  private Counter counter(String type) {
    return Counter.builder("yichuang.cases.events")
        .description("Events of cases that are in the journal")
        .tag("type", type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
        .register(metrics);
  }

  /** When the event fell due by itself; nothing for what somebody did. */
  private static List<Instant> dueAt(CaseEvent event) {
    return switch (event) {
      case CaseEvent.DeadlineReached reached ->
          reached.clocks().stream().map(CaseMetrics::dueAt).flatMap(List::stream).toList();
      case CaseEvent.CollectionReminded reminded -> List.of(reminded.at());
      case CaseEvent.CaseClosedUncorrected closed -> List.of(closed.at());
      default -> List.of();
    };
  }

  private static List<Instant> dueAt(ClockEvent event) {
    return switch (event) {
      case ClockEvent.AlarmRaised alarm -> List.of(alarm.at());
      case ClockEvent.FellSilent silent -> List.of(silent.at());
      case ClockEvent.ResumptionExpected expected -> List.of(expected.at());
      case ClockEvent.RanOn ranOn -> List.of(ranOn.at());
      default -> List.of();
    };
  }
}
