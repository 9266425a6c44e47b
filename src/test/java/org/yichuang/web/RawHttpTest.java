package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.hall.TicketId;

/** Bytes that no decent client sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawHttpTest {
  private static final Pattern CONTENT_LENGTH = Pattern.compile("content-length: (\\d+)");
  private static final String SIGN_IN =
      "POST /api/v1/sessions HTTP/1.1\r\nContent-Type: application/json\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
  private final TestHall hall = new TestHall();

  @AfterAll
  void close() {
    hall.close();
  }

  static Stream<Arguments> requests() {
    String host = "Host: x\r\nConnection: close\r\n";
    return Stream.of(
        row(
            "GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(9_000) + "\r\n\r\n",
            "431",
            "headers-too-large"),
        row(
            "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n" + host + "\r\n",
            "414",
            "address-too-long"),
        row("GET / HTTP/1.1\r\n" + host + "X: a\0b\r\n\r\n", "400", "malformed-request"),
        row("GET /\0 HTTP/1.1\r\n" + host + "\r\n", "40", "/problems/"),
        row("HELO\r\n\r\n", "400", "malformed-request"),
        row(
            "GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
            "400",
            "/problems/"),
        row(
            "POST /api/v1/sessions HTTP/1.1\r\n" + host + "Content-Length: 99999999999\r\n\r\n",
            "413",
            "too-large"),
        row(
            "POST /api/v1/sessions HTTP/1.1\r\n" + host + "Content-Length: -5\r\n\r\n",
            "4",
            "/problems/"),
        row("GET /api/v1/halls/%zz HTTP/1.1\r\n" + host + "\r\n", "400", "malformed-request"),
        row("OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "404", "unknown-path"),
        row("GET http://x/nowhere HTTP/1.1\r\n" + host + "\r\n", "404", "unknown-path"),
        row(SIGN_IN + host + CHUNKED + "2\r\n{}\r\n0\r\n\r\n", "400", "invalid-request"),
        row(
            SIGN_IN + host + CHUNKED + "1;x=y\r\n{\r\n1\r\n}\r\n0\r\nX: y\r\n\r\n",
            "400",
            "invalid-request"),
        row(
            SIGN_IN + host + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n\r\n",
            "400",
            "malformed-request"),
        row("GET /health/live HTTP/1.1\r\n" + host + "X: a\r\nX: b\r\n\r\n", "200", "up"),
        row("GET /health/live HTTP/1.1\r\n" + host + "\r\n", "200", "up"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host:\r\n", "Host: :80\r\n"})
  void a_code_that_leads_nowhere_is_not_drawn(String host) throws IOException {
    String code =
        new TrackingCodes(new TrackingKey(new byte[TrackingKey.MIN_BYTES]))
            .encode(TestHall.HALL, TicketId.parse(issued()).orElseThrow());
    for (String page : List.of("/qr.svg", "/ticket.pdf")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hall.port)) {
        socket.setSoTimeout(10_000);
        String request = "GET /api/v1/public/tickets/" + code + page + " HTTP/1.0\r\n" + host;
        socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        String answer = answer(socket);
        assertTrue(answer.substring(8).startsWith(" 400 "), answer);
        assertTrue(answer.contains("expected a Host header"), answer);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "GET /health/live HTTP/1.1, http, false",
    "GET /health/live HTTP/1.1, https, true",
    "GET /%zz HTTP/1.1, https, true",
    "GET /%zz HTTP/1.1, http, false",
  })
  void what_came_by_tls_is_to_come_by_tls_again(String line, String by, boolean told)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hall.port)) {
      socket.setSoTimeout(10_000);
      String request = line + "\r\nHost: x\r\nX-Forwarded-Proto: " + by + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = answer(socket);
      assertEquals(told, answer.contains("strict-transport-security: max-age=2592000\r\n"), answer);
    }
  }

  private String issued() {
    return new ApiClient(hall).issue().expect(201).json().getString("id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz", "-2", "", "FFFFFFFFFFFFFFFFF", "2 2"})
  void a_chunk_of_no_length_is_refused_and_ends_the_connection(String length) throws IOException {
    refusedAndClosed(SIGN_IN + "Host: x\r\n" + CHUNKED + length + "\r\n{}\r\n0\r\n\r\n");
    refusedAndClosed(
        SIGN_IN + "Host: x\r\n" + CHUNKED + "1\r\n{\r\n" + length + "\r\n}\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
      })
  void a_body_of_two_lengths_is_refused_and_what_follows_is_not_read(String lengths)
      throws IOException {
    refusedAndClosed(
        SIGN_IN
            + "Host: x\r\n"
            + lengths
            + "\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  private void refusedAndClosed(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hall.port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = answer(socket);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.contains("/problems/malformed-request"), answer);
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  private static Arguments row(String request, String status, String found) {
    return Arguments.of(request, status, found);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void broken_http_gets_a_problem_and_no_more(String request, String status, String found)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hall.port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = answer(socket);
      assertTrue(answer.matches("(?s)HTTP/1\\.[01] " + status + ".*"), answer);
      assertTrue(answer.contains(found), answer);
    }
  }

  /** One whole answer; a connection may stay open behind it. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    InputStream in = socket.getInputStream();
    int length = Integer.MAX_VALUE;
    for (int b = in.read(); b >= 0; b = in.read()) {
      answer.append((char) b);
      int end = answer.indexOf("\r\n\r\n");
      if (end >= 0 && length == Integer.MAX_VALUE) {
        Matcher announced = CONTENT_LENGTH.matcher(answer);
        length = announced.find() ? Integer.parseInt(announced.group(1)) : 0;
      }
      if (end >= 0 && answer.length() >= end + 4 + length) {
        break;
      }
    }
    return answer.toString();
  }
}
