package org.yichuang.web;

import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Parameter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of one parameter, compiled once. Immutable, any thread. A schema that is
 * not understood completely is refused at start, so that nothing in the contract goes unenforced.
 */
sealed interface ParameterRule permits TextRule, NumberRule {

  String name();

  /** Null when the value is as the contract says; a missing one is null. */
  @Nullable Problem check(@Nullable String value);

  /** What holds when a client sends nothing; null when that is nothing. */
  default @Nullable String fallback() {
    return null;
  }

  /**
   * @throws IllegalArgumentException for a schema that would not be enforced
   */
  static ParameterRule of(Parameter parameter) {
    return "integer".equals(parameter.getSchema().get("type"))
        ? new NumberRule(parameter)
        : new TextRule(parameter);
  }

  /**
   * @throws IllegalArgumentException when the schema says more than is understood
   */
  static void requireUnderstood(Parameter parameter, Set<String> understood) {
    JsonSchema schema = parameter.getSchema();
    for (String keyword : schema.fieldNames()) {
      if (!understood.contains(keyword) && !keyword.startsWith("__")) {
        throw new IllegalArgumentException(
            "expected one of %s for parameter %s, found %s"
                .formatted(understood, parameter.getName(), keyword));
      }
    }
  }

  /** What a client sent, short enough for an answer. */
  static String shortened(String value) {
    if (value.isBlank()) {
      return "an empty text";
    }
    return value.length() <= 80 ? value : value.substring(0, 80) + "…";
  }
}
