package org.yichuang.cases;

/** Why a case ends without a decision. The names are stored. */
public enum TerminationGround {
  /** The person died or lost capacity, the organisation ended. */
  APPLICANT_GONE,
  SUBJECT_GONE,
  LAW_CHANGED,
  /** Something that cannot be helped makes it impossible. */
  FORCE_MAJEURE,
  /** Registered by mistake. */
  REGISTERED_IN_ERROR
}
