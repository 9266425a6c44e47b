package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Booked;
import org.yichuang.hall.ConductCause;
import org.yichuang.hall.Estimate;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.LapseReason;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * The golden files are what old journals hold: a changed line here is a journal nobody can read.
 */
class EventCodecTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final TicketId TICKET = new TicketId(MONDAY, "B", 17);
  private static final WindowId WINDOW = new WindowId("A1");
  private static final QueueId SOCIAL = new QueueId("social");

  /** By the file's name without its ending. */
  private static final Map<String, HallEvent> EVENTS = events();

  private static Map<String, HallEvent> events() {
    Map<String, HallEvent> events = new LinkedHashMap<>();
    events.put("DayOpened.v1", new HallEvent.DayOpened(MONDAY, 3, MONDAY.minusDays(3)));
    events.put("DayClosed.v1", new HallEvent.DayClosed(MONDAY));
    events.put("HallAdopted.v1", new HallEvent.HallAdopted("node-a#2"));
    events.put("WindowOpened.v1", new HallEvent.WindowOpened(WINDOW, new AccountId(17)));
    events.put("WindowClosed.v1", new HallEvent.WindowClosed(WINDOW, true));
    events.put("TicketIssued.v1", new HallEvent.TicketIssued(TICKET, SOCIAL, 1795400000123L, 4));
    events.put(
        "TicketCalled.v1",
        new HallEvent.TicketCalled(
            TICKET,
            WINDOW,
            31,
            754_321,
            List.of(
                new HallEvent.Candidate(TICKET, SOCIAL, 1795400000123L),
                new HallEvent.Candidate(
                    new TicketId(MONDAY, "T", 1203), new QueueId("tax"), 1795400000456L))));
    events.put("TicketRecalled.v1", new HallEvent.TicketRecalled(TICKET, WINDOW, 32, 1));
    events.put("TicketMissed.v1", new HallEvent.TicketMissed(TICKET, WINDOW));
    events.put("ServiceStarted.v1", new HallEvent.ServiceStarted(TICKET, WINDOW));
    events.put(
        "ServiceCompleted.v1",
        new HallEvent.ServiceCompleted(
            TICKET,
            WINDOW,
            List.of(
                MatterOutcome.DONE,
                MatterOutcome.ACCEPTED,
                MatterOutcome.INCOMPLETE,
                MatterOutcome.CONSULTED,
                MatterOutcome.REFERRED),
            false));
    events.put("TicketLapsed.v1", new HallEvent.TicketLapsed(TICKET, null));
    events.put(
        "TicketLapsed.v2", new HallEvent.TicketLapsed(TICKET, LapseReason.DID_NOT_COME_BACK));
    events.put("HallReconfigured.v1", new HallEvent.HallReconfigured(3));
    events.put(
        "TicketIssued.v2",
        new HallEvent.TicketIssued(
            TICKET,
            SOCIAL,
            1795400000123L,
            4,
            PersonClass.GREEN_CHANNEL,
            "急诊",
            new TicketId(MONDAY, "T", 1203),
            2,
            null,
            null,
            null));
    events.put(
        "TicketIssued.v3",
        new HallEvent.TicketIssued(
            TICKET,
            SOCIAL,
            1795400000123L,
            4,
            null,
            null,
            null,
            null,
            List.of("water-abstraction-permit"),
            new Booked(
                "7k3q9xpd2mwa",
                Instant.ofEpochMilli(1795402800000L),
                Instant.ofEpochMilli(1795402500000L)),
            new Estimate(420_000, 900_000, true)));
    events.put(
        "TicketCalled.v2",
        new HallEvent.TicketCalled(
            TICKET,
            WINDOW,
            31,
            754_321,
            List.of(
                new HallEvent.Candidate(TICKET, SOCIAL, 1795400000123L, HallEvent.Standing.BOOKED)),
            "住得远"));
    events.put("TicketCancelled.v1", new HallEvent.TicketCancelled(TICKET));
    events.put("TicketRejoined.v1", new HallEvent.TicketRejoined(TICKET, 1795400000123L));
    events.put("TicketPutBack.v1", new HallEvent.TicketPutBack(TICKET, WINDOW));
    events.put(
        "TicketTransferred.v1",
        new HallEvent.TicketTransferred(
            TICKET, WINDOW, SOCIAL, new WindowId("B2"), 1795400000123L, "昨天在那里办的"));
    events.put("TicketHeld.v1", new HallEvent.TicketHeld(TICKET, WINDOW, "复印材料", true));
    events.put("ServiceResumed.v1", new HallEvent.ServiceResumed(TICKET, WINDOW));
    events.put("ServiceReopened.v1", new HallEvent.ServiceReopened(TICKET, WINDOW));
    events.put("QuickServed.v1", new HallEvent.QuickServed(TICKET, SOCIAL, WINDOW));
    events.put("WindowPaused.v1", new HallEvent.WindowPaused(WINDOW));
    events.put("WindowResumed.v1", new HallEvent.WindowResumed(WINDOW));
    events.put("WindowTakenOver.v1", new HallEvent.WindowTakenOver(WINDOW, new AccountId(17)));
    events.put(
        "WindowQueuesChanged.v1",
        new HallEvent.WindowQueuesChanged(WINDOW, List.of(SOCIAL, new QueueId("tax"))));
    events.put("WindowArmed.v1", new HallEvent.WindowArmed(WINDOW));
    events.put("WindowDisarmed.v1", new HallEvent.WindowDisarmed(WINDOW));
    events.put("DayEnded.v1", new HallEvent.DayEnded());
    events.put(
        "ConductAlarmRaised.v1",
        new HallEvent.ConductAlarmRaised(
            3,
            new ConductCause(ConductCause.Kind.OUT_OF_ORDER, WINDOW, null, null),
            new AccountId(17),
            4,
            12,
            Instant.ofEpochMilli(1795400000123L)));
    events.put("ConductAlarmAcknowledged.v1", new HallEvent.ConductAlarmAcknowledged(3, "已到窗口查看"));
    events.put("DeviceHeard.v1", new HallEvent.DeviceHeard("kiosk"));
    events.put("HallPaused.v1", new HallEvent.HallPaused("停电"));
    events.put("HallResumed.v1", new HallEvent.HallResumed());
    events.put(
        "StubEntered.v1",
        new HallEvent.StubEntered(
            new TicketId(MONDAY, "X", 17),
            SOCIAL,
            1795400000123L,
            Instant.ofEpochMilli(1795401200123L),
            PersonClass.DISABLED,
            "轮椅"));
    events.put("CaseOpened.v1", new HallEvent.CaseOpened(17, 2, new TicketId(MONDAY, "B", 17)));
    return events;
  }

  static List<EventCodec.EventType> types() {
    return EventCodec.TYPES;
  }

  /** The newest version of each type. */
  static List<EventCodec.EventType> written() {
    return EventCodec.TYPES.stream()
        .filter(
            type ->
                EventCodec.TYPES.stream()
                    .noneMatch(
                        other ->
                            other.name().equals(type.name()) && other.version() > type.version()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_file_is_read_into_its_event(EventCodec.EventType type) throws IOException {
    assertEquals(
        EVENTS.get(file(type)),
        EventCodec.decode(type.name(), type.version(), Buffer.buffer(golden(type))));
  }

  @ParameterizedTest
  @MethodSource("written")
  void an_event_is_written_as_its_golden_file(EventCodec.EventType type) throws IOException {
    HallEvent event = EVENTS.get(file(type));
    assertEquals(type, EventCodec.typeOf(event));
    assertEquals(golden(type), EventCodec.encode(event).toString());
  }

  @Test
  void every_type_has_a_golden_file_and_every_file_a_type() throws IOException {
    Set<String> types =
        EventCodec.TYPES.stream()
            .map(EventCodecTest::file)
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertEquals(
          types,
          files
              .map(path -> path.getFileName().toString().replaceAll("\\.json$", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    assertEquals(types, new TreeSet<>(EVENTS.keySet()));
  }

  @Test
  void versions_of_a_type_are_1_to_n_of_one_event() {
    for (EventCodec.EventType type : EventCodec.TYPES) {
      assertEquals(type.type().getSimpleName(), type.name());
      assertTrue(
          type.version() == 1
              || EventCodec.TYPES.contains(
                  new EventCodec.EventType(type.name(), type.version() - 1, type.type())),
          type.toString());
    }
  }

  @Test
  void what_an_old_version_did_not_know_is_absent() throws IOException {
    HallEvent.TicketIssued issued = (HallEvent.TicketIssued) old("TicketIssued");
    assertNull(issued.person());
    assertNull(issued.reason());
    assertNull(issued.visit());
    assertNull(issued.matters());
    HallEvent.TicketCalled called = (HallEvent.TicketCalled) old("TicketCalled");
    assertNull(called.byHand());
  }

  @Test
  void what_is_absent_is_not_written() {
    assertEquals(
        "{\"ticket\":\"20261123-B017\",\"queue\":\"social\",\"key\":1795400000123,\"ahead\":4}",
        EventCodec.encode(EVENTS.get("TicketIssued.v1")).toString());
    assertEquals(
        "{\"ticket\":\"20261123-B017\",\"from\":\"A1\",\"queue\":\"social\",\"key\":7}",
        EventCodec.encode(new HallEvent.TicketTransferred(TICKET, WINDOW, SOCIAL, null, 7, null))
            .toString());
  }

  @Test
  void every_event_of_a_hall_has_a_type() {
    assertEquals(
        names(leaves(HallEvent.class)),
        names(EventCodec.TYPES.stream().<Class<?>>map(EventCodec.EventType::type).toList()));
  }

  @Test
  void a_first_day_has_no_day_before() {
    HallEvent.DayOpened first = new HallEvent.DayOpened(MONDAY, 1, null);
    assertEquals(
        "{\"day\":\"2026-11-23\",\"configVersion\":1}", EventCodec.encode(first).toString());
    assertEquals(first, EventCodec.decode("DayOpened", 1, EventCodec.encode(first)));
  }

  @ParameterizedTest
  @CsvSource({"TicketForgotten, 1", "TicketLapsed, 3", "TicketLapsed, 0", "ticketlapsed, 1"})
  void an_unknown_type_or_version_is_unreadable(String name, int version) {
    IllegalStateException unknown =
        assertThrows(
            IllegalStateException.class,
            () ->
                EventCodec.decode(name, version, Buffer.buffer("{\"ticket\":\"20261123-B017\"}")));
    assertTrue(
        String.valueOf(unknown.getMessage()).contains(name + "/" + version), unknown.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          TicketLapsed   |
          TicketLapsed   | null
          TicketLapsed   | []
          TicketLapsed   | {
          TicketLapsed   | {}
          TicketLapsed   | {"ticket":null}
          TicketLapsed   | {"ticket":"B017"}
          TicketLapsed   | {"ticket":17}
          TicketLapsed   | {"ticket":"20261123-B017","why":"late"}
          TicketLapsed   | {"ticket":"20261123-B017"}{}
          WindowOpened   | {"window":"A1"}
          WindowOpened   | {"window":"A1","clerk":-1}
          WindowOpened   | {"window":"A1","clerk":"17"}
          WindowClosed   | {"window":"A1"}
          TicketIssued   | {"ticket":"20261123-B017","queue":"social","key":1795400000123}
          TicketIssued   | {"ticket":"20261123-B017","key":1795400000123,"ahead":4}
          TicketIssued   | {"ticket":"20261123-B017","queue":"Social","key":1,"ahead":4}
          TicketCalled   | {"ticket":"20261123-B017","window":"A1","announcement":31,"waitedMillis":1}
          TicketCalled   | {"ticket":"20261123-B017","window":"A1","announcement":31,"waitedMillis":1,"why":[null]}
          TicketCalled   | {"ticket":"20261123-B017","window":"A1","announcement":31,"waitedMillis":1,"why":[{"queue":"tax","key":1}]}
          TicketMissed   | {"ticket":"20261123-B017"}
          ServiceCompleted | {"ticket":"20261123-B017","window":"A1","outcomes":["LOST"],"bySystem":false}
          DayOpened      | {"day":"2026-11-31","configVersion":3}
          DayOpened      | {"configVersion":3}
          DayClosed      | {}
          HallAdopted    | {}
          TicketRejoined | {"ticket":"20261123-B017"}
          TicketPutBack  | {"ticket":"20261123-B017"}
          TicketTransferred | {"ticket":"20261123-B017","from":"A1","key":1}
          TicketTransferred | {"ticket":"20261123-B017","from":"A1","queue":"social"}
          TicketHeld     | {"ticket":"20261123-B017","window":"A1","reason":"r"}
          TicketHeld     | {"ticket":"20261123-B017","window":"A1","hereOnly":true}
          QuickServed    | {"ticket":"20261123-B017","window":"A1"}
          WindowTakenOver | {"window":"A1"}
          WindowQueuesChanged | {"window":"A1"}
          WindowQueuesChanged | {"window":"A1","queues":[null]}
          WindowQueuesChanged | {"window":"A1","queues":["Social"]}
          TicketIssued   | {"ticket":"20261123-B017","queue":"social","key":1,"ahead":4,"person":"VIP"}
          TicketLapsed   | {"ticket":"20261123-B017","reason":"late"}
          HallReconfigured | {}
          DayEnded       | {"day":"2026-11-23"}
          ConductAlarmRaised | {"alarm":3}
          ConductAlarmRaised | {"alarm":3,"cause":{"kind":"IDLE","queue":"tax"}}
          ConductAlarmRaised | {"alarm":3,"cause":{"kind":"RUDE","window":"A1"}}
          ConductAlarmAcknowledged | {"alarm":3}
          DeviceHeard    | {}
          """)
  void a_broken_payload_is_unreadable(String name, String payload) {
    IllegalStateException unreadable =
        assertThrows(
            IllegalStateException.class,
            () -> EventCodec.decode(name, 1, Buffer.buffer(payload == null ? "" : payload)));
    assertTrue(
        String.valueOf(unreadable.getMessage()).contains(name + "/1"), unreadable.getMessage());
  }

  @Test
  void a_golden_file_ends_with_one_line_break() throws IOException {
    for (EventCodec.EventType type : EventCodec.TYPES) {
      String text = Files.readString(GOLDEN.resolve(file(type) + ".json"));
      assertTrue(text.endsWith("}\n"), file(type));
      assertFalse(text.strip().contains("\n"), file(type));
    }
  }

  private static HallEvent old(String name) throws IOException {
    return EventCodec.decode(
        name, 1, Buffer.buffer(Files.readString(GOLDEN.resolve(name + ".v1.json"))));
  }

  private static String golden(EventCodec.EventType type) throws IOException {
    return Files.readString(GOLDEN.resolve(file(type) + ".json")).stripTrailing();
  }

  private static String file(EventCodec.EventType type) {
    return type.name() + ".v" + type.version();
  }

  private static Set<String> names(List<Class<?>> classes) {
    return classes.stream()
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(part -> leaves(part).stream())
            .toList()
        : List.of(type);
  }
}
