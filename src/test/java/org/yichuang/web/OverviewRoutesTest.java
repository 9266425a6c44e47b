package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How halls do, how a day went, and what a hall tells everybody. */
class OverviewRoutesTest {
  private static final String NOTICE =
      "{\"zh\":\"下午停电\",\"en\":\"No power\",\"from\":\"2026-11-23T09:00:00+08:00\","
          + "\"until\":\"2026-11-23T18:00:00+08:00\"}";

  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterEach
  void close() {
    hall.close();
  }

  @Test
  void a_supervisor_reads_what_to_do_now() {
    JsonObject well = api.get("supervisor", HALL + "/outlook").expect(200).json();
    assertEquals("well", well.getJsonObject("advice").getString("kind"));
    assertEquals("PT20M", well.getString("longWait"));
    api.postJson("kiosk", HALL + "/tickets", "{\"queue\":\"tax\"}").expect(201);
    JsonObject outlook = api.get("supervisor", HALL + "/outlook").expect(200).json();
    assertEquals(
        new JsonObject(
            "{\"kind\":\"unmanned\",\"queue\":\"tax\",\"waiting\":1,\"windows\":[\"A2\",\"A1\"]}"),
        outlook.getJsonObject("advice"));
    JsonObject first = outlook.getJsonArray("queues").getJsonObject(0);
    assertEquals("tax", first.getString("id"));
    assertEquals("unmanned", first.getString("trouble"));
    assertEquals("2026-11-23T01:30:00.250Z", first.getString("nextSince"));
    assertNull(outlook.getJsonArray("queues").getJsonObject(1).getString("nextSince"));
  }

  @Test
  void a_supervisor_sees_the_halls_of_the_own_place() {
    JsonArray halls =
        api.get("supervisor", "/api/v1/supervision/halls").expect(200).json().getJsonArray("halls");
    assertEquals(1, halls.size());
    assertEquals("well", halls.getJsonObject(0).getJsonObject("advice").getString("kind"));
    hall.owned = false;
    JsonObject lost =
        api.get("supervisor", "/api/v1/supervision/halls")
            .expect(200)
            .json()
            .getJsonArray("halls")
            .getJsonObject(0);
    assertEquals("unknown", lost.getJsonObject("advice").getString("kind"));
    assertNull(lost.getString("at"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clerk", "kiosk", "display", "nobody"})
  void others_may_not(String account) {
    api.get(account, HALL + "/outlook").expect(403, "not-allowed");
    api.get(account, HALL + "/course").expect(403, "not-allowed");
    api.get(account, "/api/v1/supervision/halls").expect(403, "not-allowed");
    api.postJson(account, HALL + "/notices", NOTICE).expect(403, "not-allowed");
    api.ask("DELETE", HALL + "/notices/1", account, null).expect(403, "not-allowed");
  }

  @Test
  void a_day_is_told_in_quarters() {
    JsonObject course = api.get("supervisor", HALL + "/course").expect(200).json();
    assertEquals("2026-11-23", course.getString("day"));
    assertEquals(
        new JsonObject(
            """
            {"from":"2026-11-23T01:00:00Z","issued":5,"called":3,"meanWait":"PT10M",
             "longestWait":"PT21M","tooLong":1,"gaveUp":1,"completed":2}
            """),
        course.getJsonArray("queues").getJsonObject(0).getJsonArray("quarters").getJsonObject(0));
    api.get("supervisor", HALL + "/course?day=2026-11-22").expect(200);
    api.get("supervisor", HALL + "/course?day=2026-13-22").expect(400, "invalid-request");
  }

  @Test
  void a_notice_is_posted_read_by_everybody_and_withdrawn() {
    JsonObject posted = api.postJson("manager", HALL + "/notices", NOTICE).expect(201).json();
    assertEquals("No power", posted.getString("en"));
    JsonArray shown = api.get(null, HALL + "/notices").expect(200).json().getJsonArray("notices");
    assertEquals(new JsonArray().add(posted), shown);
    api.ask("DELETE", HALL + "/notices/1", "manager", null).expect(204);
    api.ask("DELETE", HALL + "/notices/1", "manager", null).expect(404, "unknown-notice");
    assertEquals(
        0, api.get(null, HALL + "/notices").expect(200).json().getJsonArray("notices").size());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "2026-11-23T18:00:00+08:00, 2026-11-23T09:00:00+08:00",
        "2026-11-22T08:00:00+08:00, 2026-11-22T09:00:00+08:00",
        "yesterday, 2026-11-23T18:00:00+08:00",
      })
  void a_notice_has_a_time_to_come(String from, String until) {
    api.postJson(
            "manager",
            HALL + "/notices",
            "{\"zh\":\"停电\",\"from\":\"%s\",\"until\":\"%s\"}".formatted(from, until))
        .expect(400, "invalid-request");
  }

  @Test
  void a_hall_has_not_too_many_notices_and_says_when_they_are_away() {
    api.postJson("manager", HALL + "/notices", NOTICE).expect(201);
    api.postJson("manager", HALL + "/notices", NOTICE).expect(201);
    api.postJson("manager", HALL + "/notices", NOTICE).expect(409, "too-many-notices");
    hall.notices.available = false;
    api.postJson("manager", HALL + "/notices", NOTICE).expect(503, "not-now");
    api.get(null, HALL + "/notices").expect(503, "not-now");
  }
}
