package org.yichuang.people;

import java.util.Optional;
import java.util.Set;
import org.yichuang.catalogue.Place;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.WindowId;

/**
 * Somebody, or some device, that is signed in. Immutable.
 *
 * @param roles none while the password is one that somebody else chose
 * @param windows the windows a clerk may serve
 * @param device empty: a person
 */
public record Principal(
    AccountId account,
    String username,
    Set<Role> roles,
    Scope scope,
    Set<WindowId> windows,
    Optional<DeviceKind> device) {
  public Principal {
    roles = Set.copyOf(roles);
    windows = Set.copyOf(windows);
  }

  /** Whether they hold one of the roles for the hall. */
  public boolean may(Place where, Role... anyOf) {
    return scope.covers(where) && holds(anyOf);
  }

  /** Whether they hold one of the roles, wherever that is. */
  public boolean holds(Role... anyOf) {
    for (Role role : anyOf) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }

  /** Whether they hold the role for the whole deployment. */
  public boolean mayEverywhere(Role role) {
    return scope instanceof Scope.Everything && roles.contains(role);
  }

  /** Whether they may work at the window: its clerk, or who runs the hall. */
  public boolean mayServe(Place where, WindowId window) {
    return may(where, Role.MANAGER, Role.ADMIN)
        || (may(where, Role.CLERK) && windows.contains(window));
  }
}
