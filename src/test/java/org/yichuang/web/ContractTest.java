package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.TicketId;
import org.yichuang.web.ApiClient.Answer;

/** Every operation, called; {@link ApiClient} holds every answer against the contract. */
class ContractTest {

  @Test
  void a_day_at_the_hall_uses_every_operation_and_every_answer_is_as_the_contract_says() {
    try (TestHall hall = new TestHall()) {
      ApiClient api = new ApiClient(hall);
      api.get(null, "/health/live").expect(200);
      api.get(null, "/health/ready").expect(200);
      api.get(null, "/asyncapi.yaml");
      assertEquals(
          "hanjiang",
          api.get(null, "/api/v1/halls")
              .expect(200)
              .json()
              .getJsonArray("halls")
              .getJsonObject(0)
              .getString("id"));
      JsonObject config = api.get(null, HALL).expect(200).json();
      String from = config.getJsonArray("issuingToday").getJsonObject(0).getString("from");
      assertEquals("00:30:00Z", from.substring(11));
      assertEquals("A1", config.getJsonArray("windows").getJsonObject(0).getString("id"));
      assertEquals("PT0S", config.getJsonObject("rules").getString("recallAfter"));

      JsonObject items = api.get(null, HALL + "/items").expect(200).json();
      assertEquals(3, items.getInteger("total"));
      assertEquals("PT25M", items.getJsonArray("items").getJsonObject(0).getString("serviceTime"));
      JsonObject item = api.get(null, HALL + "/items/dispatch-licence").expect(200).json();
      assertEquals("social", item.getString("queue"));
      assertEquals(10, item.getJsonObject("statutory").getInteger("extension"));
      assertEquals("hearing", item.getJsonArray("uncounted").getJsonObject(0).getString("id"));
      api.get(null, HALL + "/items/house-sale").expect(200);
      api.get(null, HALL + "/items/tax-certificate").expect(200);

      api.get(null, "/api/v1/calendars/cn/due?start=2026-02-09&workingDays=20").expect(200);
      hall.figures.tallies = Map.of();
      api.get("supervisor", "/api/v1/supervision/indicators?hall=hanjiang").expect(200);
      api.postJson(
              "admin",
              "/api/v1/admin/calendars/cn/years",
              "{\"year\":2027,\"document\":\"x\",\"holidays\":[],\"workdays\":[]}")
          .expect(201);
      api.get("admin", "/api/v1/admin/calendars/cn/years").expect(200);
      api.get("admin", "/api/v1/admin/calendars/cn/years/2027/changes").expect(200);
      hall.figures.alarmed = List.of();
      api.get("supervisor", "/api/v1/supervision/cases").expect(200);

      JsonObject session =
          api.postJson(
                  null,
                  "/api/v1/sessions",
                  "{\"username\":\"clerk\",\"password\":\"correct horse\"}")
              .expect(201)
              .json();
      assertEquals("clerk", session.getJsonArray("roles").getString(0));
      String clerk = session.getString("token");

      api.window(clerk, "open").expect(200);
      assertEquals(204, api.window(clerk, "call-next").status());
      Answer issued = api.issue().expect(201);
      JsonObject ticket = issued.json();
      assertEquals("20261123-B001", ticket.getString("id"));
      assertEquals("B001", ticket.getString("number"));
      assertEquals("2026-11-23T01:30:00.250Z", ticket.getString("issuedAt"));
      assertEquals(0, ticket.getInteger("ahead"));
      assertEquals(HALL + "/tickets/20261123-B001", issued.headers().get("location"));
      assertEquals(1, api.issue().expect(201).json().getInteger("ahead"));

      JsonObject call = api.window(clerk, "call-next").expect(200).json();
      assertEquals("B001", call.getJsonObject("ticket").getString("number"));
      assertEquals("social", call.getJsonObject("ticket").getString("queue"));
      assertEquals(1, call.getJsonArray("why").size());
      assertEquals(1, api.window(clerk, "recall").expect(200).json().getInteger("recall"));
      assertEquals("Serving", api.window(clerk, "start").expect(200).json().getString("state"));
      JsonObject completed =
          api.postJson(
                  clerk, HALL + "/windows/A1/complete", "{\"outcomes\":[\"done\",\"incomplete\"]}")
              .expect(200)
              .json();
      assertEquals("Completed", completed.getString("state"));
      assertEquals(2, completed.getJsonArray("outcomes").size());
      api.window(clerk, "call-next").expect(200);

      JsonObject board = api.get(null, HALL + "/board").expect(200).json();
      assertEquals("3.20261123", board.getString("epoch"));
      assertEquals("2026-11-23", board.getString("businessDay"));
      assertEquals("B002", board.getJsonArray("queues").getJsonObject(0).getString("lastCalled"));
      assertEquals("called", board.getJsonArray("windows").getJsonObject(0).getString("state"));
      assertEquals("closed", board.getJsonArray("windows").getJsonObject(1).getString("state"));
      assertEquals(3, board.getJsonArray("recentCalls").size());

      assertEquals("Missed", api.window(clerk, "miss").expect(200).json().getString("state"));
      JsonObject seen = api.get("display", HALL + "/tickets/20261123-B001").expect(200).json();
      assertEquals("Completed", seen.getString("state"));
      assertEquals("A1", seen.getString("window"));
      JsonObject tracked =
          api.get(null, "/api/v1/public/tickets/" + ticket.getString("trackingCode"))
              .expect(200)
              .json();
      assertEquals("B001", tracked.getString("number"));
      assertEquals("hanjiang", tracked.getString("hall"));
      String qr =
          api.get(null, "/api/v1/public/tickets/" + ticket.getString("trackingCode") + "/qr.svg")
              .expect(200)
              .body()
              .toString();
      assertTrue(qr.startsWith("<svg "), qr);
      api.get(null, "/api/v1/public/tickets/" + "0".repeat(32) + "/qr.svg")
          .expect(404, "unknown-ticket");
      Answer page =
          api.get(
                  null,
                  "/api/v1/public/tickets/" + ticket.getString("trackingCode") + "/ticket.pdf")
              .expect(200);
      assertEquals("inline; filename=\"B001.pdf\"", page.headers().get("content-disposition"));
      assertEquals("%PDF-", page.body().getString(0, 5));
      api.get(null, "/api/v1/public/tickets/" + "0".repeat(32) + "/ticket.pdf")
          .expect(404, "unknown-ticket");
      String yesterdays =
          new TrackingCodes(new TrackingKey(new byte[TrackingKey.MIN_BYTES]))
              .encode(TestHall.HALL, TicketId.parse("20261122-B001").orElseThrow());
      api.get(null, "/api/v1/public/tickets/" + yesterdays + "/ticket.pdf").expect(404, "day-over");
      api.post("kiosk", HALL + "/tickets/" + ticket.getString("id") + "/print").expect(503);
      api.postJson("guide", HALL + "/guide-codes", "{\"class\":\"elderly\",\"reason\":\"x\"}")
          .expect(503);
      String phone = "{\"class\":\"elderly\",\"reason\":\"打电话 138 0013 8000\"}";
      api.postJson("guide", HALL + "/guide-codes", phone).expect(422, "personal-data");
      api.postJson("guide", HALL + "/tickets", phone.replace("{", "{\"queue\":\"social\","))
          .expect(422, "personal-data");
      assertEquals("closed", api.window(clerk, "close").expect(200).json().getString("state"));

      JsonObject who = api.get("leaving", "/api/v1/sessions/current").expect(200).json();
      assertEquals("leaving", who.getString("username"));
      assertEquals("hanjiang", who.getString("hall"));
      assertEquals("A1", who.getJsonArray("windows").getString(0));
      assertEquals("2026-11-23T12:00:00Z", who.getString("expiresAt"));
      api.putJson(
              "leaving",
              "/api/v1/sessions/current/password",
              "{\"current\":\"correct horse\",\"next\":\"battery staple\"}")
          .expect(201);
      comesBackAndIsCalledByHand(api, clerk);
      isHeldHandedOnAndReopened(api, clerk);
      worksWithAPausedAndAnArmedWindow(api, clerk);
      givesAVisit(api);
      hasAnAppointment(api);
      standsStill(api);
      isSupervised(api);
      isConfigured(api);
      endsTheDay(api);

      assertEquals(204, api.ask("DELETE", "/api/v1/sessions/current", "leaving", null).status());
      api.window("leaving", "open").expect(401, "not-signed-in");

      assertEquals(
          0,
          api.get(null, "/api/v1/sessions/providers")
              .expect(200)
              .json()
              .getJsonArray("providers")
              .size());
      JsonObject owned =
          api.get("admin", "/api/v1/admin/owners")
              .expect(200)
              .json()
              .getJsonArray("halls")
              .getJsonObject(0);
      assertEquals("here", owned.getString("node"));
      assertEquals("serving", owned.getString("phase"));
      assertEquals("2026-11-23", owned.getString("businessDay"));
      assertEquals(
          api.get(null, HALL + "/board").expect(200).json().getInteger("seq"),
          owned.getInteger("seq"));

      api.get(null, "/").expect(200);
      api.get(null, "/openapi.yaml").expect(200);
      assertEquals(
          api.contract().operations().stream()
              .filter(operation -> !PeopleIT.covers(operation) && !CasesIT.covers(operation))
              .filter(operation -> !CaseLookupIT.covers(operation))
              .map(Operation::getOperationId)
              .collect(Collectors.toSet()),
          api.called);
    }
  }

