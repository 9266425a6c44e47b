package org.yichuang.database;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yichuang.settings.PersonKeys;
import org.yichuang.settings.SecretKeys;
import org.yichuang.settings.Settings;
import org.yichuang.settings.StartRefused;

/**
 * A database that is ready to work with: reachable, durable, migrated, and its running role
 * restricted. Blocking.
 *
 * @param embedded the server this program runs itself; empty for an external one
 * @param deployment tells this database from every other, copies of it excepted
 * @param secret keys of codes and seals
 * @param personKeys keys of records of people
 */
public record DatabaseStart(
    DatabaseAddress address,
    Optional<EmbeddedDatabase> embedded,
    String deployment,
    SecretKeys secret,
    PersonKeys personKeys)
    implements AutoCloseable {

  /**
   * @param progress lines for whoever watches
   */
  public static DatabaseStart start(Settings settings, Consumer<String> progress)
      throws StartRefused {
    Optional<EmbeddedDatabase> embedded =
        settings.external().isPresent()
            ? Optional.empty()
            : Optional.of(embedded(settings, progress));
    try {
      DatabaseAddress address =
          settings
              .external()
              .map(
                  given ->
                      new DatabaseAddress(
                          given.host(),
                          given.port(),
                          given.database(),
                          given.migrating(),
                          given.running()))
              .or(() -> embedded.map(EmbeddedDatabase::address))
              .orElseThrow();
      progress.accept("bringing the schema of " + address.url() + " up to date");
      Migration.migrate(address);
      Migration.check(address, settings.demonstration().on());
      return new DatabaseStart(
          address, embedded, deployment(address), secret(settings), personKeys(settings));
    } catch (StartRefused | RuntimeException refused) {
      embedded.ifPresent(EmbeddedDatabase::close);
      throw refused;
    }
  }

  private static EmbeddedDatabase embedded(Settings settings, Consumer<String> progress)
      throws StartRefused {
    try {
      return EmbeddedDatabase.start(settings.data(), progress);
    } catch (NoClassDefFoundError leftOut) {
      throw new StartRefused(
          "expected YICHUANG_DATABASE_URL, found none: this image has no PostgreSQL of its own",
          leftOut);
    }
  }

  /**
   * The database beside a server that may be running: for commands that read. An embedded one that
   * is not running is started for as long as this is open.
   */
  public static DatabaseStart find(Settings settings, Consumer<String> progress)
      throws StartRefused {
    if (settings.external().isEmpty()) {
      Optional<DatabaseAddress> running = EmbeddedDatabase.running(settings.data());
      if (running.isPresent()) {
        return new DatabaseStart(
            running.get(),
            Optional.empty(),
            deployment(running.get()),
            secret(settings),
            personKeys(settings));
      }
    }
    return start(settings, progress);
  }

  private static String deployment(DatabaseAddress address) throws StartRefused {
    try (Connection connection = address.connect(address.running());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from deployment")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException unreadable) {
      throw new StartRefused(
          "the database %s cannot be read: %s".formatted(address.url(), unreadable.getMessage()),
          unreadable);
    }
  }

  private static SecretKeys secret(Settings settings) throws StartRefused {
    return settings.secret().isPresent()
        ? settings.secret().get()
        : new SecretKeys(List.of(kept(settings, "tracking")));
  }

  private static PersonKeys personKeys(Settings settings) throws StartRefused {
    return settings.personKeys().isPresent()
        ? settings.personKeys().get()
        : new PersonKeys(List.of(new PersonKeys.Key("local", kept(settings, "persons"))));
  }

  private static Settings.Secret kept(Settings settings, String name) throws StartRefused {
    try {
      Files.createDirectories(settings.data());
      return new Settings.Secret(Base64.getDecoder().decode(Secrets.in(settings.data()).get(name)));
    } catch (IOException unusable) {
      throw new StartRefused(
          "no secret could be kept in %s: %s".formatted(settings.data(), unusable.getMessage()),
          unusable);
    }
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
