package org.yichuang.people;

/** What an account may do where its {@link Scope} is. */
public enum Role {
  /** Gives numbers. */
  KIOSK,
  /** Watches boards. */
  DISPLAY,
  /** Guides people in the hall (导办): gives numbers, with a class and its reason. */
  GUIDE,
  /** Works at windows; takes cases in (综合受理). */
  CLERK,
  /** Acts for applicants, free of charge (代办). */
  AGENT,
  /** Reviews a department's cases (审批). */
  REVIEWER,
  /** Head of a department (分管领导). */
  HEAD,
  /** Hands out results (综合出件). */
  ISSUER,
  /** Takes fees (收费). */
  CASHIER,
  /** Watches over a hall: sees alarms, acknowledges, puts back; does not serve. */
  SUPERVISOR,
  /** Looks into how cases are handled (督查); changes none. */
  INSPECTOR,
  /** Looks into cases, and who looked at whose data; changes none. */
  AUDITOR,
  /** Runs a hall: everything its kiosks and clerks may do. */
  MANAGER,
  /** Everything. */
  ADMIN;

  /** The word of the interface, in lower case. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
