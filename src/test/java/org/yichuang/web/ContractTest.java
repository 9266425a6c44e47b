package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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
      assertEquals("08:30", config.getJsonArray("hours").getJsonObject(0).getString("from"));
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
      assertEquals("closed", api.window(clerk, "close").expect(200).json().getString("state"));

      JsonObject who = api.get("leaving", "/api/v1/sessions/current").expect(200).json();
      assertEquals("leaving", who.getString("username"));
      assertEquals("hanjiang", who.getString("hall"));
      assertEquals("A1", who.getJsonArray("windows").getString(0));
      assertEquals("2026-11-23T12:00:00Z", who.getString("expiresAt"));
      assertEquals(204, api.ask("DELETE", "/api/v1/sessions/current", "leaving", null).status());
      api.window("leaving", "open").expect(401, "not-signed-in");

      api.get(null, "/").expect(200);
      api.get(null, "/openapi.yaml").expect(200);
      assertEquals(
          api.contract().operations().stream()
              .map(Operation::getOperationId)
              .collect(Collectors.toSet()),
          api.called);
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
      assertTrue(examples >= 20, "examples: " + examples);
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
            "/api/v1/halls/hanjiang/board"
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
