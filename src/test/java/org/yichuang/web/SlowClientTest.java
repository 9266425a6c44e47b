package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who holds connections without using them loses them; the others do not notice. */
class SlowClientTest {
  private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
  private final TestHall hall =
      new TestHall(new HttpLimits(4_096, 8_192, 8_192, 65_536, 1, 400), 3);

  @AfterEach
  void close() {
    hall.close();
  }

  /** One more byte every 20 ms, until the other side has enough of it. */
  private static void drip(Wire wire) throws IOException {
    long end = System.nanoTime() + 20_000_000_000L;
    try {
      while (System.nanoTime() < end && !wire.hasAnswer()) {
        wire.send("x");
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
      }
    } catch (SocketException closed) {
      return;
    }
    assertTrue(System.nanoTime() < end, "it may drip for ever");
  }

  @Test
  void a_body_that_drips_is_cut_with_408() throws IOException {
    try (Wire wire = new Wire("127.0.0.1", hall.port)) {
      wire.send("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
      drip(wire);
      String answer = wire.answer();
      assertTrue(answer.startsWith("http/1.1 408 "), answer);
      assertTrue(answer.contains("/problems/too-slow"), answer);
    }
  }

  @Test
  void a_head_that_drips_is_cut() throws IOException {
    try (Wire wire = new Wire("127.0.0.1", hall.port)) {
      wire.send(HEALTH);
      assertTrue(wire.answer().startsWith("http/1.1 200 "));
      wire.send("GET /health/live HTTP/1.1\r\nHost: x\r\nX: ");
      drip(wire);
    }
  }

  @Test
  void an_upgrade_with_a_body_is_no_way_round() throws IOException {
    try (Wire wire = new Wire("127.0.0.1", hall.port)) {
      wire.send(
          "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nContent-Length: 60000\r\n\r\n");
      drip(wire);
    }
  }

  @Test
  void an_address_has_three_connections_and_gets_them_back() throws IOException {
    Wire first = new Wire("127.0.0.1", hall.port).send(HEALTH);
    Wire second = new Wire("127.0.0.1", hall.port).send(HEALTH);
    Wire third = new Wire("127.0.0.1", hall.port).send(HEALTH);
    for (Wire wire : new Wire[] {first, second, third}) {
      assertTrue(wire.answer().startsWith("http/1.1 200 "));
    }
    assertEquals("", answerTo("127.0.0.1"));
    assertTrue(answerTo("127.0.0.2").startsWith("http/1.1 200 "));
    first.close();
    TestHall.until(() -> used() < 3);
    assertTrue(answerTo("127.0.0.1").startsWith("http/1.1 200 "));
    second.close();
    third.close();
  }

  @Test
  void a_proxy_may_hold_as_many_as_it_needs() throws IOException {
    Wire[] wires = new Wire[5];
    for (int i = 0; i < wires.length; i++) {
      wires[i] = new Wire(TestHall.PROXY, hall.port).send(HEALTH);
      assertTrue(wires[i].answer().startsWith("http/1.1 200 "));
    }
    for (Wire wire : wires) {
      wire.close();
    }
  }

  private double used() {
    return hall.metrics
        .get("yichuang.limit.used")
        .tag("limit", "connections-of-an-address")
        .gauge()
        .value();
  }

  private String answerTo(String from) throws IOException {
    try (Wire wire = new Wire(from, hall.port)) {
      return wire.send(HEALTH).answer();
    } catch (SocketException reset) {
      return "";
    }
  }
}
