package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.web.ApiClient.Answer;

/** The same key, again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepetitionTest {
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterAll
  void close() {
    hall.close();
  }

  @Test
  void the_same_key_gets_the_same_bytes_whatever_happened_since() {
    Answer first = api.issue("Idempotency-Key", "one").expect(201);
    api.issue().expect(201);
    hall.now = hall.now.plusSeconds(5);
    Answer again = api.issue("Idempotency-Key", "one").expect(201);
    assertEquals(first.body(), again.body());
    assertEquals(first.headers().get("location"), again.headers().get("location"));

    api.window("clerk", "open", "Idempotency-Key", "w0").expect(200);
    assertSame("call-next", "w1");
    assertSame("recall", "w2");
    assertSame("start", "w3");
    Answer completed = complete("done").expect(200);
    api.window("clerk", "close").expect(200);
    assertEquals(completed.body(), complete("done").expect(200).body());
    complete("referred").expect(422, "key-reused");
  }

  private void assertSame(String step, String key) {
    Answer first = api.window("clerk", step, "Idempotency-Key", key).expect(200);
    Answer again = api.window("clerk", step, "Idempotency-Key", key).expect(200);
    assertEquals(first.body(), again.body());
  }

  private Answer complete(String outcome) {
    return api.postJson(
        "clerk",
        HALL + "/windows/A1/complete",
        "{\"outcomes\":[\"" + outcome + "\"]}",
        "Idempotency-Key",
        "w4");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET,  /board,                        ask again in a moment",
    "GET,  /tickets/20261123-B001,        ask again in a moment",
    "POST, /windows/A1/open,              'repeat it with the same Idempotency-Key, it is done"
        + " once'",
    "POST, /tickets/20261123-B001/cancel, 'repeat it with the same Idempotency-Key, it is done"
        + " once'",
  })
  void whoever_gets_no_answer_is_told_how_to_ask_again(String method, String path, String remedy) {
    hall.owned = false;
    try {
      String detail =
          api.ask(method, HALL + path, "manager", null)
              .expect(503, "not-now")
              .json()
              .getString("detail");
      assertEquals(remedy, detail.substring(detail.indexOf("; ") + 2));
    } finally {
      hall.owned = true;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, false, READ",
    "POST, true, KEYED",
    "POST, false, UNKEYED",
    "PUT, true, KEYED",
    "PUT, false, SAME",
    "DELETE, false, SAME"
  })
  void only_what_takes_a_key_is_repeated_with_it(String method, boolean keyed, Repeating how) {
    assertEquals(how, Repeating.of(HttpMethod.valueOf(method), keyed));
  }

  @Test
  void the_same_key_with_another_command_is_refused() {
    api.issue("Idempotency-Key", "two").expect(201);
    api.postJson("kiosk", HALL + "/tickets", "{\"queue\":\"tax\"}", "Idempotency-Key", "two")
        .expect(422, "key-reused");
  }

  @Test
  void keys_of_different_accounts_do_not_meet() {
    String id = api.issue("Idempotency-Key", "three").expect(201).json().getString("id");
    Answer other =
        api.postJson(
                "manager", HALL + "/tickets", "{\"queue\":\"social\"}", "Idempotency-Key", "three")
            .expect(201);
    assertNotEquals(id, other.json().getString("id"));
  }

  @Test
  void without_a_key_a_repetition_is_a_new_command() {
    assertNotEquals(
        api.issue().expect(201).json().getString("id"),
        api.issue().expect(201).json().getString("id"));
  }
}
