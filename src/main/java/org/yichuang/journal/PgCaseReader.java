package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/**
 * Reads over a pool that is for cases, so that reading never waits for a flight, nor for streams of
 * halls: a few at a time, those first for which somebody waits, so that nothing gives up for the
 * number of the others, and whatever else the pool is for has its turn. Any event loop.
 */
public final class PgCaseReader implements CaseReader {
  private static final long TIMEOUT_SECONDS = 20;

  /** The columns of a row in the order {@link #row} expects. */
  static final String COLUMNS =
      "hall, day, sequence, seq, type, version, payload, at, actor, command_id, command_digest,"
          + " previous, hash";

  private static final String STREAMS =
      """
      select %s
        from unnest($1::int[], $2::date[], $3::int[]) as n(hall, day, sequence)
        join case_journal using (hall, day, sequence)
       order by hall, day, sequence, seq
      """
          .formatted(COLUMNS);

  private static final String DUE =
      """
      select hall, day, sequence, next_due
        from case_file
       where hall = $1 and next_due <= $2
       order by next_due
       limit $3
      """;

  private final Pool pool;
  private final Turns turns;

  /**
   * @param atOnce questions that are asked at the same time; fewer than the pool has connections
   *     when it is for more than these
   * @param mostWaiting questions that wait for their turn; one more fails
   */
  public PgCaseReader(Pool pool, int atOnce, int mostWaiting) {
    this.pool = pool;
    turns = new Turns(atOnce, mostWaiting);
  }

  /** Questions that wait for their turn. */
  public int waiting() {
    return turns.waiting();
  }

  private Future<RowSet<Row>> ask(Cause cause, String sql, Tuple asked) {
    Supplier<Future<RowSet<Row>>> question =
        () -> pool.preparedQuery(sql).execute(asked).timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    return switch (cause) {
      case COMMAND -> turns.takeUrgently(question);
      case DEADLINE -> turns.take(question);
    };
  }

  @Override
  public void load(Collection<CaseNumber> numbers, Cause cause, Consumer<Loaded> answer) {
    Tuple asked =
        Tuple.tuple()
            .addValue(numbers.stream().map(n -> n.hall().value()).toArray(Integer[]::new))
            .addValue(numbers.stream().map(CaseNumber::day).toArray(LocalDate[]::new))
            .addValue(numbers.stream().map(CaseNumber::sequence).toArray(Integer[]::new));
    ask(cause, STREAMS, asked)
        .onComplete(
            result ->
                answer.accept(
                    result.succeeded()
                        ? streams(result.result())
                        : new Loaded.Failed(String.valueOf(result.cause().getMessage()))));
  }

  @Override
  public void due(HallId hall, Instant until, int limit, Consumer<Found> answer) {
    ask(Cause.DEADLINE, DUE, Tuple.of(hall.value(), until.toEpochMilli(), limit))
        .onComplete(
            result ->
                answer.accept(
                    result.succeeded()
                        ? due(result.result())
                        : new Found.Failed(String.valueOf(result.cause().getMessage()))));
  }

  private static Loaded streams(RowSet<Row> found) {
    Map<CaseNumber, List<CaseRow>> streams = new HashMap<>();
    Map<CaseNumber, String> unreadable = new HashMap<>();
    for (Row row : found) {
      CaseNumber number = number(row);
      try {
        streams.computeIfAbsent(number, unused -> new ArrayList<>()).add(row(number, row));
      } catch (RuntimeException cannotBeRead) {
        unreadable.putIfAbsent(number, String.valueOf(cannotBeRead.getMessage()));
      }
    }
    streams.keySet().removeAll(unreadable.keySet());
    return new Loaded.Streams(streams, unreadable);
  }

  private static Found due(RowSet<Row> found) {
    List<Due> due = new ArrayList<>(found.size());
    for (Row row : found) {
      due.add(new Due(number(row), Instant.ofEpochMilli(row.getLong(3))));
    }
    return new Found.Cases(due);
  }

  private static CaseNumber number(Row row) {
    return new CaseNumber(new HallId(row.getInteger(0)), row.getLocalDate(1), row.getInteger(2));
  }

  private static CaseRow row(CaseNumber number, Row row) {
    String type = row.getString(4);
    int version = row.getShort(5);
    Buffer payload = row.getBuffer(6);
    return new CaseRow(
        number,
        new RecordedCaseEvent(
            row.getInteger(3),
            Instant.ofEpochMilli(row.getLong(7)),
            new AccountId(row.getInteger(8)),
            PgJournalReader.stamp(row.getUUID(9), row.getUUID(10)),
            CaseEventCodec.decode(type, version, payload)),
        type,
        version,
        payload,
        Hash.of(row.getBuffer(11).getBytes()),
        Hash.of(row.getBuffer(12).getBytes()));
  }
}
