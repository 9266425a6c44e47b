package org.yichuang.journal;

import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value of the journal's chain. Immutable. */
public final class Hash {
  public static final int LENGTH = 32;

  /** What stands before the first row of a hall. */
  public static final Hash NONE = new Hash(new byte[LENGTH]);

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("expected 32 bytes, found " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
