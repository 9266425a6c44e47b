package org.yichuang.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.CommandStamp;

/**
 * SHA-256 over the columns of a row in the table's order, each behind its length in four bytes.
 * Confined to one thread.
 */
final class ChainDigest {
  private final MessageDigest digest = sha256();

  ChainDigest column(byte[] value) {
    digest.update(ByteBuffer.allocate(4).putInt(value.length).array());
    digest.update(value);
    return this;
  }

  ChainDigest column(long value) {
    return column(ByteBuffer.allocate(8).putLong(value).array());
  }

  ChainDigest column(String value) {
    return column(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Both of its columns; empty ones for what nobody commanded. */
  ChainDigest columns(@Nullable CommandStamp command) {
    return column(uuid(command == null ? null : command.id()))
        .column(uuid(command == null ? null : command.digest()));
  }

  /** Ends it with the hash of the row before. */
  Hash behind(Hash previous) {
    return Hash.of(column(previous.bytes()).digest.digest());
  }

  private static byte[] uuid(@Nullable UUID value) {
    return value == null
        ? new byte[0]
        : ByteBuffer.allocate(16)
            .putLong(value.getMostSignificantBits())
            .putLong(value.getLeastSignificantBits())
            .array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
