package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.limits.LimitGauges;

/**
 * The identity provider of a deployment, by OpenID Connect's authorization code flow with PKCE.
 * Found by discovery when it is needed first; looked at again after an hour, and after half a
 * minute by whoever begins: a page that says it is away is better than the browser's. Any event
 * loop; waits for the provider at most {@value #SECONDS} s, and never blocks.
 */
public final class IdentityProvider {
  static final int MAX_UNDER_WAY = 64;
  private static final int SECONDS = 5;
  private static final long KNOWN_MILLIS = 3_600_000;
  private static final long BEGIN_MILLIS = 30_000;
  private static final long PAUSE_MILLIS = 1_000;
  private static final long KEYS_MILLIS = 5_000;
  private static final List<String> BROKEN =
      List.of("Internal Server Error", "Bad Gateway", "Service Unavailable", "Gateway Timeout");
  private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);

  /**
   * How to speak with it.
   *
   * @param issuer as it spells itself
   * @param scopes with {@code openid}
   * @param usernameClaim a claim that may name an account; empty: none does
   */
  public record Client(
      String issuer,
      String id,
      String secret,
      List<String> scopes,
      Optional<String> usernameClaim) {
    public Client {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
      return "client " + id + " of " + issuer;
    }
  }

  /**
   * One sign-in under way.
   *
   * @param state comes back with the browser
   * @param nonce comes back inside the ID token
   * @param verifier whoever has it may trade the code (RFC 7636)
   * @param redirect where the provider sends the browser
   */
  public record Attempt(String state, String nonce, String verifier, String redirect) {
    @Override
    public String toString() {
      return "a sign-in under way";
    }
  }

  /** What became of a code. */
  public sealed interface Answer {
    /**
     * @param idToken ends the session at the provider later
     */
    record Proven(ExternalIdentity identity, String idToken) implements Answer {}

    /** The code is not good, or what it brought is not as it must be. */
    record Refused() implements Answer {}

    /** The provider does not answer. */
    record Away() implements Answer {}

    /** Too many codes are being traded. */
    record Busy() implements Answer {}
  }

  /** What discovery found. */
  private record Known(OAuth2Auth auth, OAuth2Options paths, long foundMillis) {}

  private final Vertx vertx;
  private final Client client;
  private final InstantSource clock;
  private final IdTokenRules rules;
  private final AtomicInteger underWay = new AtomicInteger();
  private @Nullable Known known;
  private @Nullable Future<Known> asking;
  private long nextAskMillis;
  private long nextKeysMillis;

  public IdentityProvider(Vertx vertx, Client client, InstantSource clock, MeterRegistry metrics) {
    this.vertx = vertx;
    this.client = client;
    this.clock = clock;
    rules = new IdTokenRules(client.issuer(), client.id(), client.usernameClaim());
    LimitGauges.register(metrics, "provider-sign-ins", MAX_UNDER_WAY, underWay::get);
  }

  public String issuer() {
    return client.issuer();
  }

  /** Where to send the browser; fails when the provider cannot be found. */
  public Future<String> authorize(Attempt attempt) {
    return known(BEGIN_MILLIS)
        .map(
            found -> {
              OAuth2AuthorizationURL url =
                  new OAuth2AuthorizationURL()
                      .setState(attempt.state())
                      .setScopes(client.scopes())
                      .putAdditionalParameter("redirect_uri", attempt.redirect())
                      .putAdditionalParameter("nonce", attempt.nonce())
                      .putAdditionalParameter(
                          "code_challenge", SignInSecrets.challenge(attempt.verifier()))
                      .putAdditionalParameter("code_challenge_method", "S256");
              return found.auth().authorizeURL(url);
            });
  }

  /** Trades the code for an ID token and checks it. Never fails. */
  public Future<Answer> prove(Attempt attempt, String code) {
    if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
      underWay.decrementAndGet();
      return Future.succeededFuture(new Answer.Busy());
    }
    return known(KNOWN_MILLIS)
        .compose(found -> traded(found, attempt, code))
        .otherwise(this::unanswered)
        .onComplete(unused -> underWay.decrementAndGet());
  }

  private Future<Answer> traded(Known found, Attempt attempt, String code) {
    Oauth2Credentials credentials =
        new Oauth2Credentials()
            .setFlow(OAuth2FlowType.AUTH_CODE)
            .setCode(code)
            .setCodeVerifier(attempt.verifier())
            .setRedirectUri(attempt.redirect());
    return found
        .auth()
        .authenticate(credentials)
        .timeout(SECONDS, TimeUnit.SECONDS)
        .compose(
            user -> {
              String token = user.principal().getValue("id_token") instanceof String t ? t : "";
              if (!IdTokenRules.isSignedAsAllowed(token)) {
                return Future.succeededFuture(refused("it sent no ID token that may be read"));
              }
              return signed(found, user, token)
                  .map(
                      claims -> {
                        ExternalIdentity identity =
                            claims == null
                                ? null
                                : rules.read(claims, attempt.nonce(), clock.instant());
                        return identity == null
                            ? refused("its ID token is not as it must be")
                            : new Answer.Proven(identity, token);
                      });
            });
  }

  /** The claims of a token that the provider signed, with keys that are new if need be. */
  private Future<@Nullable JsonObject> signed(Known found, User user, String token) {
    JsonObject claims = user.attributes().getJsonObject("idToken");
    if (claims != null || !user.attributes().containsKey("missing-kid") || !mayAskForKeys()) {
      return Future.succeededFuture(claims);
    }
    return found
        .auth()
        .jWKSet()
        .timeout(SECONDS, TimeUnit.SECONDS)
        .compose(
            unused ->
                found
                    .auth()
                    .authenticate(new TokenCredentials(token))
                    .timeout(SECONDS, TimeUnit.SECONDS)
                    .map(again -> again.attributes().getJsonObject("accessToken"))
                    .otherwise(unsigned -> null));
  }

  private synchronized boolean mayAskForKeys() {
    long now = clock.millis();
    if (now < nextKeysMillis) {
      return false;
    }
    nextKeysMillis = now + KEYS_MILLIS;
    return true;
  }

  private static Answer refused(String why) {
    LOG.warn("a sign-in by the identity provider was refused: {}", why);
    return new Answer.Refused();
  }

  private Answer unanswered(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof ProviderAway
          || saysItIsBroken(cause)) {
        LOG.warn("the identity provider does not answer: {}", cause.getClass().getSimpleName());
        return new Answer.Away();
      }
    }
    return refused("the code was not taken");
  }

  /** The library tells a status by its words alone, with the answer's body behind them. */
  private static boolean saysItIsBroken(Throwable failure) {
    String words = String.valueOf(failure.getMessage());
    return BROKEN.stream().anyMatch(words::startsWith);
  }

  /**
   * Where the provider's own session ends; empty when it has no such page, or cannot be found.
   * Never fails.
   */
  public Future<Optional<String>> endSession(String idToken, String andThen) {
    return known(KNOWN_MILLIS)
        .map(
            found ->
                Optional.ofNullable(found.paths().getLogoutPath())
                    .filter(this::isAPage)
                    .map(
                        page ->
                            "%s%sid_token_hint=%s&post_logout_redirect_uri=%s&client_id=%s"
                                .formatted(
                                    page,
                                    page.contains("?") ? "&" : "?",
                                    encoded(idToken),
                                    encoded(andThen),
                                    encoded(client.id()))))
        .otherwise(away -> Optional.empty());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** One question at a time, and none for a second after one that failed. */
  private synchronized Future<Known> known(long maxAgeMillis) {
    long now = clock.millis();
    if (known != null && now - known.foundMillis() <= maxAgeMillis) {
      return Future.succeededFuture(known);
    }
    if (asking != null) {
      return asking;
    }
    if (now < nextAskMillis) {
      return Future.failedFuture(new ProviderAway("it did not answer a moment ago"));
    }
    Future<Known> asked = discover().onSuccess(this::found).onFailure(this::missed);
    asking = asked.isComplete() ? null : asked;
    return asked;
  }

  /** Codes that are being traded with what was known before may come to their end. */
  private synchronized void found(Known fresh) {
    Known before = known;
    if (before != null) {
      vertx.setTimer(4_000L * SECONDS, unused -> before.auth().close());
    }
    known = fresh;
    asking = null;
  }

  private synchronized void missed(Throwable away) {
    LOG.warn("the identity provider cannot be found: {}", away.getMessage());
    nextAskMillis = clock.millis() + PAUSE_MILLIS;
    asking = null;
  }

  private Future<Known> discover() {
    OAuth2Options options =
        new OAuth2Options()
            .setSite(client.issuer().replaceFirst("/$", ""))
            .setClientId(client.id())
            .setClientSecret(client.secret())
            .setValidateIssuer(true)
            .setJWTOptions(new JWTOptions().setLeeway((int) IdTokenRules.CLOCK_SKEW.toSeconds()))
            .setHttpClientOptions(
                new HttpClientOptions()
                    .setConnectTimeout(SECONDS * 1_000)
                    .setIdleTimeout(2 * SECONDS)
                    .setMaxHeaderSize(16_384));
    return OpenIDConnectAuth.discover(vertx, options)
        .timeout(SECONDS, TimeUnit.SECONDS)
        .map(
            auth -> {
              options.setIntrospectionPath(null).setUserInfoPath(null);
              return new Known(auth, options, clock.millis());
            })
        .recover(
            failure -> Future.failedFuture(new ProviderAway(String.valueOf(failure.getMessage()))))
        .compose(found -> protects(found) ? Future.succeededFuture(found) : unprotected());
  }

  private boolean protects(Known found) {
    return isAPage(found.paths().getAuthorizationPath())
        && isAPage(found.paths().getTokenPath())
        && isAPage(found.paths().getJwkPath());
  }

  /** A provider behind TLS must not name pages without it, and none that is a script. */
  private boolean isAPage(@Nullable String address) {
    String page = String.valueOf(address).toLowerCase(Locale.ROOT);
    return page.startsWith("https:")
        || (page.startsWith("http:") && client.issuer().startsWith("http:"));
  }

  private static Future<Known> unprotected() {
    return Future.failedFuture(
        new ProviderAway("expected addresses of pages, token and keys behind TLS, found others"));
  }

  /** It cannot be found, or did not answer. */
  private static final class ProviderAway extends Exception {
    private static final long serialVersionUID = 1;

    ProviderAway(String why) {
      super(why, null, false, false);
    }
  }
}
