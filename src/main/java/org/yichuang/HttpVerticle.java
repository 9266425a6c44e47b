package org.yichuang;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Centres;
import org.yichuang.catalogue.LiveCatalogue;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.Owners;
import org.yichuang.cluster.VertxTimers;
import org.yichuang.live.LiveAlarms;
import org.yichuang.live.LiveBoards;
import org.yichuang.live.LiveHub;
import org.yichuang.people.Access;
import org.yichuang.settings.Settings;
import org.yichuang.settings.Tls;
import org.yichuang.web.ApiParts;
import org.yichuang.web.ApiRouter;
import org.yichuang.web.BookingParts;
import org.yichuang.web.CaseParts;
import org.yichuang.web.EdgeParts;
import org.yichuang.web.HallParts;
import org.yichuang.web.HttpLimits;
import org.yichuang.web.KioskParts;
import org.yichuang.web.LiveRoutes;
import org.yichuang.web.OidcRoutes;
import org.yichuang.web.PageAssets;
import org.yichuang.web.PageRoutes;
import org.yichuang.web.PeopleParts;
import org.yichuang.web.Readiness;
import org.yichuang.web.SingleSignOn;
import org.yichuang.web.SupervisionParts;
import org.yichuang.web.TrackingKey;
import org.yichuang.web.WebServer;

/** One event loop's share of HTTP; all loops listen on the same port. */
final class HttpVerticle extends VerticleBase {
  private static final long DRAIN_SECONDS = 5;

  /** What all event loops share. */
  record Parts(
      Settings.Http http,
      LiveCatalogue catalogue,
      Centres centres,
      Access access,
      PeopleParts people,
      Owners owners,
      HallBus bus,
      InstantSource clock,
      LiveBoards live,
      LiveAlarms alarms,
      MeterRegistry metrics,
      TrackingKey trackingKey,
      BookingParts booking,
      CaseParts cases,
      KioskParts kiosk,
      SupervisionParts supervision,
      HallParts halls,
      int incarnation,
      Readiness readiness,
      EdgeParts edge,
      Optional<SingleSignOn> singleSignOn,
      Optional<Tls> tls) {}

  private final Parts parts;
  private volatile @Nullable Context home;
  private @Nullable HallGateway gateway;
  private @Nullable LiveHub hub;
  private @Nullable HttpServer server;

  HttpVerticle(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    HallGateway own =
        new HallGateway(
            parts.owners(),
            parts.bus(),
            new VertxTimers(vertx),
            parts.clock(),
            HallGateway.Limits.DEFAULT);
    gateway = own;
    home = context;
    LiveHub sockets = new LiveHub(context, parts.live(), parts.alarms(), parts.metrics());
    hub = sockets;
    parts.access().onRevoked(sockets::reviewPermits);
    return vertx.executeBlocking(PageAssets::load).compose(assets -> listen(own, sockets, assets));
  }

  private Future<?> listen(HallGateway own, LiveHub sockets, PageAssets assets) {
    HttpLimits limits = HttpLimits.DEFAULT;
    ApiParts api =
        new ApiParts(
            parts.catalogue(),
            parts.catalogue(),
            parts.centres(),
            parts.access(),
            parts.people(),
            own,
            parts.trackingKey(),
            parts.booking(),
            parts.cases(),
            parts.kiosk(),
            parts.supervision(),
            parts.halls(),
            parts.incarnation(),
            parts.readiness(),
            limits.maxBodyBytes(),
            parts.edge(),
            parts.singleSignOn(),
            routes(sockets, assets));
    return ApiRouter.create(vertx, api)
        .compose(
            router -> {
              HttpServer fresh =
                  WebServer.create(vertx, options(limits), router, parts.edge(), limits);
              server = fresh;
              return fresh.listen(parts.http().port(), parts.http().host());
            });
  }

  /** What the contract does not describe. */
  private List<Consumer<Router>> routes(LiveHub sockets, PageAssets assets) {
    List<Consumer<Router>> routes = new ArrayList<>();
    routes.add(
        new LiveRoutes(parts.catalogue(), parts.centres(), parts.access(), sockets, parts.edge())
            ::addTo);
    routes.add(new PageRoutes(parts.catalogue(), assets)::addTo);
    parts.singleSignOn().ifPresent(single -> routes.add(new OidcRoutes(single, assets)::addTo));
    return routes;
  }

  private HttpServerOptions options(HttpLimits limits) {
    HttpServerOptions options = limits.options();
    parts
        .tls()
        .ifPresent(
            files ->
                options
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(files.certificate().toString())
                            .setKeyPath(files.key().toString())));
    return options;
  }

  /** The port it listens on. Any thread, after the start. */
  int port() {
    HttpServer listening = server;
    return listening == null ? 0 : listening.actualPort();
  }

  /** The partition table changed. Any thread. */
  void ownersChanged() {
    Context at = home;
    if (at != null) {
      at.runOnContext(
          unused -> {
            if (gateway != null) {
              gateway.ownersChanged();
            }
          });
    }
  }

  /** Takes no new connections and waits for the answers under way. Any thread. */
  Future<Void> drain() {
    if (hub != null) {
      hub.closeAll();
    }
    HttpServer listening = server;
    return listening == null
        ? Future.succeededFuture()
        : listening.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
  }
}
