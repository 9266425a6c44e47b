package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.MatterOutcome;
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
    events.put("TicketLapsed.v1", new HallEvent.TicketLapsed(TICKET));
    return events;
  }

  static List<EventCodec.EventType> types() {
    return EventCodec.TYPES;
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_file_is_read_into_its_event(EventCodec.EventType type) throws IOException {
    assertEquals(
        EVENTS.get(file(type)),
        EventCodec.decode(type.name(), type.version(), Buffer.buffer(golden(type))));
  }

  @ParameterizedTest
  @MethodSource("types")
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
  @CsvSource({"TicketForgotten, 1", "TicketLapsed, 2", "TicketLapsed, 0", "ticketlapsed, 1"})
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
