package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.AccountId;
import org.yichuang.journal.CaseFigures;
import org.yichuang.journal.CaseFile;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlarmedCaseRoutesTest {
  private static final String CASES = "/api/v1/supervision/cases";
  private static final LocalDate DUE = LocalDate.parse("2026-11-20");
  private static final CaseNumber NUMBER =
      new CaseNumber(TestHall.HALL, LocalDate.parse("2026-11-09"), 17);
  private static final CaseFigures.Alarmed LATE =
      new CaseFigures.Alarmed(
          NUMBER,
          "dispatch-licence",
          1,
          "promised",
          "accepted",
          "red",
          new AccountId(12),
          DUE,
          null,
          new CaseFile.Raised(
              "escalated-to-backup",
              "promised",
              2,
              Instant.parse("2026-11-23T09:00:00Z"),
              DUE,
              13));
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterAll
  void close() {
    hall.close();
  }

  @Test
  void a_page_leads_to_the_next() {
    hall.figures.alarmed = List.of(LATE, LATE);
    JsonObject page = api.get("supervisor", CASES + "?light=red&limit=1").expect(200).json();
    JsonObject first = page.getJsonArray("cases").getJsonObject(0);
    assertEquals(NUMBER.display(), first.getString("case"));
    assertEquals("hanjiang", first.getString("hall"));
    assertEquals(
        new JsonObject(
            """
            {"clock":"promised","version":2,"level":"escalated-to-backup","light":"red",
             "to":"backup","account":13,"at":"2026-11-23T09:00:00Z","dueDate":"2026-11-20"}
            """),
        first.getJsonObject("alarm"));
    assertEquals(
        new MemoryFigures.Searched(Set.of(TestHall.HALL), "red", null, 2), hall.figures.searched);
    hall.figures.alarmed = List.of(LATE);
    JsonObject next =
        api.get("supervisor", CASES + "?limit=1&after=" + page.getString("next"))
            .expect(200)
            .json();
    assertFalse(next.containsKey("next"));
    assertEquals(LATE.place(), hall.figures.searched.after());
  }

  @ParameterizedTest(name = "{0} of {1}: {2} {3}")
  @CsvSource({
    "of-county, ?centre=hanjiang, 200, ''",
    "of-elsewhere, ?centre=hanjiang, 403, not-allowed",
    "clerk, '', 403, not-allowed",
    ", '', 401, not-signed-in",
    "admin, ?centre=nowhere, 404, unknown-centre",
    "admin, ?light=blue, 400, invalid-request",
    "admin, ?after=1.2026-02-30.00072611090000179, 400, invalid-request",
    "admin, ?limit=0, 400, invalid-request",
  })
  void who_asks_for_what_is_answered(String who, String query, int status, String problem) {
    hall.figures.alarmed = List.of();
    assertEquals(problem, api.get(who, CASES + query).expect(status).problem());
  }

  @Test
  void without_the_database_it_says_so() {
    hall.figures.alarmed = null;
    assertEquals("figures-unavailable", api.get("admin", CASES).expect(503).problem());
  }
}
