package org.yichuang;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yichuang.settings.Edge;

/**
 * {@code GET /metrics} in Prometheus' text format, on a port of its own: whoever reaches it may
 * read it, so it belongs inside a network. At most four readings at once; 503 above.
 */
final class MetricsServer {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int MAX_AT_ONCE = 4;

  private final Vertx vertx;
  private final PrometheusMeterRegistry metrics;
  private final AtomicInteger reading = new AtomicInteger();

  MetricsServer(Vertx vertx, PrometheusMeterRegistry metrics) {
    this.vertx = vertx;
    this.metrics = metrics;
  }

  /** The port it listens on. */
  Future<Integer> listen(Edge.Metrics address) {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setIdleTimeout(30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(1_024)
                .setMaxHeaderSize(8_192))
        .requestHandler(this::handle)
        .listen()
        .map(HttpServer::actualPort);
  }

  private void handle(HttpServerRequest request) {
    if (!"/metrics".equals(request.path())) {
      answer(request, 404, "expected GET /metrics\n");
    } else if (!request.method().equals(HttpMethod.GET)) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET");
      answer(request, 405, "expected GET /metrics\n");
    } else if (reading.incrementAndGet() > MAX_AT_ONCE) {
      reading.decrementAndGet();
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      answer(request, 503, "too many read at once\n");
    } else {
      vertx
          .executeBlocking(() -> metrics.scrape(TEXT), false)
          .onComplete(
              scraped -> {
                reading.decrementAndGet();
                if (scraped.succeeded()) {
                  answer(request, 200, scraped.result());
                } else {
                  answer(request, 500, "the metrics cannot be read\n");
                }
              });
    }
  }

  private static void answer(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(text);
  }
}
