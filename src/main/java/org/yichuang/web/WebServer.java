package org.yichuang.web;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.regex.Pattern;

/** Puts a router behind an HTTP server. */
public final class WebServer {
  /** The router itself fails on percent signs that escape nothing. */
  private static final Pattern ESCAPED = Pattern.compile("(?:[^%]|%\\p{XDigit}{2})*+");

  private WebServer() {}

  /**
   * A server for the caller's event loop, not listening yet.
   *
   * @param options from {@link HttpLimits#options()}, with address and port
   */
  public static HttpServer create(Vertx vertx, HttpServerOptions options, Router router) {
    return vertx
        .createHttpServer(options)
        .requestHandler(
            request -> {
              if (ESCAPED.matcher(request.uri()).matches()) {
                router.handle(request);
              } else {
                SecurityHeaders.addTo(request.response().headers());
                Problems.malformedAddress().send(request.response());
              }
            })
        .invalidRequestHandler(WebServer::refuse);
  }

  private static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        cause instanceof TooLongHttpLineException
            ? Problems.addressTooLong()
            : cause instanceof TooLongHttpHeaderException
                ? Problems.headersTooLarge()
                : Problems.malformedRequest();
    SecurityHeaders.addTo(request.response().headers());
    problem.with(HttpHeaders.CONNECTION, "close").send(request.response());
    request.connection().close();
  }
}
