package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page of whoever supervises halls. */
@Execution(ExecutionMode.SAME_THREAD)
class SupervisionPageIT {
  private static final String HALL = "supervised";
  private static final WebSocketRoute.CloseOptions GONE =
      new WebSocketRoute.CloseOptions().setCode(1001).setReason("gone");

  @RegisterExtension static final Browsing web = new Browsing();

  private static Page start(String username, Screen screen) {
    Page page = web.open("/supervision/" + HALL, screen);
    Browsing.signIn(page, username);
    assertThat(page.locator(".advice")).isVisible();
    return page;
  }

  private static Locator advice(Page page, String kind) {
    return page.locator(".advice[data-advice=\"%s\"]".formatted(kind));
  }

  @Test
  void a_supervisor_is_told_what_to_do_mends_it_and_sees_it_mended() {
    HallClient manager = web.client(HALL, "admin");
    Page page = start("admin", Screen.CONSOLE);
    assertEquals(201, manager.issue("all").status());
    assertThat(advice(page, "unmanned")).containsText("综合有 1 人等候，没有窗口在办");
    assertThat(page.locator("tr[data-queue=all] .mark")).hasText("无人在办");
    assertThat(page.locator(".tile[data-window=T1]")).containsText("需要开放");
    Browsing.assertAccessible(page);

    manager.window("T1", "open");
    for (int i = 0; i < 5; i++) {
      manager.issue("all");
    }
    assertThat(advice(page, "open-windows")).containsText(Pattern.compile("综合等待 \\d+ 分钟，再开 1 个窗口"));
    assertThat(advice(page, "open-windows")).containsText("可以开 T2");

    String number =
        manager.window("T1", "call-next").json().getJsonObject("ticket").getString("number");
    Locator tile = page.locator(".tile[data-window=T1]");
    assertThat(tile).containsText(number);
    tile.click();
    page.getByText("把 " + number + " 退回队列").click();
    page.locator("dialog .primary").dblclick();
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(page.locator(".notice.good")).containsText(number + " 已退回");
    assertThat(tile).not().containsText(number);

    assertThat(page.locator("figure canvas")).hasCount(3);
    assertThat(page.locator("figcaption").first()).containsText("等待超过 20 分钟的时段");
    page.locator("figure summary").first().click();
    assertThat(page.locator("figure table").first()).isVisible();
    Browsing.assertAccessible(page);

    Page second = web.openTab(page.context(), "/supervision/" + HALL);
    assertThat(second.locator(".advice")).isVisible();
    second.click(".tile[data-window=T2]");
    second.keyboard().press("Escape");
    assertThat(second.locator("dialog")).hasCount(0);
    second.goBack();
    page.bringToFront();
    manager.window("T1", "close");
    endOfTheLine(manager);
  }

  /** Serves everybody who waits. */
  private static void endOfTheLine(HallClient manager) {
    manager.window("T1", "open");
    while (manager.window("T1", "call-next").status() == 200) {
      manager.window("T1", "start");
      manager.complete("T1");
    }
    manager.window("T1", "close");
  }

  @Test
  void the_hall_is_stopped_and_goes_on_by_keyboard_alone() {
    Page page = start("admin", Screen.CONSOLE);
    page.locator("#pause-hall").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#box-text")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#box-missing")).isVisible();
    page.keyboard().type("停电");
    AtomicBoolean lost = Browsing.loseOneAnswer(page, "**/emergency-pause");
    page.keyboard().press("Enter");
    assertThat(advice(page, "paused")).containsText("停电");
    assertTrue(lost.get());
    assertThat(page.locator("dialog")).hasCount(0);
    Browsing.assertAccessible(page);
    page.locator(".advice .primary").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog .primary")).isFocused();
    page.keyboard().press("Enter");
    assertThat(advice(page, "paused")).hasCount(0);
    assertThat(page.locator("dialog")).hasCount(0);
    page.locator("#end-day").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog .answers button").last()).isFocused();
    page.keyboard().press("Escape");
    assertThat(page.locator("#end-day")).isFocused();
  }

  @Test
  void a_ticket_is_put_back_as_it_was_shown_or_not_at_all() {
    HallClient clerk = web.client("returned", "admin");
    clerk.issue("all");
    clerk.issue("all");
    clerk.window("T2", "open");
    String shown = called(clerk);
    Page page = web.open("/supervision/returned", Screen.CONSOLE);
    Browsing.signIn(page, "admin");
    Locator tile = page.locator(".tile[data-window=T2]");
    assertThat(tile).containsText(shown);
    tile.click();
    page.getByText("把 " + shown + " 退回队列").click();
    assertThat(page.locator("dialog h2")).containsText(shown);
    assertEquals(
        List.of(),
        page.evaluate(
            """
            [...document.querySelectorAll('dialog, dialog *')]
              .flatMap((node) => [...node.attributes]).map((one) => one.value)
              .filter((value) => value.includes('=>') || value.includes('function'))
            """));
    clerk.window("T2", "start");
    clerk.complete("T2");
    String next = called(clerk);
    assertThat(tile).containsText(next);
    assertThat(page.locator("dialog h2")).containsText(shown);
    page.click("dialog .primary");
    assertThat(page.locator("dialog .notice.bad")).isVisible();
    assertThat(tile).containsText(next);
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(tile).isFocused();
    clerk.window("T2", "start");
    clerk.complete("T2");
    clerk.window("T2", "close");
  }

