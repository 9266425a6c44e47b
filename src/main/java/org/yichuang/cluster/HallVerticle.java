package org.yichuang.cluster;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnectOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseReader;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.Lane;
import org.yichuang.journal.LaneWatch;
import org.yichuang.journal.PgFlights;
import org.yichuang.journal.ReckoningBook;

/** One event loop's share of the halls: their lane, and an owner for each. */
public final class HallVerticle extends VerticleBase {

  /** What all event loops of a node share. */
  public record Parts(
      NodeId node,
      NodeHalls halls,
      Catalogue catalogue,
      PgConnectOptions database,
      JournalReader streams,
      CaseReader cases,
      ReckoningBook reckoned,
      InstantSource clock,
      BoardPort boards,
      LaneWatch watch,
      EstimateWatch estimates,
      CasePorts.Watch recorded,
      LaneMeters meters,
      OwnerPorts.Limits limits) {}

  private static final long SAMPLE_MILLIS = 500;

  private final Parts parts;
  private final List<HallId> halls;
  private @Nullable Lane lane;
  private @Nullable PgFlights flights;

  public HallVerticle(Parts parts, List<HallId> halls) {
    this.parts = parts;
    this.halls = List.copyOf(halls);
  }

  @Override
  public Future<?> start() {
    VertxTimers timers = new VertxTimers(vertx);
    PgFlights port = new PgFlights(vertx, parts.database());
    Lane own = new Lane(port, timers, parts.clock(), Lane.Limits.DEFAULT, parts.watch());
    flights = port;
    lane = own;
    CasePorts cases =
        new CasePorts(parts.cases(), parts.reckoned(), parts.recorded(), CasePorts.Limits.DEFAULT);
    OwnerPorts ports =
        new OwnerPorts(
            parts.node().value(),
            parts.catalogue(),
            own,
            parts.streams(),
            timers,
            parts.clock(),
            parts.boards(),
            RandomGenerator.getDefault(),
            parts.limits(),
            cases,
            parts.estimates());
    List<HallOwner> owners = halls.stream().map(hall -> new HallOwner(hall, ports)).toList();
    owners.forEach(owner -> parts.halls().offer(context, owner));
    LaneMeters.Place meters = parts.meters().place();
    vertx.setPeriodic(
        SAMPLE_MILLIS,
        unused ->
            meters.say(
                Math.max(own.aloftMillis(), own.groundedMillis()),
                owners.stream().mapToInt(HallOwner::pending).max().orElse(0),
                owners.stream().mapToInt(HallOwner::herd).max().orElse(0),
                cases.herd().held()));
    own.start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    if (lane != null) {
      lane.stop();
    }
    return flights == null ? Future.succeededFuture() : flights.close();
  }
}
