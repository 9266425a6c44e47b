package org.yichuang.deadlines;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What falls due by itself. Immutable; any thread. While a clock stands still its yellow alarm
 * waits; the suspension has alarms of its own.
 */
final class DueRules {
  private final Calendars calendars;

  DueRules(Calendars calendars) {
    this.calendars = calendars;
  }

  private record Pending(Instant at, ClockEvent event) {}

  List<ClockEvent> due(CaseClocks state, Instant at) {
    return pending(state).stream()
        .filter(pending -> !pending.at().isAfter(at))
        .sorted(Comparator.comparing(Pending::at))
        .map(Pending::event)
        .toList();
  }

  Optional<Instant> next(CaseClocks state) {
    return pending(state).stream().map(Pending::at).min(Comparator.naturalOrder());
  }

  private List<Pending> pending(CaseClocks state) {
    List<Pending> pending = new ArrayList<>();
    state.running().forEach(clock -> alarms(state, clock, pending));
    state.running().forEach(clock -> silence(clock, pending));
    state.suspensions().stream()
        .filter(Suspension::isOpen)
        .filter(stop -> state.running().stream().anyMatch(clock -> stop.stops(clock.id())))
        .forEach(stop -> suspension(stop, pending));
    return pending;
  }

  private static void alarms(CaseClocks state, Clock clock, List<Pending> pending) {
    boolean stopped = state.isStopped(clock.id());
    for (Alarm alarm : clock.deadline().alarms()) {
      boolean waits = stopped && alarm.level() == AlarmLevel.YELLOW;
      if (!waits && !clock.raised().contains(alarm.level())) {
        pending.add(
            new Pending(
                alarm.at(),
                new ClockEvent.AlarmRaised(
                    clock.id(), clock.deadline().version(), alarm.level(), alarm.at())));
      }
    }
  }

  private static void silence(Clock clock, List<Pending> pending) {
    effect(clock.id().kind())
        .filter(effect -> clock.terms().law().silence().contains(effect) && !clock.silent())
        .ifPresent(
            effect ->
                pending.add(
                    new Pending(
                        clock.deadline().over(),
                        new ClockEvent.FellSilent(
                            clock.id(),
                            clock.deadline().version(),
                            effect,
                            clock.deadline().over()))));
  }

  private static Optional<Silence> effect(ClockKind kind) {
    return switch (kind) {
      case ACCEPTANCE -> Optional.of(Silence.ACCEPTED);
      case RENEWAL -> Optional.of(Silence.RENEWAL_GRANTED);
      case STATUTORY, PROMISED, STEP, DELIVERY -> Optional.empty();
    };
  }

  private void suspension(Suspension stop, List<Pending> pending) {
    Instant expected = calendars.closing(stop.expectedEnd());
    if (!stop.reminded()) {
      pending.add(
          new Pending(
              expected, new ClockEvent.ResumptionExpected(stop.ground(), stop.branch(), expected)));
    }
    Instant over = calendars.opening().endOf(stop.latestEnd());
    pending.add(new Pending(over, new ClockEvent.RanOn(stop.ground(), stop.branch(), over)));
  }
}
