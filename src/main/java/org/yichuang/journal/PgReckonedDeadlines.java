package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.DeadlineChange;
import org.yichuang.hall.HallId;

/** The events themselves, found by an index of their own. */
public final class PgReckonedDeadlines implements ReckonedDeadlines {
  private static final long TIMEOUT_SECONDS = 20;
  private static final String OF_CALENDAR =
      """
      j.type = 'DeadlinesReckoned'
         and (convert_from(j.payload, 'UTF8')::json ->> 'calendar')::int = $1
      """;
  private static final String MOVED =
      """
      select j.hall, j.day, j.sequence, j.seq, j.type, j.version, j.payload, j.at, f.item
        from case_journal j join case_file f using (hall, day, sequence)
       where %s and (j.hall, j.day, j.sequence, j.seq) > ($2, $3, $4, $5)
       order by j.hall, j.day, j.sequence, j.seq
       limit $6
      """
          .formatted(OF_CALENDAR);
  private static final String REACHED =
      """
      select (select count(*) from hall)::int,
             (select count(*) from calendar_reckoned
               where calendar > $1 or calendar = $1 and finished)::int,
             (select count(*) from case_journal j where %s)
      """
          .formatted(OF_CALENDAR);

  private final Pool pool;

  public PgReckonedDeadlines(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<List<Moved>> moved(int calendar, @Nullable Place after, int limit) {
    return pool.preparedQuery(MOVED)
        .execute(
            Tuple.of(
                calendar,
                after == null ? 0 : after.number().hall().value(),
                after == null ? LocalDate.EPOCH : after.number().day(),
                after == null ? 0 : after.number().sequence(),
                after == null ? 0 : after.seq(),
                limit))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              List<Moved> moved = new ArrayList<>(rows.size());
              rows.forEach(row -> moved.add(moved(row)));
              return moved;
            });
  }

  private static Moved moved(Row row) {
    CaseEvent event = CaseEventCodec.decode(row.getString(4), row.getShort(5), row.getBuffer(6));
    return new Moved(
        new Place(
            new CaseNumber(new HallId(row.getInteger(0)), row.getLocalDate(1), row.getInteger(2)),
            row.getInteger(3)),
        row.getString(8),
        Instant.ofEpochMilli(row.getLong(7)),
        event instanceof CaseEvent.DeadlinesReckoned reckoned
            ? reckoned.clocks().stream().flatMap(PgReckonedDeadlines::changes).toList()
            : List.of());
  }

  private static Stream<DeadlineChange> changes(ClockEvent event) {
    return event instanceof ClockEvent.Reckoned reckoned
        ? reckoned.changes().stream()
        : Stream.of();
  }

  @Override
  public Future<Reached> reached(int calendar) {
    return pool.preparedQuery(REACHED)
        .execute(Tuple.of(calendar))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Reached(row.getInteger(0), row.getInteger(1), row.getLong(2));
            });
  }
}
