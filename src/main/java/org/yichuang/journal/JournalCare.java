package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the journal needs now and then while the server runs: partitions in time, and a look at the
 * database's clock. Any event loop.
 */
public final class JournalCare {
  private static final long TIMEOUT_SECONDS = 5;

  private static final Duration INTERVAL = Duration.ofHours(1);

  /** The first day that lacks a partition, of the 24 months from one on. */
  private static final String COVERED =
      """
      select min(month)::date
        from generate_series($1::date, $1::date + interval '24 months', '1 month') month,
             unnest(array['journal', 'case_journal', 'case_file', 'ticket']) parent
       where not partition_exists(parent, to_char(month, 'YYYYMM'))
      """;

  /**
   * @param until the first day that lacks a partition
   */
  private record Made(Instant at, LocalDate until) {}

  private final Pool pool;
  private final InstantSource clock;
  private volatile @Nullable Made made;

  public JournalCare(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Makes the partitions of this month and the next where they are missing, when that was last done
   * in another month or an hour ago: to be called every few seconds, so that a machine that slept
   * across the end of a month does not wait for an hour.
   */
  public Future<Void> makePartitionsWhenDue() {
    Instant now = clock.instant();
    Made last = made;
    boolean due =
        last == null
            || !monthOf(now).equals(monthOf(last.at()))
            || now.isAfter(last.at().plus(INTERVAL))
            || now.isBefore(last.at());
    return due ? makePartitions() : Future.succeededFuture();
  }

  /** Makes the partitions of this month and the next where they are missing. */
  public Future<Void> makePartitions() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return makePartitions(today)
        .compose(unused -> makePartitions(today.plusMonths(1)))
        .compose(
            unused ->
                pool.preparedQuery(COVERED)
                    .execute(Tuple.of(today.withDayOfMonth(1)))
                    .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS))
        .map(
            rows -> {
              made = new Made(now, rows.iterator().next().getLocalDate(0));
              return null;
            });
  }

  /** Days until the partitions that follow one another from today on end; 0 when none is known. */
  public double daysCovered() {
    Made last = made;
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return last == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(today, last.until()));
  }

  private static YearMonth monthOf(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
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
