package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.web.ApiClient.Answer;

/** The sessions of pages. */
class SessionCookieTest {
  private static final String CURRENT = "/api/v1/sessions/current";
  private static final String TICKETS = HALL + "/tickets";
  private static final String SOCIAL = "{\"queue\":\"social\"}";
  private static final String KIOSK = "yichuang_session=kiosk";

  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);
  private final String own = "http://127.0.0.1:" + hall.port;

  @AfterEach
  void close() {
    hall.close();
  }

  private Answer signIn(String... headers) {
    return api.postJson(
        null,
        "/api/v1/sessions",
        "{\"username\":\"kiosk\",\"password\":\"correct horse\",\"cookie\":true}",
        headers);
  }

  @Test
  void a_page_gets_a_cookie_that_scripts_cannot_read_and_no_token() {
    Answer answer = signIn("Origin", own).expect(201);
    assertFalse(answer.json().containsKey("token"));
    assertEquals("kiosk", answer.json().getJsonArray("roles").getString(0));
    assertEquals(
        "yichuang_session=kiosk; Path=/; HttpOnly; SameSite=Strict;"
            + " Expires=Mon, 23 Nov 2026 12:00:00 GMT",
        answer.headers().get("set-cookie"));
  }

  @Test
  void behind_tls_the_cookie_is_secure() {
    String cookie = signIn("X-Forwarded-Proto", "https").expect(201).headers().get("set-cookie");
    assertTrue(cookie.contains("; SameSite=Strict; Secure; "), cookie);
  }

  @Test
  void who_does_not_ask_for_a_cookie_gets_the_token_alone() {
    for (String wish : new String[] {"", ",\"cookie\":false"}) {
      Answer answer =
          api.postJson(
                  null,
                  "/api/v1/sessions",
                  "{\"username\":\"kiosk\",\"password\":\"correct horse\"" + wish + "}")
              .expect(201);
      assertEquals("kiosk", answer.json().getString("token"));
      assertNull(answer.headers().get("set-cookie"));
    }
  }

  @Test
  void a_wrong_password_sets_no_cookie() {
    Answer answer =
        api.postJson(
                null,
                "/api/v1/sessions",
                "{\"username\":\"kiosk\",\"password\":\"wrong\",\"cookie\":true}")
            .expect(401, "wrong-credentials");
    assertNull(answer.headers().get("set-cookie"));
  }

  @Test
  void a_page_of_another_site_cannot_sign_its_visitor_in() {
    signIn("Origin", "https://elsewhere.example").expect(403, "foreign-origin");
  }

  @ParameterizedTest(name = "origin {0}: {1}")
  @CsvSource({
    "own, 201",
    ", 403",
    "null, 403",
    "https://elsewhere.example, 403",
    "http://127.0.0.1, 403",
    "http://127.0.0.1:1, 403",
    "127.0.0.1, 403",
    "http://[, 403"
  })
  void a_cookie_changes_something_only_from_a_page_of_this_server(String origin, int status) {
    String[] headers =
        origin == null
            ? new String[] {"Cookie", KIOSK}
            : new String[] {"Cookie", KIOSK, "Origin", origin.equals("own") ? own : origin};
    Answer answer = api.postJson(null, TICKETS, SOCIAL, headers).expect(status);
    assertEquals(status == 403 ? "foreign-origin" : "", answer.problem());
  }

  @Test
  void a_token_needs_no_origin() {
    api.postJson("kiosk", TICKETS, SOCIAL, "Origin", "https://elsewhere.example").expect(201);
  }

  @Test
  void reading_needs_no_origin() {
    assertEquals(
        "kiosk",
        api.ask("GET", CURRENT, null, null, "Cookie", KIOSK)
            .expect(200)
            .json()
            .getString("username"));
  }

  @Test
  void other_cookies_beside_it_do_no_harm() {
    api.ask("GET", CURRENT, null, null, "Cookie", "a=b; " + KIOSK + "; c=d").expect(200);
  }

  @ParameterizedTest(name = "cookie {0}")
  @CsvSource({"yichuang_session=unknown", "yichuang_session=", "other=kiosk", "nonsense"})
  void another_cookie_is_nobodys(String cookie) {
    api.ask("GET", CURRENT, null, null, "Cookie", cookie).expect(401, "not-signed-in");
  }

  @Test
  void an_authorization_header_outweighs_the_cookie() {
    api.ask("GET", CURRENT, "unknown", null, "Cookie", KIOSK).expect(401, "not-signed-in");
    api.ask("GET", CURRENT, null, null, "Cookie", KIOSK, "Authorization", "Basic a2lvc2s=")
        .expect(401, "not-signed-in");
    assertEquals(
        "clerk",
        api.ask("GET", CURRENT, "clerk", null, "Cookie", KIOSK)
            .expect(200)
            .json()
            .getString("username"));
  }

  @Test
  void signing_out_ends_the_session_and_takes_the_cookie_back() {
    api.ask("DELETE", CURRENT, null, null, "Cookie", KIOSK).expect(403, "foreign-origin");
    Answer answer = api.ask("DELETE", CURRENT, null, null, "Cookie", KIOSK, "Origin", own);
    answer.expect(204);
    assertEquals(
        "yichuang_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
        answer.headers().get("set-cookie"));
    api.ask("GET", CURRENT, null, null, "Cookie", KIOSK).expect(401);
  }

  @Test
  void an_account_of_all_halls_names_none() {
    Answer answer = api.get("admin", CURRENT).expect(200);
    assertFalse(answer.json().containsKey("hall"));
    assertEquals(0, answer.json().getJsonArray("windows").size());
  }
}
