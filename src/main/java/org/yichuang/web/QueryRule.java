package org.yichuang.web;

import io.vertx.openapi.contract.Parameter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of an operation's query. Immutable, any thread. What it does not name, and
 * what is there twice, is refused: a misspelt filter must not answer everything.
 */
final class QueryRule {
  private static final Read NOTHING = new Read.Values(Map.of());

  private final Map<String, ParameterRule> rules = new LinkedHashMap<>();

  QueryRule(List<Parameter> parameters) {
    parameters.forEach(parameter -> rules.put(parameter.getName(), ParameterRule.of(parameter)));
  }

  /** The values by name, defaults among them, or why there are none. */
  sealed interface Read {
    record Values(Map<String, String> byName) implements Read {}

    record Bad(Problem problem) implements Read {}
  }

  /**
   * @param query as it was sent, still encoded; null when there is none
   */
  Read read(@Nullable String query) {
    if (query == null && rules.isEmpty()) {
      return NOTHING;
    }
    Map<String, String> values = new HashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String part : query.split("&", -1)) {
        Problem problem = take(part, values);
        if (problem != null) {
          return new Read.Bad(problem);
        }
      }
    }
    for (ParameterRule rule : rules.values()) {
      Problem problem = rule.check(values.get(rule.name()));
      if (problem != null) {
        return new Read.Bad(problem);
      }
      String fallback = rule.fallback();
      if (fallback != null) {
        values.putIfAbsent(rule.name(), fallback);
      }
    }
    return new Read.Values(values);
  }

  private @Nullable Problem take(String part, Map<String, String> values) {
    int equals = part.indexOf('=');
    String name = decoded(equals < 0 ? part : part.substring(0, equals));
    String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
    if (name == null || value == null) {
      return HttpProblems.invalidRequest(
          "query: expected UTF-8 in percent signs, found other bytes");
    }
    if (!PlainText.isPlain(name) || !PlainText.isPlain(value)) {
      return HttpProblems.invalidText("the query");
    }
    if (!rules.containsKey(name)) {
      return HttpProblems.invalidRequest(
          "query: expected %s, found \"%s\""
              .formatted(
                  rules.isEmpty() ? "none" : "only " + String.join(", ", rules.keySet()),
                  ParameterRule.shortened(name)));
    }
    return values.put(name, value) == null
        ? null
        : HttpProblems.invalidRequest(name + ": expected one value, found several");
  }

  /** Null when the bytes are no UTF-8, or a percent sign escapes nothing. */
  private static @Nullable String decoded(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
        int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.put((byte) (16 * high + low));
        i += 2;
      } else if (c < 0x80) {
        bytes.put((byte) (c == '+' ? ' ' : c));
      } else {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
