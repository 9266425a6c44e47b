package org.yichuang;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.limits.LimitGauges;

/**
 * The pools of connections of a node, each with a name, a size and a limit to what waits for it, so
 * that nothing starves anything else. Opened and closed by one thread.
 */
final class ConnectionPools {
  /** Questions that wait for a connection, as Vert.x counts them. */
  private static final String WAITING = "vertx.pool.queue.pending";

  private static final int CONNECT_SECONDS = 5;

  private final Vertx vertx;
  private final PgConnectOptions database;
  private final MeterRegistry metrics;
  private final List<Pool> open = new ArrayList<>();

  ConnectionPools(Vertx vertx, DatabaseAddress address, MeterRegistry metrics) {
    this.vertx = vertx;
    this.metrics = metrics;
    database =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.running().user())
            .setPassword(address.running().password())
            .setCachePreparedStatements(true);
  }

  /** For connections that belong to no pool. */
  PgConnectOptions database() {
    return database;
  }

  /**
   * @param waiting how many questions may wait; the next one fails
   */
  Pool open(String name, int size, int waiting) {
    Pool pool =
        PgBuilder.pool()
            .connectingTo(database)
            .with(
                new PoolOptions()
                    .setName(name)
                    .setShared(true)
                    .setMaxSize(size)
                    .setMaxWaitQueueSize(waiting)
                    .setConnectionTimeout(CONNECT_SECONDS))
            .using(vertx)
            .build();
    open.add(pool);
    LimitGauges.register(
        metrics,
        "waiting-for-" + name,
        waiting,
        () -> metrics.get(WAITING).tag("pool_name", name).gauge().value());
    return pool;
  }

  Future<?> close() {
    return Future.join(open.stream().map(Pool::close).toList());
  }
}
