package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.hall.RecordedEvent;

/**
 * Reads every stream of the journal in order, follows the hash chains across days and across months
 * that were detached, and folds the events. Blocking; changes nothing; memory for one business day.
 */
final class JournalReplay {
  private static final int FETCH_ROWS = 2_000;

  /** Told what a day's events add up to. */
  @FunctionalInterface
  interface DayVisitor {
    /**
     * @param state valid during the call only
     */
    void day(HallId hall, LocalDate day, HallState state) throws SQLException;
  }

  /** What was read. */
  record Extent(int halls, int days, long events) {}

  private final BiFunction<HallId, Integer, HallConfig> configs;
  private final DayVisitor visitor;
  private final Consumer<String> problem;
  private int halls;
  private int days;
  private long events;

  /**
   * @param configs a hall's configuration by version; throws when there is none
   * @param visitor not told of days whose events cannot be followed to their end
   * @param problem told of each in a line
   */
  JournalReplay(
      BiFunction<HallId, Integer, HallConfig> configs,
      DayVisitor visitor,
      Consumer<String> problem) {
    this.configs = configs;
    this.visitor = visitor;
    this.problem = problem;
  }

  /** Reads what the connection sees, within the transaction that it is in. */
  Extent run(Connection connection) throws SQLException {
    Map<HallId, Hash> heads = detachedHeads(connection);
    try (PreparedStatement query =
        connection.prepareStatement(
            "select " + PgJournalReader.COLUMNS + " from journal order by hall, day, seq")) {
      query.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = query.executeQuery()) {
        HallWalk walk = null;
        while (rows.next()) {
          HallId hall = new HallId(rows.getInt("hall"));
          if (walk == null || !walk.hall.equals(hall)) {
            finish(walk);
            walk = new HallWalk(hall, heads.remove(hall));
            halls++;
          }
          walk.next(rows);
        }
        finish(walk);
      }
    }
    heads.keySet().forEach(hall -> problem.accept(hall + ": nothing follows its detached months"));
    return new Extent(halls, days, events);
  }

  /** Where each hall's detached months end; they must follow one another. */
  private Map<HallId, Hash> detachedHeads(Connection connection) throws SQLException {
    Map<HallId, Hash> heads = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select hall, month, previous, head from detached_stream order by hall, month");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        HallId hall = new HallId(rows.getInt("hall"));
        Hash previous = Hash.of(rows.getBytes("previous"));
        Hash head = heads.put(hall, Hash.of(rows.getBytes("head")));
        if (!previous.equals(head == null ? Hash.NONE : head)) {
          problem.accept(
              "%s, detached month %s: expected to link to %s, found %s"
                  .formatted(hall, rows.getString("month"), head, previous));
        }
      }
    }
    return heads;
  }

  private static void finish(@Nullable HallWalk walk) throws SQLException {
    if (walk != null) {
      walk.endDay();
    }
  }

  private final class HallWalk {
    private final HallId hall;
    private final HallState state;
    private Hash head;
    private @Nullable LocalDate day;
    private int seq;
    private boolean broken;

    HallWalk(HallId hall, @Nullable Hash detached) {
      this.hall = hall;
      head = detached == null ? Hash.NONE : detached;
      state = new HallState(hall, version -> configs.apply(hall, version));
    }

    void next(ResultSet rows) throws SQLException {
      LocalDate rowDay = rows.getObject("day", LocalDate.class);
      int rowSeq = rows.getInt("seq");
      String where = "%s, %s/%d".formatted(hall, rowDay, rowSeq);
      if (!rowDay.equals(day)) {
        endDay();
        day = rowDay;
        seq = 0;
        days++;
      }
      events++;
      if (rowSeq != seq + 1) {
        problem.accept("%s: expected sequence %d".formatted(where, seq + 1));
      }
      seq = rowSeq;
      Hash previous = Hash.of(rows.getBytes("previous"));
      Hash hash = Hash.of(rows.getBytes("hash"));
      if (!previous.equals(head)) {
        problem.accept("%s: expected to link to %s, found %s".formatted(where, head, previous));
      }
      head = hash;
      JournalRow row;
      try {
        row = row(hall, rows, rowDay, previous, hash);
      } catch (IllegalStateException unreadable) {
        problem.accept(where + ": " + unreadable.getMessage());
        broken = true;
        return;
      }
      if (!row.expectedHash().equals(hash)) {
        problem.accept("%s: its columns do not have the hash that is stored".formatted(where));
      }
      apply(row, where);
    }

    private void apply(JournalRow row, String where) {
      if (broken && !(row.recorded().event() instanceof HallEvent.DayOpened)) {
        return;
      }
      try {
        state.apply(row.recorded());
        broken = false;
      } catch (IllegalStateException cannotFollow) {
        problem.accept(where + ": " + cannotFollow.getMessage());
        broken = true;
      }
    }

    void endDay() throws SQLException {
      if (day != null && !broken) {
        visitor.day(hall, day, state);
      }
    }
  }

  private static JournalRow row(
      HallId hall, ResultSet rows, LocalDate day, Hash previous, Hash hash) throws SQLException {
    String type = rows.getString("type");
    int version = rows.getInt("version");
    Buffer payload = Buffer.buffer(rows.getBytes("payload"));
    UUID id = rows.getObject("command_id", UUID.class);
    UUID digest = rows.getObject("command_digest", UUID.class);
    return new JournalRow(
        hall,
        new RecordedEvent(
            day,
            rows.getInt("seq"),
            Instant.ofEpochMilli(rows.getLong("at")),
            new AccountId(rows.getInt("actor")),
            id == null || digest == null ? null : new CommandStamp(id, digest),
            EventCodec.decode(type, version, payload)),
        type,
        version,
        payload,
        previous,
        hash);
  }
}
