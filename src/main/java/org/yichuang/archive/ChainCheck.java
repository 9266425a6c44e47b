package org.yichuang.archive;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.journal.EventCodec;
import org.yichuang.journal.Hash;
import org.yichuang.journal.JournalRow;

/**
 * Follows the hash chains of a month's rows from what its manifest says they begin with to what
 * they end with. Confined to one thread.
 */
final class ChainCheck {
  /** The columns of a row, in the order of the file. */
  static final String COLUMNS =
      "hall,day,seq,type,version,payload,at,actor,command_id,command_digest,previous,hash";

  private static final int FIELDS = 12;

  private final YearMonth month;
  private final Iterator<Manifest.HallStream> expected;
  private final Consumer<String> problem;
  private Manifest.@Nullable HallStream stream;
  private @Nullable LocalDate firstDay;
  private @Nullable LocalDate day;
  private Hash head = Hash.NONE;
  private int seq;
  private long events;

  ChainCheck(Manifest manifest, Consumer<String> problem) {
    month = YearMonth.parse(manifest.month());
    expected = manifest.streams().iterator();
    this.problem = problem;
  }

  void next(String line) {
    try {
      next(row(line));
    } catch (RuntimeException unreadable) {
      problem.accept(
          "a row behind %s %s/%d cannot be read: %s"
              .formatted(
                  stream == null ? "the header" : stream.slug(),
                  day,
                  seq,
                  unreadable.getMessage()));
    }
  }

  private static JournalRow row(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "expected %d fields, found %d".formatted(FIELDS, fields.length));
    }
    String type = fields[3];
    int version = Integer.parseInt(fields[4]);
    Buffer payload = Buffer.buffer(bytes(fields[5]));
    return new JournalRow(
        new HallId(Integer.parseInt(fields[0])),
        new RecordedEvent(
            LocalDate.parse(fields[1]),
            Integer.parseInt(fields[2]),
            Instant.ofEpochMilli(Long.parseLong(fields[6])),
            new AccountId(Integer.parseInt(fields[7])),
            fields[8].isEmpty() || fields[9].isEmpty()
                ? null
                : new CommandStamp(UUID.fromString(fields[8]), UUID.fromString(fields[9])),
            EventCodec.decode(type, version, payload)),
        type,
        version,
        payload,
        Hash.of(bytes(fields[10])),
        Hash.of(bytes(fields[11])));
  }

  private static byte[] bytes(String field) {
    if (!field.startsWith("\\x")) {
      throw new IllegalArgumentException("expected bytes");
    }
    return HexFormat.of().parseHex(field, 2, field.length());
  }

  private void next(JournalRow row) {
    LocalDate rowDay = row.recorded().day();
    if (stream == null || stream.hall() != row.hall().value()) {
      endStream();
      begin(row);
    }
    if (!rowDay.equals(day)) {
      if ((day != null && rowDay.isBefore(day)) || !YearMonth.from(rowDay).equals(month)) {
        problem.accept(
            "%s: expected a later day of %s, found %s".formatted(row.hall(), month, rowDay));
      }
      firstDay = firstDay == null ? rowDay : firstDay;
      day = rowDay;
      seq = 0;
    }
    String where = "%s, %s/%d".formatted(row.hall(), rowDay, row.recorded().seq());
    if (row.recorded().seq() != ++seq) {
      problem.accept("%s: expected sequence %d".formatted(where, seq));
    }
    if (!row.previous().equals(head)) {
      problem.accept("%s: expected to link to %s, found %s".formatted(where, head, row.previous()));
    }
    if (!row.expectedHash().equals(row.hash())) {
      problem.accept(where + ": its columns do not have the hash that is stored");
    }
    head = row.hash();
    events++;
  }

  private void begin(JournalRow row) {
    if (!expected.hasNext()) {
      throw new IllegalArgumentException("expected no further hall, found " + row.hall());
    }
    Manifest.HallStream next = expected.next();
    if (next.hall() != row.hall().value()) {
      throw new IllegalArgumentException(
          "expected hall %d, found %d".formatted(next.hall(), row.hall().value()));
    }
    stream = next;
    head = hash(next.previous());
    firstDay = null;
    day = null;
    seq = 0;
    events = 0;
  }

  private void endStream() {
    Manifest.HallStream ended = stream;
    if (ended == null) {
      return;
    }
    Manifest.HallStream found =
        new Manifest.HallStream(
            ended.hall(),
            ended.slug(),
            String.valueOf(firstDay),
            String.valueOf(day),
            events,
            ended.previous(),
            head.toString());
    if (!found.equals(ended)) {
      problem.accept("expected the stream %s, found %s".formatted(ended, found));
    }
  }

  /** After the last row. */
  void finish() {
    endStream();
    expected.forEachRemaining(
        missing -> problem.accept("expected the stream %s, found none".formatted(missing)));
  }

  private static Hash hash(String figures) {
    return Hash.of(HexFormat.of().parseHex(figures));
  }
}
