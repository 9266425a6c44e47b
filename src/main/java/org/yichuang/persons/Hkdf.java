package org.yichuang.persons;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), as far as one block of output. Any thread. */
final class Hkdf {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte FIRST_BLOCK = 1;

  private Hkdf() {}

  /**
   * @param info what the key is for
   * @return 32 bytes
   */
  static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
    byte[] block = java.util.Arrays.copyOf(info, info.length + 1);
    block[info.length] = FIRST_BLOCK;
    return mac(mac(salt, secret), block);
  }

  static byte[] derive(byte[] secret, String salt, String info) {
    return derive(
        secret, salt.getBytes(StandardCharsets.US_ASCII), info.getBytes(StandardCharsets.US_ASCII));
  }

  /** HMAC-SHA-256. */
  static byte[] mac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
