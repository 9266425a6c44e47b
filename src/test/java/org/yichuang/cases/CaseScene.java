package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.ClockId;
import org.yichuang.hall.AccountId;

/** One case, driven as its shell drives it: time catches up before every command. */
final class CaseScene {
  final List<RecordedCaseEvent> events = new ArrayList<>();
  CaseState state = CaseState.unregistered(CaseHall.NUMBER, CaseHall.LOOKUP);
  Instant now = CaseHall.MONDAY;
  private final CaseRules rules;
  private final Set<String> reached = new HashSet<>();

  CaseScene() {
    this(CaseHall.RULES);
  }

  CaseScene(CaseRules rules) {
    this.rules = rules;
  }

  /** What fell due on the way, in words. */
  List<String> until(Instant moment) {
    List<String> found = new ArrayList<>();
    now = moment;
    for (List<CaseEvent> due = rules.due(state, now); !due.isEmpty(); due = rules.due(state, now)) {
      String next = said(rules.armed(state).getFirst());
      assertEquals(
          rules.armed(state).getFirst().at(), rules.nextDue(state).orElseThrow(), "next due");
      found.add(next);
      assertEquals(true, reached.add(next.substring(0, next.indexOf(" at "))), next + " twice");
      due.forEach(event -> apply(event, AccountId.SYSTEM));
    }
    assertFalse(rules.nextDue(state).filter(next -> !next.isAfter(now)).isPresent());
    return found;
  }

  static String said(ArmedDeadline due) {
    return "%s v%d at %s".formatted(due.name(), due.version(), CaseHall.local(due.at()));
  }

  CaseOutcome decide(CaseCommand command, Author author) {
    return rules.decide(state, command, author, now);
  }

  void apply(CaseEvent event, AccountId actor) {
    RecordedCaseEvent recorded = new RecordedCaseEvent(state.seq() + 1, now, actor, null, event);
    events.add(recorded);
    state = state.apply(recorded);
  }

  CaseState replayed() {
    CaseState replayed = CaseState.unregistered(CaseHall.NUMBER, CaseHall.LOOKUP);
    for (RecordedCaseEvent event : events) {
      replayed = replayed.apply(event);
    }
    return replayed;
  }

  /** Such as {@code 2026-03-30 v1}; {@code none} when there is no such clock. */
  String deadline(String clock) {
    return state
        .clocks()
        .clock(ClockId.parse(clock))
        .map(
            known ->
                "%s v%d%s"
                    .formatted(
                        known.deadline().date(),
                        known.deadline().version(),
                        known.isRunning() ? "" : known.isLate() ? " late" : " met"))
        .orElse("none");
  }

  /** The clocks that run. */
  String running() {
    return state.clocks().running().stream()
        .map(Clock::id)
        .map(ClockId::toString)
        .collect(Collectors.joining(" "));
  }

  /** Every event's name, deadlines left out. */
  List<String> story() {
    return events.stream()
        .map(RecordedCaseEvent::event)
        .filter(event -> !(event instanceof CaseEvent.DeadlineReached))
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  List<ClockEvent> clockEvents() {
    return events.stream().flatMap(event -> event.event().clocks().stream()).toList();
  }
}
