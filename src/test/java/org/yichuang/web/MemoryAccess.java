package org.yichuang.web;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Access;
import org.yichuang.people.DeviceKind;
import org.yichuang.people.Principal;
import org.yichuang.people.Role;
import org.yichuang.people.Scope;
import org.yichuang.people.Session;

/** Accounts in memory: the token of an account is its name. */
final class MemoryAccess implements Access {
  static final String PASSWORD = "correct horse";
  private static final Instant EXPIRES = Instant.parse("2026-11-23T12:00:00Z");
  private final Map<String, Principal> accounts = new ConcurrentHashMap<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  final Set<String> initial = ConcurrentHashMap.newKeySet();
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
    within(11, "of-county", Set.of(Role.MANAGER), new Scope.OfCentre(MemoryCentres.COUNTY));
    within(12, "of-city", Set.of(Role.ADMIN), new Scope.OfCentre(MemoryCentres.CITY));
    within(13, "of-elsewhere", Set.of(Role.ADMIN), new Scope.OfCentre(MemoryCentres.OTHER));
    device(14, "paired-kiosk", DeviceKind.KIOSK);
    device(15, "paired-display", DeviceKind.DISPLAY);
    add(16, "agent", Set.of(Role.AGENT), TestHall.HALL);
    add(17, "reviewer", Set.of(Role.REVIEWER), TestHall.HALL);
    add(18, "head", Set.of(Role.HEAD), TestHall.HALL);
    add(19, "issuer", Set.of(Role.ISSUER), TestHall.HALL);
    add(20, "auditor", Set.of(Role.AUDITOR), TestHall.HALL);
    add(21, "reviewer-elsewhere", Set.of(Role.REVIEWER), TestHall.ELSEWHERE);
    add(22, "clerk-elsewhere", Set.of(Role.CLERK), TestHall.ELSEWHERE);
    add(23, "reviewer-2", Set.of(Role.REVIEWER), TestHall.HALL);
    add(8, "leaving", Set.of(Role.CLERK), TestHall.HALL, "A1");
  }

  /** Tells of everybody. */
  void people(Consumer<Principal> visitor) {
    accounts.values().forEach(visitor);
  }

  /** Whoever signed out is signed in again. */
  void reset() {
    revoked.clear();
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
    Scope scope = hall == null ? new Scope.Everything() : new Scope.OfHall(hall);
    accounts.put(name, new Principal(new AccountId(id), name, roles, scope, may, Optional.empty()));
  }

  private void within(int id, String name, Set<Role> roles, Scope scope) {
    accounts.put(
        name, new Principal(new AccountId(id), name, roles, scope, Set.of(), Optional.empty()));
  }

  private void device(int id, String name, DeviceKind kind) {
    Scope scope = new Scope.OfHall(TestHall.HALL);
    accounts.put(
        name,
        new Principal(
            new AccountId(id), name, Set.of(kind.role()), scope, Set.of(), Optional.of(kind)));
  }

  @Override
  public Future<Login> changePassword(Principal who, String current, String next, String address) {
    return Future.succeededFuture(
        current.equals(PASSWORD)
            ? new Login.Granted(who.username(), new Session(who, EXPIRES, false))
            : new Login.Denied());
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
            ? new Login.Granted(username, new Session(principal, EXPIRES, false))
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
                .map(principal -> new Session(principal, EXPIRES, initial.contains(token))));
  }
}
