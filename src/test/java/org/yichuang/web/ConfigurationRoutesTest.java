package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationRoutesTest {
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterEach
  void close() {
    hall.close();
  }

  private static String texts(String file) {
    return new JsonObject().put("file", file).encode();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"kiosk, 403", "clerk, 403", "display, 403", "manager, 200", "admin, 200", ", 401"})
  void a_configuration_is_its_managers(String who, int status) {
    api.get(who, HALL + "/configuration").expect(status);
    api.get(who, HALL + "/configurations").expect(status);
    api.putJson(who, HALL + "/configuration", texts("hall: hanjiang\n")).expect(status);
    int given = status == 200 ? 204 : status;
    api.postJson(who, HALL + "/reconfigure", "{\"version\":1}").expect(given);
  }

  @Test
  void a_preview_stores_nothing_and_says_what_would_change() {
    String draft =
        """
        {"file":"hall: hanjiang\\n","edits":[{"path":"name/zh","value":"社会保障"}]}
        """;
    JsonObject preview =
        api.postJson("manager", HALL + "/configuration/preview", draft).expect(200).json();
    assertEquals("hall: hanjiang\n[# name/zh \"社会保障\"\n]", preview.getString("file"));
    assertEquals(1, preview.getInteger("against"));
    assertEquals(
        new JsonObject("{\"path\":\"queues/social/name/zh\",\"before\":\"社保\",\"after\":\"社会保障\"}"),
        preview.getJsonArray("changes").getJsonObject(0));
    assertFalse(preview.getBoolean("more"));
    JsonObject both = api.get("manager", HALL + "/configuration").expect(200).json();
    assertEquals(1, both.getJsonObject("newest").getInteger("version"));
    api.postJson("manager", HALL + "/configuration/preview", texts("wrong"))
        .expect(422, "invalid-configuration");
    api.postJson("clerk", HALL + "/configuration/preview", draft).expect(403, "not-allowed");
  }

  @Test
  void a_version_says_what_it_changed() {
    api.putJson("manager", HALL + "/configuration", texts("hall: hanjiang # 2\n")).expect(200);
    JsonObject second = api.get("manager", HALL + "/configurations/2").expect(200).json();
    assertEquals("hall: hanjiang # 2\n", second.getString("file"));
    assertEquals(
        "settings/endAfterMillis",
        second.getJsonArray("changes").getJsonObject(0).getString("path"));
    JsonObject first = api.get("manager", HALL + "/configurations/1").expect(200).json();
    assertEquals(0, first.getJsonArray("changes").size());
    api.get("manager", HALL + "/configurations/3").expect(404, "unknown-configuration");
    api.get("clerk", HALL + "/configurations/1").expect(403, "not-allowed");
  }

  @Test
  void a_stored_version_is_the_newest_and_the_one_in_force_stays() {
    JsonObject stored =
        api.putJson("manager", HALL + "/configuration", texts("hall: hanjiang # 2\n"))
            .expect(200)
            .json();
    assertEquals(new JsonObject().put("version", 2).put("added", true), stored);
    JsonObject again =
        api.putJson("manager", HALL + "/configuration", texts("hall: hanjiang # 2\n"))
            .expect(200)
            .json();
    assertEquals(new JsonObject().put("version", 2).put("added", false), again);
    JsonObject both = api.get("manager", HALL + "/configuration").expect(200).json();
    assertEquals(1, both.getJsonObject("inForce").getInteger("version"));
    assertEquals("hall: hanjiang\n", both.getJsonObject("inForce").getString("file"));
    assertFalse(both.getJsonObject("inForce").containsKey("by"));
    assertEquals("hall: hanjiang # 2\n", both.getJsonObject("newest").getString("file"));
    assertEquals("manager", both.getJsonObject("newest").getString("by"));
    JsonArray all =
        api.get("manager", HALL + "/configurations")
            .expect(200)
            .json()
            .getJsonArray("configurations");
    assertEquals(2, all.size());
    assertEquals(2, all.getJsonObject(0).getInteger("version"));
  }

  @Test
  void what_was_written_on_an_older_version_is_refused_and_stores_nothing() {
    String mine = "{\"file\":\"hall: hanjiang # mine\\n\",\"over\":1}";
    api.putJson("manager", HALL + "/configuration", texts("hall: hanjiang # theirs\n")).expect(200);
    JsonObject overtaken =
        api.putJson("manager", HALL + "/configuration", mine)
            .expect(409, "configuration-overtaken")
            .json();
    assertEquals(
        "expected version 1 to be the newest, found version 2; look at it, and store over that one",
        overtaken.getString("detail"));
    JsonObject newest = api.get("manager", HALL + "/configuration").expect(200).json();
    assertEquals("hall: hanjiang # theirs\n", newest.getJsonObject("newest").getString("file"));
    for (String answer : new String[] {"true", "false"}) {
      JsonObject stored =
          api.putJson("manager", HALL + "/configuration", mine.replace(":1}", ":2}"))
              .expect(200)
              .json();
      assertEquals(3, stored.getInteger("version"));
      assertEquals(answer, stored.getBoolean("added").toString());
    }
  }

  @Test
  void what_is_wrong_with_a_file_is_listed_line_by_line() {
    JsonObject problem =
        api.putJson("manager", HALL + "/configuration", texts("wrong"))
            .expect(422, "invalid-configuration")
            .json();
    assertEquals(
        new JsonArray()
            .add("hall.yaml:1: expected right, found \"wrong\"")
            .add("hall.yaml:2: expected 1…2 halls, found 3"),
        problem.getJsonArray("problems"));
    assertTrue(problem.getString("detail").contains("2 problems"));
  }

  @Test
  void a_file_may_be_larger_than_other_bodies_and_not_beyond_its_own_limit() {
    String large = "hall: hanjiang\n" + "# a line\n".repeat(10_000);
    api.putJson("manager", HALL + "/configuration", texts(large)).expect(200);
    String tooLarge = "x".repeat(1_048_577);
    api.putJson("manager", HALL + "/configuration", texts(tooLarge)).expect(413, "too-large");
  }

  @Test
  void a_database_that_is_away_is_said_so() {
    hall.configurations.available = false;
    api.get("manager", HALL + "/configuration").expect(503, "configurations-unavailable");
    api.get("manager", HALL + "/configurations").expect(503, "configurations-unavailable");
    api.putJson("manager", HALL + "/configuration", texts("hall: hanjiang\n"))
        .expect(503, "configurations-unavailable");
  }

  @Test
  void a_version_comes_into_force_at_once_and_the_board_and_the_hall_say_so() {
    assertEquals(1, api.get(null, HALL + "/board").expect(200).json().getInteger("version"));
    JsonObject done =
        api.postJson("manager", HALL + "/reconfigure", "{\"version\":2}").expect(200).json();
    assertEquals(2, done.getInteger("version"));
    assertEquals(2, api.get(null, HALL + "/board").expect(200).json().getInteger("version"));
    assertEquals(2, api.get(null, HALL).expect(200).json().getInteger("version"));
    api.postJson("manager", HALL + "/reconfigure", "{\"version\":9}")
        .expect(404, "unknown-configuration");
    api.postJson("manager", HALL + "/reconfigure", "{\"version\":3}")
        .expect(409, "configuration-does-not-fit");
  }
}
