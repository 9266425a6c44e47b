package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.cases.CaseNumber;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.Deadline;
import org.yichuang.deadlines.DeadlineChange;
import org.yichuang.journal.ReckonedDeadlines;

class CalendarYearRoutesTest {
  private static final String YEARS = "/api/v1/admin/calendars/cn/years";
  private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterEach
  void close() {
    hall.close();
  }

  private static String notice(String days) {
    return "{\"year\":2027,\"document\":\"国办发明电〔2026〕9号\"," + days + "}";
  }

  private static final String SOUND =
      notice("\"holidays\":[\"2027-01-01\"],\"workdays\":[\"2027-01-03\"]");

  @Test
  void a_notice_is_stored_and_listed_with_what_it_moved() {
    JsonObject stored = api.postJson("admin", YEARS, SOUND).expect(201).json();
    assertEquals(1, stored.getInteger("version"));
    assertEquals(new JsonArray().add("2027-01-03"), stored.getJsonArray("workdays"));
    assertEquals(1, stored.getJsonObject("reckoned").getInteger("done"));
    JsonObject listed = api.get("admin", YEARS).expect(200).json();
    assertEquals(2027, listed.getJsonArray("years").getJsonObject(0).getInteger("year"));

    CaseNumber number = new CaseNumber(TestHall.HALL, LocalDate.parse("2026-11-23"), 4);
    ReckonedDeadlines.Place place = new ReckonedDeadlines.Place(number, 7);
    ReckonedDeadlines.Moved moved =
        new ReckonedDeadlines.Moved(
            place,
            "dispatch-licence",
            AT,
            List.of(
                new DeadlineChange(
                    ClockId.parse("statutory"),
                    new Deadline(1, LocalDate.parse("2027-01-04"), AT, AT, true, List.of()),
                    new Deadline(2, LocalDate.parse("2027-01-05"), AT, AT, false, List.of()))));
    hall.years.moved = List.of(moved, moved);
    JsonObject page = api.get("admin", YEARS + "/2027/changes?limit=1").expect(200).json();
    JsonObject change = page.getJsonArray("changes").getJsonObject(0);
    assertEquals(number.display(), change.getString("case"));
    assertEquals(
        new JsonObject(
            """
            {"clock":"statutory","before":{"version":1,"date":"2027-01-04","provisional":true},
             "after":{"version":2,"date":"2027-01-05","provisional":false}}
            """),
        change.getJsonArray("deadlines").getJsonObject(0));
    hall.years.moved = List.of(moved);
    JsonObject last =
        api.get("admin", YEARS + "/2027/changes?limit=1&after=" + page.getString("next"))
            .expect(200)
            .json();
    assertEquals(place, hall.years.after);
    assertFalse(last.containsKey("next"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"holidays\":[],\"workdays\":[\"2027-01-04\"] | a Saturday or Sunday as make-up day",
        "\"holidays\":[\"2028-03-01\"],\"workdays\":[] | a day of 2027",
        "\"holidays\":[\"2027-01-01\",\"2027-01-01\"],\"workdays\":[] | each day once",
        "\"holidays\":[\"2027-01-03\"],\"workdays\":[\"2027-01-03\"] | either off or worked",
        "\"holidays\":[],\"workdays\":[],\"vectors\":[{\"start\":\"2027-01-04\","
            + "\"workingDays\":1,\"due\":\"2027-01-06\"}] | expected 2027-01-06 as working day 1",
      })
  void a_notice_that_cannot_be_right_is_refused(String days, String expected) {
    ApiClient.Answer answer = api.postJson("admin", YEARS, notice(days)).expect(422);
    assertEquals("invalid-calendar-year", answer.problem());
    assertEquals(
        true, answer.json().getString("detail").contains(expected), answer.body()::toString);
  }

  @Test
  void only_administrators_of_everything_store_notices() {
    api.postJson("manager", YEARS, SOUND).expect(403, "not-allowed");
    api.postJson("of-city", YEARS, SOUND).expect(403, "not-allowed");
    api.get("supervisor", YEARS).expect(403, "not-allowed");
    api.get("admin", "/api/v1/admin/calendars/fr/years").expect(404, "unknown-calendar");
    api.get("admin", YEARS + "/2031/changes").expect(404, "unknown-calendar-year");
    api.postJson("admin", YEARS, SOUND).expect(201);
    api.get("admin", YEARS + "/2027/changes?after=00012611230000170.7")
        .expect(400, "invalid-request");
    api.postJson("admin", YEARS, notice("\"holidays\":[\"2027-02-30\"],\"workdays\":[]"))
        .expect(400, "invalid-request");
    hall.years.away = true;
    api.postJson("admin", YEARS, SOUND).expect(503, "configurations-unavailable");
  }
}
