package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.HallId;
import org.yichuang.print.PrintedSlip;
import org.yichuang.print.PrinterSink;
import org.yichuang.usage.DatabaseItemUse;

/** What kiosks need of the database: guides' codes, printers, what is asked for most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KioskIT {
  private static final String TICKETS = HALL + "/tickets";
  private static final String CODES = HALL + "/guide-codes";
  private final Vertx vertx = Vertx.vertx();
  private PeopleWorld world;
  private TestHall hall;
  private ApiClient api;
  private String admin;
  private int devices;

  private record Device(String token, int id) {}

  @BeforeAll
  void start() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    PeopleWorld.fill(database);
    world = new PeopleWorld(vertx, database);
    hall = new TestHall(world);
    api = new ApiClient(hall);
  }

  /** Anew, since tests let days pass. */
  @BeforeEach
  void signIn() {
    admin =
        api.postJson(
                null,
                "/api/v1/sessions",
                new JsonObject()
                    .put("username", "admin")
                    .put("password", PeopleWorld.PASSWORD)
                    .encode())
            .expect(201)
            .json()
            .getString("token");
  }

  @AfterAll
  void stop() {
    hall.close();
    world.close();
    TestHall.await(vertx.close());
  }

  private Device paired() {
    JsonObject pairing =
        api.postJson(null, "/api/v1/public/pairings", "{\"kind\":\"kiosk\",\"hall\":\"hanjiang\"}")
            .expect(201)
            .json();
    JsonObject approval =
        new JsonObject()
            .put("code", pairing.getString("code"))
            .put("kind", "kiosk")
            .put("name", "取号机 " + ++devices);
    int id =
        api.postJson(admin, HALL + "/devices", approval.encode())
            .expect(201)
            .json()
            .getInteger("id");
    JsonObject secret = new JsonObject().put("secret", pairing.getString("secret"));
    return new Device(
        api.postJson(null, "/api/v1/public/pairings/collect", secret.encode())
            .expect(201)
            .json()
            .getString("token"),
        id);
  }

  private String code(String who) {
    return api.postJson(admin, CODES, "{\"class\":\"" + who + "\",\"reason\":\"导办台所见\"}")
        .expect(201)
        .json()
        .getString("code");
  }

  private static String order(String code) {
    return "{\"queue\":\"social\",\"guideCode\":\"" + code + "\"}";
  }

  @Test
  void a_guide_vouches_for_one_number_and_its_repetitions() {
    String kiosk = paired().token();
    String code = code("green_channel");
    String log = api.get(admin, "/api/v1/admin/log").expect(200).body().toString();
    assertTrue(log.contains("\"guide-code\"") && !log.contains(code), log);
    JsonObject first =
        api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "visit-1").expect(201).json();
    assertEquals(
        first.getString("id"),
        api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "visit-1")
            .expect(201)
            .json()
            .getString("id"));
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "visit-2")
        .expect(409, "unknown-guide-code");
    api.postJson(kiosk, TICKETS, order(code)).expect(409, "unknown-guide-code");
    api.postJson(paired().token(), TICKETS, order(code), "Idempotency-Key", "visit-1")
        .expect(409, "unknown-guide-code");
    JsonObject ordinary = api.postJson(kiosk, TICKETS, "{\"queue\":\"social\"}").expect(201).json();
    JsonObject behind =
        api.postJson(kiosk, TICKETS, order(code("green_channel"))).expect(201).json();
    assertTrue(
        behind.getInteger("ahead") <= ordinary.getInteger("ahead"),
        "an hour of credit: " + behind + " before " + ordinary);
  }

  @Test
  void nobody_vouches_for_themselves_and_old_codes_are_worth_nothing() {
    String kiosk = paired().token();
    api.postJson(kiosk, CODES, "{\"class\":\"elderly\",\"reason\":\"我\"}")
        .expect(403, "not-allowed");
    api.postJson(admin, CODES, "{\"class\":\"ordinary\",\"reason\":\"x\"}")
        .expect(400, "invalid-request");
    api.postJson(
            kiosk, TICKETS, "{\"queue\":\"social\",\"guideCode\":\"123456\",\"class\":\"elderly\"}")
        .expect(400, "invalid-request");
    String code = code("elderly");
    world.now = world.now.plus(Duration.ofMinutes(10));
    api.postJson(kiosk, TICKETS, order(code)).expect(409, "unknown-guide-code");
    TestHall.await(world.people().careForDevices());
  }

  @Test
  void a_refused_request_leaves_the_code_to_the_next_one() {
    String kiosk = paired().token();
    String code = code("disabled");
    String nowhere = order(code).replace("social", "nowhere");
    api.postJson(kiosk, TICKETS, "{\"item\":\"nothing\",\"guideCode\":\"" + code + "\"}")
        .expect(404, "unknown-item");
    api.postJson(kiosk, TICKETS, nowhere, "Idempotency-Key", "refused-1")
        .expect(404, "unknown-queue");
    api.postJson(kiosk, TICKETS, "{\"queue\":\"social\"}", "Idempotency-Key", "refused-2")
        .expect(201);
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "refused-2")
        .expect(422, "key-reused");
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "refused-3").expect(201);
    api.postJson(kiosk, TICKETS, nowhere, "Idempotency-Key", "refused-3").expect(422, "key-reused");
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "refused-4")
        .expect(409, "unknown-guide-code");
  }

  @Test
  void a_code_whose_request_had_no_answer_waits_for_its_repetition_alone() {
    String kiosk = paired().token();
    String code = code("disabled");
    String nowhere = order(code).replace("social", "nowhere");
    hall.owned = false;
    try {
      api.postJson(kiosk, TICKETS, nowhere, "Idempotency-Key", "lost").expect(503, "not-now");
    } finally {
      hall.owned = true;
    }
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "other")
        .expect(409, "unknown-guide-code");
    api.postJson(kiosk, TICKETS, nowhere, "Idempotency-Key", "lost").expect(404, "unknown-queue");
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "other")
        .expect(409, "unknown-guide-code");
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "lost").expect(201);
  }

  @Test
  void a_repetition_finds_its_code_for_as_long_as_its_command_is_remembered() {
    String kiosk = paired().token();
    String code = code("disabled");
    JsonObject first =
        api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "slow").expect(201).json();
    world.now = world.now.plus(Duration.ofHours(23));
    TestHall.await(world.people().careForDevices());
    assertEquals(
        first,
        api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "slow").expect(201).json());
    world.now = world.now.plus(Duration.ofHours(26));
    TestHall.await(world.people().careForDevices());
    api.postJson(kiosk, TICKETS, order(code), "Idempotency-Key", "slow")
        .expect(409, "unknown-guide-code");
  }

  @Test
  void whoever_tries_codes_is_slowed_down() {
    String kiosk = paired().token();
    String right = code("disabled");
    int wrong = right.equals("000000") ? 1 : 0;
    for (int i = 0; i < 6; i++) {
      api.postJson(kiosk, TICKETS, order("%06d".formatted(wrong)))
          .expect(409, "unknown-guide-code");
    }
    api.postJson(kiosk, TICKETS, order(right)).expect(429, "codes-paused");
    api.postJson(paired().token(), TICKETS, order(right)).expect(201);
  }

  @Test
  void a_code_says_when_it_was_made_and_until_when_it_is_good() {
    JsonObject made =
        api.postJson(admin, CODES, "{\"class\":\"elderly\",\"reason\":\"x\"}").expect(201).json();
    assertEquals(world.now, Instant.parse(made.getString("at")));
    assertEquals(
        world.now.plus(Duration.ofMinutes(10)), Instant.parse(made.getString("expiresAt")));
  }

  @Test
  void fifty_codes_of_a_hall_wait_at_most() {
    world.now = world.now.plus(Duration.ofMinutes(30));
    for (int i = 0; i < 50; i++) {
      code("elderly");
    }
    api.postJson(admin, CODES, "{\"class\":\"elderly\",\"reason\":\"x\"}")
        .expect(429, "too-many-guide-codes");
    world.now = world.now.plus(Duration.ofMinutes(10));
    code("elderly");
  }

  @Test
  void a_kiosk_prints_where_its_manager_says_or_says_at_once_why_not() throws Exception {
    Device kiosk = paired();
    JsonObject ticket =
        api.postJson(kiosk.token(), TICKETS, "{\"queue\":\"social\"}").expect(201).json();
    String print = TICKETS + "/" + ticket.getString("id") + "/print";
    String printer = HALL + "/devices/" + kiosk.id() + "/printer";
    assertEquals("no-printer", trouble(kiosk, print));
    api.putJson(admin, printer, "{\"address\":\"10.0.0.1\"}").expect(409, "printer-not-allowed");
    api.putJson(admin, HALL + "/devices/1/printer", "{\"address\":\"127.0.0.1\"}")
        .expect(404, "unknown-device");
    try (PrinterSink sink = PrinterSink.atUsualPort()) {
      String address = sink.address().getAddress().getHostAddress();
      api.putJson(admin, printer, "{\"address\":\"" + address + "\"}").expect(204);
      assertTrue(api.get(admin, HALL + "/devices").expect(200).body().toString().contains(address));
      assertEquals(
          new JsonObject().put("printed", true), api.post(kiosk.token(), print).expect(200).json());
      PrintedSlip slip = PrintedSlip.of(sink.next());
      String page = slip.dots() == null ? slip.qr() : slip.scanned();
      assertEquals(
          "http://127.0.0.1:" + hall.port + "/t#" + ticket.getString("trackingCode"), page);
      sink.say(PrinterSink.FINE, 0x72);
      assertEquals("paper-out", trouble(kiosk, print));
    }
    assertEquals("unreachable", trouble(kiosk, print));
    api.post(kiosk.token(), TICKETS + "/20261123-B999/print").expect(404, "unknown-ticket");
    api.post(kiosk.token(), TICKETS + "/20261122-B001/print").expect(404, "day-over");
    api.post(admin, print).expect(403, "not-allowed");
    api.putJson(admin, printer, "{}").expect(204);
    String log = api.get(admin, "/api/v1/admin/log").expect(200).body().toString();
    assertTrue(log.contains("\"device-printer\""), log);
    assertEquals("no-printer", trouble(kiosk, print));
  }

  private String trouble(Device kiosk, String print) {
    return api.post(kiosk.token(), print).expect(200).json().getString("trouble");
  }

  @Test
  void what_is_asked_for_most_is_counted_by_all_nodes() {
    HallId id = TestHall.HALL;
    DatabaseItemUse one = new DatabaseItemUse(world.pool, () -> world.now);
    DatabaseItemUse other = new DatabaseItemUse(world.pool, () -> world.now);
    one.used(id, "tax-certificate");
    one.used(id, "tax-certificate");
    other.used(id, "tax-certificate");
    other.used(id, "house-sale");
    for (DatabaseItemUse each : List.of(one, other, one)) {
      TestHall.await(each.care());
    }
    assertEquals(Map.of("tax-certificate", 3L, "house-sale", 1L), one.uses(id));
    assertEquals(one.uses(id), other.uses(id));
    assertEquals(Map.of(), one.uses(new HallId(8)));
  }
}
