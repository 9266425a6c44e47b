package org.yichuang.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an ID token must say. */
class IdTokenRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T01:30:00Z");
  private static final IdTokenRules RULES =
      new IdTokenRules("https://id.example", "hall", Optional.of("login"));

  private static JsonObject claims() {
    long now = NOW.getEpochSecond();
    return new JsonObject()
        .put("iss", "https://id.example")
        .put("aud", "hall")
        .put("sub", "zhang")
        .put("nonce", "n-1")
        .put("iat", now)
        .put("exp", now + 300);
  }

  /** Times are seconds from now. */
  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource({
    "iss, '\"https://id.example\"', yes",
    "iss, '\"https://id.example/\"', no",
    "iss, '\"https://evil.example\"', no",
    "iss, null, no",
    "aud, '\"other\"', no",
    "aud, '[\"hall\"]', yes",
    "aud, '[\"hall\",\"other\"]', no",
    "aud, '[]', no",
    "aud, null, no",
    "azp, '\"hall\"', yes",
    "azp, '\"other\"', no",
    "nonce, '\"n-2\"', no",
    "nonce, null, no",
    "nonce, 7, no",
    "sub, '\"\"', no",
    "sub, null, no",
    "sub, 7, no",
    "exp, -59, yes",
    "exp, -60, no",
    "exp, null, no",
    "exp, '\"soon\"', no",
    "iat, 60, yes",
    "iat, 61, no",
    "iat, -600, yes",
    "iat, -601, no",
    "iat, null, no",
  })
  void a_token_is_believed_when_each_claim_is_as_it_must_be(
      String claim, String value, String believed) {
    Object json =
        value.equals("null") ? null : new JsonObject("{\"v\":" + value + "}").getValue("v");
    boolean time = json instanceof Integer && (claim.equals("exp") || claim.equals("iat"));
    JsonObject claims = claims().put(claim, time ? NOW.getEpochSecond() + ((Integer) json) : json);
    ExternalIdentity identity = RULES.read(claims, "n-1", NOW);
    if (believed.equals("yes")) {
      assertEquals("zhang", assertNotNullIdentity(identity).subject());
    } else {
      assertNull(identity);
    }
  }

  private static ExternalIdentity assertNotNullIdentity(ExternalIdentity identity) {
    assertNotNull(identity);
    return identity;
  }

  @Test
  void several_audiences_need_the_party_it_was_made_for() {
    JsonObject claims =
        claims().put("aud", new io.vertx.core.json.JsonArray().add("hall").add("other"));
    assertNotNull(RULES.read(claims.copy().put("azp", "hall"), "n-1", NOW));
    assertNull(RULES.read(claims.copy().put("azp", "other"), "n-1", NOW));
  }

  @Test
  void a_claim_names_an_account_only_when_it_was_configured() {
    JsonObject claims = claims().put("login", "clerk-A1");
    assertEquals(Optional.of("clerk-A1"), RULES.read(claims, "n-1", NOW).username());
    assertEquals(Optional.empty(), RULES.read(claims.put("login", 7), "n-1", NOW).username());
    IdTokenRules without = new IdTokenRules("https://id.example", "hall", Optional.empty());
    assertEquals(
        Optional.empty(), without.read(claims.put("login", "clerk-A1"), "n-1", NOW).username());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'{\"alg\":\"RS256\",\"kid\":\"1\"}', true",
    "'{\"alg\":\"ES256\"}', true",
    "'{\"alg\":\"none\"}', false",
    "'{\"alg\":\"None\"}', false",
    "'{\"alg\":\"HS256\"}', false",
    "'{\"alg\":[\"RS256\"]}', false",
    "'{\"kid\":\"1\"}', false",
    "'{\"alg\":\"RS256\",\"crit\":[\"x\"]}', false",
    "'nothing', false",
  })
  void only_signatures_of_the_providers_own_keys_are_looked_at(String header, boolean allowed) {
    String first =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8));
    assertEquals(allowed, IdTokenRules.isSignedAsAllowed(first + ".e30.AA"));
  }

  @Test
  void a_token_of_any_length_is_not_looked_at() {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));
    assertEquals(false, IdTokenRules.isSignedAsAllowed(header + "." + "A".repeat(16_384) + ".AA"));
    assertEquals(false, IdTokenRules.isSignedAsAllowed("{}"));
  }
}
