package org.yichuang.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The level of government a centre belongs to, the highest first. */
public enum CentreLevel {
  PROVINCE,
  CITY,
  COUNTY,
  TOWNSHIP,
  VILLAGE;

  /** The word of files and the interface, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its word. */
  public static Optional<CentreLevel> of(String word) {
    return Arrays.stream(values()).filter(level -> level.word().equals(word)).findFirst();
  }

  boolean isAbove(CentreLevel other) {
    return compareTo(other) < 0;
  }
}
