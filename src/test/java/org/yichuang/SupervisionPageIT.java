package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
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
  void each_chart_answers_for_what_is_chosen_and_says_for_what() {
    HallClient clerk = web.client("hanjiang", "admin");
    for (String[] line : new String[][] {{"property", "C2"}, {"livelihood", "D2"}}) {
      assertEquals(201, clerk.issue(line[0]).status());
      assertEquals(200, clerk.window(line[1], "open").status());
      assertEquals(200, clerk.window(line[1], "call-next").status());
    }
    Page page = web.open("/supervision/hanjiang", Screen.CONSOLE);
    Browsing.signIn(page, "admin");
    Locator scopes = page.locator("figure .scope");
    assertThat(scopes).hasCount(3);
    assertThat(scopes.first()).containsText("全部业务，今天截至");
    Locator compared = page.locator("[data-figure=queues] figcaption");
    for (String[] queue : new String[][] {{"property", "不动产登记区"}, {"livelihood", "社会民生区"}}) {
      page.selectOption("#chart-queue", queue[0]);
      for (Locator scope : scopes.all()) {
        assertThat(scope).containsText(queue[1] + "，今天截至");
      }
      assertThat(compared.locator("h3")).containsText(queue[1] + "平均比其他业务等得久吗");
      assertThat(compared.locator(".answer")).containsText(queue[1] + "，平均");
      assertThat(page.locator("[data-figure=keeps-up] .answer"))
          .containsText("取号 %d，".formatted(clerk.issued(queue[0])));
    }
    for (String window : List.of("C2", "D2")) {
      clerk.window(window, "start");
      assertEquals(200, clerk.complete(window).status());
      assertEquals(200, clerk.window(window, "close").status());
    }
  }

  @Test
  void the_first_numbers_of_a_day_are_drawn_at_once_and_another_day_is_called_by_its_name() {
    Page page = web.open("/supervision/early", Screen.CONSOLE);
    AtomicBoolean lost = new AtomicBoolean();
    page.route(
        "**/echarts.js*",
        route -> {
          if (lost.compareAndSet(false, true)) {
            route.abort("connectionreset");
          } else {
            route.resume();
          }
        });
    Browsing.signIn(page, "admin");
    Locator day = page.locator(".day");
    assertThat(day.locator(".empty")).containsText("没有取号");
    HallClient kiosk = web.client("early", "admin");
    page.waitForRequest(
        "**/course",
        new Page.WaitForRequestOptions().setTimeout(15_000),
        () -> assertEquals(201, kiosk.issue("all").status()));
    assertThat(page.locator("figure canvas")).hasCount(3);
    assertTrue(lost.get());
    assertThat(day.locator("h2")).hasText("今天怎么样");

    String today = page.inputValue("#chart-day");
    page.fill("#chart-day", LocalDate.parse(today).minusDays(1).toString());
    assertThat(day.locator("h2")).containsText(Pattern.compile("月.*日.*的情况"));
    assertThat(day.locator(".empty .scope")).not().containsText("今天");
    page.fill("#chart-day", today);
    assertThat(day.locator("h2")).hasText("今天怎么样");
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
  void cases_that_are_late_or_nearly_so_are_shown_with_who_must_act_and_figures_with_formula() {
    Page page = web.open("about:blank", Screen.CONSOLE);
    AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
    page.routeWebSocket(
        Pattern.compile(".*/supervision/live.*"),
        route -> {
          WebSocketRoute server = route.connectToServer();
          server.onMessage(frame -> route.send(withAlarms(frame.text())));
          socket.set(route);
        });
    page.navigate(web.server().base() + "/supervision/hanjiang");
    Browsing.signIn(page, "admin");
    assertThat(page.locator("#cases-title")).containsText("该谁办");
    assertThat(page.locator(".cases .lights")).containsText("正常");
    Locator rows = page.locator("[data-case]");
    assertThat(rows).hasCount(2);
    assertThat(rows.first()).containsText("工伤认定");
    assertThat(rows.first()).containsText("窗口负责人办");
    assertThat(rows.first().locator(".light")).containsText("超期");
    assertThat(rows.last()).containsText("经办人办");
    socket
        .get()
        .send(
            """
            {"type":"delta","at":"2026-11-23T09:00:00Z","cleared":["0001-261109-000018-7"]}
            """);
    assertThat(rows).hasCount(1);
    Locator onTime = page.locator("[data-indicator=on-time]");
    assertThat(onTime).containsText("按承诺日期办结");
    assertThat(onTime).containsText("÷ 本期到期的全部办件");
    assertThat(page.locator("[data-indicator=satisfied]")).not().isVisible();
    page.locator(".case-figures summary").click();
    assertThat(page.locator("[data-indicator]")).hasCount(11);
    Browsing.assertAccessible(page);
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

  /** The server's own snapshot, and two cases as if their days had passed. */
  private static String withAlarms(String frame) {
    JsonObject message = new JsonObject(frame);
    if ("snapshot".equals(message.getString("type"))) {
      message.put(
          "alarms",
          new JsonArray()
              .add(alarm("0001-261109-000017-9", "yellow", "clerk", "2099-11-20", "取水许可"))
              .add(
                  alarm(
                      "0001-261109-000018-7",
                      "escalated-to-window-head",
                      "window-head",
                      "2020-11-20",
                      "工伤认定")));
    }
    return message.encode();
  }

  private static JsonObject alarm(String number, String level, String to, String due, String item) {
    return new JsonObject()
        .put("case", number)
        .put("hall", "hanjiang")
        .put("item", "item")
        .put("itemName", new JsonObject().put("zh", item).put("en", item))
        .put("clock", "promised")
        .put("version", 1)
        .put("level", level)
        .put("light", level.equals("yellow") ? "yellow" : "red")
        .put("to", to)
        .put("at", "2020-11-23T09:00:00Z")
        .put("dueDate", due);
  }

  @Test
  void whoever_may_not_supervise_is_told_so() {
    Page page = web.open("/supervision/" + HALL, Screen.PHONE);
    Browsing.signIn(page, "kiosk");
    assertThat(page.locator("#sign-in-wrong")).containsText("不能督导");
  }
}
