package org.yichuang.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.journal.FlightPort.FlightResult;
import org.yichuang.journal.LaneWatch;

/**
 * Counts flights, and takes the halls from a node whose clock is wrong: events are stamped with it,
 * so queues would be called in the wrong order. Any thread.
 */
public final class NodeWatch implements LaneWatch {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);
  private static final long MAX_SKEW_MILLIS = 2_000;

  private final NodeHalls halls;
  private final Timer time;
  private final DistributionSummary size;
  private final Counter turned;
  private final Counter lost;
  private final Counter moved;
  private volatile boolean clockHolds = true;

  public NodeWatch(NodeHalls halls, MeterRegistry metrics) {
    this.halls = halls;
    time = metrics.timer("yichuang.flight.time");
    size = metrics.summary("yichuang.flight.rows");
    turned = metrics.counter("yichuang.flight.turned");
    lost = metrics.counter("yichuang.flight.lost");
    moved = metrics.counter("yichuang.append.lost");
  }

  @Override
  public void landed(FlightResult result, int rows, long millis) {
    time.record(millis, TimeUnit.MILLISECONDS);
    size.record(rows);
    switch (result) {
      case FlightResult.Landed landed -> moved.increment(landed.moved().size());
      case FlightResult.Turned refused -> turned.increment();
      case FlightResult.Lost unknown -> lost.increment();
    }
  }

  @Override
  public void clockSkew(long millis) {
    boolean holds = millis <= MAX_SKEW_MILLIS;
    if (holds != clockHolds) {
      clockHolds = holds;
      if (holds) {
        LOG.warn("this node's clock agrees with the database's again: it may own halls");
      } else {
        LOG.error(
            "this node's clock and the database's are {} ms apart, more than {}: it owns no halls"
                + " until they agree; synchronise the clocks",
            millis,
            MAX_SKEW_MILLIS);
      }
      halls.mayOwn(holds);
    }
  }

  /** Whether the clocks agreed when last compared. */
  public boolean clockHolds() {
    return clockHolds;
  }
}