  /** At half past nine; cancelled, and another one met and given back. */
  private static void hasAnAppointment(ApiClient api) {
    JsonObject slots = api.get(null, HALL + "/slots?queue=tax&day=2026-11-24").expect(200).json();
    assertEquals(15, slots.getJsonArray("days").size());
    String slot = slots.getJsonArray("slots").getJsonObject(0).getString("from");
    JsonObject tomorrow =
        api.postJson(
                null,
                HALL + "/appointments",
                "{\"queue\":\"tax\",\"slot\":\"" + slot + "\",\"phone\":\"138 0013 8000\"}")
            .expect(201)
            .json();
    assertFalse(tomorrow.containsKey("state"));
    String address = HALL + "/appointments/" + tomorrow.getString("id");
    assertEquals("booked", api.get(null, address).expect(200).json().getString("state"));
    api.post("kiosk", address + "/check-in").expect(409, "another-day");
    assertEquals(
        "cancelled", api.post(null, address + "/cancel").expect(200).json().getString("state"));
    api.post("kiosk", address + "/check-in").expect(409, "appointment-cancelled");

    String today =
        api.get(null, HALL + "/slots?item=house-sale")
            .expect(200)
            .json()
            .getJsonArray("slots")
            .getJsonObject(0)
            .getString("from");
    String code =
        api.postJson(
                "kiosk",
                HALL + "/appointments",
                "{\"item\":\"house-sale\",\"slot\":\"" + today + "\"}")
            .expect(201)
            .json()
            .getString("code");
    JsonObject ticket =
        api.post("kiosk", HALL + "/appointments/" + code + "/check-in").expect(201).json();
    assertTrue(ticket.getJsonObject("appointment").getBoolean("inTime"));
    api.post("kiosk", HALL + "/appointments/" + code + "/check-in")
        .expect(409, "already-checked-in");
    api.ticket("kiosk", ticket.getString("id"), "cancel").expect(200);
  }

