package org.yichuang.people;

import java.util.Locale;

/** Why an account or a device is not made or changed: expected, found, what to do. Immutable. */
public record AccountRefusal(Reason reason, String expected, String found, String remedy) {

  /** The stable words of refusals. */
  public enum Reason {
    NOT_ALLOWED,
    UNKNOWN_ACCOUNT,
    ACCOUNT_EXISTS,
    LAST_ADMINISTRATOR,
    OWN_ACCOUNT,
    UNKNOWN_CODE,
    PAIRING_APPROVED,
    OTHER_DEVICE,
    DEVICE_NAME_TAKEN,
    TOO_MANY_DEVICES;

    /** The last part of a problem's type. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
