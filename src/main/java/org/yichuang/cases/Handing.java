package org.yichuang.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision's way to the applicant. Immutable.
 *
 * @param notified whether the applicant was told that it is ready
 * @param reminders when the applicant is reminded of it, in this round
 * @param reminded how many of them were recorded
 * @param round 1, and one more for each parcel that came back; 0 before it is issued
 * @param delivered how it was delivered last
 * @param corrections of the decision's document
 */
public record Handing(
    boolean notified,
    List<Instant> reminders,
    int reminded,
    int round,
    Optional<DeliveryMethod> delivered,
    int corrections) {
  /** Days after which somebody who does not collect a result is reminded. */
  public static final List<Integer> REMINDER_DAYS = List.of(5, 20, 60);

  static final Handing NONE = new Handing(false, List.of(), 0, 0, Optional.empty(), 0);

  public Handing {
    reminders = List.copyOf(reminders);
  }

  /** What is issued, and ready to be collected from now on. */
  Handing issued(boolean told, List<Instant> at) {
    return new Handing(told, at, 0, round + 1, delivered, corrections);
  }

  Handing told(List<Instant> at) {
    return new Handing(true, at, 0, round, delivered, corrections);
  }

  Handing remindedOnceMore() {
    return new Handing(notified, reminders, reminded + 1, round, delivered, corrections);
  }

  Handing deliveredBy(DeliveryMethod method) {
    return new Handing(notified, reminders, reminded, round, Optional.of(method), corrections);
  }

  Handing corrected() {
    return new Handing(notified, reminders, reminded, round, delivered, corrections + 1);
  }
}
