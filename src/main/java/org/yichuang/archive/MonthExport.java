package org.yichuang.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes one month of the journal to a file, and takes it out of the tables once it was read back.
 * Blocking; over a connection of the migrating role, which it leaves without a transaction.
 */
public final class MonthExport {
  /** How long a detaching transaction may wait for others; they wait behind it meanwhile. */
  private static final int LOCK_WAIT_MILLIS = 200;

  private static final int FETCH_ROWS = 2_000;
  private static final int DETACH_ATTEMPTS = 100;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Connection connection;
  private final LocalDate today;
  private final int daysKept;

  /**
   * @param daysKept how many days before today must stay in the tables: as long as a rule of some
   *     hall still looks at them
   */
  public MonthExport(Connection connection, LocalDate today, int daysKept) {
    this.connection = connection;
    this.today = today;
    this.daysKept = daysKept;
  }

  /**
   * Writes the month's file, reads it back, and records its sum.
   *
   * @return the file
   */
  public Path export(YearMonth month, Path directory)
      throws SQLException, IOException, ArchiveRefused {
    Path file = directory.resolve(MonthFile.name(month));
    Path part = directory.resolve(MonthFile.name(month) + ".part");
    Files.createDirectories(directory);
    if (Files.exists(file)) {
      throw new ArchiveRefused(
          "expected no file %s, found one: move it away, or verify it".formatted(file));
    }
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    boolean written = false;
    try {
      String partition = attached(month);
      refuseUnlessOver(month);
      List<Manifest.HallStream> streams = streams(partition);
      if (streams.isEmpty()) {
        throw new ArchiveRefused("expected events in %s, found none".formatted(month));
      }
      String deployment = text("select id from deployment");
      written = true;
      MonthFile.write(
          part,
          csv -> copy(month, "journal", ChainCheck.COLUMNS, "hall, day, seq", csv),
          csv -> copy(month, "ticket", "*", "hall, day, prefix, number", csv),
          tables ->
              new Manifest(
                  Manifest.FORMAT,
                  Manifest.VERSION,
                  deployment,
                  month.toString(),
                  tables,
                  streams));
      MonthFile.Verified verified = MonthFile.verify(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      record(month, file, verified.sha256());
      connection.commit();
      return file;
    } catch (FileAlreadyExistsException unfinished) {
      written = false;
      throw new ArchiveRefused(
          "expected no file %s, found one of an export that did not end: delete it"
              .formatted(part));
    } finally {
      connection.rollback();
      if (written) {
        Files.deleteIfExists(part);
      }
    }
  }

  private void record(YearMonth month, Path file, String sha256) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into exported_month (month, file, sha256) values (?, ?, ?)
            on conflict (month) do update
               set file = excluded.file, sha256 = excluded.sha256, exported_at = now()
            """)) {
      insert.setObject(1, month.atDay(1));
      insert.setString(2, String.valueOf(file.getFileName()));
      insert.setBytes(3, HexFormat.of().parseHex(sha256));
      insert.executeUpdate();
    }
  }

  /**
   * Takes an exported month out of the tables; its rows stay behind in tables of their own.
   *
   * @param directory where its file is; it is read once more
   * @return the names of these tables
   */
  public List<String> detach(YearMonth month, Path directory)
      throws SQLException, IOException, ArchiveRefused {
    Path file = directory.resolve(MonthFile.name(month));
    MonthFile.Verified verified = MonthFile.verify(file);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try {
      String partition = attached(month);
      refuseUnlessOver(month);
      refuseUnlessExported(month, file, verified);
      refuseUnlessOldest(month);
      execute("lock table %s in share mode".formatted(partition));
      List<Manifest.HallStream> streams = streams(partition);
      if (!streams.equals(verified.manifest().streams())) {
        throw new ArchiveRefused(
            "expected what %s holds, found other events: export the month anew".formatted(file));
      }
      record(month, streams);
      List<String> detached = List.of(partition, "ticket_" + suffix(month));
      execute("set local lock_timeout = " + LOCK_WAIT_MILLIS);
      detach("journal", detached.get(0));
      detach("ticket", detached.get(1));
      connection.commit();
      return detached;
    } finally {
      connection.rollback();
    }
  }

  private void refuseUnlessExported(YearMonth month, Path file, MonthFile.Verified verified)
      throws SQLException, ArchiveRefused {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select encode(sha256, 'hex') from exported_month where month = ?")) {
      query.setObject(1, month.atDay(1));
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next() || !verified.sha256().equals(rows.getString(1))) {
          throw new ArchiveRefused(
              "expected the file that export-month wrote for %s, found another: %s"
                  .formatted(month, file));
        }
      }
    }
  }

  /** What is left must be one chain: months go in order. */
  private void refuseUnlessOldest(YearMonth month) throws SQLException, ArchiveRefused {
    String earlier =
        text(
            "select to_char(min(day), 'YYYY-MM') from journal where day < '%s'"
                .formatted(month.atDay(1)));
    if (!earlier.isEmpty()) {
      throw new ArchiveRefused(
          "expected the oldest month, found %s: export and detach %s before"
              .formatted(month, earlier));
    }
  }

  private void record(YearMonth month, List<Manifest.HallStream> streams) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into detached_stream (month, hall, first_day, last_day, events, previous, head)
            values (?, ?, ?::date, ?::date, ?, ?, ?)
            """)) {
      for (Manifest.HallStream stream : streams) {
        insert.setObject(1, month.atDay(1));
        insert.setInt(2, stream.hall());
        insert.setString(3, stream.firstDay());
        insert.setString(4, stream.lastDay());
        insert.setLong(5, stream.events());
        insert.setBytes(6, HexFormat.of().parseHex(stream.previous()));
        insert.setBytes(7, HexFormat.of().parseHex(stream.head()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    execute(
        "update exported_month set detached_at = now() where month = '%s'"
            .formatted(month.atDay(1)));
  }

  /**
   * Every flight waits behind whoever waits for this lock, so the waits are short and many. What
   * holds it up are long readings, a verification among them.
   */
  private void detach(String table, String partition) throws SQLException, ArchiveRefused {
    for (int attempt = 1; ; attempt++) {
      Savepoint before = connection.setSavepoint();
      try {
        execute("alter table public.%s detach partition public.%s".formatted(table, partition));
        return;
      } catch (SQLException busy) {
        if (!LOCK_NOT_AVAILABLE.equals(busy.getSQLState())) {
          throw busy;
        }
        if (attempt == DETACH_ATTEMPTS) {
          throw new ArchiveRefused(
              "expected a moment without long readings of the table %s, found none: try again later"
                  .formatted(table));
        }
        connection.rollback(before);
        LockSupport.parkNanos(LOCK_WAIT_MILLIS * 1_000_000L);
      }
    }
  }

  private String attached(YearMonth month) throws SQLException, ArchiveRefused {
    String partition = "journal_" + suffix(month);
    String found =
        text(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = 'public.journal'::regclass and c.relname = '%s'
            """
                .formatted(partition));
    if (found.isEmpty()) {
      throw new ArchiveRefused(
          "expected a month of the journal, found %s: it was detached, or never there"
              .formatted(month));
    }
    return partition;
  }

  private static String suffix(YearMonth month) {
    return "%04d%02d".formatted(month.getYear(), month.getMonthValue());
  }

  private void refuseUnlessOver(YearMonth month) throws SQLException, ArchiveRefused {
    LocalDate end = month.plusMonths(1).atDay(1);
    LocalDate oldest = today.minusDays(daysKept);
    if (end.isAfter(oldest)) {
      throw new ArchiveRefused(
          "expected a month that ended before %s, found %s: the rules of the halls look %d days back"
              .formatted(oldest, month, daysKept));
    }
    String open =
        text(
            """
            select string_agg(h.slug, ', ' order by h.slug) from hall h
             where exists (select 1 from journal j where j.hall = h.id and j.day < '%1$s')
               and (select count(*) from (select distinct j.day from journal j
                     where j.hall = h.id and j.day >= '%1$s' order by j.day limit 2) later) < 2
            """
                .formatted(end));
    if (!open.isEmpty()) {
      throw new ArchiveRefused(
          "expected two business days of each hall after %s, found fewer in %s"
              .formatted(month, open));
    }
  }

  private List<Manifest.HallStream> streams(String partition) throws SQLException {
    List<Manifest.HallStream> streams = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select h.id, h.slug, first.day, last.day, counted.events, first.previous, last.hash
                  from hall h
                  join (select hall, count(*) as events from %1$s group by hall) counted
                    on counted.hall = h.id
                  cross join lateral (select day, previous from %1$s j where j.hall = h.id
                                       order by day, seq limit 1) first
                  cross join lateral (select day, hash from %1$s j where j.hall = h.id
                                       order by day desc, seq desc limit 1) last
                 order by h.id
                """
                    .formatted("public." + partition))) {
      while (rows.next()) {
        streams.add(
            new Manifest.HallStream(
                rows.getInt(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getLong(5),
                HexFormat.of().formatHex(rows.getBytes(6)),
                HexFormat.of().formatHex(rows.getBytes(7))));
      }
    }
    return streams;
  }

  private long copy(YearMonth month, String table, String columns, String order, OutputStream csv)
      throws IOException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows =
          statement.executeQuery(
              "select %s from public.%s_%s order by %s"
                  .formatted(columns, table, suffix(month), order))) {
        return Csv.write(rows, csv);
      }
    } catch (SQLException failed) {
      throw new IOException("the table %s: %s".formatted(table, failed.getMessage()), failed);
    }
  }

  private String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      String found = rows.next() ? rows.getString(1) : null;
      return found == null ? "" : found;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
