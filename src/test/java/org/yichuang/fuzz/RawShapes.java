package org.yichuang.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bytes that are no HTTP and no WebSocket, or two things at once, by name. */
public final class RawShapes {
  private static final String HOST = "Host: x\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String POST = "POST /api/v1/sessions HTTP/1.1\r\n" + HOST + JSON;
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String LIVE = "GET /health/live HTTP/1.1\r\n" + HOST + "\r\n";

  private RawShapes() {}

  /** What is sent to a fresh connection. */
  public static Map<String, byte[]> http() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("half a line", "GET /health/li");
    texts.put("half a head", "GET /health/live HTTP/1.1\r\nHost:");
    texts.put("half a body", POST + "Content-Length: 60\r\n\r\n{\"username\":");
    texts.put("large header", "GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(100_000));
    texts.put("long address", "GET /" + "x".repeat(100_000));
    texts.put("many headers", "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(20_000) + "\r\n");
    texts.put("two lengths", POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + SMUGGLED);
    texts.put("lengths in a list", POST + "Content-Length: 2, 3\r\n\r\n{}" + SMUGGLED);
    texts.put("length with a sign", POST + "Content-Length: +2\r\n\r\n{}" + SMUGGLED);
    texts.put("length in another base", POST + "Content-Length: 0x2\r\n\r\n{}" + SMUGGLED);
    texts.put("length over 64 bits", POST + "Content-Length: 99999999999999999999\r\n\r\n{}");
    texts.put("length and chunks", chunked("Content-Length: 4\r\n", "0\r\n\r\n" + SMUGGLED));
    texts.put("chunks of another name", encoded("xchunked", "0\r\n\r\n" + SMUGGLED));
    texts.put("chunks twice", encoded("chunked, chunked", "0\r\n\r\n" + SMUGGLED));
    texts.put("chunks and then not", encoded("chunked, identity", "0\r\n\r\n" + SMUGGLED));
    texts.put("space before the colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
    texts.put("folded header", POST + "X: a\r\n Content-Length: 2\r\n\r\n" + SMUGGLED);
    texts.put("line feeds alone", "GET /health/live HTTP/1.1\nHost: x\n\n" + LIVE);
    texts.put("carriage returns alone", "GET /health/live HTTP/1.1\rHost: x\r\r" + LIVE);
    texts.put("header without a colon", "GET /health/live HTTP/1.1\r\nHost x\r\n\r\n");
    texts.put("header without a name", "GET /health/live HTTP/1.1\r\n: x\r\n\r\n");
    texts.put("chunk without a size", chunked("", "\r\n{}\r\n0\r\n\r\n"));
    texts.put("chunk with a sign", chunked("", "-2\r\n{}\r\n0\r\n\r\n"));
    texts.put("chunk over 64 bits", chunked("", "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n"));
    texts.put("chunk of 2 GiB", chunked("", "7FFFFFFF\r\n{}\r\n0\r\n\r\n"));
    texts.put("chunk longer than it says", chunked("", "1\r\n{}\r\n0\r\n\r\n"));
    texts.put("long extension", chunked("", "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n"));
    texts.put("trailers", chunked("", "2\r\n{}\r\n0\r\nHost: y\r\nX: a\0b\r\n\r\n"));
    texts.put("many trailers", chunked("", "0\r\n" + "X: y\r\n".repeat(20_000) + "\r\n"));
    texts.put("pipelined", LIVE.repeat(100));
    texts.put("pipelined with a mistake", LIVE + "GET  / HTTP/1.1\r\n\r\n" + LIVE);
    texts.put("absolute", "GET http://evil.example/health/live HTTP/1.1\r\n" + HOST + "\r\n");
    texts.put("absolute, no scheme", "GET //evil.example/health/live HTTP/1.1\r\n" + HOST + "\r\n");
    texts.put("absolute, broken", "GET http://[::1/ HTTP/1.1\r\n" + HOST + "\r\n");
    texts.put("tunnel", "CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + "\r\n");
    texts.put("no path", "GET  HTTP/1.1\r\n\r\n");
    texts.put("two hosts", "GET /health/live HTTP/1.1\r\n" + HOST + "Host: y\r\n\r\n");
    texts.put("no host", "GET /health/live HTTP/1.1\r\n\r\n");
    texts.put("HTTP/0.9", "GET /health/live\r\n");
    texts.put("HTTP/1.0", "GET /health/live HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + LIVE);
    texts.put("HTTP/9.9", "GET /health/live HTTP/9.9\r\n\r\n");
    texts.put("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
    texts.put(
        "TLS", "\u0016\u0003\u0001\0\u00f1\u0001\0\0\u00ed\u0003\u0003" + "\u00aa".repeat(240));
    texts.put("expects", POST + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    texts.put("expects more", POST + "Content-Length: 2\r\nExpect: x\r\n\r\n{}");
    texts.put("h2c", "GET / HTTP/1.1\r\n" + HOST + "Upgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n");
    texts.put("nothing", "");
    texts.put("empty lines", "\r\n".repeat(5_000));
    Map<String, byte[]> shapes = new LinkedHashMap<>();
    texts.forEach((name, text) -> shapes.put(name, text.getBytes(ISO_8859_1)));
    return shapes;
  }

  private static String encoded(String coding, String rest) {
    return POST + "Transfer-Encoding: " + coding + "\r\n\r\n" + rest;
  }

  private static String chunked(String more, String rest) {
    return POST + more + "Transfer-Encoding: chunked\r\n\r\n" + rest;
  }

  /** A shape with a few bytes changed, left out, doubled, or cut off. */
  public static byte[] garbled(byte[] shape, Random dice) {
    List<Byte> bytes = new ArrayList<>();
    for (byte one : shape) {
      bytes.add(one);
    }
    for (int i = dice.nextInt(4); i > 0 && !bytes.isEmpty(); i--) {
      int at = dice.nextInt(Math.min(bytes.size(), 400));
      switch (dice.nextInt(4)) {
        case 0 -> bytes.set(at, (byte) dice.nextInt(256));
        case 1 -> bytes.remove(at);
        case 2 -> bytes.add(at, bytes.get(at));
        default -> bytes = new ArrayList<>(bytes.subList(0, at));
      }
    }
    byte[] garbled = new byte[bytes.size()];
    for (int i = 0; i < garbled.length; i++) {
      garbled[i] = bytes.get(i);
    }
    return garbled;
  }

  /** What is sent after the handshake of a WebSocket. */
  public static Map<String, byte[]> frames() {
    Map<String, byte[]> shapes = new LinkedHashMap<>();
    byte[] snapshot = "{\"type\":\"snapshot\"}".getBytes(ISO_8859_1);
    shapes.put("without a mask", new byte[] {(byte) 0x81, 2, '{', '}'});
    for (int bits : List.of(0x10, 0x20, 0x40, 0x70)) {
      shapes.put("reserved bits " + bits, frame(0x81 | bits, snapshot));
    }
    for (int opcode : List.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)) {
      shapes.put("opcode " + opcode, frame(0x80 | opcode, snapshot));
    }
    shapes.put("large ping", frame(0x89, new byte[126]));
    shapes.put("ping in pieces", frame(0x09, new byte[2]));
    shapes.put("pings", times(frame(0x89, new byte[125]), 2_000));
    shapes.put("pongs", times(frame(0x8a, new byte[0]), 2_000));
    shapes.put("no UTF-8", frame(0x81, new byte[] {(byte) 0xc3, 0x28}));
    shapes.put("half a letter", frame(0x81, new byte[] {(byte) 0xe5, (byte) 0xa4}));
    shapes.put("goes on with nothing", frame(0x80, snapshot));
    shapes.put("begins twice", times(frame(0x01, snapshot), 2));
    shapes.put("never ends", times(frame(0x00, new byte[0]), 3_000));
    shapes.put(
        "length of 64 bits", new byte[] {(byte) 0x81, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1});
    shapes.put(
        "length of 10 MB", new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, -104, -106, -128});
    shapes.put(
        "length spelt too long", new byte[] {(byte) 0x81, (byte) 0xfe, 0, 2, 0, 0, 0, 0, '{', '}'});
    for (int code : List.of(0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535)) {
      shapes.put("close with " + code, frame(0x88, new byte[] {(byte) (code >> 8), (byte) code}));
    }
    shapes.put("close with one byte", frame(0x88, new byte[1]));
    shapes.put("close with no UTF-8", frame(0x88, new byte[] {3, (byte) 0xe8, (byte) 0xff}));
    shapes.put("speaks after its close", times(frame(0x88, new byte[] {3, (byte) 0xe8}), 20));
    shapes.put("asks too often", times(frame(0x81, snapshot), 2_000));
    shapes.put("no JSON", frame(0x81, "}{".getBytes(ISO_8859_1)));
    shapes.put("deep JSON", frame(0x81, "[".repeat(4_000).getBytes(ISO_8859_1)));
    shapes.put("no frame", "GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
    shapes.put("half a frame", new byte[] {(byte) 0x81});
    return shapes;
  }

  private static byte[] times(byte[] one, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(one);
    }
    return all.toByteArray();
  }

  /** Masked, with a mask of zeros. */
  private static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }
}
