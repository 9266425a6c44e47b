package org.yichuang.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.hall.AccountId;

/**
 * One case that lives by its rules alone, each event folded as it comes: what falls due is recorded
 * at its own moment, and time catches up before every command. Single-threaded.
 */
final class CaseLife {
  private final CaseRules rules;
  private final List<RecordedCaseEvent> events = new ArrayList<>();
  private CaseState state;

  CaseLife(CaseRules rules, CaseNumber number, CaseItems items) {
    this.rules = rules;
    state = CaseState.unregistered(number, items);
  }

  CaseState state() {
    return state;
  }

  /** All of its events so far, in order. */
  List<RecordedCaseEvent> events() {
    return Collections.unmodifiableList(events);
  }

  Optional<Instant> nextDue() {
    return rules.nextDue(state);
  }

  /** Records what falls due by then. */
  void until(Instant at) {
    Optional<Instant> next = nextDue().filter(due -> !due.isAfter(at));
    while (next.isPresent()) {
      Instant moment = notBefore(next.get());
      rules.due(state, moment).forEach(event -> apply(event, AccountId.SYSTEM, moment));
      next = nextDue().filter(due -> !due.isAfter(at));
    }
  }

  /**
   * Gives a command; time has caught up.
   *
   * @return why it was refused; empty when it was not
   */
  Optional<CaseRefusal> give(CaseCommand command, Author author, Instant at) {
    Instant moment = notBefore(at);
    return switch (rules.decide(state, command, author, moment)) {
      case CaseOutcome.Refused refused -> Optional.of(refused.refusal());
      case CaseOutcome.Accepted accepted -> {
        accepted.events().forEach(event -> apply(event, author.account(), moment));
        yield Optional.empty();
      }
    };
  }

  private Instant notBefore(Instant at) {
    return at.isBefore(state.at()) ? state.at() : at;
  }

  private void apply(CaseEvent event, AccountId actor, Instant at) {
    RecordedCaseEvent recorded = new RecordedCaseEvent(state.seq() + 1, at, actor, null, event);
    events.add(recorded);
    state = state.apply(recorded);
  }
}
