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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Charts of a day and cases of a hall, as its supervisor sees them. */
@Execution(ExecutionMode.SAME_THREAD)
class SupervisedFiguresPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

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
    assertEquals(
        true,
        page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.card.empty')).paddingLeft) >="
                + " 12"));
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
}
