package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
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
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.yichuang.database.TestDatabase;

/** A whole server, a real identity provider with its own login form, and a browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class OidcIT {
  @RegisterExtension static final Browsing web = new Browsing();

  private static String hall;
  private static int providerPort;
  private static IdentityProviderProcess provider;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
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
  }

  private static ServerSocket free() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    if (provider != null) {
      provider.close();
    }
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
  private static Page signIn(String name) {
    Page tab = web.open(server.base() + "/window/hanjiang", Screen.CONSOLE);
    assertThat(tab.locator(".provider")).hasText("用市统一身份认证登录");
    tab.click(".provider");
    fill(tab, name);
    return tab;
  }

  private static void fill(Page tab, String name) {
    tab.fill("[name=username]", name);
    tab.fill("[name=password]", IdentityProviderProcess.PASSWORD);
    tab.click("button[type=submit]");
  }

  private static void awaitUser(Page tab, String username) {
    assertThat(tab.locator("#sign-out .who")).hasText(username);
    assertThat(tab).hasURL(server.base() + "/window/hanjiang");
  }

  @Test
  @Order(1)
  void while_the_provider_is_away_a_page_says_so_and_local_accounts_sign_in() throws Exception {
    Page tab = web.open(server.base() + "/window/hanjiang", Screen.CONSOLE);
    tab.click(".provider");
    assertThat(tab).hasTitle("身份平台暂时没有答复 · The identity provider does not answer");
    tab.click(".button");
    Browsing.signIn(tab, "clerk-A1");
    awaitUser(tab, "clerk-A1");
    provider = IdentityProviderProcess.start(providerPort, hall);
  }

  @Test
  void a_clerk_signs_in_at_the_provider_works_and_signs_out_at_both() throws Exception {
    link("clerk-B2", "zhang.san");
    Page tab = signIn("zhang.san");
    awaitUser(tab, "clerk-B2");
    tab.click("[data-window=B2]");
    new ClerkConsole(tab).step("closed", "open");
    assertEquals("", tab.evaluate("document.cookie"));

    provider.rotate();
    Page other = signIn("zhang.san");
    awaitUser(other, "clerk-B2");

    other.click("#sign-out");
    assertThat(other).hasURL(hall);
    other.navigate(server.base() + "/window/hanjiang");
    assertEquals(401, status(other));
    other.click(".provider");
    assertThat(other.locator("[name=password]")).isVisible();
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
    Page tab = signIn("wang.wu@city");
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

  private static void awaitRefusal(Page tab, String subject) {
    assertThat(tab.locator("#subject")).hasText(subject);
    assertEquals(401, status(tab));
  }

  private static int status(Page tab) {
    return ((Number)
            tab.evaluate("fetch('/api/v1/sessions/current').then((answer) => answer.status)"))
        .intValue();
  }

  @Test
  void somebody_without_an_account_reads_what_to_tell_the_administrator() {
    Page tab = signIn("li.si");
    awaitRefusal(tab, "li.si");
    assertThat(tab).hasTitle("没有对应的账号 · No account for you here");
    assertThat(tab.locator(".button")).hasAttribute("href", Pattern.compile(".*/window/hanjiang"));
  }
}
