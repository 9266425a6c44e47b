package org.yichuang.fuzz;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the contract has it.
 *
 * @param body the schema of its JSON body; null when it takes none
 * @param signedIn whether nobody may do it without a session
 * @param anonymous whether it may be asked without a session
 */
public record FuzzOperation(
    String id,
    String method,
    String template,
    List<Parameter> parameters,
    @Nullable JsonObject body,
    boolean signedIn,
    boolean anonymous) {

  /**
   * @param in path, query or header
   */
  public record Parameter(String name, String in, boolean required, JsonObject schema) {}

  List<Parameter> in(String place) {
    return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
  }

  boolean has(String parameter) {
    return parameters.stream().anyMatch(one -> one.name().equals(parameter));
  }
}
