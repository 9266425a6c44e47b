package org.yichuang.sim;

import java.util.SplittableRandom;

/** What every part of one simulation shares. */
final class World {
  final Plan plan;
  final SimulatedTime time;
  final History history;

  /** Without faults, until they are switched on. */
  boolean quiet;

  /** Until then nobody comes. */
  long restUntil;

  World(Plan plan, long startMillis) {
    this.plan = plan;
    time = new SimulatedTime(startMillis);
    history = new History(time);
  }

  /** A source of chance of one part, so that one part's use of chance leaves the others alone. */
  SplittableRandom randomOf(String part) {
    return new SplittableRandom(plan.seed() * 1_000_003 + part.hashCode());
  }

  /** Whether the fault happens now. Draws in any case. */
  boolean strikes(SplittableRandom random, Fault fault, double chance) {
    boolean drawn = random.nextDouble() < chance;
    return drawn && may(fault);
  }

  boolean resting() {
    return time.now() < restUntil;
  }

  boolean may(Fault fault) {
    return !quiet && plan.faults().contains(fault);
  }

  void count(String what) {
    history.coverage.count(what);
  }

  void line(String who, String what) {
    history.line(who, what);
  }
}
