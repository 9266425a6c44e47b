package org.yichuang.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Headers of every answer: nothing may be embedded, sniffed, referred to or kept; and what came by
 * TLS is to be asked for by TLS again (RFC 6797). Any thread.
 */
final class SecurityHeaders implements Handler<RoutingContext> {
  static final CharSequence CSP = HttpHeaders.createOptimized("content-security-policy");
  private static final CharSequence API_CSP =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
  private static final CharSequence SNIFF = HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence REFERRER = HttpHeaders.createOptimized("referrer-policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private static final CharSequence STRICT =
      HttpHeaders.createOptimized("strict-transport-security");

  /** Null: not said. */
  private final @Nullable CharSequence strict;

  /**
   * @param hsts how long a browser keeps to TLS; zero: it is not told
   */
  SecurityHeaders(Duration hsts) {
    strict = hsts.isZero() ? null : HttpHeaders.createOptimized("max-age=" + hsts.toSeconds());
  }

  @Override
  public void handle(RoutingContext context) {
    addTo(context.request());
    context.next();
  }

  void addTo(HttpServerRequest request) {
    MultiMap headers = request.response().headers();
    if (strict != null && SessionCookie.byTls(request)) {
      headers.set(STRICT, strict);
    }
    headers.set(CSP, API_CSP);
    headers.set(SNIFF, NO_SNIFF);
    headers.set(REFERRER, NO_REFERRER);
    headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
  }
}
