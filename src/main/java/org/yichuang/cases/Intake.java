package org.yichuang.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yichuang.hall.AccountId;

/**
 * What intake did with a case. Immutable.
 *
 * @param corrected how many points were put right on the spot
 * @param pending what departments objected to, to be told in the notice
 * @param quality what departments objected to when it was too late for the notice
 * @param acceptedBy absent until it is accepted; {@link AccountId#SYSTEM} when it counts as
 *     accepted
 */
public record Intake(
    int corrected,
    Optional<Notice> notice,
    List<Missing> pending,
    List<CaseEvent.IntakeObjected> quality,
    Optional<AccountId> acceptedBy) {
  static final Intake NONE =
      new Intake(0, Optional.empty(), List.of(), List.of(), Optional.empty());

  public Intake {
    pending = List.copyOf(pending);
    quality = List.copyOf(quality);
  }

  /** Whether all that the notice asked for is there. */
  public boolean isAnswered() {
    return notice.isPresent() && notice.get().outstanding().isEmpty();
  }

  Intake correctedMore(int points) {
    return new Intake(corrected + points, notice, pending, quality, acceptedBy);
  }

  /** What was pending has been told. */
  Intake with(Notice now) {
    return new Intake(corrected, Optional.of(now), List.of(), quality, acceptedBy);
  }

  Intake objected(CaseEvent.IntakeObjected event) {
    return event.inNotice()
        ? new Intake(corrected, notice, joined(pending, event.points()), quality, acceptedBy)
        : new Intake(corrected, notice, pending, joined(quality, List.of(event)), acceptedBy);
  }

  /** What was pending can no more be told to the applicant. */
  Intake accepted(AccountId by) {
    List<CaseEvent.IntakeObjected> late =
        pending.isEmpty()
            ? quality
            : joined(quality, List.of(new CaseEvent.IntakeObjected(pending, "受理在先", false)));
    return new Intake(corrected, notice, List.of(), late, Optional.of(by));
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
