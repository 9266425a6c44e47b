package org.yichuang.hall;

import java.util.List;

/** What the rules make of a command. */
public sealed interface Outcome {

  /** The command holds; no events means that there was nothing to do. */
  record Accepted(List<HallEvent> events) implements Outcome {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** The command changes nothing. */
  record Refused(Refusal refusal) implements Outcome {}

  static Outcome accepted(HallEvent... events) {
    return new Accepted(List.of(events));
  }

  static Outcome refused(Refusal.Reason reason, String expected, String found, String remedy) {
    return new Refused(new Refusal(reason, expected, found, remedy));
  }
}
