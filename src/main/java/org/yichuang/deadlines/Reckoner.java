package org.yichuang.deadlines;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yichuang.deadlines.Derivation.AppliedRule;

/** Reckons the deadlines of a case's clocks from its state. Immutable; any thread. */
final class Reckoner {
  private final Calendars calendars;
  private final Reckoning reckoning;
  private final AlarmTimes alarms;

  Reckoner(Calendars calendars) {
    this.calendars = calendars;
    reckoning = new Reckoning(calendars);
    alarms = new AlarmTimes(calendars);
  }

  /** What there is to reckon of a clock, before it has a deadline too. */
  record Run(ClockId id, Clock.Terms terms, Dated start, int extended) {
    static Run of(Clock clock) {
      return new Run(clock.id(), clock.terms(), clock.start(), clock.extended());
    }
  }

  /** An end, and when to warn of it. */
  private record Found(Derivation end, List<Alarm> alarms) {}

  /** As it stands: a suspension that goes on is taken to last as long as it may. */
  Derivation why(CaseClocks state, Clock clock) {
    return found(state, Run.of(clock), stop -> stop.uncounted(calendars.zone())).end();
  }

  /** As it would be if every suspension ended when it is expected to. */
  Derivation expected(CaseClocks state, Clock clock) {
    return found(state, Run.of(clock), stop -> stop.expected(calendars.zone())).end();
  }

  Deadline deadline(CaseClocks state, Run clock, int version) {
    Found found = found(state, clock, stop -> stop.uncounted(calendars.zone()));
    Derivation end = found.end();
    return new Deadline(
        version, end.date(), end.at(), end.over(), end.provisional(), found.alarms());
  }

  /** What differs from the deadlines of the running clocks as they stand. */
  List<DeadlineChange> changes(CaseClocks state) {
    List<DeadlineChange> changes = new ArrayList<>();
    for (Clock clock : state.running()) {
      Deadline before = clock.deadline();
      Deadline same = deadline(state, Run.of(clock), before.version());
      if (!same.sameTimes(before)) {
        changes.add(
            new DeadlineChange(
                clock.id(), before, deadline(state, Run.of(clock), before.version() + 1)));
      } else if (same.provisional() != before.provisional()) {
        changes.add(new DeadlineChange(clock.id(), before, same));
      }
    }
    return changes;
  }

  /** The last day of so many after that day, whatever day it is. */
  LocalDate lastDay(LocalDate from, Limit limit) {
    return switch (limit.unit()) {
      case WORKING_DAY -> calendars.workingDayAfter(from, limit.amount());
      case CALENDAR_DAY -> from.plusDays(limit.amount());
      case MONTH -> from.plusMonths(limit.amount());
      case HALF_WORKING_DAY, MINUTE ->
          throw new IllegalArgumentException("expected days or months, found " + limit);
    };
  }

  private Found found(CaseClocks state, Run clock, Function<Suspension, Uncounted> lasting) {
    return switch (clock.terms()) {
      case Clock.Terms.Until until -> {
        Derivation end = reckoning.given(until.law(), LegalRule.LICENCE_EXPIRY, until.date());
        yield new Found(end, alarms.ofGiven(end));
      }
      case Clock.Terms.Counted counted -> {
        List<Uncounted> uncounted =
            state.suspensions().stream()
                .filter(stop -> stop.stops(clock.id()))
                .map(lasting)
                .toList();
        Found own = found(counted, basis(clock.id().kind()), clock, clock.extended(), uncounted);
        yield statutory(state, clock)
            .map(limit -> found(limit, LegalRule.LIMIT, clock, 0, uncounted))
            .filter(law -> law.end().over().isBefore(own.end().over()))
            .map(law -> neverLonger(law, counted))
            .orElse(own);
      }
    };
  }

  private Found found(
      Clock.Terms.Counted terms,
      LegalRule basis,
      Run clock,
      int extended,
      List<Uncounted> uncounted) {
    Period period =
        new Period(terms.law(), basis, terms.limit(), extended, clock.start(), uncounted);
    Derivation end = reckoning.of(period);
    return new Found(end, alarms.of(period, end));
  }

  /** What a promise may not exceed: the statutory limit, no extension granted. */
  private static Optional<Clock.Terms.Counted> statutory(CaseClocks state, Run clock) {
    return clock.id().kind() == ClockKind.PROMISED
        ? state
            .clock(new ClockId(ClockKind.STATUTORY, "", clock.id().branch()))
            .filter(other -> other.start().equals(clock.start()))
            .map(Clock::terms)
            .filter(Clock.Terms.Counted.class::isInstance)
            .map(Clock.Terms.Counted.class::cast)
        : Optional.empty();
  }

  private static Found neverLonger(Found law, Clock.Terms.Counted promise) {
    Derivation end = law.end();
    List<AppliedRule> rules = new ArrayList<>(end.rules());
    rules.add(
        new AppliedRule(
            LegalRule.PROMISE_NEVER_LONGER,
            promise.law().article(LegalRule.PROMISE_NEVER_LONGER),
            promise.limit().toString()));
    return new Found(
        new Derivation(end.date(), end.at(), end.over(), end.provisional(), end.days(), rules),
        law.alarms());
  }

  private static LegalRule basis(ClockKind kind) {
    return switch (kind) {
      case STATUTORY -> LegalRule.LIMIT;
      case PROMISED -> LegalRule.PROMISE;
      case STEP -> LegalRule.STEP;
      case ACCEPTANCE -> LegalRule.ACCEPTANCE_WINDOW;
      case DELIVERY -> LegalRule.DELIVERY;
      case RENEWAL -> LegalRule.LICENCE_EXPIRY;
    };
  }
}
