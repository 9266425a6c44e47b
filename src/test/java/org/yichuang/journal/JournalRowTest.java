package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LapseReason;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

class JournalRowTest {
  private static final HallId HALL = new HallId(7);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final Instant AT = Instant.ofEpochMilli(1_795_400_000_123L);
  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final UUID DIGEST = UUID.fromString("ffeeddcc-bbaa-9988-7766-554433221100");
  private static final HallEvent EVENT =
      new HallEvent.TicketLapsed(new TicketId(DAY, "B", 17), LapseReason.NOT_SERVED);
  private static final String PAYLOAD = "{\"ticket\":\"20261123-B017\",\"reason\":\"NOT_SERVED\"}";
  private static final Hash PREVIOUS =
      Hash.of(HexFormat.of().parseHex("0123456789abcdef".repeat(4)));

  private static final JournalRow ROW =
      JournalRow.link(
          HALL,
          recorded(DAY, 42, AT, new AccountId(5), new CommandStamp(ID, DIGEST), EVENT),
          PREVIOUS);

  @Test
  void the_hash_is_sha_256_over_every_column_behind_its_length() throws Exception {
    ByteArrayOutputStream columns = new ByteArrayOutputStream();
    number(columns, 7);
    number(columns, DAY.toEpochDay());
    number(columns, 42);
    column(columns, "TicketLapsed".getBytes(StandardCharsets.UTF_8));
    number(columns, 2);
    column(columns, PAYLOAD.getBytes(StandardCharsets.UTF_8));
    number(columns, 1_795_400_000_123L);
    number(columns, 5);
    column(columns, HexFormat.of().parseHex("00112233445566778899aabbccddeeff"));
    column(columns, HexFormat.of().parseHex("ffeeddccbbaa99887766554433221100"));
    column(columns, HexFormat.of().parseHex("0123456789abcdef".repeat(4)));
    assertEquals(sha256(columns), ROW.hash());
    assertEquals(KNOWN_ANSWER, ROW.hash().toString());
  }

  /** Written down once, so that test and product cannot change together. */
  private static final String KNOWN_ANSWER =
      "ff8596ae87167c9ff1d4d9782ae41980e264f10b19bba57c7625a6db5a1e7a9d";

  @Test
  void a_row_without_a_command_has_two_empty_columns() throws Exception {
    JournalRow row =
        JournalRow.link(HALL, recorded(DAY, 42, AT, AccountId.SYSTEM, null, EVENT), Hash.NONE);
    ByteArrayOutputStream columns = new ByteArrayOutputStream();
    number(columns, 7);
    number(columns, DAY.toEpochDay());
    number(columns, 42);
    column(columns, "TicketLapsed".getBytes(StandardCharsets.UTF_8));
    number(columns, 2);
    column(columns, PAYLOAD.getBytes(StandardCharsets.UTF_8));
    number(columns, 1_795_400_000_123L);
    number(columns, 0);
    column(columns, new byte[0]);
    column(columns, new byte[0]);
    column(columns, new byte[32]);
    assertEquals(sha256(columns), row.hash());
  }

  @Test
  void a_linked_row_holds_what_it_was_made_of() {
    assertEquals(HALL, ROW.hall());
    assertEquals("TicketLapsed", ROW.type());
    assertEquals(2, ROW.version());
    assertEquals(PAYLOAD, ROW.payload().toString());
    assertEquals(PREVIOUS, ROW.previous());
    assertEquals(ROW.hash(), ROW.expectedHash());
  }

  static Map<String, JournalRow> forgeries() {
    CommandStamp stamp = new CommandStamp(ID, DIGEST);
    AccountId actor = new AccountId(5);
    UUID other = new UUID(1, 2);
    Map<String, JournalRow> rows = new LinkedHashMap<>();
    rows.put("hall", with(new HallId(8), ROW.recorded(), "TicketLapsed", 2, PAYLOAD, PREVIOUS));
    rows.put("day", with(recorded(DAY.plusDays(1), 42, AT, actor, stamp, EVENT)));
    rows.put("seq", with(recorded(DAY, 43, AT, actor, stamp, EVENT)));
    rows.put("at", with(recorded(DAY, 42, AT.plusMillis(1), actor, stamp, EVENT)));
    rows.put("actor", with(recorded(DAY, 42, AT, new AccountId(6), stamp, EVENT)));
    rows.put(
        "command id", with(recorded(DAY, 42, AT, actor, new CommandStamp(other, DIGEST), EVENT)));
    rows.put(
        "command digest", with(recorded(DAY, 42, AT, actor, new CommandStamp(ID, other), EVENT)));
    rows.put(
        "swapped command", with(recorded(DAY, 42, AT, actor, new CommandStamp(DIGEST, ID), EVENT)));
    rows.put("no command", with(recorded(DAY, 42, AT, actor, null, EVENT)));
    rows.put("type", with(HALL, ROW.recorded(), "TicketMissed", 1, PAYLOAD, PREVIOUS));
    rows.put("version", with(HALL, ROW.recorded(), "TicketLapsed", 1, PAYLOAD, PREVIOUS));
    rows.put("payload", with(HALL, ROW.recorded(), "TicketLapsed", 2, PAYLOAD + " ", PREVIOUS));
    rows.put("previous", with(HALL, ROW.recorded(), "TicketLapsed", 2, PAYLOAD, Hash.NONE));
    return rows;
  }

  static Iterable<Map.Entry<String, JournalRow>> entries() {
    return forgeries().entrySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void a_changed_column_changes_the_hash(Map.Entry<String, JournalRow> forgery) {
    assertEquals(ROW.hash(), forgery.getValue().hash());
    assertNotEquals(forgery.getValue().hash(), forgery.getValue().expectedHash());
  }

  @Test
  void the_event_enters_by_its_bytes_alone() {
    HallEvent other = new HallEvent.TicketMissed(new TicketId(DAY, "B", 1), new WindowId("A1"));
    JournalRow row =
        with(recorded(DAY, 42, AT, new AccountId(5), new CommandStamp(ID, DIGEST), other));
    assertEquals(ROW.hash(), row.expectedHash());
  }

  /** The row with other columns and the hash it had. */
  private static JournalRow with(RecordedEvent recorded) {
    return with(HALL, recorded, "TicketLapsed", 2, PAYLOAD, PREVIOUS);
  }

  private static JournalRow with(
      HallId hall,
      RecordedEvent recorded,
      String type,
      int version,
      String payload,
      Hash previous) {
    return new JournalRow(
        hall, recorded, type, version, Buffer.buffer(payload), previous, ROW.hash());
  }

  private static RecordedEvent recorded(
      LocalDate day, int seq, Instant at, AccountId actor, CommandStamp stamp, HallEvent event) {
    return new RecordedEvent(day, seq, at, actor, stamp, event);
  }

  private static void number(ByteArrayOutputStream columns, long value) throws IOException {
    DataOutputStream out = new DataOutputStream(columns);
    out.writeInt(8);
    out.writeLong(value);
  }

  private static void column(ByteArrayOutputStream columns, byte[] value) throws IOException {
    new DataOutputStream(columns).writeInt(value.length);
    columns.write(value);
  }

  private static Hash sha256(ByteArrayOutputStream columns) throws NoSuchAlgorithmException {
    return Hash.of(MessageDigest.getInstance("SHA-256").digest(columns.toByteArray()));
  }
}
