package org.yichuang.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockKind;
import org.yichuang.deadlines.ClockRules;
import org.yichuang.deadlines.Dated;
import org.yichuang.deadlines.DueClock;

/** What falls due in a case by itself. Immutable; any thread. */
final class CaseDeadlines {
  private final Calendars calendars;
  private final ClockRules rules;

  CaseDeadlines(Calendars calendars, ClockRules rules) {
    this.calendars = calendars;
    this.rules = rules;
  }

  /** In the order of time; of one moment, clocks before what follows from them. */
  List<ArmedDeadline> armed(CaseState state) {
    List<ArmedDeadline> armed = new ArrayList<>();
    for (DueClock due : rules.pending(state.clocks())) {
      armed.add(new ArmedDeadline(due.name(), due.version(), due.at()));
    }
    own(state).ifPresent(armed::add);
    armed.sort(Comparator.comparing(ArmedDeadline::at));
    return armed;
  }

  /** The case's own, of which there is one at a time. */
  private static Optional<ArmedDeadline> own(CaseState state) {
    return switch (state.phase()) {
      case SUBMITTED ->
          Optional.of(new ArmedDeadline("receipt", 1, state.registered().facts().countedFrom()));
      case NOTICE_GIVEN ->
          state
              .intake()
              .notice()
              .flatMap(
                  notice ->
                      Optional.ofNullable(notice.closesAt())
                          .map(at -> new ArmedDeadline("notice", notice.version(), at)));
      case ISSUED -> reminder(state.handing());
      case UNREGISTERED,
          RECEIVED,
          ACCEPTED,
          DECLINED,
          CLOSED_UNCORRECTED,
          DECIDED,
          DELIVERED,
          ARCHIVED,
          WITHDRAWN,
          TERMINATED ->
          Optional.empty();
    };
  }

  private static Optional<ArmedDeadline> reminder(Handing handing) {
    int next = handing.reminded();
    return next < handing.reminders().size()
        ? Optional.of(
            new ArmedDeadline(
                "reminder " + Handing.REMINDER_DAYS.get(next),
                handing.round(),
                handing.reminders().get(next)))
        : Optional.empty();
  }

  Optional<Instant> next(CaseState state) {
    Optional<Instant> clock = rules.nextDue(state.clocks());
    Optional<Instant> own = own(state).map(ArmedDeadline::at);
    return clock.isPresent() && own.filter(clock.get()::isAfter).isEmpty() ? clock : own;
  }

  /** The first thing that fell due, and what follows from it at once. */
  List<CaseEvent> due(CaseState state, Instant at) {
    Optional<DueClock> clock =
        rules.pending(state.clocks()).stream().min(Comparator.comparing(DueClock::at));
    Optional<ArmedDeadline> own = own(state);
    boolean ownFirst =
        own.isPresent() && (clock.isEmpty() || own.get().at().isBefore(clock.get().at()));
    if (ownFirst) {
      return own.get().at().isAfter(at) ? List.of() : own(state, own.get());
    }
    return clock
        .filter(due -> !due.at().isAfter(at))
        .map(due -> reached(state, due.event()))
        .orElse(List.of());
  }

  private List<CaseEvent> own(CaseState state, ArmedDeadline due) {
    return switch (state.phase()) {
      case SUBMITTED -> List.of(received(state, due.at()));
      case NOTICE_GIVEN ->
          List.of(
              new CaseEvent.CaseClosedUncorrected(
                  state.intake().notice().orElseThrow().answerBy(), due.at()));
      case ISSUED -> {
        Handing handing = state.handing();
        yield List.of(
            new CaseEvent.CollectionReminded(
                handing.round(), Handing.REMINDER_DAYS.get(handing.reminded()), due.at()));
      }
      case UNREGISTERED,
          RECEIVED,
          ACCEPTED,
          DECLINED,
          CLOSED_UNCORRECTED,
          DECIDED,
          DELIVERED,
          ARCHIVED,
          WITHDRAWN,
          TERMINATED ->
          throw new IllegalStateException("nothing of its own falls due in " + state.phase());
    };
  }

  private CaseEvent received(CaseState state, Instant at) {
    Dated counted = state.registered().facts().counted();
    Occasion on = occasion(state, at);
    return new CaseEvent.CaseReceived(
        counted, IntakeRules.receiving(on.script(), on, state, counted).events());
  }

  private Occasion occasion(CaseState state, Instant at) {
    return new Occasion(state, Author.SYSTEM, at, calendars, rules);
  }

  private List<CaseEvent> reached(CaseState state, ClockEvent event) {
    CaseEvent reached = new CaseEvent.DeadlineReached(List.of(event));
    return event instanceof ClockEvent.FellSilent silent
        ? List.of(reached, silence(state, silent))
        : List.of(reached);
  }

  /** What an agency's silence means. */
  private CaseEvent silence(CaseState state, ClockEvent.FellSilent silent) {
    Occasion on = occasion(state, silent.at());
    ClockScript after = new ClockScript(state.clocks().apply(silent));
    return switch (silent.effect()) {
      case ACCEPTED -> Acceptance.deemed(state, after, rules, on.now());
      case RENEWAL_GRANTED -> {
        Clock renewal = state.clocks().clock(ClockId.of(ClockKind.RENEWAL)).orElseThrow();
        after.then(clocks -> rules.endAll(clocks, on.now()));
        DecisionRules.delivering(after, on, Result.APPROVED, on.now());
        yield new CaseEvent.RenewalGranted(renewal.deadline().date(), after.events());
      }
    };
  }
}
