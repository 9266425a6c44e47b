package org.yichuang.cases;

import java.util.List;

/** What the rules make of a command. */
public sealed interface CaseOutcome {

  /** The command holds; no events means that there was nothing to do. */
  record Accepted(List<CaseEvent> events) implements CaseOutcome {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** The command changes nothing. */
  record Refused(CaseRefusal refusal) implements CaseOutcome {}

  static CaseOutcome accepted(CaseEvent... events) {
    return new Accepted(List.of(events));
  }

  static CaseOutcome refused(
      CaseRefusal.Reason reason, String expected, String found, String remedy) {
    return new Refused(new CaseRefusal(reason, expected, found, remedy));
  }
}
