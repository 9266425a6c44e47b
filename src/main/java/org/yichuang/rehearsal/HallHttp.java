package org.yichuang.rehearsal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in client of a hall. Repeats under the same key what is answered with 503 or not at all,
 * as every client should. Confined to one event loop.
 */
final class HallHttp {
  static final int CONFLICT = 409;
  static final long RETRY_MILLIS = 500;
  private static final long PATIENCE_MILLIS = 60_000;

  /** Where the server is and who rehearses. */
  record Server(String host, int port, String username, String password) {}

  private final Vertx vertx;
  private final String hall;
  private final Server server;
  private final WebClient client;
  private String token = "";
  private int repeated;

  /**
   * @param hall its name in addresses
   */
  HallHttp(Vertx vertx, String hall, Server server) {
    this.vertx = vertx;
    this.hall = hall;
    this.server = server;
    client =
        WebClient.create(
            vertx,
            new WebClientOptions().setDefaultHost(server.host()).setDefaultPort(server.port()));
  }

  Future<Void> signIn() {
    return client
        .post("/api/v1/sessions")
        .sendJsonObject(
            new JsonObject().put("username", server.username()).put("password", server.password()))
        .compose(
            signedIn -> {
              if (signedIn.statusCode() != 201) {
                return Future.failedFuture(new IllegalStateException("sign in: " + said(signedIn)));
              }
              token = signedIn.bodyAsJsonObject().getString("token");
              return Future.succeededFuture();
            });
  }

  /** Requests that had to be repeated. */
  int repeated() {
    return repeated;
  }

  Future<JsonObject> get(String path) {
    return client.get(path(path)).send().map(HttpResponse::bodyAsJsonObject);
  }

  /** Fails for any answer but success. */
  Future<HttpResponse<Buffer>> post(String path, @Nullable JsonObject body) {
    return ask(path, body)
        .compose(
            answer ->
                answer.statusCode() / 100 == 2
                    ? Future.succeededFuture(answer)
                    : Future.failedFuture(new IllegalStateException(path + ": " + said(answer))));
  }

  /** Fails for any answer but success and a refusal (409). */
  Future<HttpResponse<Buffer>> ask(String path, @Nullable JsonObject body) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    return post(path, body, UUID.randomUUID(), deadline);
  }

  private Future<HttpResponse<Buffer>> post(
      String path, @Nullable JsonObject body, UUID key, long deadline) {
    HttpRequest<Buffer> request =
        client
            .post(path(path))
            .bearerTokenAuthentication(token)
            .putHeader("Idempotency-Key", key.toString());
    Future<HttpResponse<Buffer>> sent =
        body == null ? request.send() : request.sendJsonObject(body);
    return sent.transform(
        answered -> {
          int status = answered.succeeded() ? answered.result().statusCode() : 503;
          if (status == 503 && System.nanoTime() < deadline) {
            repeated++;
            return vertx
                .timer(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .compose(unused -> post(path, body, key, deadline));
          }
          if (answered.failed()) {
            return Future.failedFuture(answered.cause());
          }
          return status / 100 == 2 || status == CONFLICT
              ? Future.succeededFuture(answered.result())
              : Future.failedFuture(
                  new IllegalStateException(path + ": " + said(answered.result())));
        });
  }

  String path(String path) {
    return "/api/v1/halls/" + hall + path;
  }

  static String said(HttpResponse<Buffer> response) {
    return response.statusCode() + " " + response.bodyAsString();
  }
}
