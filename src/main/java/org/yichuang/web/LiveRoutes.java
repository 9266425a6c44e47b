package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.HallConfig;
import org.yichuang.live.CaseScope;
import org.yichuang.live.LiveHub;
import org.yichuang.live.Permit;
import org.yichuang.people.Access;
import org.yichuang.people.Session;

/**
 * WebSockets that show a hall's board, to supervisors with alarms, and alarms of cases, as {@code
 * asyncapi.yaml} describes them. Confined to one event loop.
 */
public final class LiveRoutes {
  private static final String BOARD = "board";
  private static final String SUPERVISION = "supervision";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private final Catalogue catalogue;
  private final Centres centres;
  private final Access access;
  private final LiveHub hub;
  private final EdgeParts edge;

  public LiveRoutes(
      Catalogue catalogue, Centres centres, Access access, LiveHub hub, EdgeParts edge) {
    this.catalogue = catalogue;
    this.centres = centres;
    this.access = access;
    this.hub = hub;
    this.edge = edge;
  }

  public void addTo(Router router) {
    router.get("/api/v1/halls/:hall/live").handler(this::live);
    router.get("/api/v1/supervision/live").handler(this::cases);
  }

  private void live(RoutingContext context) {
    HttpServerRequest request = context.request();
    String slug = context.pathParam("hall");
    HallConfig hall = catalogue.hall(slug).orElse(null);
    List<String> topics = context.queryParam("topic");
    boolean supervising = topics.contains(SUPERVISION);
    AccessLog.operation(context, supervising ? "liveSupervision" : "liveBoard");
    if (hall == null) {
      Problems.unknownHall(slug).send(request.response());
      return;
    }
    Problem problem = refusal(request, topics);
    if (problem != null) {
      problem.send(request.response());
    } else if (supervising) {
      supervise(request, hall);
    } else {
      shake(request, (socket, closed) -> hub.open(hall.id(), socket, closed));
    }
  }

  private static @Nullable Problem refusal(HttpServerRequest request, List<String> topics) {
    Problem problem = noHandshake(request);
    if (problem != null) {
      return problem;
    }
    if (topics.size() > 1 || !Set.of(BOARD, SUPERVISION).containsAll(topics)) {
      return HttpProblems.invalidRequest(
          "expected topic=board or topic=supervision, found "
              + ParameterRule.shortened(String.join(" and ", topics)));
    }
    return Origins.ownOrNone(request) ? null : HttpProblems.foreignOrigin(Origins.found(request));
  }

