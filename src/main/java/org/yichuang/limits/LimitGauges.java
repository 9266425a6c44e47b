package org.yichuang.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/**
 * Shows a limit as two gauges with the tag {@code limit}: {@code yichuang.limit.used} and {@code
 * yichuang.limit.max}. What is left between them is the headroom. Any thread.
 */
public final class LimitGauges {
  private LimitGauges() {}

  /**
   * @param limit what is limited, one of a handful of words
   * @param used called by whoever reads the metrics, on any thread
   */
  public static void register(
      MeterRegistry metrics, String limit, double max, DoubleSupplier used) {
    Gauge.builder("yichuang.limit.used", used::getAsDouble).tag("limit", limit).register(metrics);
    Gauge.builder("yichuang.limit.max", () -> max).tag("limit", limit).register(metrics);
  }
}
