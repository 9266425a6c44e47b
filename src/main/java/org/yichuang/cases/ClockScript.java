package org.yichuang.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.CaseClocks;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.ClockOutcome;
import org.yichuang.deadlines.ClockRefusal;

/** Several changes of clocks in a row; the first refusal refuses all. For one decision. */
final class ClockScript {
  private final List<ClockEvent> events = new ArrayList<>();
  private CaseClocks clocks;
  private @Nullable ClockRefusal refused;

  ClockScript(CaseClocks clocks) {
    this.clocks = clocks;
  }

  CaseClocks clocks() {
    return clocks;
  }

  ClockScript then(Function<CaseClocks, ClockOutcome> wish) {
    if (refused == null) {
      switch (wish.apply(clocks)) {
        case ClockOutcome.Refused no -> refused = no.refusal();
        case ClockOutcome.Changed changed -> {
          events.addAll(changed.events());
          clocks = clocks.apply(changed.events());
        }
      }
    }
    return this;
  }

  CaseOutcome into(Function<List<ClockEvent>, CaseEvent> event) {
    return refused != null
        ? new CaseOutcome.Refused(CaseRefusal.of(refused))
        : CaseOutcome.accepted(event.apply(events));
  }

  /** Of what is never refused. */
  List<ClockEvent> events() {
    if (refused != null) {
      throw new IllegalStateException("expected clocks that follow, found " + refused);
    }
    return List.copyOf(events);
  }
}
