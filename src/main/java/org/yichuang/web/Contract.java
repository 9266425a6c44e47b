package org.yichuang.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The contract as it is served, and as it is enforced. Loading reads, parses and checks it on
 * worker threads and takes some hundred milliseconds; it fails when the contract is not OpenAPI.
 *
 * <p>The schema validator keeps what it resolved inside the contract, so each event loop loads its
 * own.
 */
final class Contract {
  static final String RESOURCE = "/openapi.yaml";
  static final String END_OF_TEXT = "\\z";

  private Contract() {}

  static Future<OpenAPIContract> load(Vertx vertx) {
    return vertx
        .executeBlocking(Contract::parse)
        .compose(contract -> OpenAPIContract.from(vertx, contract));
  }

  /**
   * The media type under which the contract's reader knows an answer: it accepts vendor JSON and
   * plain text, but neither problems nor YAML nor HTML.
   */
  static String readable(String mediaType) {
    return switch (mediaType) {
      case ApiJson.CONTENT_TYPE -> mediaType;
      case Problem.CONTENT_TYPE -> "application/vnd.problem+json";
      default -> "text/plain";
    };
  }

  private static JsonObject parse() throws IOException {
    try (InputStream yaml = Contract.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new FileNotFoundException(RESOURCE);
      }
      JsonObject contract =
          new JsonObject(
              new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Object>>() {}));
      endPatterns(contract);
      rename(contract.getJsonObject("components").getJsonObject("responses"));
      JsonObject paths = contract.getJsonObject("paths");
      for (String path : paths.fieldNames()) {
        JsonObject item = paths.getJsonObject(path);
        for (String method : item.fieldNames()) {
          if (item.getValue(method) instanceof JsonObject operation) {
            rename(operation.getJsonObject("responses"));
          }
        }
      }
      return contract;
    }
  }

  /** The contract's {@code $} is the end of a text; Java's would let a line feed follow. */
  private static void endPatterns(JsonObject schema) {
    for (String name : schema.fieldNames()) {
      Object value = schema.getValue(name);
      if (value instanceof JsonObject inner) {
        endPatterns(inner);
      } else if (name.equals("pattern") && value instanceof String regex && regex.endsWith("$")) {
        schema.put(name, regex.substring(0, regex.length() - 1) + END_OF_TEXT);
      }
    }
  }

  private static void rename(JsonObject responses) {
    for (String status : responses.fieldNames()) {
      JsonObject response = responses.getJsonObject(status);
      JsonObject content = response.getJsonObject("content");
      if (content != null) {
        JsonObject renamed = new JsonObject();
        content.forEach(type -> renamed.put(readable(type.getKey()), type.getValue()));
        response.put("content", renamed);
      }
    }
  }
}
