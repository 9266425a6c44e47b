package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;

/** The book in the database. Any event loop. */
public final class PgReckoningBook implements ReckoningBook {
  private static final long TIMEOUT_SECONDS = 10;
  private static final String FIND =
      """
      select bundled, calendar, configuration, cause, day, sequence, finished
        from calendar_reckoned where hall = $1
      """;
  static final String RUNNING =
      """
      select day, sequence from case_file
       where hall = $1 and (day, sequence) > ($2, $3)
         and (phase %s or delivery_running or next_due is not null)
       order by day, sequence limit $4
      """
          .formatted(OpenPhases.SQL);
  private static final String SAVE =
      """
      insert into calendar_reckoned as old
             (hall, bundled, calendar, configuration, cause, day, sequence, finished)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (hall) do update
         set bundled = excluded.bundled, calendar = excluded.calendar,
             configuration = excluded.configuration, cause = excluded.cause, day = excluded.day,
             sequence = excluded.sequence, finished = excluded.finished
       where (old.bundled, old.calendar, old.configuration)
             <= (excluded.bundled, excluded.calendar, excluded.configuration)
      """;

  private final Pool pool;

  public PgReckoningBook(Pool pool) {
    this.pool = pool;
  }

  private static <T> void answer(Future<T> asked, Consumer<Found<T>> answer) {
    asked
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .onComplete(
            result ->
                answer.accept(
                    result.succeeded()
                        ? new Found.Value<>(result.result())
                        : new Found.Failed<>(String.valueOf(result.cause().getMessage()))));
  }

  @Override
  public void find(HallId hall, Consumer<Found<Optional<Progress>>> answer) {
    answer(
        pool.preparedQuery(FIND)
            .execute(Tuple.of(hall.value()))
            .map(rows -> rows.stream().findFirst().map(row -> progress(hall, row))),
        answer);
  }

  private static Progress progress(HallId hall, Row row) {
    LocalDate day = row.getLocalDate(4);
    return new Progress(
        row.getInteger(0),
        row.getInteger(1),
        row.getInteger(2),
        row.getInteger(3),
        day == null ? null : new CaseNumber(hall, day, row.getInteger(5)),
        row.getBoolean(6));
  }

  @Override
  public void running(
      HallId hall,
      @Nullable CaseNumber after,
      int limit,
      Consumer<Found<List<CaseNumber>>> answer) {
    answer(
        pool.preparedQuery(RUNNING)
            .execute(
                Tuple.of(
                    hall.value(),
                    after == null ? LocalDate.EPOCH : after.day(),
                    after == null ? 0 : after.sequence(),
                    limit))
            .map(
                rows -> {
                  List<CaseNumber> numbers = new ArrayList<>(rows.size());
                  for (Row row : rows) {
                    numbers.add(new CaseNumber(hall, row.getLocalDate(0), row.getInteger(1)));
                  }
                  return numbers;
                }),
        answer);
  }

  @Override
  public void save(HallId hall, Progress progress, Consumer<Found<Progress>> answer) {
    CaseNumber upTo = progress.upTo();
    answer(
        pool.preparedQuery(SAVE)
            .execute(
                Tuple.tuple()
                    .addInteger(hall.value())
                    .addInteger(progress.bundled())
                    .addInteger(progress.calendar())
                    .addInteger(progress.configuration())
                    .addInteger(progress.cause())
                    .addLocalDate(upTo == null ? null : upTo.day())
                    .addInteger(upTo == null ? null : upTo.sequence())
                    .addBoolean(progress.finished()))
            .compose(
                kept ->
                    kept.rowCount() == 1
                        ? Future.succeededFuture(progress)
                        : Future.failedFuture("another owner has kept a later calendar")),
        answer);
  }
}
