package org.yichuang.rehearsal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/**
 * A hall of a running server, over HTTP, with one display on its WebSocket. Repeats under the same
 * key what is answered with 503 or not at all, as every client should. Confined to one event loop.
 */
final class HttpFloor implements HallFloor {
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long RETRY_MILLIS = 500;
  private static final long SHOW_MILLIS = 10_000;

  /** Where the server is and who rehearses. */
  record Server(String host, int port, String username, String password) {}

  private final Vertx vertx;
  private final HallConfig hall;
  private final Server server;
  private final WebClient client;
  private final BoardWatcher display;
  private final Map<String, Long> calledNanos = new HashMap<>();
  private final List<Double> shownMillis = new ArrayList<>();
  private String token = "";
  private @Nullable WebSocket socket;
  private int repeated;
  private int calls;

  HttpFloor(Vertx vertx, HallConfig hall, Server server) {
    this.vertx = vertx;
    this.hall = hall;
    this.server = server;
    client =
        WebClient.create(
            vertx,
            new WebClientOptions().setDefaultHost(server.host()).setDefaultPort(server.port()));
    display = new BoardWatcher(this::send);
    display.onCall(this::shown);
  }

  /** Signs in, opens the display's socket, and clears away what an earlier rehearsal left. */
  Future<Void> enter() {
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
              return connect();
            })
        .compose(unused -> tidy());
  }

  private Future<Void> connect() {
    return vertx
        .createWebSocketClient(new WebSocketClientOptions())
        .connect(
            new WebSocketConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setURI(path("/live?topic=board")))
        .map(
            open -> {
              socket = open;
              open.textMessageHandler(text -> display.receive(new JsonObject(text)));
              open.closeHandler(unused -> vertx.setTimer(RETRY_MILLIS, again -> connect()));
              return null;
            });
  }

  private void send(JsonObject message) {
    if (socket != null && !socket.isClosed()) {
      socket.writeTextMessage(message.encode());
    }
  }

  private Future<Void> tidy() {
    Future<Void> done = Future.succeededFuture();
    for (Post post : posts()) {
      done =
          done.compose(
              unused ->
                  post("/windows/" + post.window() + "/open", null, OnConflict.GO_ON)
                      .compose(opened -> finish(post.window())));
    }
    for (Post post : posts()) {
      done = done.compose(unused -> clear(post.window())).compose(unused -> close(post.window()));
    }
    return done;
  }

  private Future<Void> finish(WindowId window) {
    return post("/windows/" + window + "/start", null, OnConflict.GO_ON)
        .compose(
            unused ->
                post("/windows/" + window + "/complete", outcomes(), OnConflict.GO_ON).mapEmpty());
  }

  private Future<Void> clear(WindowId window) {
    return callNext(window)
        .compose(
            called ->
                called.isEmpty()
                    ? Future.succeededFuture()
                    : finish(window).compose(unused -> clear(window)));
  }

  private enum OnConflict {
    GO_ON,
    FAIL
  }

  @Override
  public List<Post> posts() {
    return hall.windows().stream().map(window -> new Post(window.id(), window.queues())).toList();
  }

  @Override
  public Future<String> issue(QueueId queue) {
    return post("/tickets", new JsonObject().put("queue", queue.value()), OnConflict.FAIL)
        .map(issued -> issued.bodyAsJsonObject().getString("number"));
  }

  @Override
  public Future<Void> open(WindowId window) {
    return step(window, "open");
  }

  @Override
  public Future<Void> close(WindowId window) {
    return step(window, "close");
  }

  @Override
  public Future<Optional<String>> callNext(WindowId window) {
    long before = System.nanoTime();
    return post("/windows/" + window + "/call-next", null, OnConflict.FAIL)
        .map(
            response -> {
              if (response.statusCode() == 204) {
                return Optional.empty();
              }
              String number =
                  response.bodyAsJsonObject().getJsonObject("ticket").getString("number");
              calls++;
              Long shown = calledNanos.putIfAbsent(number, before);
              if (shown != null) {
                measured(before, shown);
              }
              return Optional.of(number);
            });
  }

  @Override
  public Future<Void> recall(WindowId window) {
    return step(window, "recall");
  }

  @Override
  public Future<Void> miss(WindowId window) {
    return step(window, "miss");
  }

  @Override
  public Future<Void> start(WindowId window) {
    return step(window, "start");
  }

  @Override
  public Future<Void> complete(WindowId window) {
    return post("/windows/" + window + "/complete", outcomes(), OnConflict.FAIL).mapEmpty();
  }

  private static JsonObject outcomes() {
    return new JsonObject().put("outcomes", List.of("done"));
  }

  @Override
  public void onWaiting(Consumer<QueueId> listener) {
    display.onWaiting(queue -> listener.accept(new QueueId(queue)));
  }

  @Override
  public long recallAfterMillis() {
    return hall.rules().recallAfterMillis();
  }

  @Override
  public long missAfterMillis() {
    return hall.rules().missAfterMillis();
  }

  /** The display may have a call before its clerk has the answer. */
  private void shown(JsonObject call) {
    long now = System.nanoTime();
    if (call.getInteger("recall") > 0) {
      return;
    }
    Long before = calledNanos.putIfAbsent(call.getString("ticket"), now);
    if (before != null) {
      measured(before, now);
    }
  }

  private void measured(long calledNanos, long shownNanos) {
    shownMillis.add((shownNanos - calledNanos) / 1e6);
  }

  /** Milliseconds from a clerk's request to the display, one for each call that was shown. */
  List<Double> shownMillis() {
    return List.copyOf(shownMillis);
  }

  /** Calls that were answered. */
  int calls() {
    return calls;
  }

  /** Requests that had to be repeated. */
  int repeated() {
    return repeated;
  }

  BoardWatcher display() {
    return display;
  }

  /** Completes when the display shows what the server says the board is; fails after a while. */
  Future<Void> displayIsRight() {
    Promise<Void> right = Promise.promise();
    compare(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SHOW_MILLIS), right);
    return right.future();
  }

  private void compare(long deadline, Promise<Void> right) {
    client
        .get(path("/board"))
        .send()
        .onFailure(right::tryFail)
        .onSuccess(
            response -> {
              JsonObject expected = response.bodyAsJsonObject();
              if (expected.equals(display.board())) {
                right.tryComplete();
              } else if (System.nanoTime() > deadline) {
                right.tryFail(
                    "the display shows %s, the server %s".formatted(display.board(), expected));
              } else {
                vertx.setTimer(RETRY_MILLIS, unused -> compare(deadline, right));
              }
            });
  }

  private Future<Void> step(WindowId window, String verb) {
    return post("/windows/" + window + "/" + verb, null, OnConflict.FAIL).mapEmpty();
  }

  private Future<HttpResponse<Buffer>> post(
      String path, @Nullable JsonObject body, OnConflict onConflict) {
    return post(
        path, body, onConflict, UUID.randomUUID(), System.nanoTime() + PATIENCE_MILLIS * 1_000_000);
  }

  private Future<HttpResponse<Buffer>> post(
      String path, @Nullable JsonObject body, OnConflict onConflict, UUID key, long deadline) {
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
                .compose(unused -> post(path, body, onConflict, key, deadline));
          }
          if (answered.failed()) {
            return Future.failedFuture(answered.cause());
          }
          boolean expected = status / 100 == 2 || (status == 409 && onConflict == OnConflict.GO_ON);
          return expected
              ? Future.succeededFuture(answered.result())
              : Future.failedFuture(
                  new IllegalStateException(path + ": " + said(answered.result())));
        });
  }

  private String path(String path) {
    return "/api/v1/halls/" + hall.slug() + path;
  }

  private static String said(HttpResponse<Buffer> response) {
    return response.statusCode() + " " + response.bodyAsString();
  }
}
