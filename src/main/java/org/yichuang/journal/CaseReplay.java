package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;

/**
 * Reads every case's stream in the order of their numbers, follows its hash chain and folds its
 * events. Blocking; changes nothing; memory for one case.
 */
final class CaseReplay {
  private static final int FETCH_ROWS = 2_000;

  /** Told of each case when its stream has been read. */
  @FunctionalInterface
  interface Visitor {
    void read(Stream stream) throws SQLException;
  }

  /**
   * One case.
   *
   * @param state null when its events cannot be followed to their end
   * @param first the command of its first event
   * @param begun how many events the first command caused
   */
  record Stream(
      CaseNumber number, @Nullable CaseState state, @Nullable CommandStamp first, int begun) {}

  private final CaseBook book;
  private final Visitor visitor;
  private final Consumer<String> problem;
  private long events;

  /**
   * @param problem told of each in a line
   */
  CaseReplay(CaseBook book, Visitor visitor, Consumer<String> problem) {
    this.book = book;
    this.visitor = visitor;
    this.problem = problem;
  }

  /**
   * Reads what the connection sees, within the transaction that it is in.
   *
   * @return how many events it read
   */
  long run(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select "
                + PgCaseReader.COLUMNS
                + " from case_journal order by hall, day, sequence, seq")) {
      query.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = query.executeQuery()) {
        Walk walk = null;
        while (rows.next()) {
          CaseNumber number = number(rows);
          if (walk == null || !walk.number.equals(number)) {
            finish(walk);
            walk = new Walk(number);
          }
          walk.next(rows);
          events++;
        }
        finish(walk);
      }
    }
    return events;
  }

  private void finish(@Nullable Walk walk) throws SQLException {
    if (walk != null) {
      visitor.read(
          new Stream(walk.number, walk.broken ? null : walk.state, walk.first, walk.begun));
    }
  }

  static CaseNumber number(ResultSet rows) throws SQLException {
    return new CaseNumber(
        new HallId(rows.getInt("hall")),
        rows.getObject("day", LocalDate.class),
        rows.getInt("sequence"));
  }

  private final class Walk {
    private final CaseNumber number;
    private CaseState state;
    private Hash head = Hash.NONE;
    private @Nullable CommandStamp first;
    private int begun;
    private int seq;
    private boolean broken;

    Walk(CaseNumber number) {
      this.number = number;
      state = CaseState.unregistered(number, book.items().apply(number.hall()));
    }

    void next(ResultSet rows) throws SQLException {
      int rowSeq = rows.getInt("seq");
      String where = "case %s/%d".formatted(number, rowSeq);
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
      try {
        CaseRow row = row(rows, previous, hash);
        if (!row.expectedHash().equals(hash)) {
          problem.accept("%s: its columns do not have the hash that is stored".formatted(where));
        }
        count(row.recorded());
        if (!broken) {
          state = state.apply(row.recorded());
        }
      } catch (IllegalStateException cannotFollow) {
        problem.accept(where + ": " + cannotFollow.getMessage());
        broken = true;
      }
    }

    private void count(RecordedCaseEvent recorded) {
      CommandStamp command = recorded.command();
      if (recorded.seq() == 1) {
        first = command;
      }
      if (command != null && command.equals(first)) {
        begun++;
      }
    }

    private CaseRow row(ResultSet rows, Hash previous, Hash hash) throws SQLException {
      String type = rows.getString("type");
      int version = rows.getInt("version");
      Buffer payload = Buffer.buffer(rows.getBytes("payload"));
      return new CaseRow(
          number,
          new RecordedCaseEvent(
              rows.getInt("seq"),
              Instant.ofEpochMilli(rows.getLong("at")),
              new AccountId(rows.getInt("actor")),
              PgJournalReader.stamp(
                  rows.getObject("command_id", UUID.class),
                  rows.getObject("command_digest", UUID.class)),
              CaseEventCodec.decode(type, version, payload)),
          type,
          version,
          payload,
          previous,
          hash);
    }
  }
}
