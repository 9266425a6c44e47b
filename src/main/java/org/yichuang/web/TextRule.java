package org.yichuang.web;

import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Parameter;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of a parameter in a path or a header, compiled once. Immutable, any
 * thread. A schema it does not understand completely is refused at start, so that nothing in the
 * contract goes unenforced.
 */
final class TextRule {
  private static final Set<String> UNDERSTOOD =
      Set.of("type", "pattern", "description", "examples", "example", "title");

  private final String name;
  private final boolean required;
  private final String spelling;
  private final Pattern pattern;

  TextRule(Parameter parameter) {
    JsonSchema schema = parameter.getSchema();
    name = parameter.getName();
    required = parameter.isRequired();
    for (String keyword : schema.fieldNames()) {
      if (!UNDERSTOOD.contains(keyword) && !keyword.startsWith("__")) {
        throw new IllegalArgumentException(
            "expected a pattern for parameter %s, found %s".formatted(name, keyword));
      }
    }
    String regex = schema.get("pattern");
    if (!"string".equals(schema.get("type")) || regex == null) {
      throw new IllegalArgumentException("expected a text with a pattern for parameter " + name);
    }
    if (!regex.startsWith("^") || !regex.endsWith(Contract.END_OF_TEXT)) {
      throw new IllegalArgumentException("expected a pattern ^…$ for parameter " + name);
    }
    spelling = regex.substring(1, regex.length() - Contract.END_OF_TEXT.length());
    pattern = Pattern.compile(spelling);
  }

  String name() {
    return name;
  }

  /** Null when the value is as the contract says. */
  @Nullable Problem check(@Nullable String value) {
    if (value == null) {
      return required ? Problems.invalidRequest(name + ": expected a value, found none") : null;
    }
    return pattern.matcher(value).matches()
        ? null
        : Problems.invalidRequest(
            "%s: expected %s, found %s".formatted(name, spelling, shortened(value)));
  }

  private static String shortened(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80) + "…";
  }
}
