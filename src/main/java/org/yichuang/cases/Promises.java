package org.yichuang.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.Indicator.Formula;
import org.yichuang.deadlines.Limit;

/**
 * By how much promises are shorter than the law's limits (source 004: 承诺时限比法定时限平均压缩). Pure
 * functions.
 */
public final class Promises {
  private static final int SCALE = 12;
  private static final Formula MEAN =
      new Formula(
          "Σ(1 − 承诺时限 ÷ 法定时限) ÷ 事项数（单位不同或无法定时限的不计）",
          "Σ(1 − promised ÷ statutory) ÷ items (other units and items without a statutory limit left"
              + " out)");
  private static final Formula WEIGHTED =
      new Formula(
          "Σ办件量 × (1 − 承诺时限 ÷ 法定时限) ÷ Σ办件量（单位不同或无法定时限的不计）",
          "Σ volume × (1 − promised ÷ statutory) ÷ Σ volume (other units and items without a"
              + " statutory limit left out)");

  private Promises() {}

  /**
   * @param statutory null when the law sets none
   * @param promised null when nothing is promised
   * @param volume its cases
   */
  public record ItemPromise(@Nullable Limit statutory, @Nullable Limit promised, long volume) {

    private @Nullable BigDecimal compression() {
      return statutory == null || promised == null || statutory.unit() != promised.unit()
          ? null
          : BigDecimal.ONE.subtract(
              BigDecimal.valueOf(promised.amount())
                  .divide(BigDecimal.valueOf(statutory.amount()), SCALE, RoundingMode.HALF_EVEN));
    }
  }

  public static Indicator compression(Collection<ItemPromise> items) {
    return compression("compression", items, false, MEAN);
  }

  public static Indicator compressionByVolume(Collection<ItemPromise> items) {
    return compression("compression-by-volume", items, true, WEIGHTED);
  }

  private static Indicator compression(
      String id, Collection<ItemPromise> items, boolean byVolume, Formula formula) {
    BigDecimal sum = BigDecimal.ZERO;
    long weights = 0;
    for (ItemPromise item : items) {
      BigDecimal compression = item.compression();
      if (compression != null) {
        long weight = byVolume ? item.volume() : 1;
        sum = sum.add(compression.multiply(BigDecimal.valueOf(weight)));
        weights += weight;
      }
    }
    return new Indicator(id, sum, weights, formula);
  }
}
