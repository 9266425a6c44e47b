package org.yichuang.cases;

import java.util.Set;
import org.yichuang.hall.AccountId;

/**
 * Who asks, and as what.
 *
 * @param roles that the account has at the case's hall
 */
public record Author(AccountId account, Set<CaseRole> roles) {
  /** What falls due by itself. */
  static final Author SYSTEM = new Author(AccountId.SYSTEM, Set.of());

  public Author {
    roles = Set.copyOf(roles);
  }
}
