package org.yichuang.people;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token must say (OpenID Connect Core 1.0, 3.1.3.7), once its signature is known to be
 * the provider's. Immutable, any thread.
 *
 * @param issuer whose token it must be
 * @param clientId for whom it must be
 * @param usernameClaim which claim may name an account
 */
record IdTokenRules(String issuer, String clientId, Optional<String> usernameClaim) {
  /** Keys of the provider alone: neither none nor what our own secret could sign. */
  static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
  static final Duration MAX_AGE = Duration.ofMinutes(10);
  static final int MAX_TOKEN = 16_384;

  /** As the contract spells accounts. */
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,63}");

  /** Whether the token may be looked at: bounded, and signed in one of the allowed ways. */
  static boolean isSignedAsAllowed(String token) {
    int end = token.indexOf('.');
    if (end < 0 || token.length() > MAX_TOKEN) {
      return false;
    }
    try {
      JsonObject header =
          new JsonObject(
              new String(
                  Base64.getUrlDecoder().decode(token.substring(0, end)), StandardCharsets.UTF_8));
      return header.getValue("alg") instanceof String algorithm
          && ALGORITHMS.contains(algorithm)
          && !header.containsKey("crit");
    } catch (IllegalArgumentException | DecodeException notAHeader) {
      return false;
    }
  }

  /**
   * Whose it is.
   *
   * @return null when something is not as it must be
   */
  @Nullable ExternalIdentity read(JsonObject claims, String nonce, Instant now) {
    boolean right =
        issuer.equals(claims.getValue("iss"))
            && isForUs(claims.getValue("aud"), claims.getValue("azp"))
            && isFresh(claims, now)
            && claims.getValue("nonce") instanceof String found
            && MessageDigest.isEqual(bytes(nonce), bytes(found));
    return right
            && claims.getValue("sub") instanceof String subject
            && ExternalIdentity.isSubject(subject)
        ? new ExternalIdentity(issuer, subject, username(claims))
        : null;
  }

  private boolean isForUs(@Nullable Object audience, @Nullable Object party) {
    List<?> audiences =
        audience instanceof JsonArray several
            ? several.getList()
            : audience instanceof String one ? List.of(one) : List.of();
    return audiences.contains(clientId)
        && (audiences.size() == 1 || party != null)
        && (party == null || party.equals(clientId));
  }

  private static boolean isFresh(JsonObject claims, Instant now) {
    return claims.getValue("exp") instanceof Number ends
        && claims.getValue("iat") instanceof Number begins
        && now.minus(CLOCK_SKEW).getEpochSecond() < ends.longValue()
        && begins.longValue() <= now.plus(CLOCK_SKEW).getEpochSecond()
        && begins.longValue() >= now.minus(MAX_AGE).getEpochSecond();
  }

  private Optional<String> username(JsonObject claims) {
    return usernameClaim
        .map(claims::getValue)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(name -> USERNAME.matcher(name).matches());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
