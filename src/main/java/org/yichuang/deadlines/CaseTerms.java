package org.yichuang.deadlines;

import org.jspecify.annotations.Nullable;

/**
 * What the clocks of a case as a whole run by: the regime and limits of its item's version.
 * Immutable.
 *
 * @param statutory null when the law sets none
 * @param promised null when nothing is promised; never longer than the statutory one
 */
public record CaseTerms(ClockLaw law, @Nullable Limit statutory, @Nullable Limit promised) {

  /**
   * @throws IllegalArgumentException for a promise that is longer, or one with an extension
   */
  public CaseTerms {
    if (promised != null
        && (promised.extension() > 0
            || (statutory != null && promised.surelyLongerThan(statutory)))) {
      throw new IllegalArgumentException(
          "expected a promise without extension, not longer than %s, found %s"
              .formatted(statutory, promised));
    }
  }
}
