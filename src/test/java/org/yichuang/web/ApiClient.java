package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the router and holds every answer of an operation against the contract. */
final class ApiClient {
  static final String HALL = "/api/v1/halls/hanjiang";
  private final HttpClient http = HttpClient.newHttpClient();
  private final TestHall hall;
  private final OpenAPIContract contract;
  private final ResponseValidator validator;
  final Set<String> called = new HashSet<>();

  ApiClient(TestHall hall) {
    this.hall = hall;
    contract = TestHall.await(Contract.load(hall.vertx));
    validator = ResponseValidator.create(hall.vertx, contract);
  }

  OpenAPIContract contract() {
    return contract;
  }

  /** What came back. */
  record Answer(int status, Map<String, String> headers, Buffer body) {
    JsonObject json() {
      return body.toJsonObject();
    }

    String problem() {
      return headers.getOrDefault("content-type", "").equals(Problem.CONTENT_TYPE)
          ? json().getString("type").substring("/problems/".length())
          : "";
    }

    Answer expect(int expected) {
      assertEquals(expected, status, body::toString);
      return this;
    }

    Answer expect(int expected, String slug) {
      expect(expected);
      assertEquals(slug, problem());
      assertEquals(expected, json().getInteger("status"));
      return this;
    }
  }

  Answer get(@Nullable String token, String path) {
    return ask("GET", path, token, null);
  }

  Answer post(@Nullable String token, String path, String... headers) {
    return ask("POST", path, token, null, headers);
  }

  Answer postJson(@Nullable String token, String path, String json, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return ask("POST", path, token, BodyPublishers.ofString(json), all);
  }

  Answer putJson(@Nullable String token, String path, String json) {
    return ask(
        "PUT", path, token, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  Answer issue(String... headers) {
    return postJson("kiosk", HALL + "/tickets", "{\"queue\":\"social\"}", headers);
  }

  Answer window(String token, String step, String... headers) {
    return post(token, HALL + "/windows/A1/" + step, headers);
  }

  Answer ticket(String token, String id, String step) {
    return post(token, HALL + "/tickets/" + id + "/" + step);
  }

  /** The clerk at window A1, with a body. */
  Answer at(String step, String json) {
    return postJson("clerk", HALL + "/windows/A1/" + step, json);
  }

  Answer ask(
      String method,
      String path,
      @Nullable String token,
      @Nullable BodyPublisher body,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hall.port + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body == null ? BodyPublishers.noBody() : body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      Map<String, String> named = new HashMap<>();
      response.headers().map().forEach((name, values) -> named.put(name, values.getFirst()));
      Answer answer = new Answer(response.statusCode(), named, Buffer.buffer(response.body()));
      check(method, path, answer);
      return answer;
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  private void check(String method, String path, Answer answer) {
    assertEquals("nosniff", answer.headers().get("x-content-type-options"));
    assertEquals("no-referrer", answer.headers().get("referrer-policy"));
    Operation operation =
        contract.findOperation(path.split("\\?", 2)[0], HttpMethod.valueOf(method));
    if (operation == null) {
      return;
    }
    called.add(operation.getOperationId());
    String type = answer.headers().get("content-type");
    if (type != null && Contract.readable(type).equals("text/plain")) {
      assertEquals(
          Set.of("text/plain"), operation.getResponse(answer.status()).getContent().keySet());
      return;
    }
    try {
      TestHall.await(
          validator.validate(
              type == null
                  ? ValidatableResponse.create(answer.status(), answer.headers())
                  : ValidatableResponse.create(
                      answer.status(), answer.headers(), answer.body(), Contract.readable(type)),
              operation.getOperationId()));
    } catch (IllegalStateException breach) {
      throw new AssertionError(
          "%s %s answered %d %s".formatted(method, path, answer.status(), answer.body()), breach);
    }
  }
}
