package org.yichuang.web;

import java.util.EnumSet;
import java.util.Set;
import org.yichuang.cases.CaseRole;
import org.yichuang.people.Principal;
import org.yichuang.people.Role;

/** What accounts are to cases. Pure functions; any thread. */
final class CaseAccess {
  /** Who may see a case of their place. */
  private static final Role[] READERS = {
    Role.CLERK,
    Role.AGENT,
    Role.REVIEWER,
    Role.HEAD,
    Role.ISSUER,
    Role.CASHIER,
    Role.SUPERVISOR,
    Role.INSPECTOR,
    Role.AUDITOR,
    Role.MANAGER,
    Role.ADMIN
  };

  /** Who may see people as they are, with a reason. */
  private static final Role[] INSPECTORS = {
    Role.CLERK,
    Role.AGENT,
    Role.REVIEWER,
    Role.HEAD,
    Role.ISSUER,
    Role.SUPERVISOR,
    Role.INSPECTOR,
    Role.MANAGER,
    Role.ADMIN
  };

  /** Who may see who looked. */
  private static final Role[] AUDITORS = {Role.INSPECTOR, Role.AUDITOR, Role.ADMIN};

  private CaseAccess() {}

  static Role[] readers() {
    return READERS.clone();
  }

  static Role[] inspectors() {
    return INSPECTORS.clone();
  }

  static Role[] auditors() {
    return AUDITORS.clone();
  }

  /** As what somebody acts where their roles hold. */
  static Set<CaseRole> roles(Principal who) {
    return roles(who.roles());
  }

  static Set<CaseRole> roles(Set<Role> held) {
    Set<CaseRole> roles = EnumSet.noneOf(CaseRole.class);
    for (Role role : held) {
      switch (role) {
        case CLERK -> roles.add(CaseRole.INTAKE);
        case AGENT -> roles.add(CaseRole.AGENT);
        case REVIEWER -> roles.add(CaseRole.REVIEW);
        case HEAD -> roles.add(CaseRole.LEAD);
        case ISSUER -> roles.add(CaseRole.ISSUE);
        case SUPERVISOR -> roles.add(CaseRole.CENTRE);
        case MANAGER, ADMIN -> {
          roles.add(CaseRole.INTAKE);
          roles.add(CaseRole.CENTRE);
        }
        case KIOSK, DISPLAY, GUIDE, CASHIER, INSPECTOR, AUDITOR -> {}
      }
    }
    return roles;
  }
}
