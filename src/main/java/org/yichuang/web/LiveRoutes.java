package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;
import org.yichuang.live.LiveHub;

/**
 * WebSockets that show a hall's board, as {@code asyncapi.yaml} describes them. Confined to one
 * event loop.
 */
public final class LiveRoutes {
  private static final String BOARD = "board";

  private final Catalogue catalogue;
  private final LiveHub hub;

  public LiveRoutes(Catalogue catalogue, LiveHub hub) {
    this.catalogue = catalogue;
    this.hub = hub;
  }

  public void addTo(Router router) {
    router.get("/api/v1/halls/:hall/live").handler(this::live);
  }

  private void live(RoutingContext context) {
    AccessLog.operation(context, "liveBoard");
    HttpServerRequest request = context.request();
    String slug = context.pathParam("hall");
    Optional<HallConfig> hall = catalogue.hall(slug);
    String upgrade = request.getHeader(HttpHeaders.UPGRADE);
    List<String> topics = context.queryParam("topic");
    Problem problem = null;
    if (hall.isEmpty()) {
      problem = Problems.unknownHall(slug);
    } else if (!"websocket".equalsIgnoreCase(upgrade)) {
      problem = Problems.upgradeRequired();
    } else if (!topics.isEmpty() && !topics.equals(List.of(BOARD))) {
      problem = Problems.invalidRequest("expected topic=board, found topic=" + topics);
    } else if (!Origins.ownOrNone(request)) {
      problem = Problems.foreignOrigin(Origins.found(request));
    } else if (!hub.admit()) {
      problem = Problems.notNow("this node has no place for another socket");
    }
    if (problem != null || hall.isEmpty()) {
      if (problem != null) {
        problem.send(request.response());
      }
      return;
    }
    request
        .toWebSocket()
        .onSuccess(socket -> hub.open(hall.get().id(), socket))
        .onFailure(
            broken -> {
              hub.dismiss();
              Problems.malformedRequest().send(request.response());
            });
  }
}
