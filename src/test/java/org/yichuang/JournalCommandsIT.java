package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.archive.ArchiveRefused;
import org.yichuang.archive.MonthFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.journal.JournalRebuild;
import org.yichuang.journal.JournalVerifier;
import org.yichuang.journal.PastDays;

/** What operators do with a journal, beside a server where one matters. */
class JournalCommandsIT {
  private static final int PEOPLE = 5;

  /** Far enough back to be exported, and the one after it. */
  private static final YearMonth OLD = sevenMonthsAgo();

  private static final YearMonth NEXT = OLD.plusMonths(1);

  @TempDir Path directory;

  private static YearMonth sevenMonthsAgo() {
    return YearMonth.now(ZoneOffset.UTC).minusMonths(7);
  }

  /** Two halls with days in two old months, the last of them open. */
  private static DatabaseAddress oldHalls() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    for (String hall : List.of("east", "west")) {
      Halls.create(database, hall, 2);
      PastDays.write(
          database,
          hall,
          List.of(OLD.atDay(3), OLD.atDay(17), OLD.atEndOfMonth(), NEXT.atDay(1), NEXT.atDay(5)),
          PEOPLE);
    }
    return database;
  }

  private static void owner(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static List<String> rebuild(DatabaseAddress database) throws SQLException {
    List<String> differences = new ArrayList<>();
    try (Connection connection = database.connect(database.migrating())) {
      StoredCatalogue catalogue = StoredCatalogue.load(connection);
      JournalRebuild.Report report =
          new JournalRebuild(catalogue::version, differences::add).run(connection);
      assertEquals(differences.size(), report.differences());
    }
    return differences;
  }

  @Test
  void a_rebuild_finds_a_row_that_is_missing_one_that_changed_and_one_too_many() throws Exception {
    DatabaseAddress database = oldHalls();
    JournalCommands commands = new JournalCommands(database);
    assertEquals(JournalCommands.WELL, commands.rebuild());
    assertEquals("50", ask(database, "select count(*) from yichuang_rebuild.ticket"));
    String day = OLD.atDay(17).toString();
    owner(database, "delete from ticket where hall = 1 and number = 2 and day = '" + day + "'");
    owner(
        database,
        "update ticket set state = 'waiting', calls = 9 where hall = 2 and number = 3 and day = '"
            + day
            + "'");
    owner(
        database,
        "insert into ticket select hall, day, prefix, 77, queue, state, counter, issued_at,"
            + " called_at, started_at, ended_at, calls, 'secret0secret', reconstructed from ticket"
            + " where hall = 2 and number = 4 and day = '"
            + day
            + "'");
    assertEquals(
        List.of(
            "table ticket, row 1 %s T 2: it is missing".formatted(day),
            "table ticket, row 2 %s T 3: other values in state, calls".formatted(day),
            "table ticket, row 2 %s T 77: it is not of the journal".formatted(day)),
        rebuild(database));
    assertEquals(JournalCommands.PROBLEMS, commands.rebuild());
    owner(database, "delete from ticket; insert into ticket select * from yichuang_rebuild.ticket");
    assertEquals(List.of(), rebuild(database));
  }

  @Test
  void a_rebuild_names_a_stream_that_cannot_be_followed_and_goes_on_with_the_others()
      throws Exception {
    DatabaseAddress database = oldHalls();
    owner(
        database,
        "update journal set type = 'Nonsense' where hall = 1 and seq = 4 and day = '%s'"
            .formatted(NEXT.atDay(5)));
    List<String> differences = rebuild(database);
    assertTrue(
        differences.getFirst().contains("unknown event type Nonsense/"), differences::toString);
    assertEquals(
        PEOPLE, differences.stream().filter(line -> line.endsWith("not of the journal")).count());
    assertFalse(differences.stream().anyMatch(line -> line.contains("row 2 ")));
  }

  @Test
  void a_server_writes_while_the_tables_are_made_anew() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    Halls.create(database, "busy", 1);
    try (TestServer server = TestServer.start(database, "rebuild-it")) {
      HallClient kiosk = new HallClient(server.base(), "busy", "admin");
      Thread crowd =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                      kiosk.issue("all");
                    }
                  });
      for (int round = 0; round < 5 || Halls.recorded(database, "T").size() < 20; round++) {
        assertTrue(crowd.isAlive());
        assertEquals(List.of(), rebuild(database));
      }
      crowd.interrupt();
      crowd.join();
      server.stop();
    }
  }

  @Test
  void a_month_is_exported_detached_and_the_chain_goes_on_behind_it() throws Exception {
    DatabaseAddress database = oldHalls();
    JournalCommands commands = new JournalCommands(database);
    List<String> old = List.of(OLD.toString(), directory.toString());
    assertEquals(JournalCommands.WELL, commands.exportMonth(old));
    Path file = directory.resolve("yichuang-" + OLD + ".zip");
    assertTrue(MonthFile.describe(file).contains("month " + OLD + " of deployment "));
    assertEquals(JournalCommands.WELL, commands.detachMonth(old));
    JournalVerifier.Report report = Halls.verified(database);
    assertEquals(4, report.days());
    assertEquals(List.of(), rebuild(database));
    try (TestServer server = TestServer.start(database, "detached-it")) {
      HallClient admin = new HallClient(server.base(), "east", "admin");
      assertEquals("T001", admin.issue("all").json().getString("number"));
      awaitRoots(database);
      assertEquals(143, server.stop());
    }
    assertTrue(Halls.verified(database).roots() > 0);
    assertThrows(
        SQLException.class,
        () -> owner(database, "select ensure_partitions('" + OLD.atDay(1) + "')"));

    // the same month again, and brought back by hand
    refused("it was detached, or never there", () -> commands.detachMonth(old));
    attachByHand(database);
    assertEquals(List.of(), rebuild(database));
    assertTrue(Halls.verified(database).days() > report.days());
  }

  /** A server publishes the first ones when it starts. */
  private static void awaitRoots(DatabaseAddress database) throws SQLException {
    for (int attempt = 0; ask(database, "select count(*) from day_root").equals("0"); attempt++) {
      assertTrue(attempt < 600, "no root was published");
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static void attachByHand(DatabaseAddress database) throws SQLException {
    String suffix = OLD.toString().replace("-", "");
    for (String table : List.of("journal", "ticket")) {
      owner(
          database,
          "alter table %s attach partition %s_%s for values from ('%s') to ('%s')"
              .formatted(table, table, suffix, OLD.atDay(1), NEXT.atDay(1)));
    }
    owner(database, "delete from detached_stream");
    owner(database, "update exported_month set detached_at = null");
  }

  @Test
  void the_roots_of_a_month_hold_while_it_is_detached_and_when_it_is_attached_again()
      throws Exception {
    DatabaseAddress database = oldHalls();
    JournalCommands commands = new JournalCommands(database);
    List<String> old = List.of(OLD.toString(), directory.toString());
    assertEquals(JournalCommands.WELL, commands.publishRoots());
    assertEquals(
        "2", ask(database, "select leaves from day_root where day = '%s'".formatted(OLD.atDay(3))));
    commands.exportMonth(old);
    int roots = Halls.verified(database).roots();
    assertTrue(roots > 150, () -> roots + " roots");
    commands.detachMonth(old);
    assertEquals(roots, Halls.verified(database).roots());
    attachByHand(database);
    assertEquals(roots, Halls.verified(database).roots());
    owner(
        database,
        "insert into journal select hall, day, seq + 1, type, version, payload, at, actor, null,"
            + " null, hash, sha256('slipped') from journal where hall = 1 and day = '%s'"
                .formatted(OLD.atEndOfMonth())
            + " order by seq desc limit 1");
    assertEquals(JournalCommands.PROBLEMS, commands.verify());
  }

  @Test
  void a_broken_link_behind_a_detached_month_is_found() throws Exception {
    DatabaseAddress database = oldHalls();
    JournalCommands commands = new JournalCommands(database);
    List<String> old = List.of(OLD.toString(), directory.toString());
    commands.exportMonth(old);
    commands.detachMonth(old);
    owner(database, "update detached_stream set head = previous where hall = 1");
    assertEquals(JournalCommands.PROBLEMS, commands.verify());
  }

  @Test
  void a_month_is_kept_until_it_may_go() throws Exception {
    DatabaseAddress database = oldHalls();
    JournalCommands commands = new JournalCommands(database);
    List<String> old = List.of(OLD.toString(), directory.toString());
    List<String> next = List.of(NEXT.toString(), directory.toString());
    YearMonth recent = YearMonth.now(ZoneOffset.UTC);
    refused(
        "expected a month that ended before",
        () -> commands.exportMonth(List.of(recent.toString(), directory.toString())));
    refused(
        "expected a month of the journal",
        () -> commands.exportMonth(List.of(OLD.minusYears(1).toString(), directory.toString())));
    refused("expected a month as 2026-01", () -> commands.exportMonth(List.of("May", ".")));
    refused(
        "expected two business days of each hall after %s, found fewer in east, west"
            .formatted(NEXT),
        () -> commands.exportMonth(next));
    commands.exportMonth(old);
    refused("expected no file", () -> commands.exportMonth(old));
    Path file = directory.resolve("yichuang-" + OLD + ".zip");
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.copy(file, elsewhere.resolve(file.getFileName()));
    owner(database, "update exported_month set sha256 = sha256(sha256)");
    refused(
        "expected the file that export-month wrote",
        () -> commands.detachMonth(List.of(OLD.toString(), elsewhere.toString())));
    Files.delete(file);
    assertEquals(JournalCommands.WELL, commands.exportMonth(old));
    owner(
        database,
        "delete from journal where hall = 2 and day = '%s' and seq = (select max(seq) from journal where hall = 2 and day = '%s')"
            .formatted(OLD.atEndOfMonth(), OLD.atEndOfMonth()));
    refused("found other events", () -> commands.detachMonth(old));
    assertEquals("0", ask(database, "select count(*) from detached_stream"));
  }

  @Test
  void a_month_whose_chain_is_broken_is_not_exported() throws Exception {
    DatabaseAddress database = oldHalls();
    owner(
        database,
        "update journal set actor = 2 where hall = 1 and seq = 2 and day = '%s'"
            .formatted(OLD.atDay(17)));
    refused(
        "its columns do not have the hash",
        () ->
            new JournalCommands(database)
                .exportMonth(List.of(OLD.toString(), directory.toString())));
    assertEquals("0", ask(database, "select count(*) from exported_month"));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.5", "0.9", "0.999"})
  void a_changed_byte_of_a_file_is_found(double where) throws Exception {
    DatabaseAddress database = oldHalls();
    new JournalCommands(database).exportMonth(List.of(OLD.toString(), directory.toString()));
    Path file = directory.resolve("yichuang-" + OLD + ".zip");
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) (bytes.length * where)] ^= 0x10;
    Files.write(file, bytes);
    assertThrows(
        ArchiveRefused.class,
        () ->
            new JournalCommands(database)
                .detachMonth(List.of(OLD.toString(), directory.toString())));
  }

  @FunctionalInterface
  private interface Command {
    int run() throws Exception;
  }

  private static void refused(String because, Command command) {
    String message = String.valueOf(assertThrows(ArchiveRefused.class, command::run).getMessage());
    assertTrue(message.contains(because), message);
  }
}
