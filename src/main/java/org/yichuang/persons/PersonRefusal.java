package org.yichuang.persons;

import java.util.Locale;

/**
 * Why a person, subject or wish about their record is refused: expected, found, what to do. None of
 * the three repeats what was given. Immutable.
 */
public record PersonRefusal(Reason reason, String expected, String found, String remedy) {

  /** The stable words of refusals. */
  public enum Reason {
    INVALID_NAME,
    INVALID_IDENTITY,
    INVALID_PHONE,
    INVALID_AUTHORISATION,
    INVALID_SUBJECT,
    UNKNOWN_RECORD,
    RECORD_RETAINED;

    /** The last part of a problem's type. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One sentence. */
  public String text() {
    return "expected %s, found %s; %s".formatted(expected, found, remedy);
  }
}
