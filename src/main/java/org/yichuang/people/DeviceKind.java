package org.yichuang.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a paired device is; its token is good for what such a device does, and nothing else. */
public enum DeviceKind {
  /** Gives numbers. */
  KIOSK(Role.KIOSK),
  /** Shows a hall's calls. */
  DISPLAY(Role.DISPLAY);

  private final Role role;

  DeviceKind(Role role) {
    this.role = role;
  }

  /** The role its account holds in its hall. */
  public Role role() {
    return role;
  }

  /** The word of the interface, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its word. */
  public static Optional<DeviceKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
