package org.yichuang.rehearsal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.Matter;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * A hall of a running server, over HTTP, with one display on its WebSocket. Confined to one event
 * loop.
 */
final class HttpFloor implements HallFloor {
  private static final long SHOW_MILLIS = 10_000;

  private final Vertx vertx;
  private final HallConfig hall;
  private final HallHttp.Server server;
  private final HallHttp http;
  private final BoardWatcher display;
  private final Map<String, Long> calledNanos = new HashMap<>();
  private final List<Double> shownMillis = new ArrayList<>();
  private @Nullable WebSocket socket;
  private int calls;

  HttpFloor(Vertx vertx, HallConfig hall, HallHttp.Server server) {
    this.vertx = vertx;
    this.hall = hall;
    this.server = server;
    http = new HallHttp(vertx, hall.slug(), server);
    display = new BoardWatcher(this::send);
    display.onCall(this::shown);
  }

  /** Signs in, opens the display's socket, and clears away what an earlier rehearsal left. */
  Future<Void> enter() {
    return http.signIn().compose(unused -> connect()).compose(unused -> tidy());
  }

  private Future<Void> connect() {
    return vertx
        .createWebSocketClient(new WebSocketClientOptions())
        .connect(
            new WebSocketConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setURI(http.path("/live?topic=board")))
        .map(
            open -> {
              socket = open;
              open.textMessageHandler(text -> display.receive(new JsonObject(text)));
              open.closeHandler(
                  unused -> vertx.setTimer(HallHttp.RETRY_MILLIS, again -> connect()));
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
                  http.ask(at(post.window(), "open"), null)
                      .compose(opened -> http.ask(at(post.window(), "resume"), null))
                      .compose(manned -> finish(post.window())));
    }
    for (Post post : posts()) {
      done = done.compose(unused -> clear(post.window())).compose(unused -> close(post.window()));
    }
    return done;
  }

  private Future<Void> finish(WindowId window) {
    return http.ask(at(window, "start"), null)
        .compose(
            unused ->
                http.ask(at(window, "complete"), outcomes(List.of(MatterOutcome.DONE))).mapEmpty());
  }

  private Future<Void> clear(WindowId window) {
    return callNext(window)
        .compose(
            called ->
                called.isEmpty()
                    ? Future.succeededFuture()
                    : finish(window).compose(unused -> clear(window)));
  }

  @Override
  public List<Post> posts() {
    return hall.windows().stream().map(window -> new Post(window.id(), window.queues())).toList();
  }

  @Override
  public Future<List<Given>> issue(PersonClass person, List<Matter> matters) {
    JsonArray wanted = new JsonArray();
    matters.forEach(
        matter ->
            wanted.add(
                new JsonObject()
                    .put("queue", matter.queue().value())
                    .put("count", matter.count())));
    JsonObject body =
        new JsonObject()
            .put("matters", wanted)
            .put("class", person.name().toLowerCase(Locale.ROOT));
    if (person != PersonClass.ORDINARY) {
      body.put("reason", REASON);
    }
    return http.ask("/tickets", body)
        .map(
            answer -> {
              if (isRefused(answer, "not-issuing")) {
                return List.of();
              }
              JsonObject issued = answer.bodyAsJsonObject();
              JsonArray visit = issued.getJsonArray("visit", new JsonArray().add(issued));
              return visit.stream()
                  .map(each -> (JsonObject) each)
                  .map(each -> new Given(id(each), new QueueId(each.getString("queue"))))
                  .toList();
            });
  }

  @Override
  public Future<Boolean> rejoin(TicketId ticket) {
    return http.ask("/tickets/" + ticket + "/rejoin", null)
        .map(answer -> !isRefused(answer, "too-late"));
  }

  @Override
  public Future<Void> open(WindowId window) {
    return step(window, "open");
  }

  @Override
  public Future<Void> pause(WindowId window) {
    return step(window, "pause");
  }

  @Override
  public Future<Void> comeBack(WindowId window) {
    return step(window, "resume");
  }

  @Override
  public Future<Void> close(WindowId window) {
    return step(window, "close");
  }

  @Override
  public Future<Optional<TicketId>> callNext(WindowId window) {
    long before = System.nanoTime();
    return http.post(at(window, "call-next"), null)
        .map(
            response -> {
              if (response.statusCode() == 204) {
                return Optional.empty();
              }
              TicketId ticket = id(response.bodyAsJsonObject().getJsonObject("ticket"));
              calls++;
              Long shown = calledNanos.remove(ticket.display());
              if (shown != null) {
                measured(before, shown);
              } else {
                calledNanos.put(ticket.display(), before);
              }
              return Optional.of(ticket);
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
  public Future<Void> complete(WindowId window, List<MatterOutcome> outcomes) {
    return http.post(at(window, "complete"), outcomes(outcomes)).mapEmpty();
  }

  private static JsonObject outcomes(List<MatterOutcome> outcomes) {
    return new JsonObject()
        .put(
            "outcomes",
            outcomes.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
  }

  @Override
  public Future<Void> hold(WindowId window, String reason) {
    JsonObject body = new JsonObject().put("reason", reason).put("hereOnly", true);
    return http.post(at(window, "hold"), body).mapEmpty();
  }

  @Override
  public Future<Boolean> resume(WindowId window, TicketId ticket) {
    JsonObject body = new JsonObject().put("ticket", ticket.toString());
    return http.ask(at(window, "resume-ticket"), body)
        .map(answer -> !isRefused(answer, "visit-at-window"));
  }

  @Override
  public Future<Void> transfer(WindowId window, QueueId queue) {
    JsonObject body = new JsonObject().put("queue", queue.value());
    return http.post(at(window, "transfer"), body).mapEmpty();
  }

  @Override
  public Future<TicketId> quickServe(WindowId window, QueueId queue) {
    JsonObject body = new JsonObject().put("queue", queue.value());
    return http.post(at(window, "quick-serve"), body).map(answer -> id(answer.bodyAsJsonObject()));
  }

  private static TicketId id(JsonObject ticket) {
    return TicketId.parse(ticket.getString("id")).orElseThrow();
  }

  /**
   * Whether it is the refusal that can happen; fails for another.
   *
   * @param reason the last part of the problem's type
   */
  private static boolean isRefused(HttpResponse<Buffer> answer, String reason) {
    if (answer.statusCode() != HallHttp.CONFLICT) {
      return false;
    }
    if (answer.bodyAsJsonObject().getString("type").endsWith("/" + reason)) {
      return true;
    }
    throw new IllegalStateException(HallHttp.said(answer));
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
    Long before = calledNanos.remove(call.getString("ticket"));
    if (before != null) {
      measured(before, now);
    } else {
      calledNanos.put(call.getString("ticket"), now);
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
    return http.repeated();
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
    http.get("/board")
        .onFailure(right::tryFail)
        .onSuccess(
            expected -> {
              if (expected.equals(display.board())) {
                right.tryComplete();
              } else if (System.nanoTime() > deadline) {
                right.tryFail(
                    "the display shows %s, the server %s".formatted(display.board(), expected));
              } else {
                vertx.setTimer(HallHttp.RETRY_MILLIS, unused -> compare(deadline, right));
              }
            });
  }

  private Future<Void> step(WindowId window, String verb) {
    return http.post(at(window, verb), null).mapEmpty();
  }

  private static String at(WindowId window, String verb) {
    return "/windows/" + window + "/" + verb;
  }
}
