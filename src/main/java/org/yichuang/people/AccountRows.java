package org.yichuang.people;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yichuang.catalogue.CentreId;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;

/** Reads rows of the table of accounts. Any thread. */
final class AccountRows {
  private AccountRows() {}

  /**
   * @param row of an account, with the columns {@code device_kind}, {@code device_name} and {@code
   *     by_provider}: an initial password restricts only the sessions that it began
   */
  static Session session(Row row, Instant until) {
    boolean initial =
        row.getOffsetDateTime("initial_until") != null && !row.getBoolean("by_provider");
    Optional<DeviceKind> device =
        Optional.ofNullable(row.getString("device_kind")).flatMap(DeviceKind::of);
    Principal principal =
        new Principal(
            new AccountId(row.getInteger("id")),
            device.isPresent() ? row.getString("device_name") : row.getString("username"),
            initial ? Set.of() : roles(row),
            scope(row),
            windows(row),
            device);
    return new Session(principal, until, initial);
  }

  static Accounts.Account account(Row row) {
    return new Accounts.Account(
        new AccountId(row.getInteger("id")),
        row.getString("username"),
        new Grant(roles(row), scope(row), windows(row)),
        row.getBoolean("disabled"),
        row.getOffsetDateTime("initial_until") != null);
  }

  static Set<Role> roles(Row row) {
    return Arrays.stream(row.getArrayOfStrings("roles"))
        .map(Role::valueOf)
        .collect(Collectors.toSet());
  }

  static Set<WindowId> windows(Row row) {
    return Arrays.stream(row.getArrayOfStrings("windows"))
        .map(WindowId::new)
        .collect(Collectors.toSet());
  }

  static Scope scope(Row row) {
    Integer hall = row.getInteger("hall");
    Integer centre = row.getInteger("centre");
    if (hall != null) {
      return new Scope.OfHall(new HallId(hall));
    }
    return centre == null ? new Scope.Everything() : new Scope.OfCentre(new CentreId(centre));
  }
}
