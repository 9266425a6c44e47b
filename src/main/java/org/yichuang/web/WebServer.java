package org.yichuang.web;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/** Puts a router behind an HTTP server. */
public final class WebServer {

  private WebServer() {}

  /**
   * A server for the caller's event loop, not listening yet.
   *
   * @param options from {@link HttpLimits#options()}, with address and port
   */
  public static HttpServer create(Vertx vertx, HttpServerOptions options, Router router) {
    return vertx
        .createHttpServer(options)
        .requestHandler(router)
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
