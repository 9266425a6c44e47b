package org.yichuang.fuzz;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract as a stranger reads it: the operations, their schemas, and what they may answer.
 * Shares no code with what enforces it.
 */
public final class FuzzContract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private final JsonObject document;
  private final OpenAPIContract checked;
  private final Map<String, Validator> validators = new HashMap<>();
  private final List<FuzzOperation> operations = new ArrayList<>();

  /** Reads the text of the contract; blocks. */
  public FuzzContract(Vertx vertx, String yaml) throws IOException {
    document = parsed(yaml);
    JsonObject readable = parsed(yaml);
    eachResponse(readable, FuzzContract::rename);
    checked =
        OpenAPIContract.from(vertx, readable)
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
            .join();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          operations.add(operation(path, item, method, item.getJsonObject(method)));
        }
      }
    }
  }

  private static JsonObject parsed(String yaml) throws IOException {
    return new JsonObject(
        new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Object>>() {}));
  }

  public List<FuzzOperation> operations() {
    return List.copyOf(operations);
  }

  private FuzzOperation operation(String path, JsonObject item, String method, JsonObject told) {
    List<FuzzOperation.Parameter> parameters = new ArrayList<>();
    for (JsonObject from : List.of(item, told)) {
      for (Object one : from.getJsonArray("parameters", new JsonArray())) {
        JsonObject parameter = resolved((JsonObject) one);
        parameters.add(
            new FuzzOperation.Parameter(
                parameter.getString("name"),
                parameter.getString("in"),
                parameter.getBoolean("required", false),
                resolved(parameter.getJsonObject("schema")).copy().mergeIn(example(parameter))));
      }
    }
    JsonArray security = told.getJsonArray("security", document.getJsonArray("security"));
    boolean anonymous = security.isEmpty() || security.contains(new JsonObject());
    JsonObject body = told.getJsonObject("requestBody");
    return new FuzzOperation(
        told.getString("operationId"),
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        parameters,
        body == null
            ? null
            : resolved(body)
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema"),
        !security.isEmpty(),
        anonymous);
  }

  private static JsonObject example(JsonObject parameter) {
    return parameter.containsKey("example")
        ? new JsonObject().put("example", parameter.getValue("example"))
        : new JsonObject();
  }

  /** The schema itself where this one only names it. */
  public JsonObject resolved(JsonObject schema) {
    JsonObject all = schema;
    while (all.containsKey("$ref")) {
      Object found = document;
      for (String step : all.getString("$ref").substring(2).split("/", -1)) {
        found = ((JsonObject) found).getValue(step);
      }
      JsonObject beside = all.copy();
      beside.remove("$ref");
      all = ((JsonObject) found).copy().mergeIn(beside);
    }
    return all;
  }

  /** The media types of an answer; null when the operation lists no such status. */
  @Nullable Set<String> mediaTypes(FuzzOperation operation, int status) {
    JsonObject answers =
        document
            .getJsonObject("paths")
            .getJsonObject(operation.template())
            .getJsonObject(operation.method().toLowerCase(java.util.Locale.ROOT))
            .getJsonObject("responses");
    JsonObject answer = answers.getJsonObject(String.valueOf(status));
    return answer == null
        ? null
        : resolved(answer).getJsonObject("content", new JsonObject()).fieldNames();
  }

  /** What is wrong with the JSON of an answer; null when nothing is. */
  @Nullable String breach(FuzzOperation operation, int status, String mediaType, Object json) {
    Response response = checked.operation(operation.id()).getResponse(status);
    MediaType content = response.getContent().get(readable(mediaType));
    if (content == null) {
      return "no schema for " + mediaType;
    }
    var result =
        validators
            .computeIfAbsent(
                operation.id() + status + mediaType,
                unused -> checked.getSchemaRepository().validator(content.getSchema()))
            .validate(json);
    return result.getValid() ? null : String.valueOf(result.getErrors());
  }

  /** The library takes vendor JSON and plain text, but neither problems nor YAML nor HTML. */
  private static String readable(String mediaType) {
    return switch (mediaType) {
      case "application/json" -> mediaType;
      case "application/problem+json" -> "application/vnd.problem+json";
      default -> "text/plain";
    };
  }

  private static void rename(JsonObject response) {
    JsonObject content = response.getJsonObject("content");
    if (content != null) {
      JsonObject renamed = new JsonObject();
      content.forEach(type -> renamed.put(readable(type.getKey()), type.getValue()));
      response.put("content", renamed);
    }
  }

  private static void eachResponse(
      JsonObject document, java.util.function.Consumer<JsonObject> use) {
    each(document.getJsonObject("components").getJsonObject("responses"), use);
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : METHODS) {
        JsonObject operation = item.getJsonObject(method);
        if (operation != null) {
          each(operation.getJsonObject("responses"), use);
        }
      }
    }
  }

  private static void each(JsonObject responses, java.util.function.Consumer<JsonObject> use) {
    responses.fieldNames().forEach(status -> use.accept(responses.getJsonObject(status)));
  }
}
