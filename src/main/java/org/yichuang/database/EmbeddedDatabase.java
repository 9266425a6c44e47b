package org.yichuang.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.settings.Credentials;
import org.yichuang.settings.StartRefused;

/**
 * PostgreSQL 18 in a data directory, kept between starts, durable, on loopback only. Blocking.
 *
 * <p>Passwords are random and kept in the data directory. After a {@code kill -9} of the server its
 * PostgreSQL lives on; the next start finds it and goes on with it, so that another node that uses
 * it is not disturbed.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final String DATABASE = "yichuang";
  private static final String MIGRATING = "yichuang_owner";
  private static final String RUNNING = "yichuang";
  private static final Duration START_WAIT = Duration.ofSeconds(60);
  private static final Duration STOP_WAIT = Duration.ofSeconds(20);

  private final DatabaseAddress address;
  private final @Nullable EmbeddedPostgres server;
  private final long adoptedPid;
  private final FileChannel lockChannel;

  private EmbeddedDatabase(
      DatabaseAddress address,
      @Nullable EmbeddedPostgres server,
      long adoptedPid,
      FileChannel lockChannel) {
    this.address = address;
    this.server = server;
    this.adoptedPid = adoptedPid;
    this.lockChannel = lockChannel;
  }

  public DatabaseAddress address() {
    return address;
  }

  /**
   * Starts or finds the directory's PostgreSQL.
   *
   * @throws StartRefused when another server uses the directory, or PostgreSQL does not start
   */
  public static EmbeddedDatabase start(Path data, Consumer<String> progress) throws StartRefused {
    FileChannel lock = lock(data);
    try {
      Secrets secrets = Secrets.in(data);
      String superPassword = secrets.get("postgres");
      Credentials migrating = new Credentials(MIGRATING, secrets.get(MIGRATING));
      Credentials running = new Credentials(RUNNING, secrets.get(RUNNING));
      Path directory = data.resolve("postgres").toAbsolutePath();
      Optional<Orphan> orphan = findOrphan(directory, superPassword);
      EmbeddedPostgres server = null;
      int port;
      if (orphan.isPresent()) {
        port = orphan.get().port();
        progress.accept("PostgreSQL of an earlier start still runs on port " + port + ": using it");
      } else {
        port = port(data);
        boolean first = !Files.exists(directory.resolve("postgresql.conf"));
        progress.accept(
            first
                ? "unpacking PostgreSQL and creating its data directory (once)"
                : "starting PostgreSQL on port " + port);
        server = launch(data, directory, port, superPassword);
      }
      prepare(directory, port, superPassword, migrating, running);
      DatabaseAddress address =
          new DatabaseAddress("127.0.0.1", port, DATABASE, migrating, running);
      return new EmbeddedDatabase(address, server, orphan.map(Orphan::pid).orElse(0L), lock);
    } catch (IOException | SQLException | IllegalStateException failure) {
      close(lock);
      throw new StartRefused(
          "the embedded PostgreSQL in %s does not start: %s"
              .formatted(data.resolve("postgres"), failure.getMessage()),
          failure);
    }
  }

  /** The directory's PostgreSQL when it is running, whoever started it. */
  static Optional<DatabaseAddress> running(Path data) throws StartRefused {
    Path directory = data.resolve("postgres").toAbsolutePath();
    if (!Files.exists(directory.resolve("postmaster.pid"))) {
      return Optional.empty();
    }
    try {
      Secrets secrets = Secrets.in(data);
      Credentials migrating = new Credentials(MIGRATING, secrets.get(MIGRATING));
      Credentials running = new Credentials(RUNNING, secrets.get(RUNNING));
      return findOrphan(directory, secrets.get("postgres"))
          .map(
              found ->
                  new DatabaseAddress("127.0.0.1", found.port(), DATABASE, migrating, running));
    } catch (IOException unreadable) {
      throw new StartRefused(
          "%s cannot be read: %s".formatted(data, unreadable.getMessage()), unreadable);
    }
  }

  private static FileChannel lock(Path data) throws StartRefused {
    try {
      Files.createDirectories(data);
      FileChannel channel =
          FileChannel.open(
              data.resolve("yichuang.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StartRefused(
            "another Yichuang server uses the data directory %s: stop it, or name another directory"
                    .formatted(data.toAbsolutePath())
                + " in YICHUANG_DATA");
      }
      return channel;
    } catch (IOException unusable) {
      throw new StartRefused(
          "the data directory %s cannot be written: %s"
              .formatted(data.toAbsolutePath(), unusable.getMessage()),
          unusable);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldInThisProcess) {
      return null;
    }
  }

  private static EmbeddedPostgres launch(Path data, Path directory, int port, String password)
      throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(data.resolve("postgres-binaries").toAbsolutePath().toFile())
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(START_WAIT)
        .setConnectConfig("password", password)
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setServerConfig("listen_addresses", "127.0.0.1,::1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("max_wal_size", "2GB")
        .setOutputRedirector(
            ProcessBuilder.Redirect.appendTo(data.resolve("postgres.log").toFile()))
        .start();
  }

  /** Roles, database and password authentication; the same whether it is the first start or not. */
  private static void prepare(
      Path directory, int port, String superPassword, Credentials migrating, Credentials running)
      throws SQLException, IOException {
    try (Connection connection = connect(port, superPassword);
        Statement statement = connection.createStatement()) {
      statement.execute("set password_encryption = 'scram-sha-256'");
      statement.execute("alter role %s password '%s'".formatted(SUPERUSER, superPassword));
      role(statement, migrating);
      role(statement, running);
      if (isEmpty(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
        statement.execute("create database %s owner %s".formatted(DATABASE, MIGRATING));
      }
      Files.writeString(
          directory.resolve("pg_hba.conf"),
          """
          # written by Yichuang: passwords only, this machine only
          host all all 127.0.0.1/32 scram-sha-256
          host all all ::1/128      scram-sha-256
          """);
      statement.execute("select pg_reload_conf()");
    }
  }

  private static void role(Statement statement, Credentials of) throws SQLException {
    String verb =
        isEmpty(statement, "select 1 from pg_roles where rolname = '" + of.user() + "'")
            ? "create"
            : "alter";
    statement.execute(
        "%s role %s login nosuperuser nocreatedb nocreaterole password '%s'"
            .formatted(verb, of.user(), of.password()));
  }

  private static boolean isEmpty(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private static Connection connect(int port, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
  }

  private record Orphan(long pid, int port) {}

  /** The PostgreSQL that a killed server left behind, once it answers. */
  private static Optional<Orphan> findOrphan(Path directory, String password) throws IOException {
    Path pidFile = directory.resolve("postmaster.pid");
    long deadline = System.nanoTime() + START_WAIT.toNanos();
    while (Files.exists(pidFile) && System.nanoTime() < deadline) {
      List<String> lines = Files.readAllLines(pidFile);
      if (lines.size() < 4) {
        break;
      }
      long pid = Long.parseLong(lines.get(0).strip());
      int port = Integer.parseInt(lines.get(3).strip());
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return Optional.empty();
      }
      try (Connection connection = connect(port, password);
          Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery("show data_directory")) {
        found.next();
        return Path.of(found.getString(1)).toRealPath().equals(directory.toRealPath())
            ? Optional.of(new Orphan(pid, port))
            : Optional.empty();
      } catch (SQLException startingOrStopping) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
    return Optional.empty();
  }

  /** The port of earlier starts while it is free, so that addresses stay true; else a free one. */
  private static int port(Path data) throws IOException {
    Path file = data.resolve("postgres.port");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    if (Files.exists(file)) {
      try (ServerSocket free =
          new ServerSocket(Integer.parseInt(Files.readString(file).strip()), 1, loopback)) {
        return free.getLocalPort();
      } catch (IOException | IllegalArgumentException busyOrUnreadable) {
        // take another
      }
    }
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      Files.writeString(file, Integer.toString(free.getLocalPort()));
      return free.getLocalPort();
    }
  }

  /** Stops PostgreSQL; what it has confirmed is on disk. */
  @Override
  public void close() {
    try {
      if (server != null) {
        server.close();
      } else if (adoptedPid > 0) {
        stopAdopted();
      }
    } catch (IOException notStopped) {
      throw new IllegalStateException("PostgreSQL could not be stopped", notStopped);
    } finally {
      close(lockChannel);
    }
  }

  private void stopAdopted() throws IOException {
    Optional<ProcessHandle> postmaster = ProcessHandle.of(adoptedPid);
    if (postmaster.isEmpty()) {
      return;
    }
    try {
      // SIGINT is PostgreSQL's fast shutdown; ProcessHandle can only send SIGTERM, the slow one
      new ProcessBuilder("kill", "-INT", Long.toString(adoptedPid)).inheritIO().start().waitFor();
      postmaster.get().onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException slow) {
      throw new IOException("it did not stop within " + STOP_WAIT, slow);
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // the lock is gone with the process at the latest
    }
  }
}
