package org.yichuang.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;

/** The address of a page, as somebody else opens it. */
final class PageAddress {
  private PageAddress() {}

  /**
   * At the host that was asked; empty when the request names none.
   *
   * @param page its path; codes stand behind a {@code #}, so that no log on the way has them
   */
  static Optional<String> of(HttpServerRequest request, String page) {
    HostAndPort host = request.authority();
    return host == null || host.host().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s://%s%s".formatted(SessionCookie.byTls(request) ? "https" : "http", host, page));
  }
}
