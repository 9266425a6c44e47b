package org.yichuang.people;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.yichuang.catalogue.CentreTree;
import org.yichuang.hall.WindowId;

/**
 * What an account may do, and where; and who may give it: administrators every role, managers every
 * one but theirs and those who look into their work, nobody a place outside their own. Immutable,
 * any thread.
 *
 * @param windows the windows a clerk may serve; of one hall
 */
public record Grant(Set<Role> roles, Scope scope, Set<WindowId> windows) {
  private static final Set<Role> ABOVE_MANAGERS =
      EnumSet.of(Role.ADMIN, Role.INSPECTOR, Role.AUDITOR);

  public Grant {
    roles = Set.copyOf(roles);
    windows = Set.copyOf(windows);
  }

  /** Why somebody may neither give nor take it: expected and found; empty when they may. */
  public Optional<AccountRefusal> refusal(Principal by, CentreTree tree) {
    if (!by.scope().covers(scope, tree)) {
      return Optional.of(
          new AccountRefusal(
              AccountRefusal.Reason.NOT_ALLOWED,
              "an account within the place of your own",
              "one beyond it",
              "ask the administrator"));
    }
    return roles.stream()
        .filter(role -> !mayGive(by, role))
        .sorted()
        .findFirst()
        .map(
            role ->
                new AccountRefusal(
                    AccountRefusal.Reason.NOT_ALLOWED,
                    "roles that yours include",
                    role.word(),
                    "ask the administrator"));
  }

  private static boolean mayGive(Principal by, Role role) {
    return by.holds(Role.ADMIN) || (by.holds(Role.MANAGER) && !ABOVE_MANAGERS.contains(role));
  }

  /** Whether it rules the whole deployment; one such account must always be there. */
  boolean rulesEverything() {
    return scope instanceof Scope.Everything && roles.contains(Role.ADMIN);
  }

  JsonObject detail() {
    JsonArray words = new JsonArray();
    roles.stream().sorted().forEach(role -> words.add(role.word()));
    JsonArray at = new JsonArray();
    windows.stream().map(WindowId::value).sorted().forEach(at::add);
    return new JsonObject()
        .put("roles", words)
        .put(
            "scope",
            switch (scope) {
              case Scope.Everything everything -> "everything";
              case Scope.OfCentre of -> of.centre().toString();
              case Scope.OfHall of -> of.hall().toString();
            })
        .put("windows", at);
  }
}
