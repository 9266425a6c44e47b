package org.yichuang;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A kiosk's or a clerk's program, blocking; for virtual threads. */
final class HallClient {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String base;
  private final String hall;
  private final String token;

  HallClient(String base, String hall, String username) {
    this.base = base;
    this.hall = hall;
    Answer signedIn =
        send(
            "POST",
            base + "/api/v1/sessions",
            null,
            new JsonObject().put("username", username).put("password", TestServer.PASSWORD),
            UUID.randomUUID().toString());
    if (signedIn.status() != 201) {
      throw new IllegalStateException("sign in: " + signedIn);
    }
    token = signedIn.json().getString("token");
  }

  private HallClient(String base, String hall, String token, boolean signedIn) {
    this.base = base;
    this.hall = hall;
    this.token = signedIn ? token : "";
  }

  /** Of its session. */
  String token() {
    return token;
  }

  /** The same session at another node. */
  HallClient at(String other) {
    return new HallClient(other, hall, token, true);
  }

  /** The same session in another hall. */
  HallClient in(String other) {
    return new HallClient(base, other, token, true);
  }

  /**
   * What came back.
   *
   * @param status 0 when nothing did
   */
  record Answer(int status, String body) {
    JsonObject json() {
      return Buffer.buffer(body).toJsonObject();
    }
  }

  Answer issue(String queue) {
    return issue(queue, UUID.randomUUID().toString());
  }

  Answer issue(String queue, String key) {
    return post("/tickets", new JsonObject().put("queue", queue), key);
  }

  /** Approves the code that a kiosk shows. */
  Answer approve(String code, String name) {
    JsonObject device = new JsonObject().put("code", code).put("kind", "kiosk").put("name", name);
    return send("POST", path("/devices"), token, device, null);
  }

  /** Of the board: how many numbers the queue gave today. */
  int issued(String queue) {
    return board().getJsonArray("queues").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("id").equals(queue))
        .mapToInt(row -> row.getInteger("issued"))
        .sum();
  }

  Answer window(String window, String verb) {
    return post("/windows/" + window + "/" + verb, null, UUID.randomUUID().toString());
  }

  /** Asks again while it is too soon. */
  Answer when(String window, String verb) {
    for (; ; ) {
      Answer answer = window(window, verb);
      if (!answer.body().contains("too-soon")) {
        return answer;
      }
    }
  }

  Answer complete(String window) {
    return post(
        "/windows/" + window + "/complete",
        new JsonObject().put("outcomes", new io.vertx.core.json.JsonArray().add("done")),
        UUID.randomUUID().toString());
  }

  Answer hold(String window, String reason) {
    return post(
        "/windows/" + window + "/hold",
        new JsonObject().put("reason", reason),
        UUID.randomUUID().toString());
  }

  /** Which node owns which hall. */
  JsonObject owners() {
    return send("GET", base + "/api/v1/admin/owners", token, null, null).json();
  }

  /** Stores a configuration. */
  Answer configure(String file) {
    return send("PUT", path("/configuration"), token, new JsonObject().put("file", file), null);
  }

  /** Stores a configuration that was written on a version. */
  Answer configure(String file, int over) {
    return send(
        "PUT",
        path("/configuration"),
        token,
        new JsonObject().put("file", file).put("over", over),
        null);
  }

  Answer reconfigure(int version) {
    return post(
        "/reconfigure", new JsonObject().put("version", version), UUID.randomUUID().toString());
  }

  Answer pauseHall(String reason) {
    return post(
        "/emergency-pause", new JsonObject().put("reason", reason), UUID.randomUUID().toString());
  }

  Answer resumeHall() {
    return post("/emergency-resume", null, UUID.randomUUID().toString());
  }

  Answer endDay() {
    return post("/end-day", null, UUID.randomUUID().toString());
  }

  JsonObject board() {
    return send("GET", path("/board"), null, null, null).json();
  }

  /** Registers a case. */
  Answer register(JsonObject registration) {
    return send("POST", base + "/api/v1/cases", token, registration, null);
  }

  /** Of the hall, without a session. */
  Answer get(String path) {
    return send("GET", path(path), null, null, null);
  }

  /** Of the whole server, with its session. */
  Answer ask(String path) {
    return send("GET", base + path, token, null, null);
  }

  /** The same with a body. */
  Answer tell(String path, JsonObject body) {
    return send("POST", base + path, token, body, UUID.randomUUID().toString());
  }

  private Answer post(String path, @Nullable JsonObject body, String key) {
    return send("POST", path(path), token, body, key);
  }

  /** Of the whole interface, in the session's name. */
  Answer ask(String method, String address, @Nullable JsonObject body) {
    return send(method, address, token, body, UUID.randomUUID().toString());
  }

  private String path(String path) {
    return base + "/api/v1/halls/" + hall + path;
  }

  private Answer send(
      String method,
      String address,
      @Nullable String bearer,
      @Nullable JsonObject body,
      @Nullable String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(15));
    request.method(
        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException nothing) {
      return new Answer(0, String.valueOf(nothing.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted");
    }
  }
}
