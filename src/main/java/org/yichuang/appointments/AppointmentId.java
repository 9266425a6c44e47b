package org.yichuang.appointments;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * Names an appointment, and is all one needs to come to it or to cancel it: twelve characters of
 * Crockford's base 32, 60 random bits.
 */
public record AppointmentId(String value) {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 12;
  private static final int GROUP = 4;

  public AppointmentId {
    if (value.length() != LENGTH || !value.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
      throw new IllegalArgumentException("expected the id of an appointment, found " + value);
    }
  }

  static AppointmentId random(SecureRandom random) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new AppointmentId(text.toString());
  }

  /** What somebody typed: in any case, in groups or not, O for 0, I or L for 1. */
  public static Optional<AppointmentId> parse(String typed) {
    String text =
        typed
            .toLowerCase(Locale.ROOT)
            .replaceAll("[ -]", "")
            .replace('o', '0')
            .replace('i', '1')
            .replace('l', '1');
    return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
        ? Optional.of(new AppointmentId(text))
        : Optional.empty();
  }

  /** As it is shown to people: {@code K7M2-Q9X4-WBFZ}. */
  public String code() {
    StringBuilder text = new StringBuilder(value.toUpperCase(Locale.ROOT));
    for (int at = LENGTH - GROUP; at > 0; at -= GROUP) {
      text.insert(at, '-');
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "an appointment";
  }
}
