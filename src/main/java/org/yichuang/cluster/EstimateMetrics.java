package org.yichuang.cluster;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.Estimate;
import org.yichuang.hall.HallId;

/**
 * The error of waiting estimates as metrics, for each hall: how many seconds the first call came
 * after p50 or before it, and how many came within p90. Any thread.
 */
public final class EstimateMetrics implements EstimateWatch {
  /** People are told minutes: whoever need not wait is called within one. */
  private static final long RESOLUTION_MILLIS = 60_000;

  private final Catalogue catalogue;
  private final MeterRegistry metrics;

  public EstimateMetrics(Catalogue catalogue, MeterRegistry metrics) {
    this.catalogue = catalogue;
    this.metrics = metrics;
  }

  @Override
  public void called(HallId hall, Estimate estimate, long waitedMillis) {
    String slug = catalogue.newest(hall).slug();
    double seconds = (waitedMillis - estimate.p50Millis()) / 1_000.0;
    DistributionSummary.builder("yichuang.estimate.error")
        .description("Seconds between the median estimate and the first call")
        .baseUnit("seconds")
        .tag("hall", slug)
        .tag("call", seconds > 0 ? "later" : "sooner")
        .register(metrics)
        .record(Math.abs(seconds));
    metrics
        .counter(
            "yichuang.estimate.calls",
            "hall",
            slug,
            "p90",
            waitedMillis <= estimate.p90Millis() + RESOLUTION_MILLIS ? "within" : "beyond")
        .increment();
  }
}
