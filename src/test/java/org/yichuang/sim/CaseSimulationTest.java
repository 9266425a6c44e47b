package org.yichuang.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.yichuang.cases.CaseKind;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.journal.CaseEventCodec;

/**
 * Months of cases on clusters in which everything fails, each from its seed, and one of a seed that
 * is new each time and printed. {@code -Dsimulation.seeds=1000} runs more of them, {@code
 * -Dsimulation.seed=17} one.
 */
@ExtendWith(Silence.class)
@ResourceLock(Silence.LOCK)
class CaseSimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 10);

  private static Coverage run(long seed) {
    Simulation.Result result = Simulation.run(Plan.withCases(seed));
    if (result.violation() != null) {
      fail(Shortest.of(Plan.withCases(seed), result).report(), result.violation());
    }
    return result.history().coverage;
  }

  @Test
  void the_invariants_hold_for_cases_whatever_fails() {
    Long one = Long.getLong("simulation.seed");
    if (one != null) {
      run(one);
      return;
    }
    Coverage coverage = new Coverage();
    for (long seed = 1; seed <= SEEDS; seed++) {
      coverage.addAll(run(seed));
    }
    List<String> expected = new ArrayList<>();
    CaseEventCodec.TYPES.forEach(type -> expected.add("case " + type.name()));
    for (CaseKind kind : CaseKind.values()) {
      expected.add("kind " + kind);
    }
    for (AlarmLevel alarm : AlarmLevel.values()) {
      expected.add("alarm " + alarm);
    }
    expected.addAll(
        List.of(
            "case of a ticket",
            "case of no ticket",
            "due in a quiet world",
            "due in trouble",
            "replayed answer of a case",
            "replayed registration",
            "a case moved",
            "pause",
            "partition"));
    expected.removeIf(what -> coverage.of(what) > 0);
    assertTrue(expected.isEmpty(), () -> "never happened: " + expected + " of " + coverage);
  }

  @Test
  void a_seed_that_nobody_chose_holds_them_too() {
    long seed = new SplittableRandom().nextLong(1_000_000_000_000L);
    System.out.println("months of cases from -Dsimulation.seed=" + seed);
    run(seed);
  }

  @Test
  void the_same_seed_gives_the_same_months() {
    Plan plan = Plan.withCases(1).withCommands(80);
    assertEquals(Simulation.run(plan).history().lines(), Simulation.run(plan).history().lines());
  }
}
