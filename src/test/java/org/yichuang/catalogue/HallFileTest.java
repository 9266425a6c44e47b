package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Hours;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

class HallFileTest {
  private static final String VILLAGE =
      """
      hall: village
      name: { zh: 村服务站, en: Village station }
      time-zone: Asia/Shanghai
      opening-hours: ["08:00-12:00", "14:30-17:30"]
      zones:
        - { id: general, ticket-prefix: A, name: { zh: 综合, en: General }, windows: 2 }
        - { id: tax, ticket-prefix: TX, name: { zh: 税务, en: Tax }, windows: 1 }
      rules: { max-recalls: 2, recall-after-seconds: 5, miss-announcements: 3, miss-after-seconds: 30, max-waiting: 50 }
      """;

  static HallFile demonstration() throws IOException, InvalidHallFile {
    Path file = Path.of("src/main/resources/demonstration/hanjiang.yaml");
    return HallFile.parse("hanjiang.yaml", Files.readString(file));
  }

  @Test
  void the_demonstration_has_nine_queues_and_twenty_seven_windows() throws Exception {
    HallConfig config = demonstration().config(new HallId(1), 1, false);
    assertEquals("hanjiang", config.slug());
    assertEquals("涵江区行政服务中心", config.name().zh());
    assertEquals(ZoneId.of("Asia/Shanghai"), config.zone());
    assertEquals(
        "commerce A, social B, property C, livelihood D, construction E, investment F,"
            + " economy G, convenience H, police P",
        config.queues().stream()
            .map(queue -> queue.id() + " " + queue.prefix())
            .collect(Collectors.joining(", ")));
    assertEquals(27, config.windows().size());
    assertEquals(
        "A1 A2 A3 B1 B2 B3 B4 C1 C2 C3 C4 D1 D2 D3 D4 D5 D6 E1 E2 F1 F2 G1 G2 H1 H2 P1 P2",
        config.windows().stream()
            .map(window -> window.id().value())
            .collect(Collectors.joining(" ")));
    assertEquals(
        new HallConfig.Window(
            new WindowId("D6"),
            new LocalText("D6 号窗口", "Window D6"),
            List.of(queue("livelihood"), queue("convenience")),
            Map.of(queue("convenience"), 600_000L)),
        config.window(new WindowId("D6")).orElseThrow());
    assertEquals(HallConfig.Rules.DEFAULT, config.rules());
  }

  @Test
  void the_demonstration_gives_numbers_in_its_hours_or_round_the_clock() throws Exception {
    Hours stated = demonstration().config(new HallId(1), 1, false).hours();
    assertEquals("[00:00Z-04:00Z, 06:30Z-09:30Z]", issuing(stated, "2026-11-23"));
    assertEquals("[01:00Z-04:00Z]", issuing(stated, "2026-11-28"));
    assertEquals("[]", issuing(stated, "2026-11-29"));
    assertEquals("[]", issuing(stated, "2026-10-01"));
    Hours always = demonstration().config(new HallId(1), 1, true).hours();
    assertEquals("[16:00Z-16:00Z]", issuing(always, "2026-10-01"));
  }

  private static String issuing(Hours hours, String day) {
    return hours.issuing(LocalDate.parse(day), ZoneId.of("Asia/Shanghai")).stream()
        .map(span -> time(span.from()) + "-" + time(span.to()))
        .toList()
        .toString();
  }

  private static String time(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toOffsetTime().toString();
  }

  @Test
  void the_demonstration_can_be_rehearsed_much_faster() throws Exception {
    for (int factor : new int[] {1, 60, 600}) {
      HallConfig practice = demonstration().practice(factor).config(new HallId(1), 1, true);
      assertEquals(10_000 / factor, practice.rules().recallAfterMillis());
    }
  }

  @Test
  void a_file_states_the_numbers_of_its_rules() throws InvalidHallFile {
    HallConfig config = HallFile.parse("village.yaml", VILLAGE).config(new HallId(4), 9, false);
    assertEquals(new HallConfig.Rules(2, 5_000, 3, 30_000, 50), config.rules());
    assertEquals(new HallId(4), config.id());
    assertEquals(9, config.version());
    assertEquals(
        List.of("A1", "A2", "TX1"), config.windows().stream().map(w -> w.id().value()).toList());
  }

  @Test
  void without_rules_the_usual_numbers_hold() throws InvalidHallFile {
    assertEquals(
        HallConfig.Rules.DEFAULT,
        HallFile.parse("f", VILLAGE.replaceAll("rules:.*", "")).settings().rules());
    assertEquals(
        new HallConfig.Rules(0, 10_000, 1, 60_000, 2_000),
        HallFile.parse("f", VILLAGE.replaceAll("rules:.*", "rules: { max-recalls: 0 }"))
            .settings()
            .rules());
  }