  /** B002 was missed in the morning. */
  private static void comesBackAndIsCalledByHand(ApiClient api, String clerk) {
    JsonObject rejoined = api.ticket("kiosk", "20261123-B002", "rejoin").expect(200).json();
    assertEquals("Waiting", rejoined.getString("state"));
    assertFalse(rejoined.containsKey("window"));
    JsonObject cancelled = api.ticket("kiosk", "20261123-B002", "cancel").expect(200).json();
    assertEquals("Cancelled", cancelled.getString("state"));

    api.window(clerk, "open").expect(200);
    String ticket = api.issue().expect(201).json().getString("id");
    JsonObject call =
        api.at("call", "{\"ticket\":\"" + ticket + "\",\"reason\":\"住得远\"}").expect(200).json();
    assertEquals(ticket, call.getJsonObject("ticket").getString("id"));
    assertEquals(0, call.getJsonArray("why").size());
    assertEquals(
        "Waiting", api.ticket(clerk, ticket, "put-back").expect(200).json().getString("state"));
    assertEquals(
        ticket,
        api.window(clerk, "call-next").expect(200).json().getJsonObject("ticket").getString("id"));
    api.window(clerk, "start").expect(200);
  }

  /** B003 is served at A1. */
  private static void isHeldHandedOnAndReopened(ApiClient api, String clerk) {
    String ticket = "20261123-B003";
    JsonObject held =
        api.at("hold", "{\"reason\":\"copies\",\"hereOnly\":true}").expect(200).json();
    assertEquals("Held", held.getString("state"));
    assertEquals("A1", held.getString("window"));
    JsonObject parked =
        api.get("clerk", HALL + "/windows/A1/desk")
            .expect(200)
            .json()
            .getJsonArray("held")
            .getJsonObject(0);
    assertEquals(ticket, parked.getString("id"));
    assertEquals("copies", parked.getString("reason"));
    assertTrue(parked.getBoolean("hereOnly"));
    JsonObject quick = api.at("quick-serve", "{\"queue\":\"tax\"}").expect(200).json();
    assertEquals("T001", quick.getString("number"));
    assertEquals("tax", quick.getString("queue"));
    assertEquals("Serving", quick.getString("state"));
    api.at("complete", "{\"outcomes\":[\"consulted\"]}").expect(200);
    JsonObject resumed =
        api.at("resume-ticket", "{\"ticket\":\"" + ticket + "\"}").expect(200).json();
    assertEquals("Serving", resumed.getString("state"));
    JsonObject moved =
        api.at("transfer", "{\"queue\":\"tax\",\"window\":\"A1\",\"position\":\"back\"}")
            .expect(200)
            .json();
    assertEquals("Waiting", moved.getString("state"));
    assertEquals("tax", moved.getString("queue"));
    assertEquals("A1", moved.getString("reservedFor"));
    api.window(clerk, "call-next").expect(200);
    api.window(clerk, "start").expect(200);
    api.at("complete", "{\"outcomes\":[\"done\"]}").expect(200);
    JsonObject reopened = api.at("reopen", "{\"ticket\":\"" + ticket + "\"}").expect(200).json();
    assertEquals("Serving", reopened.getString("state"));
    api.at("complete", "{\"outcomes\":[\"done\"]}").expect(200);
  }

