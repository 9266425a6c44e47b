package org.yichuang.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request its id, and one line in the log when it is answered: operation, status, time
 * and account, never an address, a path, a query, a name or a token. Counts requests by operation
 * and status. Confined to one event loop.
 */
public final class AccessLog implements Handler<RoutingContext> {
  public static final String LOGGER = "yichuang.access";
  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");
  private static final String LINE = "line";
  private static final String UNNAMED = "none";

  private record Key(String operation, int status) {}

  private final MeterRegistry metrics;
  private final Map<Key, Counter> counters = new HashMap<>();

  AccessLog(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** What the line of one request says. */
  final class Line {
    private final HttpServerRequest request;
    private final long began = System.nanoTime();
    private String operation = UNNAMED;
    private int account;
    private boolean written;

    private Line(HttpServerRequest request) {
      this.request = request;
    }

    private void end() {
      if (written) {
        return;
      }
      written = true;
      HttpServerResponse response = request.response();
      int status = response.ended() || response.headWritten() ? response.getStatusCode() : 499;
      counters.computeIfAbsent(new Key(operation, status), AccessLog.this::counter).increment();
      if (LOG.isInfoEnabled()) {
        LOG.atInfo()
            .addKeyValue("request", response.headers().get(REQUEST_ID))
            .addKeyValue("operation", operation)
            .addKeyValue("status", status)
            .addKeyValue("micros", (System.nanoTime() - began) / 1_000)
            .addKeyValue("bytes", response.bytesWritten())
            .addKeyValue("account", account)
            .log("request");
      }
    }
  }

  @Override
  public void handle(RoutingContext context) {
    context.put(LINE, begin(context.request()));
    context.next();
  }

  /** A request that is answered before it reaches a route. */
  Line begin(HttpServerRequest request) {
    Line line = new Line(request);
    String sent = request.getHeader(REQUEST_ID);
    request
        .response()
        .putHeader(
            REQUEST_ID,
            sent != null && WELL_FORMED.matcher(sent).matches()
                ? sent
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()))
        .endHandler(unused -> line.end())
        .closeHandler(unused -> line.end());
    return line;
  }

  /** Which operation it is; else it is {@code none}. */
  static void operation(RoutingContext context, String name) {
    Line line = context.get(LINE);
    if (line != null) {
      line.operation = name;
    }
  }

  static @Nullable Line line(RoutingContext context) {
    return context.get(LINE);
  }

  static void account(@Nullable Line line, int id) {
    if (line != null) {
      line.account = id;
    }
  }

  /** The id of the request that the response belongs to. */
  static String id(HttpServerResponse response) {
    String id = response.headers().get(REQUEST_ID);
    return id == null ? UNNAMED : id;
  }

  private Counter counter(Key key) {
    return Counter.builder("yichuang.requests")
        .description(
            "Requests by operation of the contract and status; 499: gone before the answer")
        .tag("operation", key.operation())
        .tag("status", Integer.toString(key.status()))
        .register(metrics);
  }
}
