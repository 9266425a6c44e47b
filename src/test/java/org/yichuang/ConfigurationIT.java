package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yichuang.HallClient.Answer;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/** Two nodes, and a configuration that changes while tickets wait. */
class ConfigurationIT {
  private static String file(String zones) {
    return """
    hall: change
    name: { zh: 测试大厅, en: A hall for tests }
    time-zone: %s
    opening-hours: ["08:00-17:00"]
    zones:
      - { id: all, ticket-prefix: T, name: { zh: 综合, en: Everything }, windows: 1 }
    """
            .formatted(Halls.noon())
        + zones;
  }

  private static final String MARRY =
      "  - { id: marry, ticket-prefix: M, name: { zh: 婚姻登记, en: Marriages }, windows: 2,"
          + " second-skills: [{ zone: all, penalty-minutes: 0 }] }\n";

  @Test
  void a_configuration_changes_while_tickets_wait_and_every_node_knows_it() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    Halls.create(database, "change", 1);
    try (TestServer one = TestServer.start(database, "configuration-it");
        TestServer other = TestServer.start(database, "configuration-it")) {
      HallClient here = new HallClient(one.base(), "change", "admin");
      HallClient there = here.at(other.base());
      assertEquals(201, here.issue("all").status());
      assertEquals(201, there.issue("all").status());
      assertEquals(404, there.issue("marry").status());

      Answer wrong = there.configure(file(MARRY.replace("windows: 2", "windows: 0")));
      assertEquals(422, wrong.status(), wrong.body());
      assertEquals(
          new JsonArray().add("hall.yaml:7: expected a number of windows of 1…60, found \"0\""),
          wrong.json().getJsonArray("problems"));

      Answer stored = there.configure(file(MARRY));
      assertEquals(200, stored.status(), stored.body());
      assertEquals(2, stored.json().getInteger("version"));
      assertEquals(false, there.configure(file(MARRY)).json().getBoolean("added"));
      assertEquals(false, here.configure(file(MARRY), 1).json().getBoolean("added"));
      Answer overtaken = here.configure(file(""), 1);
      assertEquals(409, overtaken.status(), overtaken.body());
      assertTrue(overtaken.body().contains("found version 2"), overtaken.body());
      assertEquals(1, here.get("").json().getInteger("version"));
      assertEquals(1, here.get("/items").json().getInteger("version"));

      Answer done = here.reconfigure(2);
      assertEquals(200, done.status(), done.body());
      for (HallClient client : List.of(here, there)) {
        JsonObject board = client.board();
        assertEquals(2, board.getInteger("version"));
        assertEquals(2, board.getJsonArray("queues").size());
        assertEquals(3, board.getJsonArray("windows").size());
        assertEquals(2, board.getJsonArray("queues").getJsonObject(0).getInteger("waiting"));
        assertEquals(2, client.get("").json().getInteger("version"));
        assertEquals(2, client.get("/items").json().getInteger("version"));
      }
      assertEquals(201, there.issue("marry").status());
      assertEquals(200, there.window("M1", "open").status());
      JsonArray called = new JsonArray();
      for (int i = 0; i < 3; i++) {
        Answer call = there.window("M1", "call-next");
        assertEquals(200, call.status(), call.body());
        called.add(call.json().getJsonObject("ticket").getString("number"));
        assertEquals(200, there.window("M1", "start").status());
        assertEquals(200, there.complete("M1").status());
      }
      assertEquals(new JsonArray().add("T001").add("T002").add("M001"), called);

      Answer back = here.reconfigure(1);
      assertEquals(409, back.status(), back.body());
      assertTrue(back.body().contains("window M1"), back.body());
      assertEquals(404, here.reconfigure(9).status());
      assertEquals(143, one.stop());
      assertEquals(2, there.board().getInteger("version"));
      assertEquals(201, there.issue("marry").status());
      assertEquals(143, other.stop());
      Halls.verified(database);
    }
  }
}
