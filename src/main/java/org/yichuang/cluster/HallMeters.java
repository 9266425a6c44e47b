package org.yichuang.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How the halls of a node did when they were counted last. Any thread. */
public final class HallMeters {
  private volatile HallCensus last = HallCensus.NONE;

  public HallMeters(MeterRegistry metrics) {
    Gauge.builder("yichuang.halls.owned", () -> last.owned())
        .description("By what the partition table says")
        .register(metrics);
    Gauge.builder("yichuang.halls.serving", () -> last.serving()).register(metrics);
    Gauge.builder("yichuang.halls.quarantined", () -> last.quarantined().size())
        .description("Their record cannot be followed; they answer 503")
        .register(metrics);
  }

  public void counted(HallCensus census) {
    last = census;
  }

  /** What was counted last. */
  public HallCensus last() {
    return last;
  }
}
