package org.yichuang.cases;

import java.time.LocalDate;
import java.util.Optional;
import org.yichuang.hall.AccountId;

/**
 * The work on a case, or on one of its branches. Immutable.
 *
 * @param chain absent until somebody is named
 * @param stepsDone of its steps, in their order
 */
public record Track(Optional<Chain> chain, int stepsDone, Optional<Decision> decision) {
  static final Track NEW = new Track(Optional.empty(), 0, Optional.empty());

  /**
   * @param by {@link AccountId#SYSTEM} where the law decides
   */
  public record Decision(Result result, LocalDate on, AccountId by) {}

  static Track of(Chain chain) {
    return NEW.named(chain);
  }

  Track named(Chain now) {
    return new Track(Optional.of(now), stepsDone, decision);
  }

  Track oneStepFurther() {
    return new Track(chain, stepsDone + 1, decision);
  }

  Track decided(Decision now) {
    return new Track(chain, stepsDone, Optional.of(now));
  }
}
