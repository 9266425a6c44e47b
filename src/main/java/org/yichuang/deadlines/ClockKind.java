package org.yichuang.deadlines;

import java.util.Locale;

/** What a clock measures. The names are stored. */
public enum ClockKind {
  /** What the law gives; the only one that an extension moves. */
  STATUTORY(true),
  /** What the agency promised. */
  PROMISED(true),
  /** One step of the process. */
  STEP(true),
  /** Until the case is accepted, refused, or what is missing is told (行政许可法 art. 32). */
  ACCEPTANCE(false),
  /** Until what was approved is issued and delivered (art. 44). */
  DELIVERY(false),
  /** Until the licence to be renewed expires (art. 50). */
  RENEWAL(false);

  private final boolean suspendable;

  ClockKind(boolean suspendable) {
    this.suspendable = suspendable;
  }

  /** Whether it stands still while time is not counted (art. 45). */
  public boolean suspendable() {
    return suspendable;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
