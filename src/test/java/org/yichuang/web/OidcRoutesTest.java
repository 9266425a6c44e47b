package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.hall.LocalText;
import org.yichuang.people.IdentityProvider;

/** Signing in by an identity provider, honest or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcRoutesTest {
  private static final int RATE = 20;
  private final HttpClient http = HttpClient.newHttpClient();
  private final MemoryIdentities identities = new MemoryIdentities();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private volatile Duration later = Duration.ZERO;
  private final InstantSource clock = () -> InstantSource.system().instant().plus(later);
  private ScriptedProvider provider;
  private final TestHall hall = new TestHall(this::single);
  private final Map<String, String> cookies = new HashMap<>();

  private Optional<SingleSignOn> single(io.vertx.core.Vertx vertx) {
    provider = new ScriptedProvider(vertx, clock);
    return Optional.of(
        new SingleSignOn(
            new IdentityProvider(
                vertx,
                new IdentityProvider.Client(
                    provider.issuer(),
                    ScriptedProvider.CLIENT,
                    ScriptedProvider.SECRET,
                    List.of("openid"),
                    Optional.of("login")),
                clock,
                metrics),
            identities,
            new LocalText("市统一身份认证", "City sign-on"),
            URI.create("http://hall.example/"),
            new AttemptSeal(new byte[32]),
            new ClientAddresses(List.of()),
            Rates.ofProviderSignIns(RATE, () -> TestHall.NOW.plus(later), metrics),
            clock));
  }

  /** Nothing is known from the test before. */
  @BeforeEach
  void reset() {
    if (provider.discoveries.get() > 0) {
      pass(Duration.ofHours(2));
    }
    provider.reset();
    identities.reset();
    hall.access.reset();
    cookies.clear();
  }

  private void pass(Duration time) {
    later = later.plus(time);
  }

  @AfterAll
  void close() {
    provider.close();
    hall.close();
  }

  /** One step of a browser that keeps cookies and follows nothing. */
  private HttpResponse<String> go(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hall.port + path))
            .timeout(Duration.ofSeconds(20));
    cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      response
          .headers()
          .allValues("set-cookie")
          .forEach(
              line -> {
                String[] cookie = line.split(";", 2)[0].split("=", 2);
                if (cookie[1].isEmpty()) {
                  cookies.remove(cookie[0]);
                } else {
                  cookies.put(cookie[0], cookie[1]);
                }
              });
      return response;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("location").orElse("");
  }

  /** To the provider; what it was asked. */
  private Map<String, String> begin(String back) {
    HttpResponse<String> response = go("/sign-in/oidc?return=" + back);
    assertEquals(303, response.statusCode(), response.body());
    assertTrue(location(response).startsWith(provider.issuer() + "/authorize?"));
    return ScriptedProvider.values(URI.create(location(response)).getRawQuery());
  }

  private HttpResponse<String> finish(String state, String code) {
    return go("/sign-in/oidc/callback?state=" + state + "&code=" + code);
  }

  private HttpResponse<String> signIn() {
    Map<String, String> asked = begin("/window/hanjiang");
    return finish(asked.get("state"), provider.code(asked));
  }

  private void refused(HttpResponse<String> response, int status, String words) {
    assertEquals(status, response.statusCode(), response.body());
    assertTrue(response.body().contains(words), response.body());
    assertEquals("text/html; charset=utf-8", response.headers().firstValue("content-type").get());
    assertFalse(cookies.containsKey(SessionCookie.NAME), cookies::toString);
    assertFalse(response.body().contains("<script"), response.body());
  }

  @Test
  void a_linked_identity_comes_back_with_the_same_cookie_as_by_password() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    Map<String, String> asked = begin("/window/hanjiang");
    assertEquals("S256", asked.get("code_challenge_method"));
    assertEquals("http://hall.example/sign-in/oidc/callback", asked.get("redirect_uri"));
    assertEquals("code", asked.get("response_type"));
    assertEquals("openid", asked.get("scope"));
    HttpResponse<String> back = finish(asked.get("state"), provider.code(asked));
    assertEquals(303, back.statusCode(), back.body());
    assertEquals("/window/hanjiang", location(back));
    String cookie =
        back.headers().allValues("set-cookie").stream()
            .filter(line -> line.startsWith(SessionCookie.NAME))
            .findFirst()
            .orElseThrow();
    assertTrue(cookie.contains("; HttpOnly; SameSite=Strict"), cookie);
    assertEquals(Map.of(SessionCookie.NAME, "clerk"), cookies);
    assertTrue(go("/api/v1/sessions/current").body().contains("\"username\":\"clerk\""));
  }

  @Test
  void an_unknown_identity_is_refused_in_words_and_makes_no_account() {
    HttpResponse<String> response = signIn();
    refused(response, 403, "没有对应的账号");
    assertTrue(response.body().contains("No account for you here"), response.body());
    assertTrue(response.body().contains("zhang.san"), "what to tell the administrator");
    assertTrue(response.body().contains("href=\"/window/hanjiang\""), response.body());
  }

  @Test
  void a_claim_that_was_configured_names_an_account() {
    provider.claims = claims -> claims.put("login", "clerk");
    assertEquals(303, signIn().statusCode());
    assertEquals("clerk", cookies.get(SessionCookie.NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "clerk\0", "职员", "a clerk", "../clerk"})
  void a_claim_that_could_name_no_account_names_none(String name) {
    provider.claims = claims -> claims.put("login", name);
    refused(signIn(), 403, "没有对应的账号");
  }

  @ParameterizedTest
  @EnumSource(
      value = ScriptedProvider.Signing.class,
      names = "RIGHT",
      mode = EnumSource.Mode.EXCLUDE)
  void a_token_that_the_provider_did_not_sign_is_refused(ScriptedProvider.Signing signing) {
    identities.add("clerk", provider.issuer(), "zhang.san");
    provider.signing = signing;
    refused(signIn(), 403, "登录未通过验证");
    assertEquals(1, provider.trades.get());
  }

  static List<UnaryOperator<JsonObject>> lies() {
    return List.of(
        claims -> claims.put("iss", "https://other.example"),
        claims -> claims.put("aud", "another-client"),
        claims -> claims.put("aud", new JsonArray().add("hall").add("another-client")),
        claims -> claims.put("nonce", "of another sign-in"),
        claims -> claims.put("exp", claims.getLong("iat") - 61),
        claims -> claims.put("iat", claims.getLong("iat") + 120),
        claims -> claims.put("sub", ""),
        claims -> claims.put("sub", "zhang\0san"),
        claims -> claims.put("sub", "x".repeat(256)));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("lies")
  void a_signed_token_that_says_something_else_is_refused(UnaryOperator<JsonObject> lie) {
    identities.add("clerk", provider.issuer(), "zhang.san");
    provider.claims = lie;
    refused(signIn(), 403, "登录未通过验证");
  }

  /** First, since the library looks at the real time when it checks a token with fresh keys. */
  @Test
  @Order(1)
  void a_key_that_is_new_at_the_provider_is_fetched() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    assertEquals(303, signIn().statusCode());
    provider.rotate();
    assertEquals(303, signIn().statusCode());
    assertEquals(1, provider.discoveries.get());
  }

  @Test
  void a_code_without_the_cookie_that_began_it_signs_nobody_in() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    Map<String, String> attackers = begin("/");
    String code = provider.code(attackers);
    cookies.clear();
    refused(finish(attackers.get("state"), code), 400, "登录已过期");
    begin("/");
    refused(finish(attackers.get("state"), code), 400, "登录已过期");
    assertEquals(0, provider.trades.get());
  }

  @Test
  void a_code_is_good_once() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    Map<String, String> asked = begin("/");
    Map<String, String> kept = Map.copyOf(cookies);
    String code = provider.code(asked);
    assertEquals(303, finish(asked.get("state"), code).statusCode());
    cookies.clear();
    refused(finish(asked.get("state"), code), 400, "登录已过期");
    cookies.putAll(kept);
    refused(finish(asked.get("state"), code), 403, "登录未通过验证");
  }

  @Test
  void a_code_of_another_sign_in_does_not_fit_the_verifier() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    String anothers = provider.code(begin("/"));
    Map<String, String> mine = begin("/");
    refused(finish(mine.get("state"), anothers), 403, "登录未通过验证");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iss=https://evil.example",
        "iss=https://evil.example&iss=https://evil.example",
        "code=another",
        "error=access_denied&error=access_denied",
      })
  void an_answer_of_another_provider_or_two_answers_in_one_are_not_traded(String more) {
    Map<String, String> asked = begin("/");
    String code = provider.code(asked);
    refused(
        go("/sign-in/oidc/callback?state=%s&code=%s&%s".formatted(asked.get("state"), code, more)),
        403,
        "登录未通过验证");
    assertEquals(0, provider.trades.get());
  }

  @Test
  void an_answer_that_names_the_provider_is_traded() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    Map<String, String> asked = begin("/");
    String code = provider.code(asked);
    assertEquals(
        303,
        go("/sign-in/oidc/callback?state=%s&code=%s&iss=%s"
                .formatted(asked.get("state"), code, provider.issuer()))
            .statusCode());
  }

  @Test
  void an_address_that_brings_code_after_code_pauses_before_the_provider_is_asked() {
    for (int i = 0; i < RATE; i++) {
      refused(finish(begin("/").get("state"), "made-up"), 403, "登录未通过验证");
    }
    refused(finish(begin("/").get("state"), "made-up"), 503, "正在登录的人太多");
    assertEquals(RATE, provider.trades.get());
    pass(Duration.ofSeconds(4));
    identities.add("clerk", provider.issuer(), "zhang.san");
    assertEquals(303, signIn().statusCode());
  }

  @Test
  void whoever_cancels_at_the_provider_is_told_so() {
    Map<String, String> asked = begin("/window/hanjiang");
    refused(
        go("/sign-in/oidc/callback?error=access_denied&state=" + asked.get("state")), 403, "登录已取消");
  }

  @Test
  void a_sign_in_lasts_ten_minutes() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    Map<String, String> asked = begin("/");
    String code = provider.code(asked);
    pass(Duration.ofMinutes(10));
    refused(finish(asked.get("state"), code), 400, "登录已过期");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/%5Cevil.example",
        "/%09/evil.example",
        "/window//evil.example",
        "/window/../..",
        "javascript:alert(1)",
        "window",
        "/a?b=c",
        "/a%23b",
        "/%E5%8E%85"
      })
  void nobody_is_led_to_another_site(String back) {
    HttpResponse<String> response = go("/sign-in/oidc?return=" + back);
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(response.body().contains("/problems/invalid-request"), response.body());
    assertEquals(0, provider.discoveries.get());
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "?state=1",
    "?state=1&state=2&code=3",
    "?code=1",
    "?state=&code=",
    "?error=access_denied"
  })
  void a_callback_that_nobody_began_is_over(String query) {
    refused(go("/sign-in/oidc/callback" + query), 400, "登录已过期");
    begin("/");
    refused(go("/sign-in/oidc/callback" + query), 400, "登录已过期");
  }

  @Test
  void a_provider_that_is_silent_costs_seconds_and_blocks_nobody() throws Exception {
    provider.silent = true;
    var waiting =
        http.sendAsync(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + hall.port + "/sign-in/oidc?return=/"))
                .build(),
            BodyHandlers.ofString());
    assertEquals(200, go("/health/live").statusCode());
    refused(waiting.get(), 503, "身份平台暂时没有答复");
    refused(go("/sign-in/oidc"), 503, "The identity provider does not answer");
    provider.silent = false;
    pass(Duration.ofSeconds(2));
    begin("/");
  }

  @Test
  void a_provider_that_fails_while_the_code_is_traded_is_said_to_be_away() {
    Map<String, String> asked = begin("/");
    String code = provider.code(asked);
    provider.silent = true;
    refused(finish(asked.get("state"), code), 503, "身份平台暂时没有答复");
    provider.silent = false;
    provider.broken = true;
    asked = begin("/");
    code = provider.code(asked);
    refused(finish(asked.get("state"), code), 503, "身份平台暂时没有答复");
    assertEquals(
        0.0, metrics.get("yichuang.limit.used").tag("limit", "provider-sign-ins").gauge().value());
  }

  @Test
  void whoever_begins_half_a_minute_after_the_last_look_learns_that_the_provider_went_away() {
    begin("/");
    begin("/");
    assertEquals(1, provider.discoveries.get());
    pass(Duration.ofSeconds(31));
    begin("/");
    assertEquals(2, provider.discoveries.get());
    provider.broken = true;
    begin("/");
    pass(Duration.ofSeconds(31));
    refused(go("/sign-in/oidc"), 503, "身份平台暂时没有答复");
    provider.broken = false;
    pass(Duration.ofSeconds(2));
    begin("/");
  }

  @Test
  void a_code_is_traded_without_looking_for_the_provider_again() {
    identities.add("clerk", provider.issuer(), "zhang.san");
    Map<String, String> asked = begin("/");
    String code = provider.code(asked);
    pass(Duration.ofMinutes(4));
    assertEquals(303, finish(asked.get("state"), code).statusCode());
    assertEquals(1, provider.discoveries.get());
  }

  @Test
  void a_provider_that_spells_itself_otherwise_is_not_used() {
    provider.spelled = "http://127.0.0.1:1";
    refused(go("/sign-in/oidc"), 503, "身份平台暂时没有答复");
  }

  @Test
  void accounts_that_cannot_be_read_are_said_so() {
    identities.broken = true;
    refused(signIn(), 503, "暂时无法读取账号");
  }

  @Test
  void signing_out_tells_where_the_providers_session_ends() {
    identities.add("leaving", provider.issuer(), "zhang.san");
    assertEquals(303, signIn().statusCode());
    ApiClient api = new ApiClient(hall);
    JsonObject ended =
        api.ask("DELETE", "/api/v1/sessions/current", "leaving", null).expect(200).json();
    String page = ended.getString("endSession");
    assertTrue(page.startsWith(provider.issuer() + "/logout?id_token_hint="), page);
    Map<String, String> told = ScriptedProvider.values(URI.create(page).getRawQuery());
    assertEquals("http://hall.example/", told.get("post_logout_redirect_uri"));
    api.get("leaving", "/api/v1/sessions/current").expect(401, "not-signed-in");
    assertEquals(204, api.ask("DELETE", "/api/v1/sessions/current", "clerk", null).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "javascript:alert(1)", "data:text/html,x"})
  void nobody_is_led_to_a_page_that_is_none_when_they_sign_out(String page) {
    provider.endSession = page;
    identities.add("leaving", provider.issuer(), "zhang.san");
    assertEquals(303, signIn().statusCode());
    ApiClient api = new ApiClient(hall);
    assertEquals(204, api.ask("DELETE", "/api/v1/sessions/current", "leaving", null).status());
  }

  @Test
  void signing_out_does_not_need_the_provider() {
    identities.add("leaving", provider.issuer(), "zhang.san");
    assertEquals(303, signIn().statusCode());
    pass(Duration.ofMinutes(61));
    provider.broken = true;
    ApiClient api = new ApiClient(hall);
    assertEquals(204, api.ask("DELETE", "/api/v1/sessions/current", "leaving", null).status());
    api.get("leaving", "/api/v1/sessions/current").expect(401, "not-signed-in");
  }

  @Test
  void an_administrator_links_looks_and_unlinks() {
    ApiClient api = new ApiClient(hall);
    assertEquals(
        "市统一身份认证",
        api.get(null, "/api/v1/sessions/providers")
            .expect(200)
            .json()
            .getJsonArray("providers")
            .getJsonObject(0)
            .getJsonObject("name")
            .getString("zh"));
    String clerk = "/api/v1/admin/accounts/clerk/identity";
    api.get("admin", clerk).expect(404, "unknown-identity");
    api.putJson("kiosk", clerk, "{\"subject\":\"zhang.san\"}").expect(403, "not-allowed");
    api.putJson("admin", clerk, "{\"subject\":\"\"}").expect(400, "invalid-request");
    JsonObject link = api.putJson("admin", clerk, "{\"subject\":\"zhang.san\"}").expect(200).json();
    assertEquals(provider.issuer(), link.getString("issuer"));
    assertEquals(link, api.get("admin", clerk).expect(200).json());
    assertEquals(303, signIn().statusCode());
    api.putJson("admin", "/api/v1/admin/accounts/guide/identity", "{\"subject\":\"zhang.san\"}")
        .expect(409, "identity-taken");
    assertEquals(204, api.ask("DELETE", clerk, "admin", null).status());
    api.ask("DELETE", clerk, "admin", null).expect(404, "unknown-identity");
  }
}
