package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centre;
import org.yichuang.catalogue.CentreId;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Access;
import org.yichuang.people.DeviceKind;
import org.yichuang.people.PasswordRule;
import org.yichuang.people.Principal;
import org.yichuang.people.Role;
import org.yichuang.people.Scope;
import org.yichuang.people.Session;

/** Signing in and out, by token or, for pages, by cookie. Confined to one event loop. */
final class SessionRoutes {
  private final Access access;
  private final Catalogue catalogue;
  private final Centres centres;
  private final ClientAddresses addresses;
  private final Optional<SingleSignOn> single;

  SessionRoutes(
      Access access,
      Catalogue catalogue,
      Centres centres,
      ClientAddresses addresses,
      Optional<SingleSignOn> single) {
    this.access = access;
    this.centres = centres;
    this.catalogue = catalogue;
    this.addresses = addresses;
    this.single = single;
  }

  /**
   * @param token null when it travels as a cookie
   * @param passwordChangeRequired true or null
   */
  record NewSession(
      @Nullable String token,
      Instant expiresAt,
      List<String> roles,
      @Nullable Boolean passwordChangeRequired) {

    /**
     * @param token null when it travels as a cookie
     */
    static NewSession of(@Nullable String token, Session session) {
      return new NewSession(
          token, session.expiresAt(), words(session.principal()), session.initial() ? true : null);
    }
  }

  /**
   * @param hall null when the account is good for more than one
   * @param centre null when the account is good for one hall, or for everything
   * @param device null when it is a person
   * @param passwordChangeRequired true or null
   */
  private record CurrentSession(
      int account,
      String username,
      List<String> roles,
      @Nullable String hall,
      @Nullable String centre,
      List<WindowId> windows,
      @Nullable String device,
      Instant expiresAt,
      @Nullable Boolean passwordChangeRequired) {}

  /**
   * @param endSession where a browser ends the provider's session too
   */
  private record SignedOut(String endSession) {}

  void addTo(Operations operations) {
    operations
        .on("signIn", Permission.anyone(), this::signIn)
        .on("currentSession", Permission.anyone(), this::current)
        .on("changePassword", Permission.anyone(), this::changePassword)
        .on("signOut", Permission.anyone(), this::signOut);
  }

  private void signIn(Exchange exchange) {
    boolean cookie = exchange.body().getBoolean("cookie", false);
    if (cookie && !Origins.ownOrNone(exchange.request())) {
      exchange.answer(HttpProblems.foreignOrigin(Origins.found(exchange.request())));
      return;
    }
    exchange.then(
        access.signIn(
            exchange.body().getString("username"),
            exchange.body().getString("password"),
            addresses.of(exchange.request())),
        login -> answer(exchange, login, cookie));
  }

  private static void answer(Exchange exchange, Access.Login login, boolean cookie) {
    switch (login) {
      case Access.Login.Granted granted -> {
        Session session = granted.session();
        if (cookie) {
          SessionCookie.set(exchange.request(), granted.token(), session.expiresAt());
        }
        exchange.answer(
            201, ApiJson.write(NewSession.of(cookie ? null : granted.token(), session)));
      }
      case Access.Login.Denied denied -> exchange.answer(denied(exchange));
      case Access.Login.Paused paused ->
          exchange.answer(AccountProblems.signInPaused(paused.pause().toSeconds()));
      case Access.Login.Busy busy -> exchange.answer(AccountProblems.signInBusy());
    }
  }

  /** Whoever changes a password is signed in: only the password can be wrong. */
  private static Problem denied(Exchange exchange) {
    return exchange.caller().isPresent()
        ? AccountProblems.wrongPassword()
        : AccountProblems.wrongCredentials();
  }

  private void changePassword(Exchange exchange) {
    Principal who = exchange.principal();
    String current = exchange.body().getString("current");
    String next = exchange.body().getString("next");
    Optional<String> unfit = PasswordRule.unfit(who.username(), current, next);
    if (unfit.isPresent()) {
      exchange.answer(AccountProblems.unfitPassword(unfit.get()));
      return;
    }
    boolean cookie = exchange.request().getHeader(HttpHeaders.AUTHORIZATION) == null;
    exchange.then(
        access.changePassword(who, current, next, addresses.of(exchange.request())),
        login -> answer(exchange, login, cookie));
  }

  private void current(Exchange exchange) {
    Principal principal = exchange.principal();
    if (principal.device().isPresent()) {
      prolong(exchange);
    }
    exchange.answer(
        200,
        ApiJson.write(
            new CurrentSession(
                principal.account().value(),
                principal.username(),
                words(principal),
                principal.scope() instanceof Scope.OfHall(HallId hall) ? slug(hall) : null,
                principal.scope() instanceof Scope.OfCentre(CentreId centre) ? slug(centre) : null,
                principal.windows().stream().sorted(Comparator.comparing(WindowId::value)).toList(),
                principal.device().map(DeviceKind::word).orElse(null),
                exchange.session().expiresAt(),
                exchange.session().initial() ? true : null)));
  }

  /** A device's session is prolonged while it is used, and so is its cookie. */
  private static void prolong(Exchange exchange) {
    String cookie = SessionCookie.token(exchange.request());
    if (cookie != null && exchange.request().getHeader(HttpHeaders.AUTHORIZATION) == null) {
      SessionCookie.set(exchange.request(), cookie, exchange.session().expiresAt());
    }
  }

  private @Nullable String slug(CentreId centre) {
    return centres.tree().centre(centre).map(Centre::slug).orElse(null);
  }

  private void signOut(Exchange exchange) {
    String found = ContractHandler.token(exchange.request());
    String token = found == null ? "" : found;
    began(token)
        .compose(idToken -> access.signOut(token).compose(done -> endSession(idToken)))
        .onComplete(
            done ->
                exchange.run(
                    () -> {
                      if (done.failed()) {
                        exchange.answer(AccountProblems.accountsUnavailable());
                      } else {
                        if (SessionCookie.token(exchange.request()) != null) {
                          SessionCookie.clear(exchange.request());
                        }
                        done.result()
                            .ifPresentOrElse(
                                page -> exchange.answer(200, ApiJson.write(new SignedOut(page))),
                                exchange::answerNothing);
                      }
                    }));
  }

  /** What the session began with at the identity provider; empty when it did not begin there. */
  private Future<Optional<String>> began(String token) {
    return single
        .map(on -> on.identities().idToken(token))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** Where the session's provider ends its own; empty when there is none. */
  private Future<Optional<String>> endSession(Optional<String> idToken) {
    return single
        .flatMap(
            on -> idToken.map(began -> on.provider().endSession(began, on.publicUrl().toString())))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private String slug(HallId hall) {
    HallConfig newest = catalogue.newest(hall);
    return newest.slug();
  }

  private static List<String> words(Principal principal) {
    return principal.roles().stream().sorted().map(Role::word).toList();
  }
}
