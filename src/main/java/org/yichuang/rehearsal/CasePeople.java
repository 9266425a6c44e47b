package org.yichuang.rehearsal;

import java.util.Set;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.Chain;
import org.yichuang.hall.AccountId;

/** Who works on rehearsed cases: one of each role, and a backup. Pure functions. */
final class CasePeople {
  static final Author INTAKE = author(11, CaseRole.INTAKE);
  static final Author LEAD = author(13, CaseRole.LEAD);
  static final Author ISSUER = author(14, CaseRole.ISSUE);
  static final Author CENTRE = author(15, CaseRole.CENTRE);
  static final Author APPLICANT = author(16, CaseRole.APPLICANT);
  static final Author AGENT = author(17, CaseRole.AGENT);
  private static final AccountId REVIEWER = new AccountId(18);
  private static final AccountId BACKUP = new AccountId(19);

  /** Named for every case and branch. */
  static final Chain CHAIN = new Chain(LEAD.account(), null, REVIEWER, BACKUP);

  /** Of a case that one person handles at once. */
  static final Chain ONE = new Chain(LEAD.account(), null, INTAKE.account(), null);

  private CasePeople() {}

  /** Whoever is the chain's clerk by now. */
  static Author clerk(Chain chain) {
    return new Author(chain.clerk(), Set.of(CaseRole.REVIEW));
  }

  private static Author author(int account, CaseRole role) {
    return new Author(new AccountId(account), Set.of(role));
  }
}
