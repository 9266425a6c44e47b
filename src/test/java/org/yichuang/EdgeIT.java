package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/** What operators see of a whole server. */
class EdgeIT {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static DatabaseAddress database;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.fresh();
    Halls.create(database, "edge", 1);
    server = TestServer.start(database, "edge-it", Map.of("YICHUANG_SOCKETS_PER_ADDRESS", "3"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String metrics() throws Exception {
    return send(HttpRequest.newBuilder(URI.create(server.metrics()))).body();
  }

  private static double value(String metrics, String name) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE).matcher(metrics);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }

  @Test
  void the_metrics_follow_a_number_from_the_kiosk_to_the_window() throws Exception {
    String before = metrics();
    HallClient admin = new HallClient(server.base(), "edge", "admin");
    assertEquals(201, admin.issue("all").status());
    assertEquals(200, admin.window("T1", "open").status());
    assertEquals(200, admin.window("T1", "call-next").status());
    assertEquals(409, admin.window("T1", "recall").status());
    String after = metrics();
    for (String counted :
        new String[] {
          "yichuang_commands_seconds_count{kind=\"issue-ticket\",outcome=\"done\"}",
          "yichuang_commands_seconds_count{kind=\"recall-ticket\",outcome=\"refused\"}",
          "yichuang_waiting_time_seconds_count",
          "yichuang_waiting_time_seconds_bucket{le=\"60.0\"}"
        }) {
      assertEquals(value(before, counted) + 1, value(after, counted), counted + "\n" + after);
    }
    assertTrue(value(after, "yichuang_flight_rows_sum") >= 3, after);
    assertTrue(value(after, "yichuang_adoptions_total") >= 3, after);
    assertTrue(value(after, "yichuang_limit_max{limit=\"sockets\"}") > 1_000, after);
    assertTrue(after.contains("\nyichuang_lane_age_seconds "), after);
    assertTrue(after.contains("\njvm_memory_used_bytes{"), after);
    assertFalse(after.contains("admin"), after);
    assertTrue(Arrays.stream(after.split("\n")).count() < 1_500, "low cardinality");
  }

  @Test
  void the_log_is_one_object_in_each_line() throws Exception {
    String id = "look-for-me-in-the-log";
    assertEquals(
        404,
        send(HttpRequest.newBuilder(URI.create(server.base() + "/nowhere?secret=canary"))
                .header("X-Request-Id", id))
            .statusCode());
    String line = server.logged(id);
    JsonObject json = new JsonObject(line);
    assertEquals("none", json.getString("operation"));
    assertEquals(404, json.getInteger("status"));
    assertEquals("INFO", json.getString("level"));
    assertFalse(line.contains("canary") || line.contains("nowhere"), line);
  }

