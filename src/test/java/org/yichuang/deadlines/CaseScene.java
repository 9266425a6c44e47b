package org.yichuang.deadlines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One case's clocks, driven as its core drives them: time catches up before every wish. */
final class CaseScene {
  final CaseTerms terms;
  private final ClockRules rules;
  private CaseClocks clocks = CaseClocks.NONE;
  private final List<ClockEvent> recorded = new ArrayList<>();

  CaseScene(CaseTerms terms) {
    this(terms, Hall.RULES);
  }

  CaseScene(CaseTerms terms, ClockRules rules) {
    this.terms = terms;
    this.rules = rules;
  }

  CaseClocks clocks() {
    return clocks;
  }

  /** A wish of some moment. */
  interface Wish {
    ClockOutcome of(ClockRules rules, CaseClocks clocks);
  }

  CaseScene give(Wish wish) {
    record(Hall.events(wish.of(rules, clocks)));
    return this;
  }

  ClockRefusal refused(Wish wish) {
    return Hall.refusal(wish.of(rules, clocks));
  }

  private void record(List<ClockEvent> events) {
    recorded.addAll(events);
    clocks = clocks.apply(events);
    assertEquals(clocks, CaseClocks.NONE.apply(recorded), "a replay says otherwise");
  }

  CaseScene received(String day) {
    return received(day, null);
  }

  CaseScene received(String day, @Nullable LocalDate licenceExpires) {
    return give((law, now) -> law.receive(now, terms, Hall.on(day), licenceExpires));
  }

  CaseScene accepted(String day) {
    return give((law, now) -> law.accept(now, terms, Hall.on(day)));
  }

  CaseScene suspended(String ground, String day, String expected) {
    return give((law, now) -> law.suspend(now, ground, "", Hall.on(day), Limit.parse(expected)));
  }

  CaseScene resumed(String ground, String day) {
    return give((law, now) -> law.resume(now, ground, "", Hall.on(day)));
  }

  CaseScene extended(Rank approver, String day) {
    return give((law, now) -> law.extend(now, "", approver, Hall.on(day)));
  }

  /** Time catches up; a window that passed in silence accepts the case. */
  String until(String moment) {
    Instant at = Hall.at(moment);
    List<ClockEvent> found = new ArrayList<>();
    for (List<ClockEvent> due = rules.due(clocks, at);
        !due.isEmpty();
        due = rules.due(clocks, at)) {
      found.addAll(due);
      record(due);
      for (ClockEvent event : due) {
        if (event instanceof ClockEvent.FellSilent silent && silent.effect() == Silence.ACCEPTED) {
          give((law, now) -> law.deemAccepted(now, terms, Dated.of(silent.at(), Hall.ZONE)));
        }
      }
    }
    assertEquals(
        List.of(), rules.nextDue(clocks).filter(next -> !next.isAfter(at)).stream().toList());
    return found.stream().map(CaseScene::said).collect(Collectors.joining("\n"));
  }

  private static String said(ClockEvent event) {
    return switch (event) {
      case ClockEvent.AlarmRaised alarm ->
          "%s v%d %s %s"
              .formatted(
                  alarm.clock(), alarm.version(), alarm.level().word(), Hall.local(alarm.at()));
      case ClockEvent.FellSilent silent ->
          "%s silent: %s %s"
              .formatted(silent.clock(), silent.effect().word(), Hall.local(silent.at()));
      case ClockEvent.ResumptionExpected expected ->
          "%s expected %s".formatted(expected.ground(), Hall.local(expected.at()));
      case ClockEvent.RanOn ranOn -> "%s over %s".formatted(ranOn.ground(), Hall.local(ranOn.at()));
      case ClockEvent.Started started -> "started " + started.clock();
      case ClockEvent.Suspended suspended -> "suspended " + suspended.ground();
      case ClockEvent.Resumed resumed -> "resumed " + resumed.ground();
      case ClockEvent.Extended extended -> "extended " + extended.clock();
      case ClockEvent.Ended ended -> "ended " + ended.clock();
      case ClockEvent.Reckoned reckoned -> "reckoned " + reckoned.changes().size();
    };
  }

  Clock clock(ClockId id) {
    return clocks.clock(id).orElseThrow();
  }

  /** Such as {@code 2026-03-30 v1}. */
  String deadline(ClockId id) {
    Deadline deadline = clock(id).deadline();
    return deadline.date() + " v" + deadline.version();
  }

  Derivation why(ClockId id) {
    return rules.why(clocks, clock(id));
  }

  Derivation expected(ClockId id) {
    return rules.expected(clocks, clock(id));
  }
}
