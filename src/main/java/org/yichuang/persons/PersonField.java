package org.yichuang.persons;

import java.util.Locale;

/** What of a person can be asked for unmasked, and stands in the log of who looked. */
public enum PersonField {
  NAME,
  NUMBER,
  PHONE,
  AUTHORISATION;

  /** As the log of who looked says it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
