package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/** Which site's page sent a request. Any thread. */
final class Origins {
  private Origins() {}

  /** Pages of other sites may not use their visitors' browsers; programs send no origin. */
  static boolean ownOrNone(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.ORIGIN) == null || own(request);
  }

  /** Whether a page of this very server sent it. */
  static boolean own(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return false;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
    } catch (IllegalArgumentException notAnOrigin) {
      return false;
    }
  }

  /** What the request says of its origin, for a problem's detail. */
  static String found(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null ? "none" : origin;
  }
}
