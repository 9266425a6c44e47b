package org.yichuang.cases;

/** Who took a result, without a name. The names are stored. */
public enum Recipient {
  APPLICANT,
  HANDLER,
  AGENT,
  /** Signed for at the applicant's address. */
  AT_ADDRESS
}