  @Test
  void with_a_certificate_it_speaks_tls_and_nothing_else(@TempDir Path directory) throws Exception {
    PemFiles files = PemFiles.make(directory, "EC", 2);
    try (TestServer secured =
        TestServer.start(
            TestDatabase.fresh(),
            "edge-tls",
            Map.of(
                "YICHUANG_TLS_CERTIFICATE", files.certificate().toString(),
                "YICHUANG_TLS_KEY", files.key().toString()))) {
      assertTrue(secured.base().startsWith("https://"), secured.base());
      URI board = URI.create(secured.base() + "/api/v1/halls/hanjiang/board");
      HttpClient trusting = HttpClient.newBuilder().sslContext(files.trusting()).build();
      HttpRequest request = HttpRequest.newBuilder(board).build();
      HttpResponse<String> answer = trusting.send(request, BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      assertEquals(
          "max-age=15552000", answer.headers().firstValue("strict-transport-security").orElse(""));
      URI plain = URI.create(board.toString().replace("https://", "http://"));
      HttpRequest unprotected = HttpRequest.newBuilder(plain).timeout(TEN_SECONDS).build();
      assertThrows(IOException.class, () -> HTTP.send(unprotected, BodyHandlers.ofString()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET', 'Upgrade: websocket', 400, bad-handshake",
    "'GET', 'Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13', 400, bad-handshake",
    "'GET', 'Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key:"
        + " short', 400, bad-handshake",
    "'GET', 'Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 7|Sec-WebSocket-Key:"
        + " AAAAAAAAAAAAAAAAAAAAAA==', 400, bad-handshake",
    "'GET', 'Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key:"
        + " AAAAAAAAAAAAAAAAAAAAAA==', 400, bad-handshake",
    "'GET', 'Upgrade: h2c|Connection: Upgrade', 426, upgrade-required",
    "'GET', 'X: y', 426, upgrade-required"
  })
  void a_handshake_that_is_none_gets_a_problem(
      String method, String headers, int status, String slug) throws Exception {
    try (RawSocket raw = new RawSocket(server.base())) {
      String answer = raw.ask(method, headers);
      assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
      assertTrue(answer.contains("application/problem+json"), answer);
      assertTrue(answer.contains("/problems/" + slug), answer);
    }
  }

  @Test
  void a_message_in_pieces_over_the_limit_is_closed_with_1009() throws Exception {
    try (RawSocket raw = new RawSocket(server.base())) {
      raw.open();
      raw.frame(0x01, 2_000);
      raw.frame(0x00, 2_000);
      raw.frame(0x00, 2_000);
      assertEquals(1009, raw.closeCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text, 0x81, 4096, 1008",
    "text, 0x81, 4097, 1009",
    "text, 0x81, 65535, 1009",
    "bytes, 0x82, 4096, 1008",
    "bytes, 0x82, 4097, 1009"
  })
  void one_frame_over_the_limit_is_closed_with_1009(String kind, String opcode, int bytes, int code)
      throws Exception {
    try (RawSocket raw = new RawSocket(server.base())) {
      raw.open();
      raw.frame(Integer.decode(opcode), bytes);
      assertEquals(code, raw.closeCode(), kind);
    }
  }

  @Test
  void an_address_has_three_sockets_and_gets_them_back() throws Exception {
    try (RawSocket first = new RawSocket(server.base());
        RawSocket second = new RawSocket(server.base());
        RawSocket third = new RawSocket(server.base())) {
      first.open();
      second.open();
      third.open();
      try (RawSocket fourth = new RawSocket(server.base())) {
        String answer = fourth.ask("GET", RawSocket.HANDSHAKE);
        assertTrue(answer.startsWith("HTTP/1.1 429 "), answer);
        assertTrue(answer.contains("/problems/too-many-sockets"), answer);
      }
    }
    for (int attempt = 0; ; attempt++) {
      try (RawSocket again = new RawSocket(server.base())) {
        if (again.ask("GET", RawSocket.HANDSHAKE).startsWith("HTTP/1.1 101 ")) {
          return;
        }
        assertTrue(attempt < 1_000, "the places do not come back");
      }
    }
  }

  @Test
  void a_socket_gives_back_the_connection_it_was_made_of() throws Exception {
    String used = "yichuang_limit_used{limit=\"connections-of-an-address\"}";
    double before = value(metrics(), used);
    try (RawSocket raw = new RawSocket(server.base())) {
      raw.open();
    }
    for (int attempt = 0; value(metrics(), used) > before; attempt++) {
      assertTrue(attempt < 1_000, "the connection does not come back");
    }
  }

  @Test
  void no_meter_is_registered_twice() throws Exception {
    assertTrue(metrics().contains("vertx_pool_queue_pending"), "pools are measured");
    assertEquals(0, server.countLogged("has been already registered"));
  }

  @Test
  void the_metrics_port_serves_nothing_else() throws Exception {
    URI metrics = URI.create(server.metrics());
    assertEquals(404, send(HttpRequest.newBuilder(metrics.resolve("/"))).statusCode());
    assertEquals(
        405,
        send(HttpRequest.newBuilder(metrics).method("POST", BodyPublishers.noBody())).statusCode());
    assertEquals(
        404, send(HttpRequest.newBuilder(URI.create(server.base() + "/metrics"))).statusCode());
  }
}
