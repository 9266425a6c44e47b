package org.yichuang.people;

/** What an account may do where its {@link Scope} is. */
public enum Role {
  /** Gives numbers. */
  KIOSK,
  /** Watches boards. */
  DISPLAY,
  /** Guides people in the hall (导办): gives numbers, with a class and its reason. */
  GUIDE,
  /** Works at windows. */
  CLERK,
  /** Watches over a hall: sees alarms, acknowledges, puts back; does not serve. */
  SUPERVISOR,
  /** Runs a hall: everything its kiosks and clerks may do. */
  MANAGER,
  /** Everything. */
  ADMIN;

  /** The word of the interface, in lower case. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
