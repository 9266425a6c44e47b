package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.cases.CaseTally;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndicatorRoutesTest {
  private static final String INDICATORS = "/api/v1/supervision/indicators";
  private static final CaseTally TALLY =
      new CaseTally(
          9,
          4,
          8,
          new CaseTally.Share(7, 8),
          new CaseTally.Share(8, 8),
          new CaseTally.Share(0, 0),
          5,
          4,
          3,
          10,
          6,
          List.of(3L, 1L, 0L, 0L, 0L, 0L));
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterAll
  void close() {
    hall.close();
  }

  @Test
  void figures_come_with_what_they_were_made_of() {
    hall.figures.tallies = Map.of("dispatch-licence", TALLY, "gone", TALLY);
    JsonObject answer =
        api.get("supervisor", INDICATORS + "?from=2026-11-01&to=2026-11-30").expect(200).json();
    Map<String, JsonObject> byId =
        answer.getJsonArray("indicators").stream()
            .map(JsonObject.class::cast)
            .collect(Collectors.toMap(one -> one.getString("id"), one -> one));
    assertEquals(14, byId.get("on-time").getInteger("numerator"));
    assertEquals(16, byId.get("on-time").getInteger("denominator"));
    assertEquals(0.875, byId.get("on-time").getDouble("value"));
    assertTrue(byId.get("on-time").getJsonObject("formula").getString("zh").contains("逾期未办结"));
    assertEquals(
        "nothing to count in this period",
        byId.get("delivered-on-time").getJsonObject("note").getString("en"));
    assertFalse(byId.get("delivered-on-time").containsKey("value"));
    assertEquals("尚无评价", byId.get("satisfied").getJsonObject("note").getString("zh"));
    assertFalse(byId.get("satisfied").containsKey("value"));
    assertEquals(9, byId.get("compression-by-volume").getInteger("denominator"));
    assertEquals(8, answer.getJsonObject("cases").getInteger("open"));
    assertEquals(
        new JsonObject("{\"fromDays\":0,\"toDays\":5,\"cases\":6}"),
        answer.getJsonArray("ageing").getJsonObject(0));
    assertEquals(List.of("hanjiang"), answer.getJsonArray("halls").getList());
  }

  @Test
  void without_days_it_is_the_month_until_today_at_the_hall() {
    hall.figures.tallies = Map.of();
    api.get("admin", INDICATORS).expect(200);
    assertEquals(
        new MemoryFigures.Asked(
            Map.of(TestHall.HALL, LocalDate.parse("2026-11-23")),
            LocalDate.parse("2026-11-01"),
            LocalDate.parse("2026-11-23")),
        hall.figures.asked);
  }

  @ParameterizedTest(name = "{0} of {1}: {2} {3}")
  @CsvSource({
    "supervisor, ?hall=hanjiang, 200, ''",
    "supervisor, ?centre=hanjiang, 403, not-allowed",
    "of-county, ?centre=hanjiang, 200, ''",
    "of-county, ?centre=putian, 403, not-allowed",
    "of-city, ?centre=putian, 200, ''",
    "of-city, ?centre=licheng, 200, ''",
    "of-elsewhere, ?centre=hanjiang, 403, not-allowed",
    "of-elsewhere, ?hall=hanjiang, 403, not-allowed",
    "of-elsewhere, '', 200, ''",
    "clerk, '', 403, not-allowed",
    ", '', 401, not-signed-in",
    "admin, ?centre=nowhere, 404, unknown-centre",
    "admin, ?hall=nowhere, 404, unknown-hall",
    "admin, ?hall=hanjiang&centre=hanjiang, 400, invalid-request",
    "admin, ?from=2026-02-30, 400, invalid-request",
    "admin, ?from=1999-12-31, 400, invalid-request",
    "admin, ?from=2026-02-02&to=2026-02-01, 400, invalid-request",
    "admin, ?year=2026, 400, invalid-request",
  })
  void who_asks_for_what_is_answered(String who, String query, int status, String problem) {
    hall.figures.tallies = Map.of();
    ApiClient.Answer answer = api.get(who, INDICATORS + query).expect(status);
    assertEquals(problem, answer.problem());
  }

  @Test
  void a_centre_without_cases_has_no_figures() {
    hall.figures.tallies = Map.of();
    JsonObject answer = api.get("of-city", INDICATORS + "?centre=licheng").expect(200).json();
    assertEquals(List.of(), answer.getJsonArray("halls").getList());
    assertEquals(
        0L,
        answer.getJsonArray("indicators").stream()
            .filter(one -> ((JsonObject) one).containsKey("value"))
            .count());
  }

  @Test
  void without_the_database_it_says_so() {
    hall.figures.tallies = null;
    assertEquals("figures-unavailable", api.get("admin", INDICATORS).expect(503).problem());
  }
}
