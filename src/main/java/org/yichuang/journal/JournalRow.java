package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
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

  private static Hash hash(
      HallId hall,
      RecordedEvent recorded,
      String type,
      int version,
      Buffer payload,
      Hash previous) {
    return new ChainDigest()
        .column(hall.value())
        .column(recorded.day().toEpochDay())
        .column(recorded.seq())
        .column(type)
        .column(version)
        .column(payload.getBytes())
        .column(recorded.at().toEpochMilli())
        .column(recorded.actor().value())
        .columns(recorded.command())
        .behind(previous);
  }
}
