package org.yichuang.hall;

/**
 * How long one call of a queue occupies a window, as the day has shown so far: exponentially
 * weighted over its calls, and blended with what is usual. Confined like the state it is part of.
 *
 * <p>Whatever occupies a window without a call of its own (a ticket resumed, reopened, or served
 * without a number; the time between two people while somebody waits) is added to the calls, since
 * people wait for it all the same.
 */
final class Pace {
  /** What is usual counts as so many calls. */
  static final double PRIOR_CALLS = 5;

  private static final double PRIOR_VARIATION = 0.8;
  private static final double KEPT = 0.98;

  /** So many people without a credit are assumed before the first. */
  private static final double PRIOR_GIVEN = 20;

  private final double usualMillis;
  private double calls;
  private double sum;
  private double squares;
  private double given = PRIOR_GIVEN;
  private double credited;
  private double creditMillis;

  Pace(double usualMillis) {
    this.usualMillis = usualMillis;
  }

  void call(long millis) {
    calls = calls * KEPT + 1;
    sum = sum * KEPT + millis;
    squares = squares * KEPT + (double) millis * millis;
  }

  void besides(long millis) {
    sum += millis;
  }

  /** A number was given to somebody whose place is so much earlier than the arrival. */
  void given(long credit) {
    given++;
    credited += credit > 0 ? 1 : 0;
    creditMillis += credit;
  }

  /**
   * How many of those who come during a wait overtake whoever waits, for each one who is called
   * meanwhile: they have a credit, and come within it.
   *
   * @param ownMillis the credit of the one who waits
   */
  double overtaking(double waitMillis, long ownMillis) {
    double share = credited / given;
    double margin = Math.max(0, creditMillis / given - share * ownMillis);
    return waitMillis <= 0 ? 0 : Math.min(share, margin / waitMillis);
  }

  double meanMillis() {
    return Math.max(1, (PRIOR_CALLS * usualMillis + sum) / (PRIOR_CALLS + calls));
  }

  /** Square of the coefficient of variation of one call. */
  double variation2() {
    double mean = meanMillis();
    double seen = Math.max(0, squares - 2 * mean * sum + calls * mean * mean);
    double usual = PRIOR_CALLS * PRIOR_VARIATION * PRIOR_VARIATION * mean * mean;
    return Math.clamp((usual + seen) / (PRIOR_CALLS + calls) / (mean * mean), 0.05, 4);
  }

  /** Square of the relative uncertainty of the mean itself. */
  double doubt2() {
    return variation2() / (PRIOR_CALLS + calls);
  }
}