  private static void worksWithAPausedAndAnArmedWindow(ApiClient api, String clerk) {
    assertEquals("paused", api.window(clerk, "pause").expect(200).json().getString("state"));
    assertEquals(
        "paused",
        api.get(null, HALL + "/board")
            .expect(200)
            .json()
            .getJsonArray("windows")
            .getJsonObject(0)
            .getString("state"));
    assertEquals("open", api.window(clerk, "resume").expect(200).json().getString("state"));
    assertEquals("armed", api.window(clerk, "store-next").expect(200).json().getString("state"));
    assertEquals(204, api.window(clerk, "store-next").status());
    assertEquals("open", api.window(clerk, "disarm").expect(200).json().getString("state"));
    api.window(clerk, "store-next").expect(200);
    String ticket = api.issue().expect(201).json().getString("id");
    JsonObject called = api.get(clerk, HALL + "/tickets/" + ticket).expect(200).json();
    assertEquals("Called", called.getString("state"));
    assertEquals("A1", called.getString("window"));
    assertEquals(
        "taken-over", api.window("leaving", "take-over").expect(200).json().getString("state"));
    api.window("leaving", "start").expect(200);
    String queues = "{\"queues\":[\"tax\"]}";
    JsonObject changed =
        api.putJson("manager", HALL + "/windows/A1/queues", queues).expect(200).json();
    assertEquals("queues-changed", changed.getString("state"));
    assertEquals("tax", changed.getJsonArray("queues").getString(0));
    assertEquals(204, api.putJson("manager", HALL + "/windows/A1/queues", queues).status());
  }

  private static void givesAVisit(ApiClient api) {
    JsonObject first =
        api.postJson(
                "manager",
                HALL + "/tickets",
                "{\"matters\":[{\"queue\":\"tax\",\"count\":2},{\"queue\":\"social\"}],"
                    + "\"class\":\"with_infant\",\"reason\":\"seen\"}")
            .expect(201)
            .json();
    assertEquals("T002", first.getString("number"));
    assertEquals(2, first.getJsonArray("visit").size());
    JsonObject second = first.getJsonArray("visit").getJsonObject(1);
    assertEquals("B005", second.getString("number"));
    String held = "/api/v1/public/tickets/" + second.getString("trackingCode");
    api.get(null, held).expect(200);
    JsonObject byItem =
        api.postJson(
                "guide",
                HALL + "/tickets",
                "{\"item\":\"tax-certificate\","
                    + "\"identity\":{\"idType\":\"resident-card\","
                    + "\"idNumber\":\"11010519491231002X\"}}")
            .expect(201)
            .json();
    assertEquals("tax", byItem.getString("queue"));
    String own = "/api/v1/public/tickets/" + byItem.getString("trackingCode");
    api.post(null, own + "/rejoin").expect(409, "wrong-ticket-state");
    assertEquals(
        "Cancelled", api.post(null, own + "/cancel").expect(200).json().getString("state"));
    api.post(null, own + "/cancel").expect(409, "wrong-ticket-state");
    api.post(null, "/api/v1/public/tickets/" + "0".repeat(32) + "/cancel")
        .expect(404, "unknown-ticket");
  }

