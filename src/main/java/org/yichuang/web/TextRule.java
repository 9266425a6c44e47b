package org.yichuang.web;

import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Parameter;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text with a pattern, in a path, a header or a query. Immutable, any thread. */
final class TextRule implements ParameterRule, Predicate<String> {
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
    ParameterRule.requireUnderstood(parameter, UNDERSTOOD);
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

  @Override
  public String name() {
    return name;
  }

  /** Whether its pattern lets the text through. */
  @Override
  public boolean test(String value) {
    return pattern.matcher(value).matches();
  }

  @Override
  public @Nullable Problem check(@Nullable String value) {
    if (value == null) {
      return required ? HttpProblems.invalidRequest(name + ": expected a value, found none") : null;
    }
    return test(value)
        ? null
        : HttpProblems.invalidRequest(
            "%s: expected %s, found %s".formatted(name, spelling, ParameterRule.shortened(value)));
  }
}
