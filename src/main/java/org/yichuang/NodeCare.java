package org.yichuang;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.cluster.NodeWatch;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.hall.HallConfig;
import org.yichuang.journal.CaseLights;
import org.yichuang.journal.JournalCare;
import org.yichuang.journal.RootCare;

/**
 * What a node does by itself from time to time: looks at its clock, makes partitions in time,
 * publishes the roots of days, deletes what is over. What fails is logged and tried the next time;
 * nobody waits for it. Never blocks an event loop.
 */
final class NodeCare {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCare.class);
  private static final long CLOCK_MILLIS = 5_000;
  private static final long SIGNS_MILLIS = 30_000;
  private static final long LIGHTS_MILLIS = 30_000;
  private static final long ROOTS_MILLIS = 600_000;
  private static final long OVER_MILLIS = 3_600_000;

  private final Vertx vertx;
  private final Stores stores;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final JournalCare journal;

  NodeCare(Vertx vertx, Stores stores, InstantSource clock, MeterRegistry metrics) {
    this.vertx = vertx;
    this.stores = stores;
    this.clock = clock;
    this.metrics = metrics;
    journal = new JournalCare(stores.readers(), clock);
  }

  /** What a node cannot serve without. */
  Future<?> first() {
    Gauge.builder("yichuang.partition.days", journal::daysCovered)
        .description("Until the last partition of the journal ends")
        .register(metrics);
    return journal.makePartitions();
  }

  /**
   * @param watch told how far the node's clock is off
   * @param database for the roots of days, which are reckoned over a connection of their own
   */
  void start(NodeWatch watch, DatabaseAddress database) {
    every(CLOCK_MILLIS, "the clock", () -> journal.clockSkew().onSuccess(watch::clockSkew));
    every(CLOCK_MILLIS, "partitions", journal::makePartitionsWhenDue);
    RootCare roots = new RootCare(() -> database.connect(database.running()));
    Gauge.builder("yichuang.root.days.behind", roots::daysBehind)
        .description("Days that are over and whose root is not published")
        .register(metrics);
    atOnceAndEvery(
        ROOTS_MILLIS, "roots of days", () -> vertx.executeBlocking(roots::publishWhenDue));
    every(SIGNS_MILLIS, "devices", stores.people()::careForDevices);
    atOnceAndEvery(SIGNS_MILLIS, "use of items", stores.itemUse()::care);
    CaseLights lights = new CaseLights(stores.alarmed(), metrics);
    every(
        LIGHTS_MILLIS,
        "lights of cases",
        () -> lights.look(stores.catalogue().halls().stream().map(HallConfig::id).toList()));
    every(OVER_MILLIS, "sessions", stores.people()::deleteExpired);
    every(OVER_MILLIS, "records of people", stores.persons()::sweep);
    every(
        OVER_MILLIS,
        "appointments",
        () -> stores.appointments().forget(today().minusDays(longestNoShowDays() + 1)));
  }

  private void every(long millis, String what, Supplier<Future<?>> care) {
    vertx.setPeriodic(millis, unused -> look(what, care));
  }

  private void atOnceAndEvery(long millis, String what, Supplier<Future<?>> care) {
    vertx.setPeriodic(0, millis, unused -> look(what, care));
  }

  private static void look(String what, Supplier<Future<?>> care) {
    care.get().onFailure(e -> LOG.warn("{}: {}", what, e.getMessage()));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private int longestNoShowDays() {
    return stores.catalogue().halls().stream()
        .mapToInt(hall -> hall.booking().noShowDays())
        .max()
        .orElse(0);
  }
}
