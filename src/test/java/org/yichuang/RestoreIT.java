package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.EmbeddedDatabase;
import org.yichuang.database.Migration;
import org.yichuang.database.TestDatabase;

/** The steps of {@code docs/operations.md}: back-up, archive, restore to a point in time. */
class RestoreIT {

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As a file system's copy of a running database is: files may come and go. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path copy = Files.createDirectories(to.resolve(from.relativize(directory)));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            boolean log = from.relativize(file).startsWith("pg_wal");
            if (!log && !file.endsWith("postmaster.pid") && !file.endsWith("postmaster.opts")) {
              Files.copy(
                  file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void issue(HallClient kiosk, int people) {
    for (int person = 0; person < people; person++) {
      assertEquals(201, kiosk.issue("all").status());
    }
  }

  @Test
  void a_database_restored_to_a_point_in_time_verifies_and_displays_forget_what_came_after(
      @TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    Path archive = Files.createDirectory(directory.resolve("archive"));
    Path restored = directory.resolve("restored");
    EmbeddedDatabase.start(data, line -> {}).close();
    Files.writeString(
        data.resolve("postgres/postgresql.auto.conf"),
        """
        archive_mode = on
        archive_command = 'test ! -f %1$s/%%f && cp %%p %1$s/%%f'
        """
            .formatted(archive.toAbsolutePath()),
        StandardOpenOption.APPEND);
    String moment;
    JsonObject before;
    EmbeddedDatabase postgres = EmbeddedDatabase.start(data, line -> {});
    try (Connection superuser = TestDatabase.superuserConnection(data, postgres.address());
        Display display = new Display()) {
      Migration.migrate(postgres.address());
      Halls.create(postgres.address(), "crowd", 1);
      try (TestServer server = TestServer.start(postgres.address(), "backup-it")) {
        HallClient kiosk = new HallClient(server.base(), "crowd", "admin");
        display.connect(server.base(), "crowd");
        issue(kiosk, 20);
        execute(superuser, "select pg_backup_start('base', true)");
        issue(kiosk, 10);
        copy(data.resolve("postgres"), restored.resolve("postgres"));
        Files.copy(data.resolve("secrets.properties"), restored.resolve("secrets.properties"));
        String label = ask(superuser, "select labelfile from pg_backup_stop(true)");
        Files.writeString(restored.resolve("postgres/backup_label"), label);
        issue(kiosk, 10);
        moment = ask(superuser, "select clock_timestamp()");
        issue(kiosk, 25);
        before = kiosk.board();
        display.awaitBoard(before);
        execute(superuser, "select pg_switch_wal()");
        String last = ask(superuser, "select pg_walfile_name(pg_current_wal_lsn() - 1)");
        awaitFile(archive.resolve(last));
        server.kill();
      }
      postgres.close();

      Files.createDirectories(restored.resolve("postgres/pg_wal"));
      Files.createFile(restored.resolve("postgres/recovery.signal"));
      Files.writeString(
          restored.resolve("postgres/postgresql.auto.conf"),
          """
          archive_mode = off
          hot_standby = off
          restore_command = 'cp %s/%%f %%p'
          recovery_target_time = '%s'
          recovery_target_action = 'promote'
          """
              .formatted(archive.toAbsolutePath(), moment),
          StandardOpenOption.APPEND);
      EmbeddedDatabase again = EmbeddedDatabase.start(restored, line -> {});
      try {
        DatabaseAddress database = again.address();
        assertEquals(40, Halls.recorded(database, "T").size());
        JournalCommands commands = new JournalCommands(database);
        assertEquals(JournalCommands.WELL, commands.verify());
        assertEquals(JournalCommands.WELL, commands.rebuild());
        assertEquals(JournalCommands.WELL, commands.restored());
        try (TestServer server = TestServer.start(database, "restore-it")) {
          HallClient kiosk = new HallClient(server.base(), "crowd", "admin");
          JsonObject board = kiosk.board();
          assertTrue(before.getString("epoch").startsWith("1."), before::encode);
          assertTrue(board.getString("epoch").startsWith("2."), board::encode);
          assertTrue(board.getInteger("seq") < before.getInteger("seq"), "less than was shown");
          display.connect(server.base(), "crowd");
          display.awaitBoard(board);
          assertEquals("T041", kiosk.issue("all").json().getString("number"));
          display.awaitBoard(kiosk.board());
          assertEquals(0, display.gaps());
          server.stop();
        }
        Halls.verified(database);
      } finally {
        again.close();
      }
    } finally {
      postgres.close();
    }
  }

  private static void awaitFile(Path file) {
    for (int attempt = 0; !Files.exists(file); attempt++) {
      assertTrue(attempt < 3_000, "not archived: " + file);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
