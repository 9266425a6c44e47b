package org.yichuang.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Access;
import org.yichuang.people.Principal;
import org.yichuang.people.Role;

/** Signing in and out, by token or, for pages, by cookie. Confined to one event loop. */
final class SessionRoutes {
  private final Access access;
  private final Catalogue catalogue;
  private final ClientAddresses addresses;

  SessionRoutes(Access access, Catalogue catalogue, ClientAddresses addresses) {
    this.access = access;
    this.catalogue = catalogue;
    this.addresses = addresses;
  }

  /**
   * @param token null when it travels as a cookie
   */
  private record NewSession(@Nullable String token, Instant expiresAt, List<String> roles) {}

  /**
   * @param hall null when the account is good for every hall
   */
  private record CurrentSession(
      String username,
      List<String> roles,
      @Nullable String hall,
      List<WindowId> windows,
      Instant expiresAt) {}

  void addTo(Operations operations) {
    operations
        .on("signIn", Permission.anyone(), this::signIn)
        .on("currentSession", Permission.anyone(), this::current)
        .on("signOut", Permission.anyone(), this::signOut);
  }

  private void signIn(Exchange exchange) {
    boolean cookie = exchange.body().getBoolean("cookie", false);
    if (cookie && !Origins.ownOrNone(exchange.request())) {
      exchange.answer(Problems.foreignOrigin(Origins.found(exchange.request())));
      return;
    }
    access
        .signIn(
            exchange.body().getString("username"),
            exchange.body().getString("password"),
            addresses.of(exchange.request()))
        .onComplete(
            asked ->
                exchange.run(
                    () -> {
                      if (asked.failed()) {
                        exchange.answer(Problems.accountsUnavailable());
                      } else {
                        answer(exchange, asked.result(), cookie);
                      }
                    }));
  }

  private static void answer(Exchange exchange, Access.Login login, boolean cookie) {
    switch (login) {
      case Access.Login.Granted granted -> {
        if (cookie) {
          SessionCookie.set(exchange.request(), granted.token(), granted.expiresAt());
        }
        exchange.answer(
            201,
            ApiJson.write(
                new NewSession(
                    cookie ? null : granted.token(),
                    granted.expiresAt(),
                    words(granted.principal()))));
      }
      case Access.Login.Denied denied -> exchange.answer(Problems.wrongCredentials());
      case Access.Login.Paused paused ->
          exchange.answer(Problems.signInPaused(paused.pause().toSeconds()));
      case Access.Login.Busy busy -> exchange.answer(Problems.signInBusy());
    }
  }

  private void current(Exchange exchange) {
    Principal principal = exchange.principal();
    exchange.answer(
        200,
        ApiJson.write(
            new CurrentSession(
                principal.username(),
                words(principal),
                principal.hall().map(this::slug).orElse(null),
                principal.windows().stream().sorted(Comparator.comparing(WindowId::value)).toList(),
                exchange.session().expiresAt())));
  }

  private void signOut(Exchange exchange) {
    String token = ContractHandler.token(exchange.request());
    access
        .signOut(token == null ? "" : token)
        .onComplete(
            done ->
                exchange.run(
                    () -> {
                      if (done.failed()) {
                        exchange.answer(Problems.accountsUnavailable());
                      } else {
                        if (SessionCookie.token(exchange.request()) != null) {
                          SessionCookie.clear(exchange.request());
                        }
                        exchange.answerNothing();
                      }
                    }));
  }

  private String slug(HallId hall) {
    HallConfig newest = catalogue.newest(hall);
    return newest.slug();
  }

  private static List<String> words(Principal principal) {
    return principal.roles().stream().sorted().map(Role::word).toList();
  }
}
