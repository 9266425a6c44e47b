package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseState;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;

/**
 * Follows every case's stream beside two others in the same order: the numbers that the halls'
 * streams gave, and the read table {@code case_file}. Blocking; changes nothing; memory for one
 * case.
 */
final class CaseVerifier {
  private static final int FETCH_ROWS = 2_000;

  private static final String GIVEN =
      """
      select hall, day, seq, version, payload, command_id, command_digest
        from journal where type = 'CaseOpened' order by hall, day, seq
      """;

  private static final String FILES =
      "select " + CaseFileTable.COLUMNS + " from case_file order by hall, day, sequence";

  /** A month whose halls' streams were taken out. */
  private record Detached(HallId hall, LocalDate month) {}

  private final CaseBook book;
  private final Consumer<String> problem;
  private final Set<Detached> detached = new HashSet<>();
  private long cases;

  /**
   * @param problem told of each in a line
   */
  CaseVerifier(CaseBook book, Consumer<String> problem) {
    this.book = book;
    this.problem = problem;
  }

  /** What was read. */
  record Extent(long cases, long events) {}

  /** Reads what the connection sees, within the transaction that it is in. */
  Extent run(Connection connection) throws SQLException {
    readDetached(connection);
    try (PreparedStatement given = query(connection, GIVEN);
        PreparedStatement files = query(connection, FILES);
        ResultSet givenRows = given.executeQuery();
        ResultSet fileRows = files.executeQuery()) {
      Numbers numbers = new Numbers(givenRows);
      Files table = new Files(fileRows);
      long events =
          new CaseReplay(
                  book,
                  stream -> {
                    cases++;
                    numbers.compare(stream);
                    table.compare(stream);
                  },
                  problem)
              .run(connection);
      numbers.passUpTo(null);
      table.passUpTo(null);
      return new Extent(cases, events);
    }
  }

  private static PreparedStatement query(Connection connection, String sql) throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    query.setFetchSize(FETCH_ROWS);
    return query;
  }

  private void readDetached(Connection connection) throws SQLException {
    try (PreparedStatement query = query(connection, "select hall, month from detached_stream");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        detached.add(
            new Detached(
                new HallId(rows.getInt("hall")), rows.getObject("month", LocalDate.class)));
      }
    }
  }

  /** Rows that come in the order of cases' numbers. */
  private abstract static class Beside {
    final ResultSet rows;
    private @Nullable CaseNumber next;
    private boolean begun;

    Beside(ResultSet rows) {
      this.rows = rows;
    }

    abstract CaseNumber number() throws SQLException;

    abstract void superfluous(CaseNumber number);

    /** Passes what comes before the case, all when it is null; whether the case's own is next. */
    boolean passUpTo(@Nullable CaseNumber number) throws SQLException {
      if (!begun) {
        begun = true;
        advance();
      }
      while (next != null && (number == null || next.compareTo(number) < 0)) {
        superfluous(next);
        advance();
      }
      return next != null && number != null && next.equals(number);
    }

    void advance() throws SQLException {
      next = rows.next() ? number() : null;
    }
  }

  private final class Numbers extends Beside {
    private HallEvent.@Nullable CaseOpened opened;

    Numbers(ResultSet rows) {
      super(rows);
    }

    @Override
    CaseNumber number() throws SQLException {
      opened =
          (HallEvent.CaseOpened)
              EventCodec.decode(
                  "CaseOpened", rows.getInt("version"), Buffer.buffer(rows.getBytes("payload")));
      return new CaseNumber(
          new HallId(rows.getInt("hall")),
          rows.getObject("day", LocalDate.class),
          opened.sequence());
    }

    @Override
    void superfluous(CaseNumber number) {
      problem.accept("case %s: its hall gave the number, and it has no stream".formatted(number));
    }

    void compare(CaseReplay.Stream stream) throws SQLException {
      CaseNumber number = stream.number();
      if (!passUpTo(number)) {
        if (!detached.contains(new Detached(number.hall(), number.day().withDayOfMonth(1)))) {
          problem.accept("case %s: its hall's stream gives no such number".formatted(number));
        }
        return;
      }
      int expected = Objects.requireNonNull(opened).events();
      boolean same =
          Objects.equals(
              stream.first(),
              PgJournalReader.stamp(
                  rows.getObject("command_id", UUID.class),
                  rows.getObject("command_digest", UUID.class)));
      if (!same || stream.begun() != expected) {
        problem.accept(
            "case %s: expected %d events of the command that gave the number, found %d%s"
                .formatted(number, expected, stream.begun(), same ? "" : " of another command"));
      }
      advance();
    }
  }

  private final class Files extends Beside {
    Files(ResultSet rows) {
      super(rows);
    }

    @Override
    CaseNumber number() throws SQLException {
      return CaseReplay.number(rows);
    }

    @Override
    void superfluous(CaseNumber number) {
      problem.accept("table case_file, %s: it is not of the journal".formatted(number));
    }

    void compare(CaseReplay.Stream stream) throws SQLException {
      CaseNumber number = stream.number();
      if (!passUpTo(number)) {
        problem.accept("table case_file: %s is missing".formatted(number));
        return;
      }
      CaseState state = stream.state();
      if (state != null) {
        CaseFile file = CaseFile.of(state, book.rules().apply(number.hall()));
        for (CaseFileTable.Column<?> column : CaseFileTable.ALL) {
          String expected = String.valueOf(column.value().apply(file));
          String found = String.valueOf(rows.getObject(column.name()));
          if (!expected.equals(found)) {
            problem.accept(
                "table case_file, %s, %s: expected %s, found %s"
                    .formatted(number, column.name(), expected, found));
          }
        }
      }
      advance();
    }
  }
}
