package org.yichuang.deadlines;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When time is not counted (行政许可法 art. 45). Immutable; any thread. */
final class SuspensionRules {
  private final Reckoner reckoner;

  SuspensionRules(Reckoner reckoner) {
    this.reckoner = reckoner;
  }

  /**
   * Time is not counted from the day after, for the ground, in the branch or the whole case. The
   * same ground may come again after it was resumed, but not after its maximum was used up.
   *
   * @param branch empty for the whole case, branches among it
   * @param expected how long the applicant is told it takes; days or months
   */
  ClockOutcome suspend(CaseClocks state, String ground, String branch, Dated from, Limit expected) {
    Optional<Clock> first =
        state.running().stream()
            .filter(clock -> clock.id().kind().suspendable())
            .filter(clock -> clock.id().branch().equals(branch))
            .findFirst();
    if (first.isEmpty()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.CLOCK_DOES_NOT_RUN,
          "a clock that runs" + (branch.isEmpty() ? "" : " in branch " + branch),
          "none",
          "accept the case first");
    }
    ClockLaw law = first.get().terms().law();
    Optional<ClockLaw.Ground> known = law.ground(ground);
    if (known.isEmpty()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.UNKNOWN_GROUND,
          "a ground of " + law.reference(),
          ground,
          "choose one of " + law.grounds().stream().map(ClockLaw.Ground::id).toList());
    }
    Optional<Suspension> last =
        state.suspensions().stream()
            .filter(stop -> stop.is(ground, branch))
            .reduce((earlier, later) -> later);
    if (last.isPresent() && last.get().isOpen()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.ALREADY_SUSPENDED,
          "a clock that is not suspended for " + ground,
          "suspended since " + last.get().from().date(),
          "resume it first");
    }
    Limit most = known.get().most();
    if (last.isPresent() && last.get().ranOut()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.SUSPENDED_TOO_LONG,
          "at most %s for %s".formatted(most, ground),
          "used up on " + last.get().latestEnd(),
          "decide; the clock runs");
    }
    if (from.date().isBefore(first.get().start().date())) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.TOO_EARLY,
          "a date from %s on".formatted(first.get().start().date()),
          from.date().toString(),
          "look at the date of the notice");
    }
    LocalDate expectedEnd = reckoner.lastDay(from.date(), expected);
    LocalDate latestEnd = reckoner.lastDay(from.date(), most);
    if (expectedEnd.isAfter(latestEnd)) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.SUSPENDED_TOO_LONG,
          "an end by %s, %s after the start".formatted(latestEnd, most),
          "%s, %s after it".formatted(expectedEnd, expected),
          "tell the applicant a shorter time");
    }
    List<DeadlineChange> changes =
        reckoner.changes(
            state.apply(
                new ClockEvent.Suspended(
                    ground, branch, from, expected, most, expectedEnd, latestEnd, List.of())));
    return ClockOutcome.changed(
        List.of(
            new ClockEvent.Suspended(
                ground, branch, from, expected, most, expectedEnd, latestEnd, changes)));
  }

  ClockOutcome resume(CaseClocks state, String ground, String branch, Dated until) {
    Optional<Suspension> open = state.open(ground, branch);
    if (open.isEmpty()) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.NOT_SUSPENDED,
          "a clock that is suspended for " + ground,
          "it runs",
          "look at the suspensions of the case");
    }
    if (until.date().isBefore(open.get().from().date())) {
      return ClockOutcome.refused(
          ClockRefusal.Reason.TOO_EARLY,
          "a date from %s on".formatted(open.get().from().date()),
          until.date().toString(),
          "look at the date of the document");
    }
    CaseClocks after = state.apply(new ClockEvent.Resumed(ground, branch, until, List.of()));
    return ClockOutcome.changed(
        List.of(new ClockEvent.Resumed(ground, branch, until, reckoner.changes(after))));
  }

  /** Suspensions that end otherwise by the calendars of now. */
  List<ClockEvent.SuspensionChange> changes(CaseClocks state) {
    List<ClockEvent.SuspensionChange> changes = new ArrayList<>();
    for (Suspension stop : state.suspensions()) {
      LocalDate expectedEnd = reckoner.lastDay(stop.from().date(), stop.expected());
      LocalDate latestEnd = reckoner.lastDay(stop.from().date(), stop.most());
      boolean differs =
          !expectedEnd.equals(stop.expectedEnd()) || !latestEnd.equals(stop.latestEnd());
      if (stop.isOpen() && differs) {
        changes.add(
            new ClockEvent.SuspensionChange(
                stop.ground(), stop.branch(), stop.from(), expectedEnd, latestEnd));
      }
    }
    return changes;
  }
}
