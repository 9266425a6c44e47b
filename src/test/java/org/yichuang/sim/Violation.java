package org.yichuang.sim;

/** An invariant of the architecture does not hold. */
final class Violation extends RuntimeException {
  private final String invariant;

  Violation(String invariant, String detail) {
    super(invariant + ": " + detail);
    this.invariant = invariant;
  }

  String invariant() {
    return invariant;
  }

  static void require(boolean holds, String invariant, Object... detail) {
    if (!holds) {
      StringBuilder text = new StringBuilder();
      for (Object part : detail) {
        text.append(part).append(' ');
      }
      throw new Violation(invariant, text.toString().strip());
    }
  }
}
