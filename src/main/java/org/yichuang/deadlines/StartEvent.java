package org.yichuang.deadlines;

import java.util.Locale;

/** What starts a clock; the day itself is not counted. The names are stored. */
public enum StartEvent {
  RECEIPT,
  ACCEPTANCE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
