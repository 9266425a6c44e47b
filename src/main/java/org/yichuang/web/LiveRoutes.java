package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;
import org.yichuang.live.LiveHub;

/**
 * WebSockets that show a hall's board, as {@code asyncapi.yaml} describes them. Confined to one
 * event loop.
 */
public final class LiveRoutes {
  private static final String BOARD = "board";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private final Catalogue catalogue;
  private final LiveHub hub;
  private final EdgeParts edge;

  public LiveRoutes(Catalogue catalogue, LiveHub hub, EdgeParts edge) {
    this.edge = edge;
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
    String address = edge.addresses().of(request);
    Problem problem = null;
    if (hall.isEmpty()) {
      problem = Problems.unknownHall(slug);
    } else if (!"websocket".equalsIgnoreCase(upgrade)) {
      problem = Problems.upgradeRequired();
    } else if (!isHandshake(request)) {
      problem =
          Problems.badHandshake(
              "Connection: Upgrade, Sec-WebSocket-Version: 13 and a Sec-WebSocket-Key of 16 bytes");
    } else if (!topics.isEmpty() && !topics.equals(List.of(BOARD))) {
      problem = Problems.invalidRequest("expected topic=board, found topic=" + topics);
    } else if (!Origins.ownOrNone(request)) {
      problem = Problems.foreignOrigin(Origins.found(request));
    } else if (!edge.sockets().take(address)) {
      problem = Problems.tooManySockets();
    } else if (!hub.admit()) {
      edge.sockets().give(address);
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
        .onSuccess(socket -> hub.open(hall.get().id(), socket, () -> edge.sockets().give(address)))
        .onFailure(
            broken -> {
              hub.dismiss();
              edge.sockets().give(address);
              Problems.malformedRequest().send(request.response());
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
