package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.yichuang.database.TestDatabase;

/** A whole server, a real identity provider with its own login form, and a browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcIT {
  private static String hall;
  private static int providerPort;
  private static IdentityProviderProcess provider;
  private static TestServer server;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> binary = Chromium.installed();
    if (binary.isEmpty()) {
      System.out.println("OidcIT is skipped: there is no Chromium on this machine");
    }
    assumeTrue(binary.isPresent(), "there is no Chromium on this machine");
    int hallPort;
    try (ServerSocket first = free();
        ServerSocket second = free()) {
      hallPort = first.getLocalPort();
      providerPort = second.getLocalPort();
    }
    hall = "http://127.0.0.1:" + hallPort + "/";
    server =
        TestServer.start(
            TestDatabase.fresh(),
            "oidc-it",
            Map.of(
                "YICHUANG_HTTP_PORT",
                String.valueOf(hallPort),
                "YICHUANG_PUBLIC_URL",
                hall,
                "YICHUANG_OIDC_ISSUER",
                IdentityProviderProcess.issuer(providerPort),
                "YICHUANG_OIDC_CLIENT_ID",
                IdentityProviderProcess.CLIENT,
                "YICHUANG_OIDC_CLIENT_SECRET",
                IdentityProviderProcess.SECRET,
                "YICHUANG_OIDC_USERNAME_CLAIM",
                "sub",
                "YICHUANG_OIDC_NAME_ZH",
                "市统一身份认证"));
    browser = Chromium.start(binary.get());
  }

  private static ServerSocket free() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
    if (provider != null) {
      provider.close();
    }
  }

  @AfterEach
  void no_script_failed_and_no_policy_was_broken() {
    assertEquals(List.of(), browser.mistakes());
  }

  private static HttpResponse<String> admin(String method, String path, JsonObject body)
      throws Exception {
    String token = new HallClient(server.base(), "hanjiang", "admin").token();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + "/api/v1/admin/" + path))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static void link(String username, String subject) throws Exception {
    HttpResponse<String> answer =
        admin(
            "PUT", "accounts/" + username + "/identity", new JsonObject().put("subject", subject));
    assertEquals(200, answer.statusCode(), answer.body());
  }

  /** From the button on the page of a window through the provider's form. */
  private static Chromium.Tab signIn(String name) {
    Chromium.Tab tab = browser.open(server.base() + "/window/hanjiang", 1366, 768);
    tab.await("document.querySelector('.provider')?.textContent === '用市统一身份认证登录'");
    tab.click(".provider");
    fill(tab, name);
    return tab;
  }

  private static void fill(Chromium.Tab tab, String name) {
    tab.await("location.hostname === 'localhost' && document.querySelector('[name=username]')");
    tab.type("[name=username]", name);
    tab.type("[name=password]", IdentityProviderProcess.PASSWORD);
    tab.click("button[type=submit]");
  }

  private static void awaitUser(Chromium.Tab tab, String username) {
    tab.await("document.querySelector('#sign-out .who')?.textContent === '%s'".formatted(username));
    assertEquals(server.base() + "/window/hanjiang", tab.evaluate("location.href"));
  }

  @Test
  @Order(1)
  void while_the_provider_is_away_a_page_says_so_and_local_accounts_sign_in() throws Exception {
    Chromium.Tab tab = browser.open(server.base() + "/window/hanjiang", 1366, 768);
    tab.click(".provider");
    tab.await("location.pathname === '/sign-in/oidc' && document.querySelector('.button')");
    assertEquals(
        "身份平台暂时没有答复 · The identity provider does not answer", tab.evaluate("document.title"));
    tab.click(".button");
    tab.type("#username", "clerk-A1");
    tab.type("#password", TestServer.PASSWORD);
    tab.click(".sign-in .primary");
    awaitUser(tab, "clerk-A1");
    provider = IdentityProviderProcess.start(providerPort, hall);
  }

  @Test
  void a_clerk_signs_in_at_the_provider_works_and_signs_out_at_both() throws Exception {
    link("clerk-B2", "zhang.san");
    Chromium.Tab tab = signIn("zhang.san");
    awaitUser(tab, "clerk-B2");
    tab.click("[data-window=B2]");
    tab.await("document.querySelector('#main-action[data-state=closed][data-ready=true]')");
    tab.click("#main-action");
    tab.await("document.querySelector('#main-action[data-state=open]')");
    assertEquals("", tab.evaluate("document.cookie"));

    provider.rotate();
    Chromium.Tab other = signIn("zhang.san");
    awaitUser(other, "clerk-B2");

    other.click("#sign-out");
    other.await("location.pathname === '/' && location.hostname === '127.0.0.1'");
    other.go(server.base() + "/window/hanjiang");
    assertEquals(401, status(other));
    other.click(".provider");
    other.await("location.hostname === 'localhost' && document.querySelector('[name=password]')");
  }

  @Test
  void a_claim_that_was_configured_signs_in_the_account_of_that_name() {
    awaitUser(signIn("clerk-A2"), "clerk-A2");
  }

  @Test
  void a_new_account_needs_no_password_and_is_out_when_it_is_unlinked_or_disabled()
      throws Exception {
    JsonObject grant =
        new JsonObject()
            .put("username", "wang.wu")
            .put("roles", new JsonArray().add("clerk"))
            .put("hall", "hanjiang")
            .put("windows", new JsonArray().add("D1"));
    assertEquals(201, admin("POST", "accounts", grant).statusCode());
    link("wang.wu", "wang.wu@city");
    Chromium.Tab tab = signIn("wang.wu@city");
    awaitUser(tab, "wang.wu");
    assertEquals(200, status(tab));

    assertEquals(204, admin("DELETE", "accounts/wang.wu/identity", null).statusCode());
    assertEquals(401, status(tab));
    awaitRefusal(signIn("wang.wu@city"), "wang.wu@city");
    String log = admin("GET", "log?limit=5", null).body();
    assertTrue(log.contains("identity-linked") && log.contains("identity-unlinked"), log);

    link("wang.wu", "wang.wu@city");
    assertEquals(200, admin("POST", "accounts/wang.wu/disable", null).statusCode());
    awaitRefusal(signIn("wang.wu@city"), "wang.wu@city");
  }

  private static void awaitRefusal(Chromium.Tab tab, String subject) {
    tab.await("document.querySelector('#subject')?.textContent === '%s'".formatted(subject));
    assertEquals(401, status(tab));
  }

  private static int status(Chromium.Tab tab) {
    return ((Number)
            tab.evaluate("fetch('/api/v1/sessions/current').then((answer) => answer.status)"))
        .intValue();
  }

  @Test
  void somebody_without_an_account_reads_what_to_tell_the_administrator() {
    Chromium.Tab tab = signIn("li.si");
    awaitRefusal(tab, "li.si");
    assertEquals("没有对应的账号 · No account for you here", tab.evaluate("document.title"));
    assertTrue(
        ((String) tab.evaluate("document.querySelector('.button').href"))
            .endsWith("/window/hanjiang"));
  }
}