  private static void standsStill(ApiClient api) {
    String reason = "{\"reason\":\"no power\"}";
    api.postJson("clerk", HALL + "/emergency-pause", reason).expect(403, "not-allowed");
    JsonObject paused =
        api.postJson("manager", HALL + "/emergency-pause", reason).expect(200).json();
    assertEquals("no power", paused.getString("reason"));
    api.postJson("manager", HALL + "/emergency-pause", reason).expect(409, "hall-paused");
    api.issue().expect(409, "hall-paused");
    JsonObject board = api.get(null, HALL + "/board").expect(200).json();
    assertEquals("no power", board.getJsonArray("notices").getJsonObject(0).getString("text"));
    String stubs = stubs(paused.getString("at"));
    JsonObject entered = api.postJson("manager", HALL + "/stubs", stubs).expect(200).json();
    JsonObject stub = entered.getJsonArray("stubs").getJsonObject(0);
    assertEquals("X017", stub.getString("number"));
    api.postJson("manager", HALL + "/stubs", stubs).expect(409, "stub-entered");
    api.postJson("manager", HALL + "/stubs", stubs("2026-02-30T10:00:00Z"))
        .expect(400, "invalid-request");
    JsonObject ticket =
        api.get("manager", HALL + "/tickets/" + stub.getString("id")).expect(200).json();
    assertEquals(true, ticket.getBoolean("reconstructed"));
    assertEquals(true, ticket.containsKey("estimate"));
    assertEquals(
        true,
        api.get(null, "/api/v1/public/tickets/" + stub.getString("trackingCode"))
            .expect(200)
            .json()
            .containsKey("ahead"));
    assertEquals(
        "open",
        api.post("manager", HALL + "/emergency-resume").expect(200).json().getString("state"));
    api.post("manager", HALL + "/emergency-resume").expect(409, "hall-not-paused");
    api.post("manager", HALL + "/tickets/" + stub.getString("id") + "/cancel").expect(200);
  }

  private static String stubs(String arrivedAt) {
    return "{\"stubs\":[{\"number\":17,\"queue\":\"social\",\"arrivedAt\":\"" + arrivedAt + "\"}]}";
  }

  private static void isSupervised(ApiClient api) {
    assertEquals(204, api.post("kiosk", HALL + "/heartbeat").status());
    JsonObject seen = api.get("manager", HALL + "/supervision").expect(200).json();
    assertEquals("hanjiang", seen.getString("hall"));
    api.postJson("manager", HALL + "/alarms/99/acknowledge", "{\"note\":\"seen\"}")
        .expect(404, "unknown-alarm");
    api.get("supervisor", HALL + "/outlook").expect(200);
    api.get("supervisor", HALL + "/course?day=2026-11-23").expect(200);
    api.get("supervisor", "/api/v1/supervision/halls").expect(200);
    JsonObject notice =
        new JsonObject()
            .put("zh", "下午停电")
            .put("from", "2026-11-23T09:00:00+08:00")
            .put("until", "2026-11-23T18:00:00+08:00");
    api.postJson("manager", HALL + "/notices", notice.encode()).expect(201);
    api.get(null, HALL + "/notices").expect(200);
    api.ask("DELETE", HALL + "/notices/1", "manager", null).expect(204);
  }

  private static void isConfigured(ApiClient api) {
    api.get("manager", HALL + "/configuration").expect(200);
    api.get("manager", HALL + "/configurations").expect(200);
    String texts = new JsonObject().put("file", "hall: hanjiang # again\n").encode();
    int version =
        api.putJson("manager", HALL + "/configuration", texts)
            .expect(200)
            .json()
            .getInteger("version");
    api.postJson("manager", HALL + "/configuration/preview", texts).expect(200);
    api.get("manager", HALL + "/configurations/" + version).expect(200);
    JsonObject choice = new JsonObject().put("version", version + 9);
    api.postJson("manager", HALL + "/reconfigure", choice.encode())
        .expect(404, "unknown-configuration");
  }

