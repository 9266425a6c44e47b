package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;
import org.yichuang.hall.RecordedEvent;

/**
 * One row of the journal: an event, its bytes, and its link in the hall's hash chain. Immutable.
 *
 * @param payload the bytes as hashed and stored
 */
public record JournalRow(
    HallId hall,
    RecordedEvent recorded,
    String type,
    int version,
    Buffer payload,
    Hash previous,
    Hash hash) {

  /** The row that writes an event behind {@code previous}. */
  public static JournalRow link(HallId hall, RecordedEvent recorded, Hash previous) {
    EventCodec.EventType type = EventCodec.typeOf(recorded.event());
    Buffer payload = EventCodec.encode(recorded.event());
    return new JournalRow(
        hall,
        recorded,
        type.name(),
        type.version(),
        payload,
        previous,
        hash(hall, recorded, type.name(), type.version(), payload, previous));
  }

  /** The hash that this row's columns have, whatever {@link #hash()} says. */
  public Hash expectedHash() {
    return hash(hall, recorded, type, version, payload, previous);
  }

  /** SHA-256 over the columns in the table's order, each behind its length in four bytes. */
  private static Hash hash(
      HallId hall,
      RecordedEvent recorded,
      String type,
      int version,
      Buffer payload,
      Hash previous) {
    CommandStamp command = recorded.command();
    MessageDigest digest = sha256();
    column(digest, number(hall.value()));
    column(digest, number(recorded.day().toEpochDay()));
    column(digest, number(recorded.seq()));
    column(digest, type.getBytes(StandardCharsets.UTF_8));
    column(digest, number(version));
    column(digest, payload.getBytes());
    column(digest, number(recorded.at().toEpochMilli()));
    column(digest, number(recorded.actor().value()));
    column(digest, uuid(command == null ? null : command.id()));
    column(digest, uuid(command == null ? null : command.digest()));
    column(digest, previous.bytes());
    return Hash.of(digest.digest());
  }

  private static void column(MessageDigest digest, byte[] value) {
    digest.update(ByteBuffer.allocate(4).putInt(value.length).array());
    digest.update(value);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
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
