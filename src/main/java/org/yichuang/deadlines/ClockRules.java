package org.yichuang.deadlines;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to the clocks of a case, and what follows from it. A pure function of state, wish
 * and calendars; immutable, any thread. Its events are applied to {@link CaseClocks}; a wish that
 * the law does not allow is answered with a refusal, a wish that makes no sense with an exception.
 *
 * <p>Time catches up first: before a wish of some moment the events of {@link #due} at that moment
 * are applied, and again until there are none.
 */
public final class ClockRules {
  private final Reckoner reckoner;
  private final SuspensionRules suspensions;
  private final DueRules due;

  public ClockRules(Calendars calendars) {
    reckoner = new Reckoner(calendars);
    suspensions = new SuspensionRules(reckoner);
    due = new DueRules(calendars);
  }

  /**
   * An application was received: the acceptance window opens, and what runs from receipt starts.
   *
   * @param received the day it counts from, see {@link Receipt}
   * @param licenceExpires the last day of the licence to be renewed; null when it is no renewal
   */
  public ClockOutcome receive(
      CaseClocks state, CaseTerms terms, Dated received, @Nullable LocalDate licenceExpires) {
    if (licenceExpires != null && licenceExpires.isBefore(received.date())) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.TOO_LATE,
          "a licence that has not expired",
          "it expired on " + licenceExpires,
          "apply for a new licence");
    }
    ClockLaw law = terms.law();
    Starting starting = new Starting(state, received);
    if (law.acceptanceWorkingDays() > 0) {
      starting.clock(
          ClockId.of(ClockKind.ACCEPTANCE),
          new Clock.Terms.Counted(
              law, new Limit(law.acceptanceWorkingDays(), LimitUnit.WORKING_DAY, 0)));
    }
    if (licenceExpires != null && law.silence().contains(Silence.RENEWAL_GRANTED)) {
      starting.clock(ClockId.of(ClockKind.RENEWAL), new Clock.Terms.Until(law, licenceExpires));
    }
    if (law.start() == StartEvent.RECEIPT) {
      starting.periods(terms);
    }
    return starting.outcome();
  }

  /** The case was accepted: the window closes, and what runs from acceptance starts. */
  public ClockOutcome accept(CaseClocks state, CaseTerms terms, Dated accepted) {
    return accept(state, terms, accepted, accepted);
  }

  /**
   * The window passed in silence: the case counts as accepted from the day of receipt (行政许可法 art.
   * 32).
   *
   * @param found when that was found
   */
  public ClockOutcome deemAccepted(CaseClocks state, CaseTerms terms, Dated found) {
    Optional<Clock> window = state.running(ClockId.of(ClockKind.ACCEPTANCE));
    if (window.isEmpty() || !window.get().silent()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.NO_SILENCE,
          "an acceptance window that passed in silence",
          window.map(clock -> "it runs until " + clock.deadline().date()).orElse("no window runs"),
          "accept, refuse or give notice");
    }
    return accept(state, terms, window.get().start(), found);
  }

  private ClockOutcome accept(CaseClocks state, CaseTerms terms, Dated start, Dated found) {
    Optional<Clock> window = state.running(ClockId.of(ClockKind.ACCEPTANCE));
    Optional<ClockOutcome> early = window.flatMap(open -> beforeStart(open, start));
    if (early.isPresent()) {
      return early.get();
    }
    Starting starting = new Starting(state, start);
    window.ifPresent(open -> starting.happened(ended(open, found)));
    if (terms.law().start() == StartEvent.ACCEPTANCE) {
      starting.periods(terms);
    }
    return starting.outcome();
  }

  /** A step of the process begins. */
  public ClockOutcome startStep(
      CaseClocks state, ClockLaw law, ClockId step, Limit limit, Dated from) {
    if (step.kind() != ClockKind.STEP) {
      throw new IllegalArgumentException("expected a step's clock, found " + step);
    }
    Starting starting = new Starting(state, from);
    starting.clock(step, new Clock.Terms.Counted(law, limit));
    return starting.outcome();
  }

  /** A branch of a joint case begins: what must come first is decided. */
  public ClockOutcome startBranch(
      CaseClocks state, String branch, ClockLaw law, Limit statutory, Dated from) {
    Starting starting = new Starting(state, from);
    starting.clock(
        ClockId.of(ClockKind.STATUTORY).in(branch), new Clock.Terms.Counted(law, statutory));
    return starting.outcome();
  }

  /** A licence was approved: it is issued and delivered within ten working days (art. 44). */
  public ClockOutcome startDelivery(CaseClocks state, ClockLaw law, Dated decided) {
    Starting starting = new Starting(state, decided);
    if (law.licence()) {
      starting.clock(
          ClockId.of(ClockKind.DELIVERY),
          new Clock.Terms.Counted(
              law, new Limit(ClockLaw.DELIVERY_WORKING_DAYS, LimitUnit.WORKING_DAY, 0)));
    }
    return starting.outcome();
  }

  /** What the clock measures was done: decided, delivered, the step completed. */
  public ClockOutcome end(CaseClocks state, ClockId id, Dated when) {
    Optional<Clock> clock = state.running(id);
    if (clock.isEmpty()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.CLOCK_DOES_NOT_RUN,
          "a running clock " + id,
          state
              .clock(id)
              .flatMap(Clock::ended)
              .map(ended -> "it ended on " + ended.date())
              .orElse("it has not started"),
          "look at the clocks of the case");
    }
    return beforeStart(clock.get(), when)
        .orElseGet(() -> ClockOutcome.changed(List.of(ended(clock.get(), when))));
  }

  /** The case was decided, withdrawn or terminated: all that runs ends. */
  public ClockOutcome endAll(CaseClocks state, Dated when) {
    List<ClockEvent> events = new ArrayList<>();
    for (Clock clock : state.running()) {
      Optional<ClockOutcome> refused = beforeStart(clock, when);
      if (refused.isPresent()) {
        return refused.get();
      }
      events.add(ended(clock, when));
    }
    return ClockOutcome.changed(events);
  }

  /** See {@link SuspensionRules#suspend}. */
  public ClockOutcome suspend(
      CaseClocks state, String ground, String branch, Dated from, Limit expected) {
    return suspensions.suspend(state, ground, branch, from, expected);
  }

  /** Time is counted again from the day after. */
  public ClockOutcome resume(CaseClocks state, String ground, String branch, Dated until) {
    return suspensions.resume(state, ground, branch, until);
  }

  /**
   * More time for a statutory clock: as often and as much as its law, or its item's limit, says.
   * The promised date stays.
   *
   * @param branch empty for the case as a whole
   */
  public ClockOutcome extend(CaseClocks state, String branch, Rank approver, Dated approved) {
    ClockId id = new ClockId(ClockKind.STATUTORY, "", branch);
    Optional<Clock> running = state.running(id);
    if (running.isEmpty()
        || !(running.get().terms() instanceof Clock.Terms.Counted(ClockLaw law, Limit limit))) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.CLOCK_DOES_NOT_RUN,
          "a running clock " + id,
          "none",
          "extend before the decision");
    }
    Clock clock = running.get();
    ClockLaw.Extension extension = law.extension();
    int amount =
        limit.extension() > 0
            ? limit.extension()
            : extension != null && extension.length().unit() == limit.unit()
                ? extension.length().amount()
                : 0;
    if (extension == null || amount == 0) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.EXTENSION_NOT_PROVIDED,
          "a law that allows an extension",
          law.reference(),
          "decide by " + clock.deadline().date());
    }
    if (clock.extensions() >= extension.count()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.EXTENDED_OFTEN_ENOUGH,
          "at most %d of %s".formatted(extension.count(), law.reference()),
          "extended %d times already".formatted(clock.extensions()),
          "decide by " + clock.deadline().date());
    }
    if (!approver.covers(extension.rank())) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.RANK_TOO_LOW,
          "approval of the " + extension.rank().word(),
          approver.word(),
          "ask the one whom the law names");
    }
    if (clock.deadline().isLate(approved, limit.unit())) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.TOO_LATE,
          "an approval by " + clock.deadline().date(),
          approved.date().toString(),
          "decide; the limit has passed");
    }
    Limit by = new Limit(amount, limit.unit(), 0);
    CaseClocks after = state.apply(new ClockEvent.Extended(id, by, approver, approved, List.of()));
    return ClockOutcome.changed(
        List.of(new ClockEvent.Extended(id, by, approver, approved, reckoner.changes(after))));
  }

  /** What fell due at or before the moment and is not recorded yet, in the order it fell due. */
  public List<ClockEvent> due(CaseClocks state, Instant at) {
    return due.due(state, at);
  }

  /** All that will fall due by itself, in no order, at whatever moment. */
  public List<DueClock> pending(CaseClocks state) {
    return due.pending(state);
  }

  /** When {@link #due} will have something; empty when nothing runs. */
  public Optional<Instant> nextDue(CaseClocks state) {
    return due.next(state);
  }

  /** What another calendar makes of the case; empty when it makes no difference. */
  public Optional<ClockEvent.Reckoned> reckonAnew(CaseClocks state) {
    List<ClockEvent.SuspensionChange> lasting = suspensions.changes(state);
    CaseClocks after = state.apply(new ClockEvent.Reckoned(lasting, List.of()));
    List<DeadlineChange> changes = reckoner.changes(after);
    return lasting.isEmpty() && changes.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClockEvent.Reckoned(lasting, changes));
  }

  /**
   * Why a clock ends when it does. A suspension that goes on is taken to last as long as it may.
   */
  public Derivation why(CaseClocks state, Clock clock) {
    return reckoner.why(state, clock);
  }

  /** When a clock ends if every suspension ends on the day the applicant was told. */
  public Derivation expected(CaseClocks state, Clock clock) {
    return reckoner.expected(state, clock);
  }

  private static ClockEvent ended(Clock clock, Dated when) {
    return new ClockEvent.Ended(clock.id(), when, clock.deadline().isLate(when, clock.unit()));
  }

  private static Optional<ClockOutcome> beforeStart(Clock clock, Dated when) {
    return when.date().isBefore(clock.start().date())
        ? Optional.of(
            ClockOutcome.refused(
                ClockRefusal.Reason.TOO_EARLY,
                "a date from %s on, when %s started".formatted(clock.start().date(), clock.id()),
                when.date().toString(),
                "look at the date of the document"))
        : Optional.empty();
  }

  /** Several clocks that start together; the promise looks at the statutory one beside it. */
  private final class Starting {
    private final Dated from;
    private final List<ClockEvent> events = new ArrayList<>();
    private CaseClocks state;
    private @Nullable ClockOutcome refused;

    Starting(CaseClocks state, Dated from) {
      this.state = state;
      this.from = from;
    }

    void periods(CaseTerms terms) {
      if (terms.statutory() != null) {
        clock(
            ClockId.of(ClockKind.STATUTORY),
            new Clock.Terms.Counted(terms.law(), terms.statutory()));
      }
      if (terms.promised() != null) {
        clock(
            ClockId.of(ClockKind.PROMISED), new Clock.Terms.Counted(terms.law(), terms.promised()));
      }
    }

    void clock(ClockId id, Clock.Terms terms) {
      if (state.running(id).isPresent()) {
        refused =
            ClockOutcome.refused(
                ClockRefusal.Reason.CLOCK_RUNS,
                "a clock %s that does not run".formatted(id),
                "it runs since " + state.running(id).get().start().date(),
                "go on with the case");
        return;
      }
      int version = state.clock(id).map(clock -> clock.deadline().version()).orElse(0) + 1;
      Deadline deadline = reckoner.deadline(state, new Reckoner.Run(id, terms, from, 0), version);
      happened(new ClockEvent.Started(id, terms, from, deadline));
    }

    void happened(ClockEvent event) {
      events.add(event);
      state = state.apply(event);
    }

    ClockOutcome outcome() {
      return refused != null ? refused : ClockOutcome.changed(events);
    }
  }
}
