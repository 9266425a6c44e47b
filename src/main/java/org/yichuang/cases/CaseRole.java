package org.yichuang.cases;

import java.util.Locale;

/** As what somebody acts on a case. */
public enum CaseRole {
  /** Applicant or handler, by the case's code. */
  APPLICANT,
  /** 代办员: acts for the applicant, free of charge. */
  AGENT,
  /** 综合受理. */
  INTAKE,
  /** 审批 of the department. */
  REVIEW,
  /** 分管领导, head of the department. */
  LEAD,
  /** 综合出件. */
  ISSUE,
  /** The centre: leads special cases, supervises all others. */
  CENTRE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
