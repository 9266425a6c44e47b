package org.yichuang.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A figure with what it was made of. Immutable.
 *
 * @param id stable
 * @param denominator how many were looked at; 0 when there is nothing to say
 */
public record Indicator(String id, BigDecimal numerator, long denominator, Formula formula) {
  private static final int SCALE = 6;

  /** Shown with the figure. */
  public record Formula(String zh, String en) {}

  static Indicator of(String id, long numerator, long denominator, Formula formula) {
    return new Indicator(id, BigDecimal.valueOf(numerator), denominator, formula);
  }

  /** With six digits; empty when nothing was looked at. */
  public Optional<BigDecimal> value() {
    return denominator == 0
        ? Optional.empty()
        : Optional.of(
            numerator.divide(BigDecimal.valueOf(denominator), SCALE, RoundingMode.HALF_UP));
  }
}
