package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yichuang.web.ApiClient.HALL;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients get wrong, and what they are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestTest {
  private static final String TICKETS = HALL + "/tickets";
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String AT = HALL + "/windows/A1/";
  private static final String COMPLETE = AT + "complete";
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @BeforeAll
  void openTheWindow() {
    api.window("clerk", "open").expect(200);
  }

  @AfterAll
  void close() {
    hall.close();
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments(TICKETS, "", 415, "unsupported-content-type", new String[0]),
        arguments(
            TICKETS, "{\"queue\":\"social\"}", 415, "unsupported-content-type", new String[0]),
        json(TICKETS, "", 400, "malformed-json"),
        json(TICKETS, "{", 400, "malformed-json"),
        json(TICKETS, "{\"queue\":\"social\"} {}", 400, "malformed-json"),
        json(TICKETS, "{\"queue\":\"social\",\"queue\":\"tax\"}", 400, "malformed-json"),
        json(TICKETS, "null", 400, "malformed-json"),
        json(TICKETS, "[]", 400, "malformed-json"),
        json(TICKETS, "\"social\"", 400, "malformed-json"),
        json(TICKETS, "[".repeat(5_000), 400, "malformed-json"),
        json(TICKETS, "{\"queue\":" + "9".repeat(500) + "}", 400, "malformed-json"),
        json(TICKETS, "{'queue':'social'}", 400, "malformed-json"),
        json(TICKETS, "{}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":null}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":7}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":[\"social\"]}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"Social\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"social\\n\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"" + "a".repeat(33) + "\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"social\",\"class\":\"vip\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"soc\\u0000ial\"}", 400, "invalid-text"),
        json(TICKETS, "{\"queue\":\"\\ud800\"}", 400, "invalid-text"),
        json(TICKETS, "{\"queue\":\"\\udc00\\ud800\"}", 400, "invalid-text"),
        json(TICKETS, "{\"queue\":\"social\",\"\\ud800\":1}", 400, "malformed-json"),
        json(TICKETS, "{\"queue\":\"social\"}\0", 400, "invalid-text"),
        json(TICKETS, "{\"queue\":\"nowhere\"}", 404, "unknown-queue"),
        json(TICKETS, " ".repeat(70_000), 413, "too-large"),
        json(COMPLETE, "{\"outcomes\":[]}", 400, "invalid-request"),
        json(COMPLETE, "{\"outcomes\":[\"DONE\"]}", 400, "invalid-request"),
        json(COMPLETE, "{\"outcomes\":\"done\"}", 400, "invalid-request"),
        json(
            COMPLETE,
            "{\"outcomes\":[" + "\"done\",".repeat(20) + "\"done\"]}",
            400,
            "invalid-request"),
        json(COMPLETE, "{\"outcomes\":[\"done\"]}", 409, "no-ticket-at-window"),
        json(SESSIONS, "{\"username\":\"clerk\"}", 400, "invalid-request"),
        json(SESSIONS, "{\"username\":\"\",\"password\":\"x\"}", 400, "invalid-request"),
        json(
            SESSIONS,
            "{\"username\":\"" + "u".repeat(65) + "\",\"password\":\"x\"}",
            400,
            "invalid-request"),
        json(SESSIONS, "{\"username\":\"clerk\",\"password\":\"wrong\"}", 401, "wrong-credentials"),
        json(
            SESSIONS,
            "{\"username\":\"\uD83D\uDE00\",\"password\":\"x\"}",
            401,
            "wrong-credentials"),
        json(
            TICKETS,
            "{\"queue\":\"tax\",\"matters\":[{\"queue\":\"tax\"}]}",
            400,
            "invalid-request"),
        json(TICKETS, "{\"matters\":[]}", 400, "invalid-request"),
        json(TICKETS, "{\"matters\":{}}", 400, "invalid-request"),
        json(TICKETS, "{\"matters\":[\"tax\"]}", 400, "invalid-request"),
        json(TICKETS, "{\"matters\":[{}]}", 400, "invalid-request"),
        json(TICKETS, "{\"matters\":[{\"count\":1}]}", 400, "invalid-request"),
        json(TICKETS, matters("\"count\":0"), 400, "invalid-request"),
        json(TICKETS, matters("\"count\":-1"), 400, "invalid-request"),
        json(TICKETS, matters("\"count\":201"), 400, "invalid-request"),
        json(TICKETS, matters("\"count\":1.5"), 400, "invalid-request"),
        json(TICKETS, matters("\"count\":\"1\""), 400, "invalid-request"),
        json(TICKETS, matters("\"count\":99999999999999"), 400, "invalid-request"),
        json(TICKETS, matters("\"item\":\"x\""), 400, "invalid-request"),
        json(TICKETS, "{\"item\":\"X\"}", 400, "invalid-request"),
        json(TICKETS, "{\"item\":\"x\"}", 404, "unknown-item"),
        json(TICKETS, "{\"matters\":[{\"item\":\"x\"}]}", 404, "unknown-item"),
        json(TICKETS, "{\"queue\":\"tax\",\"item\":\"x\"}", 400, "invalid-request"),
        json(TICKETS, card("11010519491231002X"), 201, ""),
        json(TICKETS, card("110105194912310021"), 400, "invalid-request"),
        json(TICKETS, card("110105194902300020"), 400, "invalid-request"),
        json(TICKETS, card("11010519491231002"), 400, "invalid-request"),
        json(TICKETS, card(""), 400, "invalid-request"),
        json(TICKETS, manyMatters(21), 400, "invalid-request"),
        json(TICKETS, manyMatters(6), 409, "too-many-matters"),
        json(TICKETS, matters("\"count\":6"), 409, "too-many-matters"),
        json(TICKETS, matters("\"count\":20"), 409, "too-many-matters"),
        json(
            TICKETS,
            "{\"matters\":[{\"queue\":\"tax\",\"count\":20},{\"queue\":\"social\"}]}",
            409,
            "too-many-matters"),
        json(TICKETS, matters("\"count\":5.0"), 201, ""),
        json(
            TICKETS,
            "{\"matters\":[{\"queue\":\"tax\"},{\"queue\":\"nowhere\"}]}",
            404,
            "unknown-queue"),
        json(TICKETS, "{\"queue\":\"tax\",\"class\":\"ELDERLY\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"class\":null}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"class\":\"green_channel\"}", 403, "not-allowed"),
        json(TICKETS, "{\"queue\":\"tax\",\"reason\":\"\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"reason\":\" \"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"reason\":\"\u3000\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"reason\":\"\u00a0\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"reason\":\"\u2028\"}", 400, "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"reason\":\"\\u001c\"}", 400, "invalid-request"),
        json(
            TICKETS,
            "{\"queue\":\"tax\",\"reason\":\"" + "由".repeat(201) + "\"}",
            400,
            "invalid-request"),
        json(TICKETS, "{\"queue\":\"tax\",\"reason\":\"" + "由".repeat(200) + "\"}", 201, ""),
        json(
            TICKETS,
            "{\"queue\":\"tax\",\"reason\":\"" + "\uD83D\uDE00".repeat(200) + "\"}",
            201,
            ""),
        json(
            TICKETS,
            "{\"queue\":\"tax\",\"reason\":\"" + "\uD83D\uDE00".repeat(201) + "\"}",
            400,
            "invalid-request"),
        json(AT + "hold", "{}", 400, "invalid-request"),
        json(AT + "hold", "{\"hereOnly\":true}", 400, "invalid-request"),
        json(AT + "hold", "{\"reason\":\"\"}", 400, "invalid-request"),
        json(AT + "hold", "{\"reason\":\"\\t\"}", 400, "invalid-request"),
        json(AT + "hold", "{\"reason\":\"r\",\"hereOnly\":\"yes\"}", 400, "invalid-request"),
        json(AT + "hold", "{\"reason\":\"r\",\"hereOnly\":null}", 400, "invalid-request"),
        json(AT + "hold", "{\"reason\":\"r\"}", 409, "no-ticket-at-window"),
        json(AT + "resume-ticket", "{}", 400, "invalid-request"),
        json(AT + "resume-ticket", "{\"ticket\":\"B001\"}", 400, "invalid-request"),
        json(AT + "resume-ticket", of("20261399-B001"), 404, "unknown-ticket"),
        json(AT + "resume-ticket", of("20261123-B000"), 404, "unknown-ticket"),
        json(AT + "resume-ticket", of("20261123-B999"), 404, "unknown-ticket"),
        json(AT + "resume-ticket", of("20261122-B001"), 404, "unknown-ticket"),
        json(AT + "reopen", "{\"ticket\":7}", 400, "invalid-request"),
        json(AT + "reopen", of("20261123-B999"), 404, "unknown-ticket"),
        json(AT + "call", of("20261123-B999"), 400, "invalid-request"),
        json(AT + "call", "{\"reason\":\"r\"}", 400, "invalid-request"),
        json(AT + "call", "{\"ticket\":\"20261123-B999\",\"reason\":\"r\"}", 404, "unknown-ticket"),
        json(AT + "transfer", "{}", 400, "invalid-request"),
        json(AT + "transfer", "{\"position\":\"front\"}", 409, "no-ticket-at-window"),
        json(AT + "transfer", "{\"position\":\"FRONT\"}", 400, "invalid-request"),
        json(AT + "transfer", "{\"queue\":\"tax\",\"window\":null}", 400, "invalid-request"),
        json(AT + "transfer", "{\"window\":\"A_1\"}", 400, "invalid-request"),
        json(AT + "transfer", "{\"queue\":\"tax\"}", 409, "no-ticket-at-window"),
        json(AT + "quick-serve", "{}", 400, "invalid-request"),
        json(AT + "quick-serve", "{\"queue\":\"nowhere\"}", 404, "unknown-queue"),
        json(AT + "queues", "{\"queues\":[]}", 400, "invalid-request"),
        json(AT + "queues", "{\"queues\":\"tax\"}", 400, "invalid-request"),
        json(AT + "queues", "{\"queues\":[7]}", 400, "invalid-request"),
        json(
            AT + "queues",
            "{\"queues\":[" + "\"tax\",".repeat(60) + "\"tax\"]}",
            400,
            "invalid-request"),
        json(AT + "queues", "{\"queues\":[\"nowhere\"]}", 404, "unknown-queue"),
        json(AT + "pause", "{}", 400, "unexpected-body"),
        json(AT + "store-next", "{}", 400, "unexpected-body"),
        json(TICKETS + "/20261123-B001/cancel", "{}", 400, "unexpected-body"),
        json(HALL + "/end-day", "{}", 400, "unexpected-body"),
        json(HALL + "/windows/A1/open", "{}", 400, "unexpected-body"),
        json(HALL + "/windows/A1/recall", "x", 400, "unexpected-body"),
        json("/api/v1/halls", "{}", 405, "method-not-allowed"),
        with(TICKETS, 415, "Content-Type", "text/plain"),
        with(TICKETS, 415, "Content-Type", "application/jsonx"),
        with(TICKETS, 415, "Content-Type", "application/json; charset=gbk"),
        with(TICKETS, 415, "Content-Type", "application/x-www-form-urlencoded"),
        with(TICKETS, 415, "Content-Type", "multipart/form-data; boundary=x"),
        with(TICKETS, 415, "Content-Type", ";;;,"),
        with(TICKETS, 415, "Content-Type", "application/json", "Content-Encoding", "gzip"),
        with(TICKETS, 201, "Content-Type", "Application/JSON; Charset=\"UTF-8\""),
        with(TICKETS, 400, "Content-Type", "application/json", "Idempotency-Key", ""),
        with(TICKETS, 400, "Content-Type", "application/json", "Idempotency-Key", "a b"),
        with(TICKETS, 400, "Content-Type", "application/json", "Idempotency-Key", "k".repeat(65)),
        with(TICKETS, 201, "Content-Type", "application/json", "Idempotency-Key", "1.5"),
        with(TICKETS, 201, "Content-Type", "application/json", "Idempotency-Key", "\"q\""),
        with(TICKETS, 201, "Content-Type", "application/json", "Idempotency-Key", "k".repeat(64)));
  }

  /** A visit of one matter, with another property. */
  private static String matters(String property) {
    return "{\"matters\":[{\"queue\":\"tax\"," + property + "}]}";
  }

  private static String card(String number) {
    return "{\"queue\":\"tax\",\"identity\":{\"idType\":\"resident-card\",\"idNumber\":\""
        + number
        + "\"}}";
  }

  private static String manyMatters(int matters) {
    return "{\"matters\":["
        + String.join(",", Collections.nCopies(matters, "{\"queue\":\"tax\"}"))
        + "]}";
  }

  private static String of(String ticket) {
    return "{\"ticket\":\"" + ticket + "\"}";
  }

  private static Arguments json(String path, String body, int status, String slug) {
    return arguments(path, body, status, slug, new String[] {"Content-Type", "application/json"});
  }

  private static Arguments with(String path, int status, String... headers) {
    String slug =
        switch (status) {
          case 415 -> "unsupported-content-type";
          case 400 -> "invalid-request";
          default -> "";
        };
    return arguments(path, "{\"queue\":\"social\"}", status, slug, headers);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void a_bad_post_gets_its_problem(
      String path, String body, int status, String slug, String[] headers) {
    String token =
        path.endsWith("/queues") || path.endsWith("/end-day")
            ? "manager"
            : path.contains("/windows/") ? "clerk" : "kiosk";
    String method = path.endsWith("/queues") ? "PUT" : "POST";
    ApiClient.Answer answer =
        api.ask(method, path, token, BodyPublishers.ofString(body), headers).expect(status);
    assertEquals(slug, answer.problem());
    saysWhatToDo(answer);
  }

  /** And nothing of the program's inside. */
  private static void saysWhatToDo(ApiClient.Answer answer) {
    if (answer.status() >= 400) {
      String detail = answer.json().getString("detail");
      assertTrue(detail.matches("(?s).*\\bexpected .+\\bfound .+; .+"), detail);
      assertFalse(detail.matches("(?s).*(java\\.|Exception|Feature).*"), detail);
    }
  }

  static Stream<Arguments> addresses() {
    String track = "/api/v1/public/tickets/";
    return Stream.of(
        arguments("GET", "/nowhere", 404, "unknown-path"),
        arguments("GET", "/api/v1/halls/", 404, "unknown-path"),
        arguments("GET", HALL + "/board/", 404, "unknown-path"),
        arguments("GET", HALL + "//board", 404, "unknown-path"),
        arguments("GET", "/API/v1/halls", 404, "unknown-path"),
        arguments("GET", "/api/v1/halls/nowhere", 404, "unknown-hall"),
        arguments("GET", "/api/v1/halls/nowhere/board", 404, "unknown-hall"),
        arguments("GET", "/api/v1/halls/%00", 400, "invalid-request"),
        arguments("GET", "/api/v1/halls/%ED%A0%80/board", 400, "invalid-request"),
        arguments("GET", "/api/v1/halls/hanjiang%0A", 400, "invalid-request"),
        arguments("GET", "/api/v1/halls/..%2F..%2Fetc", 400, "invalid-request"),
        arguments("GET", "/api/v1/halls/" + "a".repeat(64), 400, "invalid-request"),
        arguments("GET", "/api/v1/halls/HANJIANG", 400, "invalid-request"),
        arguments("GET", "/api/v1/halls/%68anjiang", 200, ""),
        arguments("GET", TICKETS + "/20261123-B999", 404, "unknown-ticket"),
        arguments("GET", TICKETS + "/20261122-B001", 404, "day-over"),
        arguments("GET", TICKETS + "/20261399-B001", 404, "unknown-ticket"),
        arguments("GET", TICKETS + "/20261123-B000", 404, "unknown-ticket"),
        arguments("GET", TICKETS + "/B001", 400, "invalid-request"),
        arguments("GET", track + "x", 400, "invalid-request"),
        arguments("GET", track + "0".repeat(32), 404, "unknown-ticket"),
        arguments("GET", HALL + "/items/nothing", 404, "unknown-item"),
        arguments("GET", HALL + "/items/Nothing", 400, "invalid-request"),
        arguments("GET", HALL + "/items/" + "a".repeat(65), 400, "invalid-request"),
        arguments("GET", HALL + "/items?", 200, ""),
        arguments("GET", HALL + "/items?limit=1", 200, ""),
        arguments("GET", HALL + "/items?limit=100", 200, ""),
        arguments("GET", HALL + "/items?limit=0", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=101", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=-1", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=01", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=1.0", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=%31", 200, ""),
        arguments("GET", HALL + "/items?limit=%D9%A1", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=99999999999", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=1&limit=2", 400, "invalid-request"),
        arguments("GET", HALL + "/items?limit=1&", 400, "invalid-request"),
        arguments("GET", HALL + "/items?Limit=1", 400, "invalid-request"),
        arguments("GET", HALL + "/items?page=1", 400, "invalid-request"),
        arguments("GET", HALL + "/items?li%6Dit=1", 200, ""),
        arguments("GET", HALL + "/items?queue=tax", 200, ""),
        arguments("GET", HALL + "/items?queue=nowhere", 404, "unknown-queue"),
        arguments("GET", HALL + "/items?queue=Tax", 400, "invalid-request"),
        arguments("GET", HALL + "/items?after=tax-certificate", 200, ""),
        arguments("GET", HALL + "/items?after=nothing", 404, "unknown-item"),
        arguments("GET", HALL + "/items?after=%2e%2e", 400, "invalid-request"),
        arguments("GET", HALL + "/items?q=%E8%AE%B8%E5%8F%AF+licence", 200, ""),
        arguments("GET", HALL + "/items?q=", 400, "invalid-request"),
        arguments("GET", HALL + "/items?q=" + "a".repeat(41), 400, "invalid-request"),
        arguments("GET", HALL + "/items?q=%FF", 400, "invalid-request"),
        arguments("GET", HALL + "/items?q=%ED%A0%80", 400, "invalid-request"),
        arguments("GET", HALL + "/items?q=a%00", 400, "invalid-text"),
        arguments("GET", HALL + "/items?q=a%0A", 400, "invalid-request"),
        arguments("GET", "/api/v1/halls/nowhere/items?page=1", 404, "unknown-hall"),
        arguments("GET", "/api/v1/halls?x=1", 400, "invalid-request"),
        arguments("GET", "/health/live?", 200, ""),
        arguments("POST", HALL + "/windows/A2/open?force=true", 400, "invalid-request"),
        arguments("POST", HALL + "/windows/Z9/open", 404, "unknown-window"),
        arguments("POST", HALL + "/windows/%41%32/recall", 409, "window-not-open"),
        arguments("POST", HALL + "/windows/A_1/open", 400, "invalid-request"),
        arguments("POST", HALL + "/windows/A1/dance", 404, "unknown-path"),
        arguments("POST", HALL + "/windows/A1/open", 409, "window-already-open"),
        arguments("POST", HALL + "/windows/A1/call-next", 409, "not-your-window"),
        arguments("POST", TICKETS + "/20261123-B999/cancel", 404, "unknown-ticket"),
        arguments("POST", TICKETS + "/20261399-B001/rejoin", 404, "unknown-ticket"),
        arguments("POST", TICKETS + "/20261122-B001/put-back", 404, "unknown-ticket"),
        arguments("POST", TICKETS + "/B001/cancel", 400, "invalid-request"),
        arguments("POST", HALL + "/windows/A1/take-over/", 404, "unknown-path"),
        arguments("POST", HALL + "/windows/A1/disarm", 409, "not-your-window"),
        arguments("GET", HALL + "/end-day", 405, "method-not-allowed"),
        arguments("GET", HALL + "/reconfigure", 405, "method-not-allowed"),
        arguments("POST", HALL + "/configuration", 405, "method-not-allowed"),
        arguments("PUT", TICKETS, 405, "method-not-allowed"),
        arguments("GET", TICKETS, 405, "method-not-allowed"),
        arguments("DELETE", HALL, 405, "method-not-allowed"),
        arguments("TRACE", "/", 405, "method-not-allowed"),
        arguments("FROB", "/", 405, "method-not-allowed"),
        arguments("OPTIONS", "/api/v1/sessions", 405, "method-not-allowed"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void a_bad_address_gets_its_problem(String method, String path, int status, String slug) {
    ApiClient.Answer answer = api.ask(method, path, "manager", null).expect(status);
    assertEquals(slug, answer.problem());
    saysWhatToDo(answer);
    if (status == 405) {
      assertFalse(answer.headers().get("allow").isEmpty());
    }
  }

  @Test
  void bytes_that_are_not_utf_8_are_not_json() {
    String gbk = "{\"username\":\"\u00ce\u00d2\",\"password\":\"x\"}";
    api.ask(
            "POST",
            SESSIONS,
            null,
            BodyPublishers.ofString(gbk, StandardCharsets.ISO_8859_1),
            "Content-Type",
            "application/json")
        .expect(400, "malformed-json");
    api.ask(
            "POST",
            SESSIONS,
            null,
            BodyPublishers.ofString("{}", StandardCharsets.UTF_16),
            "Content-Type",
            "application/json")
        .expect(400);
  }

  @Test
  void half_a_character_in_three_bytes_is_no_text() {
    byte[] body = "{\"username\":\"???\",\"password\":\"x\"}".getBytes(StandardCharsets.US_ASCII);
    int at = new String(body, StandardCharsets.US_ASCII).indexOf("???");
    body[at] = (byte) 0xED;
    body[at + 1] = (byte) 0xA0;
    body[at + 2] = (byte) 0x80;
    api.ask(
            "POST",
            SESSIONS,
            null,
            BodyPublishers.ofByteArray(body),
            "Content-Type",
            "application/json")
        .expect(400);
  }

  @Test
  void a_body_without_a_length_is_cut_off_at_the_limit() {
    byte[] chunk = new byte[16_384];
    api.ask(
            "POST",
            SESSIONS,
            null,
            BodyPublishers.ofByteArrays(Collections.nCopies(5, chunk)),
            "Content-Type",
            "application/json")
        .expect(413, "too-large");
  }

  @Test
  void what_needs_a_reason_says_so() {
    api.postJson("manager", TICKETS, "{\"queue\":\"tax\",\"class\":\"disabled\"}")
        .expect(422, "reason-required");
    api.issue().expect(201);
    String ticket =
        api.window("clerk", "call-next").expect(200).json().getJsonObject("ticket").getString("id");
    ApiClient.Answer front =
        api.at("transfer", "{\"queue\":\"tax\",\"position\":\"front\"}")
            .expect(422, "reason-required");
    assertTrue(
        front.json().getString("detail").contains("the front of a queue"), front.body().toString());
    api.ticket("clerk", ticket, "put-back").expect(200);
  }

  @Test
  void a_ticket_is_handed_to_what_exists_and_is_open() {
    api.issue().expect(201);
    String ticket =
        api.window("clerk", "call-next").expect(200).json().getJsonObject("ticket").getString("id");
    api.at("transfer", "{\"window\":\"A2\"}").expect(409, "window-not-open");
    api.at("transfer", "{\"window\":\"Z9\"}").expect(404, "unknown-window");
    api.at("transfer", "{\"queue\":\"nowhere\"}").expect(404, "unknown-queue");
    api.at("hold", "{\"reason\":\"copies\"}").expect(409, "wrong-ticket-state");
    api.window("clerk", "store-next").expect(409, "window-occupied");
    api.ticket("clerk", ticket, "rejoin").expect(409, "wrong-ticket-state");
    api.ticket("clerk", ticket, "put-back").expect(200);
    api.window("clerk", "store-next").expect(409, "somebody-waits");
    api.window("clerk", "resume").expect(409, "window-not-paused");
  }

  @Test
  void queue_and_matters_are_told_apart() {
    String both = "{\"queue\":\"tax\",\"matters\":[{\"queue\":\"tax\"}]}";
    String detail = api.postJson("kiosk", TICKETS, both).json().getString("detail");
    assertTrue(detail.contains("found queue and matters"), detail);
    detail = api.postJson("kiosk", TICKETS, "{}").json().getString("detail");
    assertTrue(detail.contains("found none"), detail);
  }

  /** As many words as a body of three; the work must not grow with the square of the mistakes. */
  @Test
  void a_body_of_thousands_of_unknown_properties_is_told_the_first_of_them() {
    String body =
        IntStream.range(0, 6_000)
            .mapToObj(i -> "\"c%d\":1".formatted(i))
            .collect(Collectors.joining(",", "{\"kind\":\"kiosk\",\"hall\":\"hanjiang\",", "}"));
    String detail =
        api.postJson(null, "/api/v1/public/pairings", body)
            .expect(400, "invalid-request")
            .json()
            .getString("detail");
    assertEquals(3, detail.split("a property that it does not have", -1).length - 1, detail);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'queue':7} | queue: Instance type number is invalid. Expected string",
        "{'queue':'tax','colour':1} | colour: a property that it does not have",
        "{'matters':[{'queue':'tax','colour':1}]} | matters/0/colour: a property that it does not have",
        "{'matters':[{'queue':'tax','count':'1'}]} | matters/0/count: Instance type string is invalid. Expected integer",
      })
  void a_body_that_is_not_of_the_contract_is_told_where_and_once(String body, String found) {
    assertEquals(
        "expected a body of the contract, found " + found + "; see /openapi.yaml",
        api.postJson("kiosk", TICKETS, body.replace('\'', '"')).json().getString("detail"));
  }

  @Test
  void problems_say_what_was_expected_and_found() {
    String detail = api.post("manager", HALL + "/windows/Z9/open").json().getString("detail");
    assertTrue(detail.contains("expected a window of hall hanjiang, found Z9"), detail);
  }

  @Test
  void who_cannot_be_served_now_is_told_when_to_come_back() {
    hall.owned = false;
    try {
      ApiClient.Answer answer = api.issue().expect(503, "not-now");
      assertEquals("1", answer.headers().get("retry-after"));
      api.get(null, HALL + "/board").expect(503, "not-now");
    } finally {
      hall.owned = true;
    }
    hall.access.broken = true;
    try {
      api.issue().expect(503, "accounts-unavailable");
      api.postJson(null, SESSIONS, "{\"username\":\"a\",\"password\":\"b\"}")
          .expect(503, "accounts-unavailable");
    } finally {
      hall.access.broken = false;
    }
    hall.access.busy = true;
    try {
      api.postJson(null, SESSIONS, "{\"username\":\"a\",\"password\":\"b\"}")
          .expect(503, "sign-in-busy");
    } finally {
      hall.access.busy = false;
    }
    hall.obstacle = Optional.of("the database is away");
    try {
      api.get(null, "/health/ready").expect(503, "not-ready");
    } finally {
      hall.obstacle = Optional.empty();
    }
  }
}
