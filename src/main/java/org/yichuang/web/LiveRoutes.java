package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;
import org.yichuang.live.LiveHub;
import org.yichuang.live.Permit;
import org.yichuang.people.Access;
import org.yichuang.people.Session;

/**
 * WebSockets that show a hall's board, to supervisors with alarms, as {@code asyncapi.yaml}
 * describes them. Confined to one event loop.
 */
public final class LiveRoutes {
  private static final String BOARD = "board";
  private static final String SUPERVISION = "supervision";

  private final Catalogue catalogue;
  private final Access access;
  private final LiveHub hub;

  public LiveRoutes(Catalogue catalogue, Access access, LiveHub hub) {
    this.catalogue = catalogue;
    this.access = access;
    this.hub = hub;
  }

  public void addTo(Router router) {
    router.get("/api/v1/halls/:hall/live").handler(this::live);
  }

  private void live(RoutingContext context) {
    HttpServerRequest request = context.request();
    String slug = context.pathParam("hall");
    HallConfig hall = catalogue.hall(slug).orElse(null);
    String upgrade = request.getHeader(HttpHeaders.UPGRADE);
    List<String> topics = context.queryParam("topic");
    String topic = topics.isEmpty() ? BOARD : topics.getFirst();
    if (hall == null) {
      Problems.unknownHall(slug).send(request.response());
    } else if (!"websocket".equalsIgnoreCase(upgrade)) {
      Problems.upgradeRequired().send(request.response());
    } else if (topics.size() > 1 || !Set.of(BOARD, SUPERVISION).contains(topic)) {
      Problems.invalidRequest("expected topic=board or topic=supervision, found topic=" + topics)
          .send(request.response());
    } else if (!Origins.ownOrNone(request)) {
      Problems.foreignOrigin(Origins.found(request)).send(request.response());
    } else if (topic.equals(SUPERVISION)) {
      supervise(request, hall);
    } else {
      shake(request, socket -> hub.open(hall.id(), socket));
    }
  }

  /** Who supervises is asked at first and with every heartbeat. */
  private void supervise(HttpServerRequest request, HallConfig hall) {
    boolean byCookie = request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    String token = ContractHandler.token(request);
    if (token == null) {
      Problems.notSignedIn("none").send(request.response());
      return;
    }
    if (byCookie && !Origins.own(request)) {
      Problems.foreignOrigin(Origins.found(request)).send(request.response());
      return;
    }
    Supplier<Future<Optional<Session>>> who = () -> access.whoIs(token);
    request.pause();
    who.get()
        .onFailure(away -> Problems.accountsUnavailable().send(request.response()))
        .onSuccess(
            session -> {
              if (session.isEmpty()) {
                Problems.notSignedIn("one that is unknown, expired or revoked")
                    .send(request.response());
              } else if (!supervises(session.get(), hall)) {
                Problems.notAllowed(
                        "one of the roles %s at %s"
                            .formatted(Permission.words(Permission.supervising()), hall.slug()),
                        "another account",
                        "ask the manager of the hall")
                    .send(request.response());
              } else {
                Permit permit = () -> who.get().map(now -> mayStay(now, hall));
                shake(request, socket -> hub.openSupervision(hall.id(), socket, permit));
              }
            });
  }

  private static boolean mayStay(Optional<Session> session, HallConfig hall) {
    return session.filter(it -> supervises(it, hall)).isPresent();
  }

  private static boolean supervises(Session session, HallConfig hall) {
    return session.principal().may(hall.id(), Permission.supervising());
  }

  private void shake(HttpServerRequest request, Consumer<ServerWebSocket> open) {
    if (!hub.admit()) {
      Problems.notNow("this node has no place for another socket").send(request.response());
      return;
    }
    request
        .toWebSocket()
        .onSuccess(open::accept)
        .onFailure(
            broken -> {
              hub.dismiss();
              Problems.malformedRequest().send(request.response());
            });
  }
}
