package org.yichuang.sim;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a simulation is told; the same plan gives the same history.
 *
 * @param commands that the clients give
 * @param faults that may happen
 * @param founded whether nothing fails before each hall's first day has begun; else every node
 *     takes every hall at once, around midnight: two of them may then begin different first days
 * @param cases whether the halls have cases, and the world lasts for months
 */
record Plan(long seed, int commands, Set<Fault> faults, boolean founded, boolean cases) {
  Plan {
    faults = Set.copyOf(faults);
  }

  static Plan of(long seed) {
    return new Plan(seed, 350, EnumSet.complementOf(Fault.ofMonths()), seed % 4 != 1, false);
  }

  /** Months with cases in them. */
  static Plan withCases(long seed) {
    return new Plan(seed, 260, EnumSet.allOf(Fault.class), true, true);
  }

  Plan withCommands(int fewer) {
    return new Plan(seed, fewer, faults, founded, cases);
  }

  Plan unfounded() {
    return new Plan(seed, commands, faults, false, cases);
  }

  Plan without(Fault fault) {
    Set<Fault> fewer = EnumSet.copyOf(faults);
    fewer.remove(fault);
    return new Plan(seed, commands, fewer, founded, cases);
  }
}
