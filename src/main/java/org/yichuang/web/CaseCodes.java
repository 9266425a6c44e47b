package org.yichuang.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yichuang.cases.CaseNumber;

/**
 * Query codes (查询码): who holds a case's number and its code may follow it without an account. The
 * first {@value #BITS} bits of the HMAC-SHA-256 of the number, written as {@value #LENGTH}
 * characters of Crockford's base 32 in lower case. A function of key and number, so nothing is
 * stored. Confined to one event loop.
 */
public final class CaseCodes {
  static final int LENGTH = 12;
  static final int BITS = 5 * LENGTH;
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  /** So that no code is one of a ticket. */
  private static final String PURPOSE = "case ";

  private final List<Mac> macs = new ArrayList<>();

  public CaseCodes(TrackingKey key) {
    try {
      for (SecretKeySpec secret : key.secrets()) {
        Mac mac = Mac.getInstance(TrackingCodes.ALGORITHM);
        mac.init(secret);
        macs.add(mac);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + TrackingCodes.ALGORITHM, e);
    }
  }

  /** By the key that makes codes now. */
  public String of(CaseNumber number) {
    return of(macs.getFirst(), number);
  }

  /**
   * Whether it is the case's code, by any of the keys. Takes the same time for every wrong one.
   *
   * @param typed in any case, with blanks and hyphens, {@code o} for 0, {@code i} and {@code l} for
   *     1
   */
  public boolean fits(CaseNumber number, String typed) {
    byte[] given = bytes(normalised(typed));
    boolean fits = false;
    for (Mac mac : macs) {
      fits |= MessageDigest.isEqual(bytes(of(mac, number)), given);
    }
    return fits;
  }

  private static String of(Mac mac, CaseNumber number) {
    byte[] seal = mac.doFinal(bytes(PURPOSE + number));
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      int bit = 5 * i;
      int two = ((seal[bit >> 3] & 0xff) << 8) | (seal[(bit >> 3) + 1] & 0xff);
      code.append(ALPHABET.charAt((two >> (11 - (bit & 7))) & 31));
    }
    return code.toString();
  }

  private static String normalised(String typed) {
    return typed
        .replaceAll("[\\s-]", "")
        .toLowerCase(Locale.ROOT)
        .replace('o', '0')
        .replace('i', '1')
        .replace('l', '1');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
