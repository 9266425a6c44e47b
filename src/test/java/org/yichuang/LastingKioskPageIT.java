package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A kiosk's page that nobody loads anew for months, while program and hall change. */
@Execution(ExecutionMode.SAME_THREAD)
class LastingKioskPageIT {
  private static final String HALL = "**/api/v1/halls/hanjiang";

  @RegisterExtension static final Browsing web = new Browsing();

  @Test
  void it_takes_the_next_version_of_the_program_by_itself() {
    Page page = web.open("about:blank", Screen.KIOSK);
    page.clock().install();
    page.navigate(web.server().base() + "/kiosk/hanjiang");
    page.click(".by-account");
    Browsing.signIn(page, "kiosk");
    assertThat(page.locator(".queue").first()).isVisible();
    Browsing.assertTakesTheNextVersion(page);
    assertThat(page.locator(".queue").first()).isVisible();
  }

  @Test
  void a_zone_that_the_hall_has_no_longer_is_refused_and_nobody_waits_for_its_items() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    page.route(
        "**/items?*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(404)
                    .setContentType("application/problem+json")
                    .setBody(
                        "{\"type\":\"/problems/unknown-queue\",\"title\":\"No such"
                            + " queue\",\"status\":404}")));
    page.click("[data-queue=commerce]");
    assertThat(page.locator(".message.stop h1")).hasText("没有取到号");
    assertThat(page.locator(".skeleton")).hasCount(0);
    page.click("footer .back");
    page.click(".find");
    page.click(".key:text-is('Q')");
    assertThat(page.locator(".message.stop h1")).hasText("没有取到号");
  }

  @Test
  void however_often_the_hall_changes_it_asks_once_at_a_time() {
    Page page = web.open("about:blank", Screen.KIOSK);
    AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
    AtomicReference<String> snapshot = new AtomicReference<>();
    page.routeWebSocket(
        address -> address.contains("/live"),
        live -> {
          WebSocketRoute server = live.connectToServer();
          socket.set(live);
          server.onMessage(
              frame -> {
                if (frame.text().contains("\"snapshot\"")) {
                  snapshot.set(frame.text());
                }
                live.send(frame.text());
              });
        });
    page.navigate(web.server().base() + "/kiosk/hanjiang");
    page.click(".by-account");
    Browsing.signIn(page, "kiosk");
    assertThat(page.locator(".queue").first()).isVisible();
    List<Route> asked = new ArrayList<>();
    page.route(HALL, asked::add);
    for (int version = 2; version < 5; version++) {
      socket
          .get()
          .send(
              snapshot
                  .get()
                  .replaceFirst("\"version\":\\d+", "\"version\":" + (1000 + version))
                  .replaceAll("\"waiting\":\\d+", "\"waiting\":" + (700 + version)));
      assertThat(page.locator("[data-queue=social] .count"))
          .containsText(String.valueOf(700 + version));
    }
    assertEquals(1, asked.size());
    asked.removeFirst().resume();
    page.waitForCondition(() -> !asked.isEmpty());
    assertEquals(1, asked.size(), "what changed meanwhile is asked for once more");
  }
}
