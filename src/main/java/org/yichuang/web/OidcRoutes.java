package org.yichuang.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yichuang.people.ExternalIdentity;
import org.yichuang.people.IdentityProvider;
import org.yichuang.people.SignInSecrets;

/**
 * The way of a browser to the identity provider and back, ending with the same cookie as a sign-in
 * by password. Confined to one event loop.
 *
 * <p>A sign-in under way lives in a sealed cookie of ten minutes: whoever brings a code without the
 * cookie that began it is refused, so nobody can be signed in as somebody else.
 */
public final class OidcRoutes {
  private static final long PENDING_MILLIS = 600_000;
  private static final String COOKIE = "yichuang_sign_in";
  private static final String COOKIE_RULES =
      "; Path=" + SingleSignOn.ADDRESS + "; HttpOnly; SameSite=Lax";
  private static final int MAX_CODE = 2_048;
  private static final List<String> ANSWERS = List.of("iss", "error", "code");

  /** A page of this server: no host, no query, nothing that a browser reads otherwise. */
  private static final Pattern PAGE = Pattern.compile("/|(?:/[A-Za-z0-9_-]{1,63}){1,4}");

  private final SingleSignOn single;
  private final PageAssets assets;

  public OidcRoutes(SingleSignOn single, PageAssets assets) {
    this.single = single;
    this.assets = assets;
  }

  public void addTo(Router router) {
    router.get(SingleSignOn.ADDRESS).handler(this::begin);
    router.get(SingleSignOn.CALLBACK).handler(this::finish);
  }

  private void begin(RoutingContext context) {
    AccessLog.operation(context, "beginProviderSignIn");
    String asked = only(context, "return");
    String back = asked.isEmpty() ? "/" : asked;
    if (!PAGE.matcher(back).matches()) {
      HttpProblems.invalidRequest(
              "return: expected the path of a page of this server, found another")
          .send(context.response());
      return;
    }
    IdentityProvider.Attempt attempt =
        new IdentityProvider.Attempt(
            SignInSecrets.fresh(), SignInSecrets.fresh(), SignInSecrets.fresh(), single.redirect());
    AttemptSeal.Pending pending =
        new AttemptSeal.Pending(
            attempt.state(),
            attempt.nonce(),
            attempt.verifier(),
            back,
            single.clock().millis() + PENDING_MILLIS);
    single
        .provider()
        .authorize(attempt)
        .onFailure(away -> trouble(context, SignInTrouble.AWAY, "", back))
        .onSuccess(
            address -> {
              cookie(context.request(), single.seal().close(pending), PENDING_MILLIS / 1_000);
              redirect(context.response(), address);
            });
  }

  private void finish(RoutingContext context) {
    AccessLog.operation(context, "finishProviderSignIn");
    AttemptSeal.Pending pending = pending(context);
    cookie(context.request(), "", 0);
    if (pending == null) {
      trouble(context, SignInTrouble.EXPIRED, "", "/");
      return;
    }
    SignInTrouble trouble = refusal(context);
    if (trouble == null && pauses(context.request())) {
      trouble = SignInTrouble.BUSY;
    }
    if (trouble != null) {
      trouble(context, trouble, "", pending.back());
      return;
    }
    IdentityProvider.Attempt attempt =
        new IdentityProvider.Attempt(
            pending.state(), pending.nonce(), pending.verifier(), single.redirect());
    single
        .provider()
        .prove(attempt, only(context, "code"))
        .onComplete(
            asked -> {
              if (asked.failed()) {
                trouble(context, SignInTrouble.AWAY, "", pending.back());
              } else {
                answer(context, asked.result(), pending.back());
              }
            });
  }

  private AttemptSeal.@Nullable Pending pending(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    AttemptSeal.Pending pending = cookie == null ? null : single.seal().open(cookie.getValue());
    return pending != null
            && pending.untilMillis() > single.clock().millis()
            && MessageDigest.isEqual(
                pending.state().getBytes(StandardCharsets.UTF_8),
                only(context, "state").getBytes(StandardCharsets.UTF_8))
        ? pending
        : null;
  }

  /** Each code costs the provider a question. */
  private boolean pauses(HttpServerRequest request) {
    return single.rates().pauseSeconds(single.addresses().of(request)) > 0;
  }

  /** What the provider answers instead of a code, or answers for another one (RFC 9207). */
  private @Nullable SignInTrouble refusal(RoutingContext context) {
    if (ANSWERS.stream().anyMatch(name -> context.queryParam(name).size() > 1)) {
      return SignInTrouble.REFUSED;
    }
    String issuer = only(context, "iss");
    String code = only(context, "code");
    if (!issuer.isEmpty() && !issuer.equals(single.provider().issuer())) {
      return SignInTrouble.REFUSED;
    }
    if (!only(context, "error").isEmpty()) {
      return SignInTrouble.CANCELLED;
    }
    return code.isEmpty() || code.length() > MAX_CODE ? SignInTrouble.REFUSED : null;
  }

  private void answer(RoutingContext context, IdentityProvider.Answer answer, String back) {
    switch (answer) {
      case IdentityProvider.Answer.Proven proven ->
          open(context, proven.identity(), proven.idToken(), back);
      case IdentityProvider.Answer.Refused refused ->
          trouble(context, SignInTrouble.REFUSED, "", back);
      case IdentityProvider.Answer.Away away -> trouble(context, SignInTrouble.AWAY, "", back);
      case IdentityProvider.Answer.Busy busy -> trouble(context, SignInTrouble.BUSY, "", back);
    }
  }

  private void open(
      RoutingContext context, ExternalIdentity identity, String idToken, String back) {
    single
        .identities()
        .open(identity, idToken)
        .onFailure(away -> trouble(context, SignInTrouble.ACCOUNTS_AWAY, "", back))
        .onSuccess(
            opened -> {
              if (opened.isEmpty()) {
                trouble(context, SignInTrouble.UNKNOWN, identity.subject(), back);
                return;
              }
              SessionCookie.set(context.request(), opened.get().token(), opened.get().expiresAt());
              redirect(context.response(), back);
            });
  }

  /** A parameter that came once; empty when it did not come, or came twice. */
  private static String only(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    return values.size() == 1 ? values.getFirst() : "";
  }

  private static void cookie(HttpServerRequest request, String value, long seconds) {
    request
        .response()
        .headers()
        .add(
            HttpHeaders.SET_COOKIE,
            "%s=%s%s; Max-Age=%d%s"
                .formatted(
                    COOKIE,
                    value,
                    COOKIE_RULES,
                    seconds,
                    SessionCookie.byTls(request) ? "; Secure" : ""));
  }

  private static void redirect(HttpServerResponse response, String address) {
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
    }
  }

  private void trouble(RoutingContext context, SignInTrouble trouble, String subject, String back) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.putHeader(SecurityHeaders.CSP, PageRoutes.CSP);
    ApiJson.send(
        response,
        trouble.status,
        StartPage.CONTENT_TYPE,
        assets
            .plain(trouble.title(), trouble.body(subject, back))
            .getBytes(StandardCharsets.UTF_8));
  }
}
