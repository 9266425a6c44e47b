package org.yichuang.web;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Access;
import org.yichuang.people.Principal;
import org.yichuang.people.Role;
import org.yichuang.people.Session;

/** Accounts in memory: the token of an account is its name. */
final class MemoryAccess implements Access {
  static final String PASSWORD = "correct horse";
  private static final Instant EXPIRES = Instant.parse("2026-11-23T12:00:00Z");
  private final Map<String, Principal> accounts = new ConcurrentHashMap<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  volatile boolean broken;
  volatile boolean busy;
  volatile Future<Login> slow;
  final AtomicInteger asked = new AtomicInteger();

  MemoryAccess() {
    add(1, "kiosk", Set.of(Role.KIOSK), TestHall.HALL);
    add(2, "clerk", Set.of(Role.CLERK), TestHall.HALL, "A1");
    add(3, "manager", Set.of(Role.MANAGER), TestHall.HALL);
    add(4, "admin", Set.of(Role.ADMIN), null);
    add(5, "display", Set.of(Role.DISPLAY), TestHall.HALL);
    add(6, "stranger", Set.of(Role.MANAGER), new HallId(99));
    add(7, "nobody", Set.of(), TestHall.HALL);
    add(9, "guide", Set.of(Role.GUIDE), TestHall.HALL);
    add(10, "supervisor", Set.of(Role.SUPERVISOR), TestHall.HALL);
    add(8, "leaving", Set.of(Role.CLERK), TestHall.HALL, "A1");
  }

  private void add(
      int id,
      String name,
      Set<Role> roles,
      @org.jspecify.annotations.Nullable HallId hall,
      String... windows) {
    Set<WindowId> may = new HashSet<>();
    for (String window : windows) {
      may.add(new WindowId(window));
    }
    accounts.put(
        name, new Principal(new AccountId(id), name, roles, Optional.ofNullable(hall), may));
  }

  @Override
  public Future<Login> signIn(String username, String password, String address) {
    asked.incrementAndGet();
    Future<Login> pending = slow;
    if (pending != null) {
      return pending;
    }
    Principal principal = accounts.get(username);
    if (broken) {
      return Future.failedFuture("no database");
    }
    if (busy) {
      return Future.succeededFuture(new Login.Busy());
    }
    return Future.succeededFuture(
        principal != null && password.equals(PASSWORD)
            ? new Login.Granted(username, EXPIRES, principal)
            : new Login.Denied());
  }

  @Override
  public Future<Void> signOut(String token) {
    revoked.add(token);
    return Future.succeededFuture();
  }

  @Override
  public Future<Optional<Session>> whoIs(String token) {
    return broken
        ? Future.failedFuture("no database")
        : Future.succeededFuture(
            Optional.ofNullable(revoked.contains(token) ? null : accounts.get(token))
                .map(principal -> new Session(principal, EXPIRES)));
  }
}
