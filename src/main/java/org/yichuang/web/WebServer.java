package org.yichuang.web;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a router behind an HTTP server. */
public final class WebServer {
  /** The router itself fails on percent signs that escape nothing. */
  private static final Pattern ESCAPED = Pattern.compile("(?:[^%]|%\\p{XDigit}{2})*+");

  private static final List<String> ONCE =
      List.of("Host", "Authorization", "Idempotency-Key", "Content-Type", "Origin");

  private WebServer() {}

  /**
   * A server for the caller's event loop, not listening yet.
   *
   * @param options from {@link HttpLimits#options()}, with address and port
   */
  public static HttpServer create(
      Vertx vertx, HttpServerOptions options, Router router, EdgeParts edge, HttpLimits limits) {
    ConnectionGuard guard = new ConnectionGuard(vertx, edge, limits);
    AccessLog log = new AccessLog(edge.metrics());
    SecurityHeaders headers = new SecurityHeaders(edge.hsts());
    return vertx
        .createHttpServer(options)
        .connectionHandler(guard::opened)
        .requestHandler(
            request -> {
              guard.requested(request);
              Problem problem = unclear(request);
              if (problem == null) {
                router.handle(request);
              } else {
                log.begin(request);
                headers.addTo(request);
                problem.send(request.response());
              }
            })
        .invalidRequestHandler(request -> refuse(request, log, headers));
  }

  /** What different programs on the way could understand differently. */
  private static @Nullable Problem unclear(HttpServerRequest request) {
    String uri = request.uri();
    if (uri.indexOf('%') >= 0 && !ESCAPED.matcher(uri).matches()) {
      return HttpProblems.malformedAddress();
    }
    int seen = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      int once = indexOfOnce(header.getKey());
      if (once >= 0 && (seen & 1 << once) != 0) {
        return HttpProblems.repeatedHeader(ONCE.get(once));
      }
      seen |= once >= 0 ? 1 << once : 0;
    }
    return null;
  }

  private static int indexOfOnce(String name) {
    for (int i = 0; i < ONCE.size(); i++) {
      if (ONCE.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private static void refuse(HttpServerRequest request, AccessLog log, SecurityHeaders headers) {
    log.begin(request);
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        cause instanceof TooLongHttpLineException
            ? HttpProblems.addressTooLong()
            : cause instanceof TooLongHttpHeaderException
                ? HttpProblems.headersTooLarge()
                : HttpProblems.malformedRequest();
    headers.addTo(request);
    problem.with(HttpHeaders.CONNECTION, "close").send(request.response());
    request.connection().close();
  }
}
