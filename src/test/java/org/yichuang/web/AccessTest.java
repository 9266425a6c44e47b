package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.web.ApiClient.HALL;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, and what they learn when they may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterAll
  void close() {
    hall.close();
  }

  @ParameterizedTest
  @CsvSource({
    "kiosk, 201",
    "manager, 201",
    "admin, 201",
    "clerk, 403",
    "display, 403",
    "nobody, 403",
    "stranger, 403",
    "unknown, 401",
    ", 401"
  })
  void kiosks_and_managers_give_numbers(String token, int status) {
    ApiClient.Answer answer =
        api.postJson(token, HALL + "/tickets", "{\"queue\":\"tax\"}").expect(status);
    assertEquals(status == 401 ? "Bearer" : null, answer.headers().get("www-authenticate"));
  }

  @ParameterizedTest
  @CsvSource({
    "clerk, A1, 409",
    "clerk, A2, 403",
    "manager, A2, 409",
    "admin, A2, 409",
    "kiosk, A1, 403",
    "stranger, A1, 403",
    ", A1, 401"
  })
  void clerks_serve_their_windows_and_managers_all(String token, String window, int status) {
    api.post(token, HALL + "/windows/" + window + "/recall").expect(status);
  }

  @ParameterizedTest
  @CsvSource({"kiosk, 404", "display, 404", "clerk, 404", "nobody, 403", "stranger, 403", ", 401"})
  void every_account_of_the_hall_sees_its_tickets(String token, int status) {
    api.get(token, HALL + "/tickets/20261123-B999").expect(status);
  }

  @Test
  void who_may_not_learns_nothing_about_the_body() {
    api.postJson(null, HALL + "/tickets", "{").expect(401, "not-signed-in");
    api.postJson("clerk", HALL + "/tickets", "{").expect(403, "not-allowed");
    api.postJson("kiosk", HALL + "/tickets", "{").expect(400, "malformed-json");
    api.post(null, "/api/v1/halls/nowhere/windows/A1/open").expect(401, "not-signed-in");
  }

  @ParameterizedTest
  @CsvSource({"Basic a2lvc2s=", "kiosk", "Bearer", "'Bearer  '", "Bearer kiosk kiosk"})
  void only_a_bearer_token_counts(String header) {
    api.ask(
            "POST",
            HALL + "/tickets",
            null,
            BodyPublishers.ofString("{\"queue\":\"tax\"}"),
            "Content-Type",
            "application/json",
            "Authorization",
            header)
        .expect(401, "not-signed-in");
  }
}
