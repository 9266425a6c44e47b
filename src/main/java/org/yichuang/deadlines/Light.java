package org.yichuang.deadlines;

import java.util.Locale;

/** How near a clock is to its end (亮灯). In order of urgency; the names are stored. */
public enum Light {
  GREEN,
  YELLOW,
  RED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