  private static @Nullable Problem noHandshake(HttpServerRequest request) {
    if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
      return HttpProblems.upgradeRequired();
    }
    return isHandshake(request)
        ? null
        : HttpProblems.badHandshake(
            "Connection: Upgrade, Sec-WebSocket-Version: 13 and a Sec-WebSocket-Key of 16 bytes");
  }

  private void supervise(HttpServerRequest request, HallConfig hall) {
    whoAsks(
        request,
        (session, who) -> {
          Problem problem = refusal(session, hall);
          if (problem != null) {
            problem.send(request.response());
          } else {
            Permit permit = () -> who.get().map(now -> mayStay(now, hall));
            shake(
                request,
                (socket, closed) -> hub.openSupervision(hall.id(), socket, permit, closed));
          }
        });
  }

  /** Alarms of cases, of a centre or a hall. */
  private void cases(RoutingContext context) {
    HttpServerRequest request = context.request();
    AccessLog.operation(context, "liveCases");
    Problem problem = noHandshake(request);
    if (problem == null && !Origins.ownOrNone(request)) {
      problem = HttpProblems.foreignOrigin(Origins.found(request));
    }
    List<String> centre = context.queryParam("centre");
    List<String> hall = context.queryParam("hall");
    if (problem == null && (centre.size() > 1 || hall.size() > 1)) {
      problem =
          HttpProblems.invalidRequest("query: expected one centre or one hall, found several");
    }
    if (problem != null) {
      problem.send(request.response());
      return;
    }
    Optional<String> ofCentre = centre.stream().findFirst();
    Optional<String> ofHall = hall.stream().findFirst();
    whoAsks(
        request,
        (session, who) -> {
          Problem refused = refusal(session);
          if (refused == null) {
            switch (supervised(session, ofCentre, ofHall)) {
              case SupervisedHalls.Refused beyond -> refused = beyond.problem();
              case SupervisedHalls.Halls found -> {
                CaseScope scope = scope(found);
                Permit permit = () -> who.get().map(now -> sees(now, ofCentre, ofHall, scope));
                shake(request, (socket, closed) -> hub.openCases(scope, socket, permit, closed));
              }
            }
          }
          if (refused != null) {
            refused.send(request.response());
          }
        });
  }

  private static CaseScope scope(SupervisedHalls.Halls found) {
    return CaseScope.of(found.halls().stream().map(HallConfig::id).toList());
  }

  private SupervisedHalls supervised(
      Optional<Session> session, Optional<String> centre, Optional<String> hall) {
    return SupervisedHalls.of(
        session.orElseThrow().principal(), centre, hall, catalogue, centres.tree());
  }

  /** Whether all that is shown may still be seen. */
  private boolean sees(
      Optional<Session> session, Optional<String> centre, Optional<String> hall, CaseScope scope) {
    return session.isPresent()
        && supervised(session, centre, hall) instanceof SupervisedHalls.Halls found
        && scope(found).halls().containsAll(scope.halls());
  }

  /** Who looks is asked at first and with every heartbeat. */
  private void whoAsks(
      HttpServerRequest request,
      BiConsumer<Optional<Session>, Supplier<Future<Optional<Session>>>> then) {
    boolean byCookie = request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    String token = ContractHandler.token(request);
    if (token == null) {
      AccountProblems.notSignedIn("none").send(request.response());
      return;
    }
    if (byCookie && !Origins.own(request)) {
      HttpProblems.foreignOrigin(Origins.found(request)).send(request.response());
      return;
    }
    Supplier<Future<Optional<Session>>> who = () -> access.whoIs(token);
    request.pause();
    who.get()
        .onFailure(away -> AccountProblems.accountsUnavailable().send(request.response()))
        .onSuccess(session -> then.accept(session, who));
  }

  private @Nullable Problem refusal(Optional<Session> session) {
    if (session.isEmpty()) {
      return AccountProblems.notSignedIn("one that is unknown, expired or revoked");
    }
    long pause = edge.accounts().pauseSeconds(session.get().principal().account());
    return pause > 0 ? AccountProblems.tooManyRequests(pause) : null;
  }

  private @Nullable Problem refusal(Optional<Session> session, HallConfig hall) {
    Problem problem = refusal(session);
    if (problem != null || supervises(session.orElseThrow(), hall)) {
      return problem;
    }
    return AccountProblems.notAllowed(
        "one of the roles %s at %s"
            .formatted(Permission.words(Permission.supervising()), hall.slug()),
        "another account",
        "ask the manager of the hall");
  }

  private boolean mayStay(Optional<Session> session, HallConfig hall) {
    return session.filter(it -> supervises(it, hall)).isPresent();
  }

  private boolean supervises(Session session, HallConfig hall) {
    return session.principal().may(centres.tree().place(hall.id()), Permission.supervising());
  }

  /**
   * @param open takes the socket, and what is to be called once it has closed
   */
  private void shake(HttpServerRequest request, BiConsumer<ServerWebSocket, Runnable> open) {
    if (request.response().closed()) {
      return;
    }
    String address = edge.addresses().of(request);
    if (!edge.sockets().take(address)) {
      HttpProblems.tooManySockets().send(request.response());
      return;
    }
    if (!hub.admit()) {
      edge.sockets().give(address);
      Problems.notNow("this node has no place for another socket", Repeating.READ)
          .send(request.response());
      return;
    }
    request
        .toWebSocket()
        .onSuccess(socket -> open.accept(socket, () -> edge.sockets().give(address)))
        .onFailure(
            broken -> {
              hub.dismiss();
              edge.sockets().give(address);
              HttpProblems.malformedRequest().send(request.response());
            });
  }

  private static boolean isHandshake(HttpServerRequest request) {
    String connection = request.getHeader(HttpHeaders.CONNECTION);
    String key = request.getHeader("Sec-WebSocket-Key");
    return request.version() == HttpVersion.HTTP_1_1
        && connection != null
        && connection.toLowerCase(Locale.ROOT).contains("upgrade")
        && "13".equals(request.getHeader("Sec-WebSocket-Version"))
        && key != null
        && KEY.matcher(key).matches();
  }
}
