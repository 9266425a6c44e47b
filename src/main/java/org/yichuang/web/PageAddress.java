package org.yichuang.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;

/** Where whoever holds a code follows what it is of. */
final class PageAddress {
  private PageAddress() {}

  /**
   * At the host that was asked, with the code behind a {@code #}, so that no log on the way has it;
   * empty when the request names no host.
   */
  static Optional<String> of(HttpServerRequest request, String page, String code) {
    HostAndPort host = request.authority();
    return host == null
        ? Optional.empty()
        : Optional.of(
            "%s://%s%s#%s"
                .formatted(SessionCookie.byTls(request) ? "https" : "http", host, page, code));
  }
}
