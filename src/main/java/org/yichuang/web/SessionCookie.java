package org.yichuang.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The session of a page: a cookie that scripts cannot read and other sites cannot send. Any thread.
 *
 * <p>It is marked {@code Secure} when the request came by TLS, also when a proxy says so: who lies
 * about that only loses their own cookie.
 */
final class SessionCookie {
  static final String NAME = "yichuang_session";
  private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private SessionCookie() {}

  /** The token a page sent; null when it sent none. */
  static @Nullable String token(HttpServerRequest request) {
    Cookie cookie = request.getCookie(NAME);
    String token = cookie == null ? null : cookie.getValue();
    return token == null || token.isEmpty() || token.length() > ContractHandler.MAX_TOKEN
        ? null
        : token;
  }

  /** Gives the token to the page, to be forgotten when the session ends. */
  static void set(HttpServerRequest request, String token, Instant expiresAt) {
    write(request, token, "; Expires=" + HTTP_DATE.format(expiresAt));
  }

  /** Takes it back. */
  static void clear(HttpServerRequest request) {
    write(request, "", "; Max-Age=0");
  }

  private static void write(HttpServerRequest request, String value, String end) {
    String secure = byTls(request) ? "; Secure" : "";
    request
        .response()
        .headers()
        .add(HttpHeaders.SET_COOKIE, NAME + "=" + value + RULES + secure + end);
  }

  static boolean byTls(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }
}
