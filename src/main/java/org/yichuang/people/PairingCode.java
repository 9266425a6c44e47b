package org.yichuang.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The short code that an unpaired device shows: eight of twenty letters without vowels, so 34 bits,
 * as RFC 8628 advises. Stored as an HMAC that only this deployment can make. Immutable, any thread.
 */
record PairingCode(String letters) {
  private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
  private static final int LENGTH = 8;
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  static PairingCode fresh() {
    StringBuilder letters = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new PairingCode(letters.toString());
  }

  /** As somebody typed it: case, blanks and hyphens do not count. */
  static Optional<PairingCode> typed(String text) {
    String letters = text.replaceAll("[\\s\\p{Pd}]", "").toUpperCase(Locale.ROOT);
    return letters.matches("[" + ALPHABET + "]{" + LENGTH + "}")
        ? Optional.of(new PairingCode(letters))
        : Optional.empty();
  }

  /** In two groups, as it is shown. */
  String shown() {
    return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
  }

  byte[] hash(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(("pairing code 1 " + letters).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "a pairing code";
  }
}
