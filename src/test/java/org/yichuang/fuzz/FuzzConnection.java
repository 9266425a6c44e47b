package org.yichuang.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection that is used again while the server lets it. Blocking; for one thread. */
public final class FuzzConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private final String from;
  private final int port;
  private @Nullable Socket socket;

  /**
   * @param from the address it comes from, of this machine
   */
  public FuzzConnection(String from, int port) {
    this.from = from;
    this.port = port;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws IOException when none came
   */
  public Answer ask(Message message) throws IOException {
    return ask(message.bytes(), message.method());
  }

  Answer ask(byte[] request, String method) throws IOException {
    Socket used = socket;
    if (used != null) {
      try {
        return send(used, request, method);
      } catch (IOException goneMeanwhile) {
        close();
      }
    }
    Socket fresh = new Socket();
    fresh.setSoTimeout(PATIENCE_MILLIS);
    fresh.setTcpNoDelay(true);
    fresh.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket = fresh;
    return send(fresh, request, method);
  }

  private Answer send(Socket to, byte[] request, String method) throws IOException {
    try {
      to.getOutputStream().write(request);
    } catch (IOException refusedBeforeAllWasSent) {
      // its answer may have come all the same
    }
    InputStream in = to.getInputStream();
    int status;
    Map<String, String> headers = new HashMap<>();
    do {
      status = Integer.parseInt(line(in).split(" ", 3)[1]);
      headers.clear();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    } while (status / 100 == 1 && status != 101);
    boolean bare = method.equals("HEAD") || status == 204 || status == 304;
    int length = bare ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer ends after %d of %d bytes".formatted(body.length, length));
    }
    if ("close".equalsIgnoreCase(headers.get("connection"))) {
      close();
    }
    return new Answer(status, headers, body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended after " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
