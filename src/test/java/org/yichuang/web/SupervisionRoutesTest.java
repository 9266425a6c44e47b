package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisionRoutesTest {
  private static final String NOTE = "{\"note\":\"went to look\"}";
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterEach
  void close() {
    hall.close();
  }

  /** Anna's window stays idle for five minutes while somebody waits. */
  private void idle() {
    api.post("clerk", HALL + "/windows/A1/open").expect(200);
    api.postJson("kiosk", HALL + "/tickets", "{\"queue\":\"social\"}").expect(201);
    hall.now = hall.now.plusSeconds(300);
  }

  private JsonObject supervision() {
    return api.get("supervisor", HALL + "/supervision").expect(200).json();
  }

  @Test
  void an_alarm_is_seen_and_acknowledged_once() {
    idle();
    api.postJson("supervisor", HALL + "/alarms/1/acknowledge", NOTE).expect(200);
    JsonObject alarm = supervision().getJsonArray("alarms").getJsonObject(0);
    assertEquals("idle", alarm.getString("kind"));
    assertEquals("open", alarm.getString("state"));
    assertEquals("A1", alarm.getString("window"));
    assertEquals(2, alarm.getInteger("clerk"));
    assertEquals(
        new JsonObject("{\"by\":10,\"at\":\"2026-11-23T01:35:00.250Z\",\"note\":\"went to look\"}"),
        alarm.getJsonObject("acknowledged"));
    api.postJson("manager", HALL + "/alarms/1/acknowledge", NOTE)
        .expect(409, "already-acknowledged");
    api.postJson("manager", HALL + "/alarms/2/acknowledge", NOTE).expect(404, "unknown-alarm");
    api.post("clerk", HALL + "/windows/A1/call-next").expect(200);
    assertEquals(
        "cleared", supervision().getJsonArray("alarms").getJsonObject(0).getString("state"));
  }

  @Test
  void supervisors_see_who_works_and_calls_out_of_order() {
    idle();
    api.postJson(
            "clerk",
            HALL + "/windows/A1/call",
            "{\"ticket\":\"20261123-B001\",\"reason\":\"in a hurry\"}")
        .expect(200);
    JsonObject seen = supervision();
    JsonObject window = seen.getJsonArray("windows").getJsonObject(0);
    assertEquals("called", window.getString("state"));
    assertEquals(2, window.getInteger("clerk"));
    assertEquals(1, window.getJsonObject("counts").getInteger("outOfOrder"));
    assertEquals(
        new JsonObject(
            """
            {"at":"2026-11-23T01:35:00.250Z","window":"A1","clerk":2,"ticket":"B001",
             "reason":"in a hurry"}
            """),
        seen.getJsonArray("callsOutOfOrder").getJsonObject(0));
    String board = api.get(null, HALL + "/board").expect(200).body().toString();
    assertFalse(board.contains("clerk") || board.contains("alarm") || board.contains("hurry"));
  }

  @ParameterizedTest
  @CsvSource({"clerk", "kiosk", "display", "stranger", "nobody"})
  void others_may_not_look_nor_acknowledge(String account) {
    api.get(account, HALL + "/supervision").expect(403, "not-allowed");
    api.postJson(account, HALL + "/alarms/1/acknowledge", NOTE).expect(403, "not-allowed");
  }

  @Test
  void a_supervisor_does_not_serve_but_puts_back_and_changes_queues() {
    idle();
    api.post("supervisor", HALL + "/windows/A2/open").expect(403, "not-allowed");
    api.post("supervisor", HALL + "/end-day").expect(403, "not-allowed");
    api.post("clerk", HALL + "/windows/A1/call-next").expect(200);
    api.post("supervisor", HALL + "/tickets/20261123-B001/put-back").expect(200);
    api.putJson("supervisor", HALL + "/windows/A2/queues", "{\"queues\":[\"social\"]}").expect(200);
  }

  @Test
  void kiosks_and_displays_say_that_they_work() {
    api.post("kiosk", HALL + "/heartbeat").expect(204);
    api.post("kiosk", HALL + "/heartbeat").expect(204);
    api.post("display", HALL + "/heartbeat").expect(204);
    api.post("clerk", HALL + "/heartbeat").expect(403, "not-allowed");
  }
}
