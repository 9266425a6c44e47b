package org.yichuang.cases;

/** What the applicant can do against a refusal. The names are stored. */
public enum Remedy {
  /** 行政复议. */
  RECONSIDERATION,
  /** 行政诉讼. */
  LITIGATION
}
