package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * What the journal needs now and then while the server runs: partitions in time, and a look at the
 * database's clock. Any event loop.
 */
public final class JournalCare {
  private static final long TIMEOUT_SECONDS = 5;

  private final Pool pool;
  private final InstantSource clock;

  public JournalCare(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** Makes the partitions of this month and the next where they are missing. */
  public Future<Void> makePartitions() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return makePartitions(today).compose(unused -> makePartitions(today.plusMonths(1)));
  }

  private Future<Void> makePartitions(LocalDate month) {
    return pool.preparedQuery("select ensure_partitions($1)")
        .execute(Tuple.of(month))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .mapEmpty();
  }

  /** Milliseconds by which this node's clock and the database's certainly differ; 0 for none. */
  public Future<Long> clockSkew() {
    long before = clock.millis();
    return pool.query("select (extract(epoch from clock_timestamp()) * 1000)::bigint")
        .execute()
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Row row = rows.iterator().next();
              long database = row.getLong(0);
              return Math.max(0, Math.max(before - database, database - clock.millis()));
            });
  }
}
