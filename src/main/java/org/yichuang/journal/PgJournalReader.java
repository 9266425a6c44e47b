package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;
import org.yichuang.hall.RecordedEvent;

/**
 * Reads streams over a pool of its own, so that reading never waits for a flight: a few at a time,
 * so that the first halls of a take-over serve soon, no hall gives up for the number of the others,
 * and whatever else the pool is for has its turn. One for all event loops of a node.
 */
public final class PgJournalReader implements JournalReader {
  /** The columns of a row in the order {@link #row} expects. */
  static final String COLUMNS =
      "hall, day, seq, type, version, payload, at, actor, command_id, command_digest,"
          + " previous, hash";

  private static final String LATEST_DAYS =
      """
      with latest as (
        select max(day) as day from journal where hall = $1
      ), before as (
        select max(day) as day from journal where hall = $1 and day < (select day from latest)
      )
      select %s from journal
       where hall = $1 and day in ((select day from before), (select day from latest))
       order by day, seq
      """
          .formatted(COLUMNS);

  private static final long TIMEOUT_SECONDS = 20;

  /** Halls, one waiting stream each. */
  private static final int MOST_WAITING = 100_000;

  private final Pool pool;
  private final Turns turns;

  /**
   * @param atOnce streams that are read at the same time; fewer than the pool has connections when
   *     it is for more than streams
   */
  public PgJournalReader(Pool pool, int atOnce) {
    this.pool = pool;
    turns = new Turns(atOnce, MOST_WAITING);
  }

  @Override
  public void load(HallId hall, Consumer<Loaded> answer) {
    turns
        .take(
            () ->
                pool.preparedQuery(LATEST_DAYS)
                    .execute(Tuple.of(hall.value()))
                    .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS))
        .onComplete(
            result ->
                answer.accept(
                    result.succeeded()
                        ? decode(result.result())
                        : new Loaded.Failed(String.valueOf(result.cause().getMessage()))));
  }

  private static Loaded decode(RowSet<Row> found) {
    List<JournalRow> rows = new ArrayList<>(found.size());
    try {
      for (Row row : found) {
        rows.add(row(row));
      }
    } catch (RuntimeException unreadable) {
      return new Loaded.Unreadable(String.valueOf(unreadable.getMessage()));
    }
    return new Loaded.Rows(rows);
  }

  private static JournalRow row(Row row) {
    String type = row.getString(3);
    int version = row.getShort(4);
    Buffer payload = row.getBuffer(5);
    return new JournalRow(
        new HallId(row.getInteger(0)),
        new RecordedEvent(
            row.getLocalDate(1),
            row.getInteger(2),
            Instant.ofEpochMilli(row.getLong(6)),
            new AccountId(row.getInteger(7)),
            stamp(row.getUUID(8), row.getUUID(9)),
            EventCodec.decode(type, version, payload)),
        type,
        version,
        payload,
        Hash.of(row.getBuffer(10).getBytes()),
        Hash.of(row.getBuffer(11).getBytes()));
  }

  static @Nullable CommandStamp stamp(@Nullable UUID id, @Nullable UUID digest) {
    return id == null || digest == null ? null : new CommandStamp(id, digest);
  }
}
