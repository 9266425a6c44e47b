package org.yichuang.database;

import io.vertx.pgclient.PgConnectOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One embedded, durable PostgreSQL for all integration tests of this process, and a migrated
 * database of its own for whoever asks. Blocking.
 */
public final class TestDatabase {
  private static final Path DATA = Path.of("target", "test-database");
  private static EmbeddedDatabase server;
  private static int databases;

  private TestDatabase() {}

  /** A new database with the whole schema and nothing in it. */
  public static synchronized DatabaseAddress fresh() throws Exception {
    if (server == null) {
      EmbeddedDatabase started = EmbeddedDatabase.start(DATA, unused -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      server = started;
      dropOld();
      superuser("create database yichuang owner yichuang_owner");
      Migration.migrate(started.address());
    }
    DatabaseAddress template = server.address();
    String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), ++databases);
    superuser("create database %s template yichuang owner yichuang_owner".formatted(name));
    DatabaseAddress fresh =
        new DatabaseAddress(
            template.host(), template.port(), name, template.migrating(), template.running());
    Migration.check(fresh, false);
    return fresh;
  }

  /** How the server's own role connects to it. */
  public static PgConnectOptions options(DatabaseAddress address) {
    return new PgConnectOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setDatabase(address.database())
        .setUser(address.running().user())
        .setPassword(address.running().password());
  }

  /** Ends every connection to the database but those of the superuser, as an operator would. */
  public static void cutConnections(DatabaseAddress address) throws Exception {
    superuser(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s' and pid <> pg_backend_pid()"
            .formatted(address.database()));
  }

  /** Runs a statement as the superuser, in the database {@code postgres}. */
  public static void superuser(String sql) throws Exception {
    try (Connection connection = superuserConnection("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A superuser's connection. */
  public static Connection superuserConnection(String database) throws Exception {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.address().port(), database),
        "postgres",
        Secrets.in(DATA).get("postgres"));
  }

  /** The same of another data directory. */
  public static Connection superuserConnection(Path data, DatabaseAddress address)
      throws Exception {
    return DriverManager.getConnection(
        "jdbc:" + address.url(), "postgres", Secrets.in(data).get("postgres"));
  }

  /** Those of earlier runs, the template among them: the schema may have been edited since. */
  private static void dropOld() throws Exception {
    List<String> old = new ArrayList<>();
    try (Connection connection = superuserConnection("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select datname from pg_database where datname like 'test_%' or datname ="
                    + " 'yichuang'")) {
      while (rows.next()) {
        old.add(rows.getString(1));
      }
    }
    for (String name : old) {
      superuser("drop database " + name + " with (force)");
    }
  }
}
