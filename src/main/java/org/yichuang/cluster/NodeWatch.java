package org.yichuang.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.hall.HallEvent;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.FlightPort.FlightResult;
import org.yichuang.journal.JournalRow;
import org.yichuang.journal.Lane;
import org.yichuang.journal.LaneWatch;
import org.yichuang.limits.LimitGauges;

/**
 * Counts flights and what they carried (waiting times, adoptions; here is the place for what else
 * committed events say, as the error of estimates), and takes the halls from a node whose clock is
 * wrong: events are stamped with it, so queues would be called in the wrong order. Any thread.
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
  private final Counter adopted;
  private final Timer waited;
  private volatile Consumer<Cargo> also = cargo -> {};
  private volatile boolean clockHolds = true;
  private volatile int lastRows;

  public NodeWatch(NodeHalls halls, MeterRegistry metrics) {
    this.halls = halls;
    time =
        Timer.builder("yichuang.flight.time")
            .serviceLevelObjectives(millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 3_000))
            .register(metrics);
    size =
        DistributionSummary.builder("yichuang.flight.rows")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)
            .register(metrics);
    waited =
        Timer.builder("yichuang.waiting.time")
            .description("From the ticket to each of its first announcements")
            .serviceLevelObjectives(minutes(1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120))
            .register(metrics);
    adopted = metrics.counter("yichuang.adoptions");
    LimitGauges.register(metrics, "flight-rows", Lane.Limits.DEFAULT.maxRows(), () -> lastRows);
    turned = metrics.counter("yichuang.flight.turned");
    lost = metrics.counter("yichuang.flight.lost");
    moved = metrics.counter("yichuang.append.lost");
  }

  @Override
  public void landed(FlightResult result, int rows, long millis) {
    time.record(millis, TimeUnit.MILLISECONDS);
    size.record(rows);
    lastRows = rows;
    switch (result) {
      case FlightResult.Landed landed -> moved.increment(landed.moved().size());
      case FlightResult.Turned refused -> turned.increment();
      case FlightResult.Lost unknown -> lost.increment();
    }
  }

  /**
   * One more who is told of what is committed, on the lane's event loop; before the first flight.
   */
  public void alsoTell(Consumer<Cargo> listener) {
    also = also.andThen(listener);
  }

  @Override
  public void committed(Cargo cargo) {
    also.accept(cargo);
    for (JournalRow row : cargo.rows()) {
      if (row.recorded().event() instanceof HallEvent.TicketCalled called) {
        waited.record(called.waitedMillis(), TimeUnit.MILLISECONDS);
      } else if (row.recorded().event() instanceof HallEvent.HallAdopted) {
        adopted.increment();
      }
    }
  }

  private static Duration[] millis(long... values) {
    return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  private static Duration[] minutes(long... values) {
    return Arrays.stream(values).mapToObj(Duration::ofMinutes).toArray(Duration[]::new);
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
