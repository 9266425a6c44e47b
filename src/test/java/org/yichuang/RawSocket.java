package org.yichuang;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebSocket by hand: frames that no decent client sends. Blocking. */
final class RawSocket implements AutoCloseable {
  static final String HANDSHAKE =
      "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key:"
          + " AAAAAAAAAAAAAAAAAAAAAA==";
  private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");
  private final Socket socket;
  private final DataInputStream in;

  RawSocket(String base) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(base).getPort());
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Asks for the live board of hall edge; the answer's head, and its body when it has one. */
  String ask(String method, String headers) throws IOException {
    socket
        .getOutputStream()
        .write(
            "%s /api/v1/halls/edge/live HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n"
                .formatted(method, headers.replace("|", "\r\n"))
                .getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    Matcher length = LENGTH.matcher(head);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(in.readNBytes(body), StandardCharsets.UTF_8);
  }

  void open() throws IOException {
    String answer = ask("GET", HANDSHAKE);
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IllegalStateException(answer);
    }
  }

  /** A masked frame of so many letters. */
  void frame(int first, int length) throws IOException {
    byte[] frame = new byte[8 + length];
    frame[0] = (byte) first;
    frame[1] = (byte) (0x80 | 126);
    frame[2] = (byte) (length >> 8);
    frame[3] = (byte) length;
    java.util.Arrays.fill(frame, 8, frame.length, (byte) 'a');
    socket.getOutputStream().write(frame);
  }

  /** Reads frames until the other side closes, and says why it does. */
  int closeCode() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = (int) in.readLong();
      }
      byte[] payload = in.readNBytes(length);
      if ((first & 0x0f) == 8) {
        return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
