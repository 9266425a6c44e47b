package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/** What operators see of a whole server. */
class EdgeIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    Halls.create(database, "edge", 1);
    server = TestServer.start(database, "edge-it");
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
