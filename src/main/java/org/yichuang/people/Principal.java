package org.yichuang.people;

import java.util.Optional;
import java.util.Set;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;

/**
 * Somebody who is signed in. Immutable.
 *
 * @param hall the hall they are good for; empty: every hall
 * @param windows the windows a clerk may serve
 */
public record Principal(
    AccountId account,
    String username,
    Set<Role> roles,
    Optional<HallId> hall,
    Set<WindowId> windows) {
  public Principal {
    roles = Set.copyOf(roles);
    windows = Set.copyOf(windows);
  }

  /** Whether they hold one of the roles for the hall. */
  public boolean may(HallId where, Role... anyOf) {
    if (hall.isPresent() && !hall.get().equals(where)) {
      return false;
    }
    return Set.of(anyOf).stream().anyMatch(roles::contains);
  }

  /** Whether they hold the role for the whole deployment. */
  public boolean mayEverywhere(Role role) {
    return hall.isEmpty() && roles.contains(role);
  }

  /** Whether they may work at the window: its clerk, or who runs the hall. */
  public boolean mayServe(HallId where, WindowId window) {
    return may(where, Role.MANAGER, Role.ADMIN)
        || (may(where, Role.CLERK) && windows.contains(window));
  }
}
