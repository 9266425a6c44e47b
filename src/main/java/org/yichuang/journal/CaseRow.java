package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.RecordedCaseEvent;

/**
 * One row of a case's stream: an event, its bytes, and its link in the case's own hash chain.
 * Immutable.
 *
 * @param payload the bytes as hashed and stored
 * @param previous {@link Hash#NONE} for the first of a case
 */
public record CaseRow(
    CaseNumber number,
    RecordedCaseEvent recorded,
    String type,
    int version,
    Buffer payload,
    Hash previous,
    Hash hash) {

  /** The row that writes an event behind {@code previous}. */
  public static CaseRow link(CaseNumber number, RecordedCaseEvent recorded, Hash previous) {
    CaseEventCodec.CaseEventType type = CaseEventCodec.typeOf(recorded.event());
    Buffer payload = CaseEventCodec.encode(recorded.event());
    return new CaseRow(
        number,
        recorded,
        type.name(),
        type.version(),
        payload,
        previous,
        hash(number, recorded, type.name(), type.version(), payload, previous));
  }

  /** The hash that this row's columns have, whatever {@link #hash()} says. */
  public Hash expectedHash() {
    return hash(number, recorded, type, version, payload, previous);
  }

  private static Hash hash(
      CaseNumber number,
      RecordedCaseEvent recorded,
      String type,
      int version,
      Buffer payload,
      Hash previous) {
    return new ChainDigest()
        .column(number.hall().value())
        .column(number.day().toEpochDay())
        .column(number.sequence())
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