  /** The two of the visit wait, B004 is served. */
  private static void endsTheDay(ApiClient api) {
    JsonObject ended = api.post("manager", HALL + "/end-day").expect(200).json();
    assertEquals("ended", ended.getString("state"));
    assertEquals(2, ended.getInteger("lapsed"));
    assertEquals(1, ended.getInteger("completed"));
    assertEquals(1, ended.getInteger("windowsClosed"));
    JsonObject lapsed = api.get("kiosk", HALL + "/tickets/20261123-T002").expect(200).json();
    assertEquals("not-served", lapsed.getString("lapsed"));
    assertEquals(204, api.post("manager", HALL + "/end-day").status());
    api.issue().expect(409, "day-ended");
    api.window("manager", "open").expect(409, "day-ended");
  }

  @Test
  void without_an_identity_provider_there_is_nothing_to_link() {
    try (TestHall hall = new TestHall()) {
      ApiClient api = new ApiClient(hall);
      String identity = "/api/v1/admin/accounts/clerk/identity";
      api.get("admin", identity).expect(409, "no-identity-provider");
      api.putJson("admin", identity, "{\"subject\":\"zhang.san\"}")
          .expect(409, "no-identity-provider");
      api.ask("DELETE", identity, "admin", null).expect(409, "no-identity-provider");
    }
  }

  @Test
  void the_examples_of_the_contract_are_as_the_contract_says() {
    try (TestHall hall = new TestHall()) {
      ApiClient api = new ApiClient(hall);
      JsonObject schemas =
          api.contract().getRawContract().getJsonObject("components").getJsonObject("schemas");
      int examples = 0;
      for (String name : schemas.fieldNames()) {
        JsonObject schema = schemas.getValue(name) instanceof JsonObject json ? json : null;
        if (schema == null || !schema.containsKey("examples")) {
          continue;
        }
        for (Object example : schema.getJsonArray("examples")) {
          examples++;
          assertTrue(
              api.contract()
                  .getSchemaRepository()
                  .validator(io.vertx.json.schema.JsonSchema.of(schema))
                  .validate(example)
                  .getValid(),
              name + ": " + example);
        }
      }
      assertTrue(examples >= 29, "examples: " + examples);
    }
  }

  @Test
  void the_start_page_lists_the_halls_and_runs_no_script() {
    try (TestHall hall = new TestHall()) {
      Answer page = new ApiClient(hall).get(null, "/").expect(200);
      String html = page.body().toString();
      assertTrue(html.contains("涵江区&lt;政务&gt;服务中心"), html);
      for (String address :
          new String[] {
            "/kiosk/hanjiang",
            "/display/hanjiang",
            "/window/hanjiang",
            "/api/v1/halls/hanjiang/board",
            "/api"
          }) {
        assertTrue(html.contains("href=\"" + address + "\""), html);
      }
      assertFalse(html.contains("<script"), html);
      String csp = page.headers().get("content-security-policy");
      assertTrue(csp.startsWith("default-src 'none'; style-src 'sha256-"), csp);
    }
  }

  @Test
  void answers_are_not_kept_but_the_contract_is() {
    try (TestHall hall = new TestHall()) {
      ApiClient api = new ApiClient(hall);
      assertEquals("no-store", api.get(null, HALL + "/board").headers().get("cache-control"));
      assertEquals(
          "public, max-age=300", api.get(null, "/openapi.yaml").headers().get("cache-control"));
      assertEquals(
          "default-src 'none'; frame-ancestors 'none'",
          api.get(null, HALL + "/board").headers().get("content-security-policy"));
    }
  }

  @Test
  void a_head_request_is_answered_like_a_get_without_the_body() {
    try (TestHall hall = new TestHall()) {
      Answer answer = new ApiClient(hall).ask("HEAD", HALL + "/board", null, null);
      assertEquals(200, answer.status());
      assertEquals(0, answer.body().length());
    }
  }

  @Test
  void extra_routes_come_before_the_contract_and_their_failures_are_problems() {
    try (TestHall hall = new TestHall()) {
      ApiClient api = new ApiClient(hall);
      assertEquals(200, api.get(null, "/extra").status());
      api.get(null, "/extra/broken").expect(500, "unexpected");
    }
  }
}
