package org.yichuang.web;

import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Parameter;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole number between two limits, written without sign and leading zeros. Immutable. */
final class NumberRule implements ParameterRule {
  private static final Set<String> UNDERSTOOD =
      Set.of("type", "minimum", "maximum", "default", "description", "examples", "title");
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final String name;
  private final boolean required;
  private final int least;
  private final int most;
  private final @Nullable String fallback;

  NumberRule(Parameter parameter) {
    ParameterRule.requireUnderstood(parameter, UNDERSTOOD);
    JsonSchema schema = parameter.getSchema();
    name = parameter.getName();
    required = parameter.isRequired();
    Object minimum = schema.get("minimum");
    Object maximum = schema.get("maximum");
    if (!(minimum instanceof Integer from) || !(maximum instanceof Integer to) || from < 0) {
      throw new IllegalArgumentException(
          "expected a minimum of at least 0 and a maximum for parameter " + name);
    }
    least = from;
    most = to;
    Object usual = schema.get("default");
    fallback = usual == null ? null : usual.toString();
    if (fallback != null && check(fallback) != null) {
      throw new IllegalArgumentException("expected a default that is allowed for " + name);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable String fallback() {
    return fallback;
  }

  @Override
  public @Nullable Problem check(@Nullable String value) {
    if (value == null) {
      return required ? HttpProblems.invalidRequest(name + ": expected a value, found none") : null;
    }
    if (DIGITS.matcher(value).matches()) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return null;
      }
    }
    return HttpProblems.invalidRequest(
        "%s: expected a number of %d…%d, found %s"
            .formatted(name, least, most, ParameterRule.shortened(value)));
  }
}
