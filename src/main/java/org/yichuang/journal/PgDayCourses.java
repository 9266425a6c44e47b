package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;

/** The course of a day from PostgreSQL. Any event loop. */
public final class PgDayCourses implements DayCourses {
  private static final long QUERY_SECONDS = 5;

  private static final String COURSE =
      """
      with numbers as (
        select queue, state, issued_at, called_at, started_at, ended_at
          from ticket where hall = $1 and day = $2),
      moments as (
        select queue, issued_at as at, 1 as issued, 0 as called, null::bigint as waited, 0 as gave_up,
               0 as completed
          from numbers
        union all
        select queue, called_at, 0, 1, greatest(0, called_at - issued_at), 0, 0
          from numbers where called_at is not null
        union all
        select queue, ended_at, 0, 0, null, (state <> 'Completed')::int, (state = 'Completed')::int
          from numbers
         where ended_at is not null and (state = 'Completed' or started_at is null))
      select queue, greatest(0, (at - $3) / $4)::int as quarter, sum(issued)::int, sum(called)::int,
             coalesce(sum(waited), 0)::bigint, coalesce(max(waited), 0)::bigint,
             count(*) filter (where waited > $5)::int, sum(gave_up)::int, sum(completed)::int
        from moments
       group by 1, 2 order by 1, 2
       limit $6
      """;

  private static final int MOST_ROWS = HallConfig.MAX_QUEUES * DayCourse.QUARTERS_OF_DAY;

  private final Pool pool;

  public PgDayCourses(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<DayCourse> of(HallId hall, LocalDate day, Instant begin, long longMillis) {
    return pool.preparedQuery(COURSE)
        .execute(
            Tuple.of(
                hall.value(),
                day,
                begin.toEpochMilli(),
                DayCourse.QUARTER_MILLIS,
                longMillis,
                (long) MOST_ROWS))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> new DayCourse(rows.stream().map(row -> quarter(row, begin)).toList()));
  }

  private static DayCourse.Quarter quarter(Row row, Instant begin) {
    return new DayCourse.Quarter(
        new QueueId(row.getString(0)),
        begin.plusMillis(row.getInteger(1) * DayCourse.QUARTER_MILLIS),
        row.getInteger(2),
        row.getInteger(3),
        row.getLong(4),
        row.getLong(5),
        row.getInteger(6),
        row.getInteger(7),
        row.getInteger(8));
  }
}
