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

  List<ClockEvent> due(CaseClocks state, Instant at) {
    return pending(state).stream()
        .filter(pending -> !pending.at().isAfter(at))
        .sorted(Comparator.comparing(DueClock::at))
        .map(DueClock::event)
        .toList();
  }

  Optional<Instant> next(CaseClocks state) {
    return pending(state).stream().map(DueClock::at).min(Comparator.naturalOrder());
  }

  List<DueClock> pending(CaseClocks state) {
    List<DueClock> pending = new ArrayList<>();
    state.running().forEach(clock -> alarms(state, clock, pending));
    state.running().forEach(clock -> silence(clock, pending));
    state.suspensions().stream()
        .filter(Suspension::isOpen)
        .filter(stop -> state.running().stream().anyMatch(clock -> stop.stops(clock.id())))
        .forEach(stop -> suspension(state, stop, pending));
    return pending;
  }

  private static void alarms(CaseClocks state, Clock clock, List<DueClock> pending) {
    boolean stopped = state.isStopped(clock.id());
    for (Alarm alarm : clock.deadline().alarms()) {
      boolean waits = stopped && alarm.level() == AlarmLevel.YELLOW;
      if (!waits && !clock.raised().contains(alarm.level())) {
        pending.add(
            new DueClock(
                clock.id(),
                alarm.level().word(),
                clock.deadline().version(),
                alarm.at(),
                new ClockEvent.AlarmRaised(
                    clock.id(), clock.deadline().version(), alarm.level(), alarm.at())));
      }
    }
  }

  private static void silence(Clock clock, List<DueClock> pending) {
    effect(clock.id().kind())
        .filter(effect -> clock.terms().law().silence().contains(effect) && !clock.silent())
        .ifPresent(
            effect ->
                pending.add(
                    new DueClock(
                        clock.id(),
                        "silence",
                        clock.deadline().version(),
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

  private void suspension(CaseClocks state, Suspension stop, List<DueClock> pending) {
    String name = stop.ground() + (stop.branch().isEmpty() ? "" : "@" + stop.branch());
    int version =
        (int)
            state.suspensions().stream()
                .filter(other -> other.is(stop.ground(), stop.branch()))
                .count();
    Instant expected = calendars.closing(stop.expectedEnd());
    if (!stop.reminded()) {
      pending.add(
          new DueClock(
              name,
              "expected",
              version,
              expected,
              new ClockEvent.ResumptionExpected(stop.ground(), stop.branch(), expected)));
    }
    Instant over = calendars.opening().endOf(stop.latestEnd());
    pending.add(
        new DueClock(
            name, "over", version, over, new ClockEvent.RanOn(stop.ground(), stop.branch(), over)));
  }
}
