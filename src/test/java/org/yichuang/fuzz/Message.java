package org.yichuang.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent.
 *
 * @param operation what it is meant for; null when path or method name none
 * @param headers besides Host and Content-Length, which are sent as they must be
 * @param body null when there is none
 * @param refused whether the contract forbids it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Message(
    @Nullable FuzzOperation operation,
    String method,
    String target,
    List<Header> headers,
    byte @Nullable [] body,
    boolean refused) {

  Message with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Message(operation, method, target, more, body, refused);
  }

  /** Instead of the headers of that name. */
  Message instead(String name, @Nullable String value) {
    List<Header> others = new ArrayList<>(headers);
    others.removeIf(header -> header.name().equalsIgnoreCase(name));
    Message without = new Message(operation, method, target, others, body, refused);
    return value == null ? without : without.with(name, value);
  }

  Message to(String another) {
    return new Message(operation, method, another, headers, body, refused);
  }

  Message by(String another) {
    return new Message(operation, another, target, headers, body, refused);
  }

  Message saying(byte @Nullable [] another) {
    return new Message(operation, method, target, headers, another, refused);
  }

  Message mustBeRefused() {
    return new Message(operation, method, target, headers, body, true);
  }

  /** It does not name the operation any more: some refusal must come. */
  Message nowhere() {
    return new Message(null, method, target, headers, body, true);
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: yichuang\r\n");
    headers.forEach(
        header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      all.writeBytes(body);
    }
    return all.toByteArray();
  }

  /** A line for a shell that sends it again; a token is to be put in. */
  String curl(String base) {
    StringBuilder line = new StringBuilder("curl -sSi --http1.1 --path-as-is -g -X ");
    line.append(quoted(method));
    headers.forEach(
        header -> {
          String value = header.name().equals("Authorization") ? "Bearer TOKEN" : header.value();
          line.append(" -H ").append(quoted(header.name() + ": " + value));
        });
    if (method.equals("HEAD")) {
      line.append(" -I");
    }
    if (body != null) {
      line.append(" --data-binary ").append(data(body));
    }
    return line.append(' ').append(quoted(base + target)).toString();
  }

  private static String data(byte[] body) {
    StringBuilder octal = new StringBuilder("@<(printf '");
    for (byte one : body) {
      if (one >= ' ' && one < 127 && one != '\'' && one != '\\' && one != '%') {
        octal.append((char) one);
      } else {
        octal.append("\\%03o".formatted(one & 0xff));
      }
    }
    return octal.append("')").toString();
  }

  private static String quoted(String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 127 && c != '\'');
    if (plain) {
      return "'" + text + "'";
    }
    StringBuilder quoted = new StringBuilder("$'");
    for (byte one : text.getBytes(StandardCharsets.ISO_8859_1)) {
      if (one >= ' ' && one < 127 && one != '\'' && one != '\\') {
        quoted.append((char) one);
      } else {
        quoted.append("\\x%02x".formatted(one & 0xff));
      }
    }
    return quoted.append('\'').toString();
  }
}
