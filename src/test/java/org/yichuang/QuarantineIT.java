package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.yichuang.HallClient.Answer;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.journal.PastDays;

/** What is wrong in one hall is that hall's alone. */
class QuarantineIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static void owner(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String read(String address) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  private static void await(String what, BooleanSupplier holds) {
    for (int attempt = 0; !holds.getAsBoolean(); attempt++) {
      assertTrue(attempt < 600, what);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static JsonObject hall(JsonObject owners, String slug) {
    JsonArray halls = owners.getJsonArray("halls");
    return halls.stream()
        .map(JsonObject.class::cast)
        .filter(hall -> hall.getString("hall").equals(slug))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_hall_whose_record_cannot_be_read_is_left_out_and_comes_back_when_it_is_repaired()
      throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    Halls.create(database, "sick", 1);
    Halls.create(database, "well", 1);
    PastDays.write(database, "sick", List.of(LocalDate.now(ZoneOffset.UTC).minusDays(1)), 3);
    owner(database, "update journal set type = 'Nonsense' where type = 'WindowOpened'");
    try (TestServer server =
        TestServer.start(database, "quarantine-it", Map.of("YICHUANG_QUARANTINE_SECONDS", "1"))) {
      HallClient well = new HallClient(server.base(), "well", "admin");
      HallClient sick = well.in("sick");
      assertEquals(201, well.issue("all").status());
      Answer refused = sick.issue("all");
      assertEquals(503, refused.status(), refused.body());
      assertEquals(
          new JsonObject().put("status", "up").put("quarantined", new JsonArray().add("sick")),
          new JsonObject(read(server.base() + "/health/ready")));
      assertEquals("quarantined", hall(well.owners(), "sick").getString("phase"));
      assertEquals("serving", hall(well.owners(), "well").getString("phase"));
      String metrics = read(server.metrics());
      assertTrue(metrics.contains("\nyichuang_halls_quarantined 1.0\n"), metrics);
      assertTrue(metrics.contains("\nyichuang_halls_owned 4.0\n"), metrics);
      assertTrue(
          server.logged("quarantined: ").contains("unknown event type Nonsense/1"),
          "the log says why");

      owner(database, "update journal set type = 'WindowOpened' where type = 'Nonsense'");
      await("the hall is served again", () -> sick.issue("all").status() == 201);
      server.logged("its record can be followed again");
      assertEquals(1, server.countLogged("quarantined: "));
      await(
          "it is not told of any more",
          () -> {
            try {
              return read(server.base() + "/health/ready").equals("{\"status\":\"up\"}");
            } catch (Exception failed) {
              throw new AssertionError(failed);
            }
          });
      server.stop();
    }
    Halls.verified(database);
  }

  @Test
  void a_value_that_the_database_refuses_stops_its_own_hall_for_a_moment_alone() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    Halls.create(database, "poisoned", 1);
    Halls.create(database, "first", 1);
    Halls.create(database, "second", 1);
    owner(
        database,
        "alter table journal add constraint poison check (position('poison' in"
            + " convert_from(payload, 'UTF8')) = 0)");
    try (TestServer server = TestServer.start(database, "poison-it")) {
      HallClient poisoned = new HallClient(server.base(), "poisoned", "admin");
      assertEquals(201, poisoned.issue("all").status());
      assertEquals(200, poisoned.window("T1", "open").status());
      assertEquals(200, poisoned.window("T1", "call-next").status());
      assertEquals(200, poisoned.window("T1", "start").status());
      Thread attack =
          Thread.ofVirtual().start(() -> assertEquals(503, poisoned.hold("T1", "poison").status()));
      int rounds = 0;
      while (attack.isAlive()) {
        for (String hall : List.of("first", "second")) {
          Answer answer = poisoned.in(hall).issue("all");
          assertEquals(201, answer.status(), answer.body());
        }
        rounds++;
      }
      assertTrue(rounds > 1, "the others go on meanwhile");
      await("the hall goes on", () -> poisoned.issue("all").status() == 201);
      assertEquals(200, poisoned.hold("T1", "copies").status());
      assertEquals("serving", hall(poisoned.owners(), "poisoned").getString("phase"));
      server.logged("the database refuses its events");
      server.stop();
    }
    Halls.verified(database);
  }
}
