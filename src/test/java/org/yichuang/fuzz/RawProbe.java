package org.yichuang.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends bytes to a fresh connection, listens for a moment, and leaves. Any thread; blocking. */
public final class RawProbe {
  /** 501 is said to another version of HTTP. */
  private static final Pattern FAILED = Pattern.compile("HTTP/1\\.[01] 5(?!01)\\d\\d ");

  private static final int MOMENT_MILLIS = 100;
  private static final int PATIENCE_MILLIS = 10_000;
  private final String from;
  private final int port;

  /**
   * @param from the address it comes from, of this machine
   */
  public RawProbe(String from, int port) {
    this.from = from;
    this.port = port;
  }

  /**
   * What was wrong with the answer; an answer is not needed.
   *
   * @param rudely whether the connection is reset at the end
   */
  public Optional<String> send(byte[] bytes, boolean rudely) throws IOException {
    try (Socket socket = connected()) {
      socket.setSoLinger(rudely, 0);
      write(socket, bytes);
      String answer = heard(socket);
      return FAILED.matcher(answer).find() ? Optional.of(answer) : Optional.empty();
    }
  }

  /** The same behind the handshake of a display. */
  public Optional<String> sendFrames(String hall, byte[] frames, boolean rudely)
      throws IOException {
    try (Socket socket = connected()) {
      socket.setSoLinger(rudely, 0);
      write(socket, handshake(hall).getBytes(ISO_8859_1));
      String shaken = head(socket);
      write(socket, frames);
      String answer = heard(socket);
      return shaken.startsWith("HTTP/1.1 101 ") && !FAILED.matcher(answer).find()
          ? Optional.empty()
          : Optional.of(shaken + answer);
    }
  }

  private static String handshake(String hall) {
    return """
      GET /api/v1/halls/%s/live HTTP/1.1\r
      Host: x\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
      \r
      """
        .formatted(hall);
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(MOMENT_MILLIS);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
    return socket;
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException refusedBeforeAllWasSent) {
      // that is an answer too
    }
  }

  /** The head of an answer that must come. */
  private static String head(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    StringBuilder head = new StringBuilder();
    for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
      head.append((char) b);
      if (head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    socket.setSoTimeout(MOMENT_MILLIS);
    return head.toString();
  }

  /** Until nothing comes for a moment, or the other side ends it. */
  private static String heard(Socket socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      byte[] part = new byte[8_192];
      for (int length = in.read(part); length >= 0; length = in.read(part)) {
        all.write(part, 0, length);
      }
    } catch (SocketTimeoutException silent) {
      return all.toString(ISO_8859_1);
    } catch (IOException reset) {
      return all.toString(ISO_8859_1);
    }
    return all.toString(ISO_8859_1);
  }
}
