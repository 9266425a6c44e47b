package org.yichuang.sim;

import java.util.List;

/** The smallest plan found that still violates an invariant. */
record Shortest(Plan plan, Simulation.Result result) {
  private static final int LINES = 40;

  static Shortest of(Plan plan, Simulation.Result failed) {
    Shortest shortest = new Shortest(plan, failed);
    int enough = plan.commands();
    int tooFew = 0;
    while (enough - tooFew > 1) {
      int middle = (enough + tooFew) / 2;
      shortest = shortest.or(shortest.plan.withCommands(middle));
      if (shortest.plan.commands() == middle) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    for (Fault fault : Fault.values()) {
      if (shortest.plan.faults().contains(fault)) {
        shortest = shortest.or(shortest.plan.without(fault));
      }
    }
    return shortest;
  }

  private Shortest or(Plan smaller) {
    Simulation.Result again = Simulation.run(smaller);
    return again.violation() == null ? this : new Shortest(smaller, again);
  }

  String report() {
    List<String> lines = result.history().lines();
    return "seed %d violates %s%n%d commands, faults %s; the last of %d lines:%n%s"
        .formatted(
            plan.seed(),
            result.violation().getMessage(),
            plan.commands(),
            plan.faults(),
            lines.size(),
            String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
  }
}
