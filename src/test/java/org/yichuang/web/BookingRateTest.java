package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.web.ApiClient.Answer;

/** Who floods the hall with bookings waits; the others do not. */
class BookingRateTest {
  private static final String APPOINTMENTS = "/api/v1/halls/hanjiang/appointments";

  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);
  private String body;

  @BeforeEach
  void chooseASlot() {
    String slot =
        api.get(null, "/api/v1/halls/hanjiang/slots?queue=tax&day=2026-11-24")
            .expect(200)
            .json()
            .getJsonArray("slots")
            .getJsonObject(0)
            .getString("from");
    body = "{\"queue\":\"tax\",\"slot\":\"%s\",\"phone\":\"13800138000\"}".formatted(slot);
  }

  @AfterEach
  void close() {
    hall.close();
  }

  private Answer book(String account) {
    return api.postJson(account, APPOINTMENTS, body);
  }

  private void useUp() {
    for (int i = 0; i < TestHall.BOOKING_RATE; i++) {
      book(null).expect(201);
    }
    Answer paused = book(null).expect(429, "too-many-bookings");
    assertEquals("4", paused.headers().get("retry-after"));
  }

  @Test
  void an_address_books_at_its_rate_and_again_after_the_pause() {
    useUp();
    hall.now = hall.now.plusSeconds(3);
    book(null).expect(201);
    book(null).expect(429);
  }

  @Test
  void an_address_has_so_many_numbers_drawn() {
    String page =
        "/api/v1/public/tickets/"
            + api.issue().expect(201).json().getString("trackingCode")
            + "/ticket.pdf";
    for (int i = 0; i < TestHall.PAGE_RATE; i++) {
      api.get(null, page).expect(200);
    }
    assertEquals(
        "11", api.get(null, page).expect(429, "too-many-pages").headers().get("retry-after"));
    api.get(null, "/api/v1/public/tickets/" + "0".repeat(32) + "/ticket.pdf").expect(404);
    hall.now = hall.now.plusSeconds(10);
    api.get(null, page).expect(200);
  }

  @Test
  void a_guide_and_another_address_go_on() throws IOException {
    useUp();
    book("guide").expect(201);
    try (Wire wire = new Wire("127.0.0.2", hall.port)) {
      String answer =
          wire.send(
                  "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(APPOINTMENTS, body.length(), body))
              .answer();
      assertTrue(answer.startsWith("http/1.1 201 "), answer);
    }
  }

  @Test
  void what_is_refused_before_is_not_counted() {
    for (int i = 0; i < 2 * TestHall.BOOKING_RATE; i++) {
      api.postJson(null, APPOINTMENTS, body.replace("13800138000", "12")).expect(400);
    }
    book(null).expect(201);
  }
}
