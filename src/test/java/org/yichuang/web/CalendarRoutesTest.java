package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalendarRoutesTest {
  private static final String DUE = "/api/v1/calendars/cn/due";
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterAll
  void close() {
    hall.close();
  }

  @ParameterizedTest(name = "{0} + {1}: {2}, provisional {3}")
  @CsvSource({
    "2026-02-09, 5, 2026-02-14, false",
    "2026-02-09, 20, 2026-03-13, false",
    "2026-09-18, 1, 2026-09-20, false",
    "2025-01-01, 1, 2025-01-02, false",
    "2026-12-30, 1, 2026-12-31, false",
    "2026-12-31, 1, 2027-01-01, true",
    "2028-02-29, 1, 2028-03-01, true",
    "2036-12-31, 1000, 2040-10-31, true",
  })
  void a_period_ends_on_its_last_working_day(
      String start, int days, String due, boolean provisional) {
    JsonObject answer =
        api.get(null, DUE + "?start=" + start + "&workingDays=" + days).expect(200).json();
    assertEquals(due, answer.getString("due"));
    assertEquals(provisional, answer.getBoolean("provisional"));
    assertEquals(
        days,
        answer.getJsonArray("why").stream()
            .filter(day -> ((JsonObject) day).getBoolean("counted"))
            .count());
  }

  @Test
  void the_answer_says_why_day_by_day() {
    assertEquals(
        new JsonObject(
            """
            {"calendar":"cn","start":"2026-10-08","workingDays":3,"due":"2026-10-12",
             "provisional":false,"why":[
              {"date":"2026-10-08","counted":false,"because":"start"},
              {"date":"2026-10-09","counted":true,"because":"weekday"},
              {"date":"2026-10-10","counted":true,"because":"make-up-day"},
              {"date":"2026-10-11","counted":false,"because":"weekend"},
              {"date":"2026-10-12","counted":true,"because":"weekday"}]}
            """),
        api.get(null, DUE + "?start=2026-10-08&workingDays=3").expect(200).json());
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cn/due?start=2026-02-09&workingDays=0     | 400 | workingDays: expected a number of 1…1000, found 0; see /openapi.yaml
          cn/due?start=2026-02-09&workingDays=1001  | 400 | workingDays: expected a number of 1…1000, found 1001; see /openapi.yaml
          cn/due?start=2026-02-09&workingDays=10000 | 400 | workingDays: expected a number of 1…1000, found 10000; see /openapi.yaml
          cn/due?start=2026-02-09&workingDays=-5    | 400 | workingDays: expected a number of 1…1000, found -5; see /openapi.yaml
          cn/due?start=2026-02-09                   | 400 | workingDays: expected a value, found none; see /openapi.yaml
          cn/due?workingDays=5                      | 400 | start: expected a value, found none; see /openapi.yaml
          cn/due?start=9.2.2026&workingDays=5       | 400 | start: expected [0-9]{4}-[0-9]{2}-[0-9]{2}, found 9.2.2026; see /openapi.yaml
          cn/due?start=2026-02-30&workingDays=5     | 400 | start: expected a date such as 2026-02-09, found 2026-02-30; see /openapi.yaml
          cn/due?start=2026-02-09&workingDays=5&x=1 | 400 | query: expected only start, workingDays, found "x"; see /openapi.yaml
          cn/due?start=2024-12-31&workingDays=5     | 422 | start: expected a date from 2025-01-01 to 2036-12-31, found 2024-12-31; choose one of these
          cn/due?start=2037-01-01&workingDays=5     | 422 | start: expected a date from 2025-01-01 to 2036-12-31, found 2037-01-01; choose one of these
          cn/due?start=0000-01-01&workingDays=5     | 422 | start: expected a date from 2025-01-01 to 2036-12-31, found 0000-01-01; choose one of these
          us/due?start=2026-02-09&workingDays=5     | 404 | expected the id of a national calendar, found us; use cn
          """)
  void a_problem_says_what_was_expected(String path, int status, String detail) {
    ApiClient.Answer answer = api.get(null, "/api/v1/calendars/" + path);
    assertEquals(status, answer.status());
    assertEquals(detail, answer.json().getString("detail"));
    assertTrue(answer.problem().length() > 3);
  }
}
