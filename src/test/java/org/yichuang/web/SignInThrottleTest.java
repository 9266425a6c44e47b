package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.people.Access;
import org.yichuang.web.ApiClient.Answer;

/** Who guesses passwords waits; the others do not. */
class SignInThrottleTest {
  private static final String SESSIONS = "/api/v1/sessions";

  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterEach
  void close() {
    hall.close();
  }

  private static String credentials(String username, String password) {
    return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
  }

  private Answer signIn(String username, String password) {
    return api.postJson(null, SESSIONS, credentials(username, password));
  }

  /** From another address of this machine, in the name of whoever it forwards. */
  private String signInFrom(String address, String username, String password, String... forwarded)
      throws IOException {
    String body = credentials(username, password);
    StringBuilder headers = new StringBuilder();
    for (String hop : forwarded) {
      headers.append("X-Forwarded-For: ").append(hop).append("\r\n");
    }
    try (Wire wire = new Wire(address, hall.port)) {
      return wire.send(
              "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(SESSIONS, headers, body.length(), body))
          .answer();
    }
  }

  private void fail(int times, String username) {
    for (int i = 0; i < times; i++) {
      signIn(username, "guess " + i).expect(401, "wrong-credentials");
    }
  }

  @Test
  void after_six_wrong_passwords_a_name_pauses_and_then_the_right_one_works() {
    fail(6, "clerk");
    Answer paused = signIn("clerk", MemoryAccess.PASSWORD).expect(429, "sign-in-paused");
    assertEquals("1", paused.headers().get("retry-after"));
    hall.now = hall.now.plusMillis(1_001);
    signIn("clerk", MemoryAccess.PASSWORD).expect(201);
    fail(6, "clerk");
  }

  @Test
  void the_pause_doubles_up_to_a_minute_and_is_forgotten_after_a_quiet_quarter() {
    fail(6, "clerk");
    int[] pauses = {1, 2, 4, 8, 16, 32, 60, 60};
    for (int pause : pauses) {
      Answer paused = signIn("clerk", "x").expect(429);
      assertEquals(Integer.toString(pause), paused.headers().get("retry-after"));
      hall.now = hall.now.plusSeconds(pause);
      fail(1, "clerk");
    }
    hall.now = hall.now.plusSeconds(901);
    fail(6, "clerk");
  }

  @Test
  void a_paused_attempt_asks_nobody_and_costs_no_further_pause() {
    fail(6, "clerk");
    int asked = hall.access.asked.get();
    for (int i = 0; i < 100; i++) {
      assertEquals("1", signIn("clerk", "x").expect(429).headers().get("retry-after"));
    }
    assertEquals(asked, hall.access.asked.get());
  }

  @Test
  void an_account_that_does_not_exist_is_answered_like_one_that_does() {
    for (int i = 0; i < 6; i++) {
      Answer known = signIn("clerk", "guess");
      Answer unknown = signIn("nobody-of-that-name", "guess");
      assertEquals(known.body(), unknown.body());
    }
    Answer known = signIn("clerk", MemoryAccess.PASSWORD).expect(429);
    Answer unknown = signIn("nobody-of-that-name", MemoryAccess.PASSWORD).expect(429);
    assertEquals(known.body(), unknown.body());
    assertEquals(known.headers().get("retry-after"), unknown.headers().get("retry-after"));
  }

  @Test
  void others_at_the_same_address_and_the_same_name_elsewhere_go_on() throws IOException {
    fail(6, "clerk");
    signIn("clerk", "x").expect(429);
    signIn("manager", MemoryAccess.PASSWORD).expect(201);
    assertTrue(signInFrom("127.0.0.2", "clerk", MemoryAccess.PASSWORD).contains(" 201 "));
  }

  @Test
  void an_address_that_tries_many_names_pauses_but_not_for_who_signed_in_there_before()
      throws IOException {
    signIn("kiosk", MemoryAccess.PASSWORD).expect(201);
    for (int i = 0; i < 51; i++) {
      signIn("name-" + i, "x").expect(401);
    }
    signIn("one-more", "x").expect(429, "sign-in-paused");
    signIn("clerk", MemoryAccess.PASSWORD).expect(429, "sign-in-paused");
    signIn("kiosk", MemoryAccess.PASSWORD).expect(201);
    assertTrue(signInFrom("127.0.0.2", "clerk", MemoryAccess.PASSWORD).contains(" 201 "));
  }

  @Test
  void ninety_attempts_at_once_from_one_address_leave_places_for_the_others() throws Exception {
    Promise<Access.Login> hashing = Promise.promise();
    hall.access.slow = hashing.future();
    List<Wire> attackers = new ArrayList<>();
    String body = credentials("x", "y");
    for (int i = 0; i < 90; i++) {
      String mine = body.replace("x", "x" + i);
      attackers.add(
          new Wire("127.0.0.3", hall.port)
              .send(
                  "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(SESSIONS, mine.length(), mine)));
      if (i == 15) {
        TestHall.until(() -> hall.access.asked.get() == 16);
      }
    }
    int refused = 0;
    for (Wire attacker : attackers.subList(16, 90)) {
      refused += attacker.answer().contains(" 429 ") ? 1 : 0;
    }
    assertEquals(74, refused);
    assertEquals(16, hall.access.asked.get());
    hall.access.slow = null;
    signIn("clerk", MemoryAccess.PASSWORD).expect(201);
    hashing.complete(new Access.Login.Denied());
    for (Wire attacker : attackers.subList(0, 16)) {
      assertTrue(attacker.answer().contains(" 401 "));
      attacker.close();
    }
  }

  @Test
  void what_the_database_could_not_say_is_nobodys_failure() {
    hall.access.broken = true;
    for (int i = 0; i < 60; i++) {
      signIn("clerk", MemoryAccess.PASSWORD).expect(503, "accounts-unavailable");
    }
    hall.access.broken = false;
    signIn("clerk", MemoryAccess.PASSWORD).expect(201);
  }

  @ParameterizedTest(name = "{0} forwards {1}")
  @CsvSource({
    // a known proxy: each client has its own pauses
    "127.0.0.9, 203.0.113.1, 203.0.113.2, 201",
    // only the last hop is the proxy's word
    "127.0.0.9, '203.0.113.1', '203.0.113.9, 203.0.113.1', 429",
    // a chain of known proxies
    "127.0.0.9, '203.0.113.1', '203.0.113.1, 127.0.0.9', 429",
    // anybody else's word is worth nothing
    "127.0.0.4, 203.0.113.1, 203.0.113.2, 429",
    // one IPv6 network is one client
    "127.0.0.9, 2001:db8::1, 2001:db8::2, 429",
    "127.0.0.9, 2001:db8::1, 2001:db8:0:1::1, 201",
    "127.0.0.9, 203.0.113.1, ::ffff:203.0.113.1, 429",
    // nonsense is the proxy's own
    "127.0.0.9, nonsense, more nonsense, 429"
  })
  void a_known_proxy_says_who_it_forwards(String from, String first, String second, int status)
      throws IOException {
    for (int i = 0; i < 6; i++) {
      assertTrue(signInFrom(from, "clerk", "guess", first).contains(" 401 "));
    }
    String answer = signInFrom(from, "clerk", MemoryAccess.PASSWORD, second);
    assertTrue(answer.contains(" " + status + " "), answer);
  }

  @Test
  void an_account_has_five_seconds_of_its_rate_at_once_and_then_waits() {
    int burst = 5 * TestHall.ACCOUNT_RATE;
    for (int i = 0; i < burst; i++) {
      api.get("clerk", "/api/v1/sessions/current").expect(200);
    }
    Answer refused = api.get("clerk", "/api/v1/sessions/current").expect(429, "too-many-requests");
    assertEquals("1", refused.headers().get("retry-after"));
    assertEquals(
        burst,
        hall.metrics.get("yichuang.limit.used").tag("limit", "account-requests").gauge().value());
    api.get("kiosk", "/api/v1/sessions/current").expect(200);
    hall.now = hall.now.plusMillis(10);
    api.get("clerk", "/api/v1/sessions/current").expect(200);
    api.get("clerk", "/api/v1/sessions/current").expect(429, "too-many-requests");
  }

  @Test
  void every_attempt_gives_its_place_back() {
    Future<Access.Login> denied = Future.succeededFuture(new Access.Login.Denied());
    hall.access.slow = denied;
    for (int i = 0; i < 40; i++) {
      signIn("name-" + i, "x").expect(401);
    }
    assertEquals(
        0,
        hall.metrics
            .get("yichuang.limit.used")
            .tag("limit", "sign-ins-of-an-address")
            .gauge()
            .value());
  }
}
