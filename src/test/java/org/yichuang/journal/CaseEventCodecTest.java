package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
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
import org.yichuang.cases.CaseEvent;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.hall.TicketId;

/**
 * The golden files are what old journals hold: a changed line here is a journal nobody can read.
 */
class CaseEventCodecTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden-cases");
  private static final Map<String, CaseEvent> EVENTS = CaseEventSamples.all();

  /** Components that hold ids of branches, grounds, steps, items and windows. */
  private static final Set<String> IDS =
      Set.of("branch", "branches", "ground", "step", "id", "value");

  static List<CaseEventCodec.CaseEventType> types() {
    return CaseEventCodec.TYPES;
  }

  /** The newest version of each type. */
  static List<CaseEventCodec.CaseEventType> written() {
    return EVENTS.values().stream().map(CaseEventCodec::typeOf).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_file_is_read_into_its_event(CaseEventCodec.CaseEventType type) throws IOException {
    assertEquals(
        EVENTS.get(file(type)),
        CaseEventCodec.decode(type.name(), type.version(), Buffer.buffer(golden(type))));
  }

  @ParameterizedTest
  @MethodSource("written")
  void an_event_is_written_as_its_golden_file(CaseEventCodec.CaseEventType type)
      throws IOException {
    assertEquals(golden(type), CaseEventCodec.encode(EVENTS.get(file(type))).toString());
  }

  @ParameterizedTest
  @MethodSource("org.yichuang.journal.CaseEventSamples#bare")
  void what_is_absent_is_not_written_and_stays_absent(CaseEvent event) {
    Buffer written = CaseEventCodec.encode(event);
    assertTrue(!written.toString().contains("null"), written.toString());
    CaseEventCodec.CaseEventType type = CaseEventCodec.typeOf(event);
    assertEquals(event, CaseEventCodec.decode(type.name(), type.version(), written));
  }

  @Test
  void every_type_has_a_golden_file_and_every_file_a_type() throws IOException {
    Set<String> types =
        CaseEventCodec.TYPES.stream()
            .map(CaseEventCodecTest::file)
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
  void every_event_of_a_case_has_a_type_of_its_name_with_versions_from_1_on() {
    assertEquals(
        names(leaves(CaseEvent.class)),
        names(
            CaseEventCodec.TYPES.stream()
                .<Class<?>>map(CaseEventCodec.CaseEventType::type)
                .toList()));
    for (CaseEventCodec.CaseEventType type : CaseEventCodec.TYPES) {
      assertEquals(type.type().getSimpleName(), type.name());
      assertTrue(
          type.version() == 1
              || CaseEventCodec.TYPES.contains(
                  new CaseEventCodec.CaseEventType(type.name(), type.version() - 1, type.type())),
          type.toString());
    }
  }

  @Test
  void the_golden_files_hold_every_event_and_all_terms_of_clocks() {
    List<ClockEvent> clocks =
        EVENTS.values().stream().flatMap(event -> event.clocks().stream()).toList();
    assertEquals(
        names(leaves(ClockEvent.class)),
        names(clocks.stream().<Class<?>>map(ClockEvent::getClass).toList()));
    assertEquals(
        names(leaves(Clock.Terms.class)),
        names(
            clocks.stream()
                .filter(ClockEvent.Started.class::isInstance)
                .<Class<?>>map(event -> ((ClockEvent.Started) event).terms().getClass())
                .toList()));
  }

  /** Nothing of a person: names and numbers of people have no place among the texts of events. */
  @Test
  void the_texts_of_events_are_known() {
    Set<String> texts = new TreeSet<>();
    Deque<Class<?>> open = new ArrayDeque<>(leaves(CaseEvent.class));
    open.addAll(leaves(ClockEvent.class));
    open.addAll(leaves(Clock.Terms.class));
    Set<Class<?>> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      if (!type.isRecord() || !seen.add(type) || type == TicketId.class) {
        continue;
      }
      for (RecordComponent part : type.getRecordComponents()) {
        if (part.getGenericType().toString().contains("java.lang.String")
            && !IDS.contains(part.getName())) {
          texts.add(type.getSimpleName() + "." + part.getName());
        }
        open.push(part.getType());
        if (part.getGenericType() instanceof ParameterizedType many
            && many.getActualTypeArguments()[0] instanceof Class<?> element) {
          open.push(element);
        }
      }
    }
    assertEquals(
        """
        BranchDecided.reason CaseArchived.shelf CaseDecided.reason CaseDeclined.reason
        CaseDeclined.rightAgency CaseExtended.reason CaseHandedOver.reason
        CaseSentUp.agency CaseSuspended.reason CaseTerminated.reason ChainNamed.reason
        ClockLaw.reference DecisionCorrected.reason Document.number Gathering.note
        IntakeObjected.reason Missing.what ParcelReturned.reason ResultDelivered.parcel
        """
            .lines()
            .collect(Collectors.joining(" ")),
        String.join(" ", texts));
  }

  @Test
  void a_law_is_written_once_where_clocks_of_it_start_together() {
    String accepted = CaseEventCodec.encode(EVENTS.get("CaseAccepted.v1")).toString();
    assertEquals(2, accepted.split("\"reference\"", -1).length, accepted);
    String received = CaseEventCodec.encode(EVENTS.get("CaseReceived.v1")).toString();
    assertEquals(4, received.split("\"reference\"", -1).length, received);
  }

  @ParameterizedTest
  @CsvSource({"CaseForgotten, 1", "CaseArchived, 2", "CaseArchived, 0", "casearchived, 1"})
  void an_unknown_type_or_version_is_unreadable(String name, int version) {
    IllegalStateException unknown =
        assertThrows(
            IllegalStateException.class,
            () -> CaseEventCodec.decode(name, version, Buffer.buffer("{\"shelf\":\"1\"}")));
    assertTrue(
        String.valueOf(unknown.getMessage()).contains(name + "/" + version), unknown.getMessage());
  }

  /** What is broken in a golden file; the words left of the arrow become those right of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          CaseArchived    | "2026-0017"                 |
          CaseArchived    | "2026-0017"                 | null
          CaseArchived    | }                           | ,"by":"x"}
          CaseArchived    | }                           | }{}
          CaseRegistered  | "applicant":1000000017,     |
          CaseRegistered  | "applicant":1000000017,     | "applicant":0,
          CaseRegistered  | "applicant":1000000017,     | "applicant":"张三",
          CaseRegistered  | "water-abstraction-permit"  | "Water"
          CaseRegistered  | "version":3                 | "version":0
          CaseRegistered  | 00012603020000162           | 00012603020000163
          CaseRegistered  | "REST_DAY"                  | "SUNDAY"
          CaseRegistered  | "2026-05-31"                | "2026-05-32"
          CaseReceived    | "acceptance"                | "acceptances"
          CaseReceived    | "limit":"5wd",              |
          CaseReceived    | "limit":"5wd",              | "limit":"5wd","until":"2026-05-31",
          CaseReceived    | "limit":"5wd"               | "limit":"5 days"
          CaseReceived    | "is":"Started",             |
          CaseReceived    | "is":"Started"              | "is":"Stopped"
          CaseReceived    | "hearing:60wd"              | "hearing"
          CaseReceived    | "hearing:60wd"              | "hearing:60min"
          CaseReceived    | "start":"ACCEPTANCE",       |
          CaseReceived    | "silence":["ACCEPTED"       | "silence":["CONSENT"
          CaseReceived    | "version":1,                |
          CaseReceived    | "alarms":[                  | "alarms":[1,
          CaseDecided     | "result":"APPROVED",        |
          CaseDecided     | "clocks":                   | "clock":
          CaseAccepted    | "lead":7,                   |
          CaseSuspended   | "before":                   | "earlier":
          CollectionReminded | "days":20,               |
          DeadlineReached | "ESCALATED_TO_WINDOW_HEAD"  | "ESCALATED_TO_NOBODY"
          """)
  void a_broken_payload_is_unreadable(String name, String right, String wrong) throws IOException {
    String golden = Files.readString(GOLDEN.resolve(name + ".v1.json"));
    assertTrue(golden.contains(right), golden);
    String broken = golden.replace(right, wrong == null ? "" : wrong);
    IllegalStateException unreadable =
        assertThrows(
            IllegalStateException.class,
            () -> CaseEventCodec.decode(name, 1, Buffer.buffer(broken)));
    assertTrue(
        String.valueOf(unreadable.getMessage()).contains(name + "/1"), unreadable.getMessage());
  }

  private static String golden(CaseEventCodec.CaseEventType type) throws IOException {
    return Files.readString(GOLDEN.resolve(file(type) + ".json")).stripTrailing();
  }

  private static String file(CaseEventCodec.CaseEventType type) {
    return type.name() + ".v" + type.version();
  }

  private static Set<String> names(List<Class<?>> classes) {
    return classes.stream()
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(part -> leaves(part).stream())
            .toList()
        : List.of(type);
  }
}
