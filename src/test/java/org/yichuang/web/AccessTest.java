package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.openapi.contract.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    "guide, 201",
    "clerk, 201",
    "display, 403",
    "nobody, 403",
    "stranger, 403",
    "unknown, 401",
    ", 401"
  })
  void whoever_meets_people_gives_numbers(String token, int status) {
    ApiClient.Answer answer =
        api.postJson(token, HALL + "/tickets", "{\"queue\":\"tax\"}").expect(status);
    assertEquals(status == 401 ? "Bearer" : null, answer.headers().get("www-authenticate"));
  }

  @ParameterizedTest
  @CsvSource({"of-county, 201", "of-city, 201", "of-elsewhere, 403"})
  void an_account_of_a_centre_is_good_for_its_halls_and_those_below(String token, int status) {
    api.postJson(token, HALL + "/tickets", "{\"queue\":\"tax\"}").expect(status);
    api.get(token, "/api/v1/admin/owners").expect(403, "not-allowed");
  }

  @ParameterizedTest(name = "{1} {2} by {0}: {3}")
  @CsvSource({
    "paired-kiosk, POST, /tickets, 415",
    "paired-kiosk, POST, /heartbeat, 204",
    "paired-kiosk, POST, /appointments/k7m2q9x4wbfz/check-in, 404",
    "paired-kiosk, GET, /tickets/20261123-B999, 403",
    "paired-kiosk, POST, /tickets/20261123-B999/cancel, 403",
    "paired-kiosk, POST, /appointments, 403",
    "paired-kiosk, GET, /board, 200",
    "paired-display, POST, /heartbeat, 204",
    "paired-display, GET, /board, 200",
    "paired-display, POST, /tickets, 403",
    "paired-display, POST, /appointments/k7m2q9x4wbfz/check-in, 403",
    "paired-display, GET, /tickets/20261123-B999, 403",
    "paired-display, GET, /supervision, 403",
  })
  void a_paired_device_does_its_one_thing(String token, String method, String path, int status) {
    api.ask(method, HALL + path, token, null).expect(status);
  }

  @Test
  void every_operation_that_is_not_named_for_a_device_is_refused_to_it() {
    Set<String> open =
        Set.of("currentSession", "signOut", "issueTicket", "printTicket", "checkIn", "heartbeat");
    for (Operation operation : api.contract().operations()) {
      if (operation.getSecurityRequirements().isEmpty()
          || open.contains(operation.getOperationId())) {
        continue;
      }
      String path =
          operation
              .getAbsoluteOpenAPIPath()
              .replace("{hall}", "hanjiang")
              .replace("{window}", "A1")
              .replace("{ticket}", "20261123-B001")
              .replace("{alarm}", "1")
              .replace("{appointment}", "k7m2q9x4wbfz")
              .replace("{centre}", "hanjiang")
              .replace("{account}", "clerk")
              .replace("{device}", "1")
              .replace("{item}", "dispatch-licence")
              .replace("{calendar}", "cn")
              .replace("{year}", "2027")
              .replace("{version}", "1")
              .replace("{notice}", "1")
              .replace("{case}", "0007-261123-000017-5")
              .replace("{clock}", "statutory");
      api.ask(operation.getHttpMethod().name(), path, "paired-kiosk", null)
          .expect(403, "not-allowed");
    }
  }

  @Test
  void a_password_that_somebody_else_chose_is_good_for_choosing_another() {
    hall.access.initial.add("nobody");
    try {
      assertEquals(
          true,
          api.get("nobody", "/api/v1/sessions/current")
              .expect(200)
              .json()
              .getBoolean("passwordChangeRequired"));
      String detail =
          api.get("nobody", HALL + "/tickets/20261123-B999")
              .expect(403, "not-allowed")
              .json()
              .getString("detail");
      assertTrue(detail.contains("a password that somebody else chose; change it"), detail);
    } finally {
      hall.access.initial.remove("nobody");
    }
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource({
    "correct horse, battery staple, 201, ''",
    "wrong, battery staple, 403, wrong-password",
    "correct horse, correct horse, 422, unfit-password",
    "correct horse, my-CLERK-password, 422, unfit-password",
    "correct horse, abababababab, 422, unfit-password",
    "correct horse, short, 400, invalid-request",
  })
  void a_new_password_is_another_one_and_no_trifle(
      String current, String next, int status, String slug) {
    String body = "{\"current\":\"" + current + "\",\"next\":\"" + next + "\"}";
    ApiClient.Answer answer =
        api.putJson("clerk", "/api/v1/sessions/current/password", body).expect(status);
    assertEquals(slug, answer.problem());
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

  @ParameterizedTest
  @CsvSource({
    "admin, 200",
    "manager, 403",
    "clerk, 403",
    "kiosk, 403",
    "display, 403",
    "nobody, 403",
    "stranger, 403",
    ", 401"
  })
  void administrators_see_who_owns_what(String token, int status) {
    api.get(token, "/api/v1/admin/owners").expect(status);
  }

  @Test
  void a_hall_that_nobody_owns_is_unknown() {
    try (TestHall another = new TestHall()) {
      another.owned = false;
      ApiClient.Answer answer =
          new ApiClient(another).get("admin", "/api/v1/admin/owners").expect(200);
      assertEquals(
          "{\"halls\":[{\"hall\":\"hanjiang\",\"phase\":\"unknown\"}]}", answer.body().toString());
    }
  }

  static Stream<Arguments> commandsAtAWindow() {
    String ticket = "{\"ticket\":\"20261123-B999\"}";
    return Stream.of(
        arguments("open", ""),
        arguments("close", ""),
        arguments("call-next", ""),
        arguments("recall", ""),
        arguments("miss", ""),
        arguments("start", ""),
        arguments("complete", "{\"outcomes\":[\"done\"]}"),
        arguments("pause", ""),
        arguments("resume", ""),
        arguments("take-over", ""),
        arguments("store-next", ""),
        arguments("disarm", ""),
        arguments("hold", "{\"reason\":\"copies\"}"),
        arguments("resume-ticket", ticket),
        arguments("transfer", "{\"queue\":\"tax\"}"),
        arguments("reopen", ticket),
        arguments("quick-serve", "{\"queue\":\"tax\"}"),
        arguments("call", "{\"ticket\":\"20261123-B999\",\"reason\":\"upstairs\"}"));
  }

  @ParameterizedTest
  @MethodSource("commandsAtAWindow")
  void a_command_at_a_window_is_its_clerks_or_a_managers(String step, String body) {
    for (String token : List.of("clerk", "manager", "admin")) {
      assertAllowed(give(token, HALL + "/windows/A1/" + step, body), token + " " + step);
    }
    for (String token : List.of("kiosk", "display", "nobody", "stranger")) {
      give(token, HALL + "/windows/A1/" + step, body).expect(403, "not-allowed");
    }
    give("clerk", HALL + "/windows/A2/" + step, body).expect(403, "not-allowed");
    give(null, HALL + "/windows/A1/" + step, body).expect(401, "not-signed-in");
  }

  @Test
  void every_command_at_a_window_is_in_the_table() {
    Set<String> steps =
        api.contract().operations().stream()
            .map(Operation::getOpenAPIPath)
            .filter(path -> path.contains("/windows/{window}/"))
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    steps.remove("queues");
    steps.remove("desk");
    assertEquals(
        steps,
        commandsAtAWindow()
            .map(row -> (String) row.get()[0])
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void a_desk_is_seen_by_who_may_work_at_the_window() {
    String desk = ApiClient.HALL + "/windows/A1/desk";
    api.get(null, desk).expect(401, "not-signed-in");
    api.get("kiosk", desk).expect(403, "not-allowed");
    api.get("display", desk).expect(403, "not-allowed");
    api.get("clerk", desk).expect(200);
    api.get("manager", desk).expect(200);
    api.get("supervisor", desk).expect(200);
    api.post("supervisor", ApiClient.HALL + "/windows/A1/call-next").expect(403, "not-allowed");
    api.get("manager", ApiClient.HALL + "/windows/Z9/desk").expect(404, "unknown-window");
  }

  private static void assertAllowed(ApiClient.Answer answer, String description) {
    assertTrue(
        Set.of(200, 204, 404, 409).contains(answer.status()),
        () -> description + ": " + answer.status() + " " + answer.body());
  }

  private ApiClient.Answer give(@Nullable String token, String path, String body) {
    return body.isEmpty() ? api.post(token, path) : api.postJson(token, path, body);
  }

  @ParameterizedTest
  @CsvSource({
    "cancel, kiosk, 404",
    "cancel, clerk, 404",
    "cancel, manager, 404",
    "cancel, admin, 404",
    "cancel, display, 403",
    "cancel, nobody, 403",
    "cancel, stranger, 403",
    "cancel, , 401",
    "rejoin, kiosk, 404",
    "rejoin, clerk, 404",
    "rejoin, manager, 404",
    "rejoin, admin, 404",
    "rejoin, display, 403",
    "rejoin, nobody, 403",
    "rejoin, stranger, 403",
    "rejoin, , 401",
    "put-back, clerk, 404",
    "put-back, manager, 404",
    "put-back, admin, 404",
    "put-back, kiosk, 403",
    "put-back, display, 403",
    "put-back, nobody, 403",
    "put-back, stranger, 403",
    "put-back, , 401"
  })
  void numbers_are_changed_by_those_who_meet_their_people(String step, String token, int status) {
    api.post(token, HALL + "/tickets/20261123-B999/" + step).expect(status);
  }

  @ParameterizedTest
  @CsvSource({
    "manager, 404",
    "admin, 404",
    "clerk, 403",
    "kiosk, 403",
    "display, 403",
    "nobody, 403",
    "stranger, 403",
    ", 401"
  })
  void managers_say_which_queues_a_window_serves(String token, int status) {
    api.putJson(token, HALL + "/windows/Z9/queues", "{\"queues\":[\"tax\"]}").expect(status);
  }

  @Test
  void managers_end_the_day() {
    try (TestHall another = new TestHall()) {
      ApiClient there = new ApiClient(another);
      for (String token : List.of("clerk", "kiosk", "display", "nobody", "stranger")) {
        there.post(token, HALL + "/end-day").expect(403, "not-allowed");
      }
      there.post(null, HALL + "/end-day").expect(401, "not-signed-in");
      there.post("manager", HALL + "/end-day").expect(200);
      there.post("admin", HALL + "/end-day").expect(204);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kiosk, ordinary, 201",
    "kiosk, elderly, 403",
    "guide, elderly, 201",
    "guide, green_channel, 201",
    "display, ordinary, 403",
    "kiosk, with_infant, 403",
    "kiosk, disabled, 403",
    "kiosk, service, 403",
    "kiosk, green_channel, 403",
    "manager, elderly, 201",
    "manager, with_infant, 201",
    "manager, disabled, 201",
    "manager, service, 201",
    "admin, green_channel, 201",
    "clerk, green_channel, 201"
  })
  void nobody_claims_a_class_for_himself(String token, String person, int status) {
    api.postJson(
            token,
            HALL + "/tickets",
            "{\"queue\":\"tax\",\"class\":\"" + person + "\",\"reason\":\"seen\"}")
        .expect(status);
  }

  @Test
  void a_called_number_is_put_back_by_its_clerk_or_a_manager() {
    try (TestHall another = new TestHall()) {
      ApiClient there = new ApiClient(another);
      String ticket = there.issue().expect(201).json().getString("id");
      there.window("clerk", "open").expect(200);
      there.window("clerk", "call-next").expect(200);
      there.ticket("leaving", ticket, "put-back").expect(409, "not-your-window");
      there.ticket("manager", ticket, "put-back").expect(200);
      there.window("clerk", "call-next").expect(200);
      there.ticket("clerk", ticket, "put-back").expect(200);
      there.ticket("clerk", ticket, "put-back").expect(409, "wrong-ticket-state");
    }
  }

  @Test
  void who_may_not_learns_nothing_about_the_body() {
    api.postJson(null, HALL + "/tickets", "{").expect(401, "not-signed-in");
    api.postJson("display", HALL + "/tickets", "{").expect(403, "not-allowed");
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
