package org.yichuang.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Headers of every answer: nothing may be embedded, sniffed, referred to or kept. Any thread. */
final class SecurityHeaders implements Handler<RoutingContext> {
  static final CharSequence CSP = HttpHeaders.createOptimized("content-security-policy");
  private static final CharSequence API_CSP =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
  private static final CharSequence SNIFF = HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence REFERRER = HttpHeaders.createOptimized("referrer-policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  @Override
  public void handle(RoutingContext context) {
    addTo(context.response().headers());
    context.next();
  }

  static void addTo(MultiMap headers) {
    headers.set(CSP, API_CSP);
    headers.set(SNIFF, NO_SNIFF);
    headers.set(REFERRER, NO_REFERRER);
    headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
  }
}
