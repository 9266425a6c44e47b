package org.yichuang.appointments;

import java.util.Locale;

/** Where an appointment was made. */
public enum Channel {
  ONLINE,
  KIOSK,
  /** At the guide desk, or by a clerk. */
  GUIDE;

  /** The word of the interface, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
