package org.yichuang.cases;

import java.util.Optional;
import org.yichuang.hall.AccountId;

/**
 * What a case began with, and who answers for it. Immutable.
 *
 * @param item of the version that it keeps
 * @param facts as they were recorded
 * @param owner who was asked first, or took that over; absent when nobody was
 */
public record Registration(
    CaseItem item,
    CaseEvent.CaseRegistered facts,
    Optional<AccountId> owner,
    Optional<AccountId> backup) {

  static Registration of(CaseItem item, CaseEvent.CaseRegistered facts) {
    return new Registration(
        item, facts, Optional.ofNullable(facts.owner()), Optional.ofNullable(facts.backup()));
  }

  /** Whoever handed over becomes the backup. */
  Registration ownedBy(AccountId now) {
    return new Registration(item, facts, Optional.of(now), owner.or(() -> backup));
  }
}
