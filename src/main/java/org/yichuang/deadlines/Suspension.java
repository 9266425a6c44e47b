package org.yichuang.deadlines;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Time that is not counted for one ground (行政许可法 art. 45). Immutable.
 *
 * @param branch that stands still; empty for the whole case
 * @param expected how long the applicant was told it takes
 * @param most after which the clock runs on
 * @param expectedEnd last day of what the applicant was told
 * @param latestEnd last uncounted day, whatever happens
 * @param ended when it was resumed; absent while it goes on, and when it ran out
 * @param reminded whether the alarm at the expected end was recorded
 * @param ranOut whether the latest end was reached without a resumption
 */
public record Suspension(
    String ground,
    String branch,
    Dated from,
    Limit expected,
    Limit most,
    LocalDate expectedEnd,
    LocalDate latestEnd,
    Optional<Dated> ended,
    boolean reminded,
    boolean ranOut) {

  /** Whether it is still going on. */
  public boolean isOpen() {
    return ended.isEmpty() && !ranOut;
  }

  boolean stops(ClockId clock) {
    return clock.kind().suspendable() && (branch.isEmpty() || branch.equals(clock.branch()));
  }

  boolean is(String otherGround, String otherBranch) {
    return ground.equals(otherGround) && branch.equals(otherBranch);
  }

  /** As long as nobody resumes it, it lasts to its latest end. */
  Uncounted uncounted(ZoneId zone) {
    return lasting(latestEnd, zone);
  }

  /** What would not be counted if it ended as expected. */
  Uncounted expected(ZoneId zone) {
    return lasting(isOpen() ? expectedEnd : latestEnd, zone);
  }

  private Uncounted lasting(LocalDate atMost, ZoneId zone) {
    Instant over = atMost.plusDays(1).atStartOfDay(zone).toInstant();
    Dated until =
        ended.filter(when -> !when.date().isAfter(atMost)).orElse(new Dated(atMost, over));
    return new Uncounted(ground, from, until);
  }

  Suspension endedAt(Dated when) {
    return new Suspension(
        ground,
        branch,
        from,
        expected,
        most,
        expectedEnd,
        latestEnd,
        Optional.of(when),
        reminded,
        ranOut);
  }

  Suspension remindedOf() {
    return new Suspension(
        ground, branch, from, expected, most, expectedEnd, latestEnd, ended, true, ranOut);
  }

  Suspension runOut() {
    return new Suspension(
        ground, branch, from, expected, most, expectedEnd, latestEnd, ended, reminded, true);
  }

  Suspension lasting(LocalDate newExpectedEnd, LocalDate newLatestEnd) {
    return new Suspension(
        ground,
        branch,
        from,
        expected,
        most,
        newExpectedEnd,
        newLatestEnd,
        ended,
        reminded,
        ranOut);
  }
}
