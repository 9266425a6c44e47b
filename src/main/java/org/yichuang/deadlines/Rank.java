package org.yichuang.deadlines;

import java.util.Locale;

/** Who approves an extension (行政许可法 art. 42). The names are stored. */
public enum Rank {
  /** 本行政机关负责人. */
  AGENCY_HEAD,
  /** 本级人民政府负责人. */
  GOVERNMENT_HEAD;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether this rank's approval is enough where {@code asked} is asked for. */
  boolean covers(Rank asked) {
    return this == asked || this == GOVERNMENT_HEAD;
  }
}
