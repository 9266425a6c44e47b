package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.TestLog;

/** One line for each request, without what is nobody's business. */
@Isolated("every server of this process writes to the same log")
class AccessLogTest {
  private static final Logger LOGGER = TestLog.of(AccessLog.LOGGER);
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);
  private final Lines lines = new Lines();

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    final List<String> written = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      written.add(
          event.getKeyValuePairs().stream()
              .map(pair -> pair.key + "=" + pair.value)
              .collect(Collectors.joining(" ")));
    }
  }

  @BeforeEach
  void listen() {
    LOGGER.setLevel(Level.INFO);
    LOGGER.setAdditive(false);
    lines.start();
    LOGGER.addAppender(lines);
  }

  @AfterEach
  void close() {
    LOGGER.detachAppender(lines);
    LOGGER.setLevel(Level.OFF);
    hall.close();
  }

  private String only() {
    TestHall.until(() -> !lines.written.isEmpty());
    assertEquals(1, lines.written.size(), lines.written::toString);
    return lines.written.getFirst();
  }

  @Test
  void a_request_has_one_line_with_operation_status_and_account() {
    api.issue("X-Request-Id", "from-the-kiosk.1").expect(201);
    String line = only();
    assertTrue(
        line.matches(
            "request=from-the-kiosk.1 operation=issueTicket status=201 micros=\\d+ bytes=\\d+"
                + " account=1"),
        line);
  }

  @Test
  void tracking_codes_tokens_names_and_queries_are_not_written() {
    String code = api.issue().expect(201).json().getString("trackingCode");
    api.get(null, "/api/v1/public/tickets/" + code).expect(200);
    api.get(null, HALL + "/items?q=canary-query").expect(200);
    api.get("canary-token", "/api/v1/sessions/current").expect(401);
    api.get(null, "/canary-path").expect(404);
    api.get(null, "/display/canary-hall");
    api.postJson(
            null,
            "/api/v1/sessions",
            "{\"username\":\"canary-name\",\"password\":\"canary-password\"}")
        .expect(401);
    TestHall.until(() -> lines.written.size() == 7);
    String all = String.join("\n", lines.written);
    assertFalse(all.contains("canary") || all.contains(code) || all.contains("127.0.0.1"), all);
    assertTrue(all.contains("operation=trackTicket") && all.contains("operation=none"), all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with space in it", "with\"quote\"in-it", "ümläut-id"})
  void a_malformed_request_id_is_replaced(String sent) {
    String id =
        api.ask("GET", "/health/live", null, null, "X-Request-Id", sent)
            .expect(200)
            .headers()
            .get("x-request-id");
    assertTrue(id.matches("[0-9a-f]{16}"), id);
    assertTrue(only().startsWith("request=" + id + " "), only());
  }

  @Test
  void a_failure_is_named_by_its_request() {
    String failed = "our-mistake-17";
    assertEquals(
        "urn:request:" + failed,
        api.ask("GET", "/extra/broken", null, null, "X-Request-Id", failed)
            .expect(500)
            .json()
            .getString("instance"));
  }

  @Test
  void who_goes_before_the_answer_is_counted_too() throws Exception {
    try (Wire wire = new Wire("127.0.0.1", hall.port)) {
      wire.send("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{");
    }
    String line = only();
    assertTrue(line.contains("operation=signIn status=499"), line);
    assertEquals(
        1,
        hall.metrics
            .get("yichuang.requests")
            .tag("operation", "signIn")
            .tag("status", "499")
            .counter()
            .count());
  }

  @Test
  void broken_http_has_its_line_and_id_as_well() throws Exception {
    try (Wire wire = new Wire("127.0.0.1", hall.port)) {
      String answer = wire.send("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertTrue(answer.contains("x-request-id: "), answer);
    }
    assertTrue(only().contains("operation=none status=400"), only());
  }
}