  private static String called(HallClient clerk) {
    return clerk.window("T2", "call-next").json().getJsonObject("ticket").getString("number");
  }

  @Test
  void a_window_that_is_dropped_while_it_is_looked_at_is_said_to_be_gone() {
    HallClient manager = web.client("dropping", "admin");
    String file =
        manager
            .ask("/api/v1/halls/dropping/configuration")
            .json()
            .getJsonObject("newest")
            .getString("file");
    Page page = web.open("/supervision/dropping", Screen.CONSOLE);
    Browsing.signIn(page, "admin");
    page.click(".tile[data-window=T2]");
    page.locator("dialog .primary").click();
    assertThat(page.locator("dialog .checks")).isVisible();
    int version =
        manager.configure(file.replace("windows: 2", "windows: 1")).json().getInteger("version");
    assertEquals(200, manager.reconfigure(version).status());
    assertThat(page.locator("dialog .help")).containsText("刚从大厅的配置里去掉了");
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(page.locator("main h1")).isFocused();
    assertThat(page.locator(".tile")).hasCount(1);
  }

  @Test
  void advice_that_is_not_renewed_says_so_and_after_signing_out_nothing_is_asked() {
    Page page = web.open("about:blank", Screen.CONSOLE);
    page.clock().install();
    page.navigate(web.server().base() + "/supervision/" + HALL);
    Browsing.signIn(page, "admin");
    assertThat(page.locator(".tile").first()).isVisible();
    page.route("**/outlook", route -> route.abort("connectionreset"));
    page.clock().runFor(16_000);
    assertThat(page.locator("#outlook-old")).containsText("建议没有更新");
    page.unroute("**/outlook");
    page.clock().runFor(16_000);
    assertThat(page.locator("#outlook-old")).hasCount(0);

    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    page.click("#sign-out");
    assertThat(page.locator("#username")).isVisible();
    page.onRequest(request -> asked.add(request.url()));
    page.onWebSocket(socket -> asked.add(socket.url()));
    page.clock().runFor(600_000);
    page.evaluate("0");
    assertEquals(List.of(), asked);
  }

  @Test
  void the_english_page_has_no_chinese_words_of_its_own_and_notes_go_away() {
    HallClient manager = web.client("returned", "admin");
    Page page = web.open("/supervision/returned", Screen.CONSOLE);
    Browsing.signIn(page, "admin");
    page.click(".language");
    assertThat(page.locator("figure canvas, .day .empty").first()).isVisible();
    page.click("#pause-hall");
    page.fill("#box-text", "No power");
    page.keyboard().press("Enter");
    assertThat(page.locator(".note.good")).isVisible();
    assertThat(advice(page, "paused")).isVisible();
    assertEquals(List.of(), Browsing.chineseWords(page));
    assertEquals(200, manager.resumeHall().status());
    assertThat(page.locator(".note.good")).hasCount(0);
    assertThat(advice(page, "paused")).hasCount(0);
    page.click(".tile[data-window=T1]");
    assertEquals(List.of(), Browsing.chineseWords(page));
  }

  @Test
  void a_lost_server_is_said_and_the_page_comes_back_by_itself() {
    Page page = web.open("about:blank", Screen.NARROW);
    AtomicBoolean cut = new AtomicBoolean();
    AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
    page.routeWebSocket(
        Pattern.compile(".*topic=supervision"),
        route -> {
          if (cut.get()) {
            route.close(GONE);
          } else {
            route.connectToServer();
            socket.set(route);
          }
        });
    page.navigate(web.server().base() + "/supervision/" + HALL);
    Browsing.signIn(page, "admin");
    assertThat(page.locator(".tile").first()).isVisible();
    assertThat(page.locator("figure canvas, .day .empty").first()).isVisible();
    for (int language = 0; language < 2; language++) {
      Browsing.assertFitsTheWidth(page);
      Browsing.assertStaysOnItsCards(page);
      page.click(".language");
    }
    cut.set(true);
    socket.get().close(GONE);
    assertThat(page.locator(".notice.stale")).containsText("连接已中断");
    cut.set(false);
    assertThat(page.locator(".notice.stale")).hasCount(0);
  }

  @Test
  void all_halls_are_listed_with_the_worst_first() {
    HallClient kiosk = web.client("hanjiang", "kiosk");
    kiosk.issue("economy");
    Page page = web.open("/supervision", Screen.CONSOLE);
    Browsing.signIn(page, "supervisor");
    assertThat(page.locator("[data-hall=hanjiang]")).hasClass(Pattern.compile("act"));
    Browsing.assertAccessible(page);
    page.click("[data-hall=hanjiang] a");
    assertThat(page.locator("tr[data-queue=economy]")).isVisible();
    page.goBack();
    assertThat(page.locator("[data-hall=hanjiang]")).isVisible();
  }

  @Test
  void whoever_may_not_supervise_is_told_so() {
    Page page = web.open("/supervision/" + HALL, Screen.PHONE);
    Browsing.signIn(page, "kiosk");
    assertThat(page.locator("#sign-in-wrong")).containsText("不能督导");
  }
}
