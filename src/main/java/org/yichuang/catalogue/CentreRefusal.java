package org.yichuang.catalogue;

import java.util.Locale;

/** Why a centre is not added or changed: expected, found, what to do. Immutable. */
public record CentreRefusal(Reason reason, String expected, String found, String remedy) {

  /** The stable words of refusals. */
  public enum Reason {
    UNKNOWN_CENTRE,
    CENTRE_EXISTS,
    CENTRE_CYCLE,
    CENTRE_LEVEL,
    CENTRE_DEPTH,
    CENTRE_ROOT,
    TOO_MANY_CENTRES;

    /** The last part of a problem's type. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
