package org.yichuang.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.yichuang.settings.Credentials;
import org.yichuang.settings.StartRefused;

/** Brings the schema up to this program, and checks what the server then runs on. Blocking. */
public final class Migration {
  private static final int LEAST_VERSION = 17;

  private Migration() {}

  /**
   * Runs the scripts of {@code schema} under the migrating role.
   *
   * @throws StartRefused when the database cannot be reached, is too old, or is not durable
   */
  public static void migrate(DatabaseAddress address) throws StartRefused {
    try (Connection connection = open(address, address.migrating(), "migrating")) {
      checkServer(connection, address);
    } catch (SQLException failure) {
      throw new StartRefused("the database %s: %s".formatted(address.url(), failure.getMessage()));
    }
    try {
      Flyway.configure()
          .dataSource(
              "jdbc:" + address.url(), address.migrating().user(), address.migrating().password())
          .locations("classpath:schema")
          .placeholders(Map.of("runningRole", address.running().user()))
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new StartRefused(
          "the schema of %s could not be brought up to this program: %s"
              .formatted(address.url(), failure.getMessage()),
          failure);
    }
  }

  /**
   * Refuses a running role that could change the journal.
   *
   * @param allowTrust whether a server that accepts any password will do: demonstration only
   */
  public static void check(DatabaseAddress address, boolean allowTrust) throws StartRefused {
    try (Connection connection = open(address, address.running(), "running");
        Statement statement = connection.createStatement()) {
      checkServer(connection, address);
      if (isTrue(
          statement,
          """
          select rolsuper
              or exists (select 1 from (select relid from pg_partition_tree('journal')
                                        union all
                                        select relid from pg_partition_tree('case_journal')
                                        union all
                                        select unnest(array['day_root', 'day_leaf', 'day_block']::regclass[])) part (relid)
                           join pg_class c on c.oid = part.relid
                          where pg_has_role(c.relowner, 'member')
                             or has_any_column_privilege(c.oid, 'update')
                             or has_table_privilege(c.oid, 'delete')
                             or has_table_privilege(c.oid, 'truncate')
                             or has_table_privilege(c.oid, 'trigger'))
            from pg_roles where rolname = current_user
          """)) {
        throw new StartRefused(
            "the running role %s can change or delete journal rows; expected a role that may only"
                    .formatted(address.running().user())
                + " read and insert: use another one than the migrating role, without superuser");
      }
      statement.execute(
          """
          select ensure_partitions(current_date), ensure_partitions(current_date - 1),
                 ensure_partitions((date_trunc('month', current_date) + interval '1 month')::date)
          """);
    } catch (SQLException failure) {
      throw new StartRefused("the database %s: %s".formatted(address.url(), failure.getMessage()));
    }
    if (!allowTrust && acceptsAnyPassword(address)) {
      throw new StartRefused(
          "the database %s accepts any password (trust authentication); expected scram-sha-256 in"
                  .formatted(address.url())
              + " its pg_hba.conf");
    }
  }

  private static void checkServer(Connection connection, DatabaseAddress address)
      throws SQLException, StartRefused {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < LEAST_VERSION) {
      throw new StartRefused(
          "expected PostgreSQL %d or newer at %s, found %d"
              .formatted(LEAST_VERSION, address.url(), version));
    }
    try (Statement statement = connection.createStatement()) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        try (ResultSet rows = statement.executeQuery("show " + setting)) {
          rows.next();
          if (rows.getString(1).equals("off")) {
            throw new StartRefused(
                "expected %s = on at %s, found off: confirmed tickets could be lost"
                    .formatted(setting, address.url()));
          }
        }
      }
    }
  }

  private static Connection open(DatabaseAddress address, Credentials as, String role)
      throws StartRefused {
    try {
      return address.connect(as);
    } catch (SQLException failure) {
      String state = String.valueOf(failure.getSQLState());
      if (state.startsWith("28")) {
        throw new StartRefused(
            "the database %s refuses the %s role %s: check its name and password"
                .formatted(address.url(), role, as.user()));
      }
      if (state.equals("3D000")) {
        throw new StartRefused(
            "there is no database %s at %s:%d: create it, owned by the migrating role"
                .formatted(address.database(), address.host(), address.port()));
      }
      throw new StartRefused(
          "the database cannot be reached at %s:%d: start it, or correct YICHUANG_DATABASE_URL"
              .formatted(address.host(), address.port()));
    }
  }

  private static boolean acceptsAnyPassword(DatabaseAddress address) {
    Credentials wrong =
        new Credentials(address.running().user(), "wrong-" + address.running().hashCode());
    try (Connection connection = address.connect(wrong)) {
      return connection.isValid(5);
    } catch (SQLException refused) {
      return false;
    }
  }

  private static boolean isTrue(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
