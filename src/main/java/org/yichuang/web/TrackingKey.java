package org.yichuang.web;

import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets behind tracking codes: the first makes them, all are believed. Immutable; never
 * printed.
 */
public final class TrackingKey {
  public static final int MIN_BYTES = 32;
  private final List<SecretKeySpec> secrets;

  /**
   * @param keys each at least {@value #MIN_BYTES} random bytes, the same on every node; copied
   */
  public TrackingKey(byte[]... keys) {
    for (byte[] bytes : keys) {
      if (bytes.length < MIN_BYTES) {
        throw new IllegalArgumentException(
            "expected a tracking key of at least %d bytes, found %d"
                .formatted(MIN_BYTES, bytes.length));
      }
    }
    secrets =
        Stream.of(keys).map(bytes -> new SecretKeySpec(bytes, TrackingCodes.ALGORITHM)).toList();
  }

  /** The one that makes codes first. */
  List<SecretKeySpec> secrets() {
    return secrets;
  }

  @Override
  public String toString() {
    return "tracking key";
  }
}
