package org.yichuang.deadlines;

import java.util.List;

/** What the rules make of a wish to change the clocks of a case. */
public sealed interface ClockOutcome {

  /** The wish holds; no events mean that there was nothing to do. */
  record Changed(List<ClockEvent> events) implements ClockOutcome {
    public Changed {
      events = List.copyOf(events);
    }
  }

  /** The wish changes nothing. */
  record Refused(ClockRefusal refusal) implements ClockOutcome {}

  static ClockOutcome changed(List<? extends ClockEvent> events) {
    return new Changed(List.copyOf(events));
  }

  static ClockOutcome refused(
      ClockRefusal.Reason reason, String expected, String found, String remedy) {
    return new Refused(new ClockRefusal(reason, expected, found, remedy));
  }
}
