package org.yichuang.people;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/** Accounts that exist before anybody can make one. Blocking: start-up work. */
public final class StartAccounts {
  private StartAccounts() {}

  /**
   * The demonstration's accounts: {@code kiosk}, {@code display}, {@code guide}, {@code clerk-A1} …
   * (each good for the windows that share a queue with its own), {@code agent}, {@code reviewer},
   * {@code head}, {@code issuer}, {@code cashier}, {@code inspector}, {@code auditor}, {@code
   * supervisor} and {@code manager} of the hall, {@code admin} of everything. All have one
   * password; accounts that are there get it when it is another one.
   */
  public static void demonstrate(Connection connection, HallConfig hall, String password)
      throws SQLException {
    String stored = storedHash(connection);
    String hash =
        stored != null && PasswordHash.verify(password, stored)
            ? stored
            : PasswordHash.hash(password);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into account (username, password_hash, roles, hall, windows, demonstration)
            values (?, ?, ?, ?, ?, true)
            on conflict (username) do update
               set password_hash = excluded.password_hash
             where account.demonstration
            """)) {
      account(insert, "kiosk", hash, Role.KIOSK, hall.id(), List.of());
      account(insert, "display", hash, Role.DISPLAY, hall.id(), List.of());
      account(insert, "guide", hash, Role.GUIDE, hall.id(), List.of());
      for (Role role :
          List.of(
              Role.AGENT,
              Role.REVIEWER,
              Role.HEAD,
              Role.ISSUER,
              Role.CASHIER,
              Role.INSPECTOR,
              Role.AUDITOR)) {
        account(insert, role.word(), hash, role, hall.id(), List.of());
      }
      account(insert, "supervisor", hash, Role.SUPERVISOR, hall.id(), List.of());
      account(insert, "manager", hash, Role.MANAGER, hall.id(), List.of());
      account(insert, "admin", hash, Role.ADMIN, null, List.of());
      for (HallConfig.Window window : hall.windows()) {
        account(insert, "clerk-" + window.id(), hash, Role.CLERK, hall.id(), sharing(hall, window));
      }
      insert.executeBatch();
    }
  }

  private static List<WindowId> sharing(HallConfig hall, HallConfig.Window own) {
    List<QueueId> queues = own.queues();
    return hall.windows().stream()
        .filter(window -> window.queues().stream().anyMatch(queues::contains))
        .map(HallConfig.Window::id)
        .toList();
  }

  private static void account(
      PreparedStatement insert,
      String username,
      String hash,
      Role role,
      @Nullable HallId hall,
      List<WindowId> windows)
      throws SQLException {
    Connection connection = insert.getConnection();
    Array roles = connection.createArrayOf("text", new Object[] {role.name()});
    Array of = connection.createArrayOf("text", windows.stream().map(WindowId::value).toArray());
    insert.setString(1, username);
    insert.setString(2, hash);
    insert.setArray(3, roles);
    insert.setObject(4, hall == null ? null : hall.value());
    insert.setArray(5, of);
    insert.addBatch();
  }

  private static @Nullable String storedHash(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select password_hash from account where username = 'admin' and demonstration");
        ResultSet rows = query.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /** Whether accounts of a demonstration exist, with which production must not start. */
  public static boolean demonstrationExists(Connection connection) throws SQLException {
    return exists(connection, "select 1 from account where demonstration limit 1");
  }

  /** Makes the account {@code admin} when there is no account at all. */
  public static boolean makeFirstAdmin(Connection connection, String password) throws SQLException {
    if (exists(connection, "select 1 from account limit 1")) {
      return false;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into account (username, password_hash, roles)
            values ('admin', ?, array['ADMIN']) on conflict do nothing
            """)) {
      insert.setString(1, PasswordHash.hash(password));
      return insert.executeUpdate() == 1;
    }
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }
}
