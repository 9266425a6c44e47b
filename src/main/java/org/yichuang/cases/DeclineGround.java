package org.yichuang.cases;

/** Why an application is not accepted (行政许可法 art. 32). The names are stored. */
public enum DeclineGround {
  /** What is applied for needs no permission. */
  NOT_NEEDED,
  /** Another agency is competent; it is named. */
  NOT_COMPETENT,
  /** The law excludes the applicant from applying (art. 78, 79). */
  EXCLUDED
}