  @Test
  void the_source_is_kept_as_it_was() throws InvalidHallFile {
    assertEquals(VILLAGE, HallFile.parse("village.yaml", VILLAGE).source());
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          hall: village     | hall: Village     | v.yaml:1: expected a short name of the hall in small letters, found "Village"
          hall: village     | town: village     | v.yaml:1: expected a short name of the hall in small letters, found nothing
          zh: 村服务站      | zh: ""            | v.yaml:2: expected a Chinese name, found ""
          en: Village station | fr: Station     | v.yaml:2: expected an English name, found nothing
          Asia/Shanghai     | Asia/Shangrila    | v.yaml:3: expected a time zone such as Asia/Shanghai, found "Asia/Shangrila"
          Asia/Shanghai     | "+08:00"          | v.yaml:3: expected a time zone such as Asia/Shanghai, found "+08:00"
          Asia/Shanghai     | [Asia/Shanghai]   | v.yaml:3: expected a time zone such as Asia/Shanghai, found a list or a map
          "08:00-12:00"     | "12:00-08:00"     | v.yaml:4: expected hours such as 08:00-12:00, found "12:00-08:00"
          "08:00-12:00"     | "08:00"           | v.yaml:4: expected hours such as 08:00-12:00, found "08:00"
          "08:00-12:00"     | "08:00-15:00"     | v.yaml:4: expected hours in order without overlap, found [08:00-15:00, 14:30-17:30]
          id: general       | id: General       | v.yaml:6: expected a zone's id in small letters, found "General"
          id: tax           | id: general       | v.yaml:7: expected each zone once, found general
          ticket-prefix: TX | ticket-prefix: A  | v.yaml:7: expected one or two capital letters, each once, and not X, which stubs have, found "A"
          ticket-prefix: TX | ticket-prefix: t  | v.yaml:7: expected one or two capital letters, each once, and not X, which stubs have, found "t"
          ticket-prefix: TX | ticket-prefix: TAX | v.yaml:7: expected one or two capital letters, each once, and not X, which stubs have, found "TAX"
          windows: 2        | windows: 0        | v.yaml:6: expected a number of windows of 1…60, found "0"
          windows: 1        | windows: 61       | v.yaml:7: expected a number of windows of 1…60, found "61"
          windows: 1        | windows: one      | v.yaml:7: expected a number of windows of 1…60, found "one"
          zh: 税务          | zh: [税务]        | v.yaml:7: expected a Chinese name, found a list or a map
          max-recalls: 2    | max-recalls: 21   | v.yaml:8: expected a number of 0…20, found "21"
          miss-announcements: 3 | miss-announcements: 4 | v.yaml:8: expected a number of 1…3, found "4"
          recall-after-seconds: 5 | recall-after-seconds: -1 | v.yaml:8: expected a number of seconds of 0…3600, found "-1"
          max-waiting: 50   | max-waiting: 0    | v.yaml:8: expected a number of 1…10000, found "0"
          max-waiting: 50   | max-recalls: 50   | v.yaml:8: expected each key once, found max-recalls
          zones:            | zone:             | expected at least one zone, found none
          """)
  void a_mistake_is_told_with_its_line(String right, String wrong, String problem) {
    assertTrue(VILLAGE.contains(right));
    List<String> problems = problems(VILLAGE.replace(right, wrong));
    assertTrue(problems.getFirst().contains(problem), problems.toString());
    assertEquals(
        List.of(line(problems.getFirst())),
        problems.stream().map(HallFileTest::line).distinct().toList());
  }

  @Test
  void all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    assertEquals(
        List.of("v.yaml:1:", "v.yaml:3:", "v.yaml:6:", "v.yaml:8:"),
        problems(
                VILLAGE
                    .replace("hall: village", "hall: V")
                    .replace("Asia/Shanghai", "here")
                    .replace("windows: 2", "windows: no")
                    .replace("max-recalls: 2", "max-recalls: no"))
            .stream()
            .map(HallFileTest::line)
            .distinct()
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hall: village\n  name: x",
        "hall: [village",
        "hall: village\n---\nhall: other",
        "hall: \u0001",
        "\thall: village",
        "a: &a [x]\nb: *c",
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -"
            + " - - - - - - - - - - - - - - x",
      })
  void what_is_no_yaml_is_told_as_such(String source) {
    List<String> problems = problems(source);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(
        problems.getFirst().matches("v\\.yaml:\\d+: expected YAML, found: .+"),
        problems.getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "hall", "[]", "17", "&a [*a]"})
  void a_file_without_a_hall_lacks_everything(String source) {
    String problems = problems(source).toString();
    for (String what : List.of("short name", "Chinese name", "time zone", "one zone")) {
      assertTrue(problems.contains(what), problems);
    }
  }

  @Test
  void a_hall_has_no_more_zones_and_windows_than_a_configuration_takes() {
    assertEquals(List.of("v.yaml:6: expected at most 60 zones, found 61"), problems(zones(61, 1)));
    assertEquals(
        List.of("v.yaml:6: expected at most 300 windows, found 305"),
        problems(zones(61, 5)).subList(1, 2));
    assertEquals(
        List.of("v.yaml:6: expected at most 300 windows, found 306"), problems(zones(51, 6)));
  }

  @Test
  void a_hall_of_sixty_zones_and_three_hundred_windows_is_a_configuration() throws InvalidHallFile {
    HallConfig config = HallFile.parse("v.yaml", zones(60, 5)).config(new HallId(1), 1, false);
    assertEquals(60, config.queues().size());
    assertEquals(300, config.windows().size());
  }

  private static String zones(int count, int windows) {
    return VILLAGE.lines().limit(5).collect(Collectors.joining("\n"))
        + IntStream.range(0, count)
            .mapToObj(
                i ->
                    "\n  - { id: z%d, ticket-prefix: %c%c, name: { zh: 区, en: Zone }, windows: %d }"
                        .formatted(i, 'A' + i / 26, 'A' + i % 26, windows))
            .collect(Collectors.joining());
  }

  private static List<String> problems(String source) {
    return assertThrows(InvalidHallFile.class, () -> HallFile.parse("v.yaml", source)).problems();
  }

  /** The place of a problem: {@code v.yaml:7:}. */
  private static String line(String problem) {
    return problem.substring(0, problem.indexOf(' '));
  }

  private static QueueId queue(String id) {
    return new QueueId(id);
  }
}
