package org.yichuang.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Estimate;

/** An estimate as the contract spells it. Immutable. */
record EstimateView(Duration p50, Duration p90) {
  static @Nullable EstimateView of(@Nullable Estimate estimate) {
    return estimate == null
        ? null
        : new EstimateView(
            Duration.ofMillis(estimate.p50Millis()), Duration.ofMillis(estimate.p90Millis()));
  }

  /** The warning; null when service before closing is likely. */
  static @Nullable Boolean afterClosing(@Nullable Estimate estimate) {
    boolean warned = estimate != null && estimate.afterClosing();
    return warned ? true : null;
  }
}
