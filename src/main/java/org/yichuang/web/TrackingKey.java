package org.yichuang.web;

import javax.crypto.spec.SecretKeySpec;

/** The secret behind tracking codes. Immutable; never printed. */
public final class TrackingKey {
  public static final int MIN_BYTES = 32;
  private final SecretKeySpec secret;

  /**
   * @param bytes at least {@value #MIN_BYTES} random bytes, the same on every node; copied
   */
  public TrackingKey(byte[] bytes) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "expected a tracking key of at least %d bytes, found %d"
              .formatted(MIN_BYTES, bytes.length));
    }
    this.secret = new SecretKeySpec(bytes, TrackingCodes.ALGORITHM);
  }

  SecretKeySpec secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "tracking key";
  }
}
