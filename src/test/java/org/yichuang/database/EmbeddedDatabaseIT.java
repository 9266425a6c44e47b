package org.yichuang.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yichuang.settings.Credentials;
import org.yichuang.settings.StartRefused;

class EmbeddedDatabaseIT {
  @TempDir Path data;

  @Test
  void what_was_written_is_there_after_a_restart_at_the_same_address() throws Exception {
    DatabaseAddress first;
    try (EmbeddedDatabase database = start()) {
      first = database.address();
      Migration.migrate(first);
      Migration.check(first, false);
      run(
          first,
          "insert into hall (slug, founded, centre) select 'one', '2026-11-23', id from centre");
      assertEquals("on", show(first, "fsync"));
      assertEquals("on", show(first, "synchronous_commit"));
      assertEquals("on", show(first, "full_page_writes"));
    }
    try (EmbeddedDatabase database = start()) {
      assertEquals(first, database.address());
      assertEquals("one", query(first, "select slug from hall"));
    }
  }

  @Test
  void a_second_start_on_the_same_directory_is_refused_with_one_sentence() throws Exception {
    try (EmbeddedDatabase database = start()) {
      StartRefused refused = assertThrows(StartRefused.class, this::start);
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith("another Yichuang server uses"),
          refused.getMessage());
      assertEquals("1", query(database.address(), "select 1"));
    }
  }

  @Test
  void passwords_are_asked_for() throws Exception {
    try (EmbeddedDatabase database = start()) {
      DatabaseAddress address = database.address();
      Credentials wrong = new Credentials(address.running().user(), "wrong");
      assertThrows(SQLException.class, () -> address.connect(wrong).close());
    }
  }

  @Test
  void a_postgresql_that_outlived_its_server_is_used_again_and_stopped_at_the_end()
      throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = child.inputReader()) {
      assertEquals("ready", output.readLine());
    } finally {
      child.destroyForcibly().waitFor();
    }
    long postmaster =
        Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
    assertTrue(ProcessHandle.of(postmaster).orElseThrow().isAlive());
    List<String> progress = new ArrayList<>();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, progress::add)) {
      assertEquals("1", query(database.address(), "select 1"));
      assertTrue(progress.getFirst().contains("still runs"), progress.toString());
    }
    assertTrue(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** Starts the database and waits to be killed. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      EmbeddedDatabase.start(Path.of(args[0]), unused -> {});
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  @Test
  void a_role_that_could_change_the_journal_is_refused() throws Exception {
    DatabaseAddress address = TestDatabase.fresh();
    for (String privilege : List.of("update", "delete", "truncate")) {
      try (Connection owner = address.connect(address.migrating());
          Statement statement = owner.createStatement()) {
        statement.execute("grant %s on journal to yichuang".formatted(privilege));
        StartRefused refused =
            assertThrows(StartRefused.class, () -> Migration.check(address, true));
        assertTrue(String.valueOf(refused.getMessage()).contains("can change or delete"));
        statement.execute("revoke %s on journal from yichuang".formatted(privilege));
      }
    }
    Migration.check(address, true);
    DatabaseAddress asOwner =
        new DatabaseAddress(
            address.host(),
            address.port(),
            address.database(),
            address.migrating(),
            address.migrating());
    assertThrows(StartRefused.class, () -> Migration.check(asOwner, true));
  }

  @Test
  void a_database_that_is_not_durable_is_refused() throws Exception {
    DatabaseAddress address = TestDatabase.fresh();
    TestDatabase.superuser(
        "alter database %s set synchronous_commit = off".formatted(address.database()));
    StartRefused refused = assertThrows(StartRefused.class, () -> Migration.check(address, true));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("expected synchronous_commit = on"),
        refused.getMessage());
  }

  @Test
  void a_database_that_is_not_there_is_named_in_one_sentence() {
    Credentials nobody = new Credentials("nobody", "nothing");
    DatabaseAddress address = new DatabaseAddress("127.0.0.1", 1, "none", nobody, nobody);
    StartRefused refused = assertThrows(StartRefused.class, () -> Migration.migrate(address));
    assertEquals(
        "the database cannot be reached at 127.0.0.1:1: start it, or correct YICHUANG_DATABASE_URL",
        refused.getMessage());
  }

  private EmbeddedDatabase start() throws StartRefused {
    return EmbeddedDatabase.start(data, unused -> {});
  }

  private static String show(DatabaseAddress address, String setting) throws SQLException {
    return query(address, "show " + setting);
  }

  private static String query(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = address.connect(address.running());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void run(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = address.connect(address.running());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
