package org.yichuang.hall;

/** How one matter of a visit ended at the window. */
public enum MatterOutcome {
  /** Handled completely. */
  DONE,
  /** Taken in; the decision comes later. */
  ACCEPTED,
  /** Materials are missing; the person comes again. */
  INCOMPLETE,
  /** Advice only (咨询). */
  CONSULTED,
  /** Another centre or agency is competent. */
  REFERRED
}
