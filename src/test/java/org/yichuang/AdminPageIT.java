package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page where a hall's manager arranges it. */
@Execution(ExecutionMode.SAME_THREAD)
class AdminPageIT {
  private static final String HALL = "administered";

  @RegisterExtension static final Browsing web = new Browsing();

  private static Page start(Screen screen) {
    return start(HALL, screen);
  }

  private static Page start(String hall, Screen screen) {
    Page page = web.open("/admin/" + hall, screen);
    Browsing.signIn(page, "admin");
    assertThat(page.locator("[data-zone=all]")).isVisible();
    return page;
  }

  private static void go(Page page, String part) {
    page.click(".parts a[href=\"#%s\"]".formatted(part));
    assertThat(page.locator("[data-part=%s]".formatted(part))).isVisible();
  }

  private static int newestVersion() {
    return web.client(HALL, "admin")
        .ask("/api/v1/halls/" + HALL + "/configuration")
        .json()
        .getJsonObject("newest")
        .getInteger("version");
  }

  @Test
  void a_queue_is_renamed_seen_before_stored_and_found_in_the_history() {
    int version = newestVersion() + 1;
    Page page = start(Screen.CONSOLE);
    Browsing.assertAccessible(page);
    page.click("[data-zone=all] button");
    page.fill("#zone-zh", "综合业务");
    page.fill("#zone-windows", "61");
    page.keyboard().press("Enter");
    assertThat(page.locator(".notice.bad")).containsText("expected a number of windows of 1…60");
    assertThat(page.locator("#zone-zh")).hasValue("综合业务");
    page.fill("#zone-windows", "2");
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-change=\"queues/all/name/zh\"]")).containsText("综合业务");
    Browsing.assertAccessible(page);
    page.keyboard().press("Escape");
    assertThat(page.locator("#zone-zh")).hasValue("综合业务");
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(page.locator("[data-zone=all]")).not().containsText("综合业务");
    assertThat(page.locator("[data-zone=all] button")).isFocused();

    page.click("[data-zone=all] button");
    page.fill("#zone-zh", "综合业务");
    page.keyboard().press("Enter");
    page.check("input[name=when][value=now]");
    page.locator("#store").dblclick();
    assertThat(page.locator(".notice.good")).containsText("版本 " + version + " 已经生效");
    assertThat(page.locator("[data-zone=all]")).containsText("综合业务");

    go(page, "history");
    Locator stored = page.locator("[data-version=\"%d\"]".formatted(version));
    assertThat(stored).containsText("生效中");
    stored.locator("button").click();
    assertThat(page.locator("[data-change=\"queues/all/name/zh\"]")).containsText("综合业务");
    page.keyboard().press("Escape");
    page.goBack();
    assertThat(page.locator("[data-part=queues]")).isVisible();
  }

  @Test
  void a_wrong_line_of_the_text_is_shown_where_it_stands_and_another_tab_does_not_overwrite() {
    Page page = start(Screen.CONSOLE);
    go(page, "text");
    String text = page.inputValue("#hall-text");
    page.fill("#hall-text", text.replaceFirst("ticket-prefix: T", "ticket-prefix: t9"));
    page.click("#preview-text");
    assertThat(page.locator(".text-problems")).containsText(Pattern.compile("第 \\d+ 行"));
    assertThat(page.locator("#hall-text")).isFocused();
    Browsing.assertAccessible(page);

    page.fill("#hall-text", text + "long-wait-minutes: 25\n");
    page.click("#preview-text");
    assertThat(page.locator("[data-change=\"settings/longWaitMillis\"]")).containsText("25 分钟");
    Page other = web.openTab(page.context(), "/admin/" + HALL);
    go(other, "text");
    other.fill("#hall-text", other.inputValue("#hall-text") + "\n# of the other tab\n");
    other.click("#preview-text");
    other.click("#store");
    assertThat(other.locator(".notice.good")).isVisible();
    page.click("#store");
    assertThat(page.locator("dialog .notice.bad")).containsText("刚保存了版本");
    page.keyboard().press("Escape");
    assertThat(page.locator(".overtaken")).containsText("您改的还在");
    assertThat(page.locator("#hall-text"))
        .hasValue(Pattern.compile(".*long-wait-minutes: 25\n", Pattern.DOTALL));
    page.click("#preview-text");
    page.click("#store");
    assertThat(page.locator("dialog .notice.bad")).containsText("刚保存了版本");
    page.keyboard().press("Escape");
    page.getByText("用我的盖掉").click();
    page.click("#preview-text");
    page.click("#store");
    assertThat(page.locator(".notice.good")).isVisible();
    assertThat(page.locator(".overtaken")).hasCount(0);
  }

  @Test
  void hours_that_are_typed_stay_while_somebody_else_stores_and_both_are_stored() {
    HallClient colleague = web.client("arranged", "admin");
    Page page = start("arranged", Screen.CONSOLE);
    go(page, "rules");
    page.fill("#credits-minutes-elderly", "17");
    go(page, "hours");
    Locator saturday = page.locator("[data-day=sat] input");
    saturday.nth(0).fill("09:00");
    page.click(".hours .primary");
    assertThat(page.locator("#span-wrong")).containsText("第 1 段还没有结束时间");
    assertThat(saturday.nth(1)).isFocused();
    assertThat(page.locator("dialog")).hasCount(0);
    Browsing.assertAccessible(page);
    saturday.nth(1).fill("08:30");
    page.click(".hours .primary");
    assertThat(page.locator("#span-wrong")).containsText("结束要晚于开始");
    saturday.nth(1).fill("12:00");

    JsonObject newest =
        colleague.ask("/api/v1/halls/arranged/configuration").json().getJsonObject("newest");
    assertEquals(
        200, colleague.configure(newest.getString("file") + "long-wait-minutes: 33\n").status());
    page.click(".hours .primary");
    page.click("#store");
    assertThat(page.locator("dialog .notice.bad")).containsText("刚保存了版本");
    page.keyboard().press("Escape");
    assertThat(saturday.nth(0)).hasValue("09:00");
    assertThat(saturday.nth(1)).hasValue("12:00");
    page.click(".hours .primary");
    assertThat(page.locator("[data-change=\"settings/longWaitMillis\"]")).containsText("33 分钟");
    page.click("#store");
    assertThat(page.locator(".notice.good")).isVisible();
    String file =
        colleague
            .ask("/api/v1/halls/arranged/configuration")
            .json()
            .getJsonObject("newest")
            .getString("file");
    assertTrue(file.contains("long-wait-minutes: 33") && file.contains("09:00-12:00"), file);

    go(page, "rules");
    assertThat(page.locator("#credits-minutes-elderly")).hasValue("17");
    page.fill("#credits-minutes-elderly", "");
    page.click(".rules .primary");
    assertThat(page.locator("#rule-missing")).containsText("老年人");
    page.fill("#credits-minutes-elderly", "15");
    page.click(".rules .primary");
    assertThat(page.locator("dialog")).containsText("没有改动");
    assertThat(page.locator("#store")).hasCount(0);
  }

  @Test
  void every_part_fits_a_phone_and_speaks_english_alone() {
    Page page = start("arranged", Screen.NARROW);
    page.click(".language");
    for (Locator part : page.locator(".parts a").all()) {
      part.click();
      assertThat(part).hasAttribute("aria-current", "page");
      assertThat(page.locator(".skeleton")).hasCount(0);
      Browsing.assertFitsTheWidth(page);
      Browsing.assertStaysOnItsCards(page);
      assertEquals(List.of(), Browsing.chineseWords(page));
      Browsing.assertAccessible(page);
    }
  }

  @Test
  void with_the_session_end_what_is_asked_for_and_what_is_known() {
    Page page = web.open("about:blank", Screen.CONSOLE);
    page.clock().install();
    page.navigate(web.server().base() + "/admin/" + HALL);
    Browsing.signIn(page, "admin");
    assertThat(page.locator("[data-zone=all]")).isVisible();
    go(page, "accounts");
    page.click("#new-account");
    page.fill("#new-username", "clerk-forgotten");
    page.click("dialog .primary");
    assertThat(page.locator(".password")).not().isEmpty();
    page.goBack();
    go(page, "rules");
    page.fill("#credits-minutes-elderly", "19");
    go(page, "devices");
    page.click("#sign-out");
    assertThat(page.locator("#username")).isVisible();
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.clock().runFor(600_000);
    page.evaluate("0");
    assertEquals(List.of(), asked);

    Browsing.signIn(page, "admin");
    go(page, "accounts");
    assertThat(page.locator("[data-account=clerk-forgotten]")).isVisible();
    assertThat(page.locator(".password")).hasCount(0);
    go(page, "rules");
    assertThat(page.locator("#credits-minutes-elderly")).hasValue("15");
  }

  @Test
  void a_notice_is_shown_on_the_display_and_withdrawn() {
    Page page = start(Screen.NARROW);
    Browsing.assertFitsTheWidth(page);
    go(page, "notices");
    page.click(".notice-form .primary");
    assertThat(page.locator(".missing")).isVisible();
    page.fill("#notice-zh", "下午三点停电十分钟");
    page.click(".notice-form .primary");
    assertThat(page.locator("[data-notice]")).containsText("下午三点停电十分钟");
    Browsing.assertFitsTheWidth(page);
    Browsing.assertAccessible(page);
    Page display = web.open("/display/" + HALL, Screen.DISPLAY);
    assertThat(display.locator("body")).containsText("下午三点停电十分钟");
    page.click("[data-notice] button");
    page.click("dialog .primary");
    assertThat(page.locator("[data-notice]")).hasCount(0);
  }

  @Test
  void a_device_shows_its_name_when_it_is_asked_to() {
    Page screen = web.open("/kiosk/" + HALL, Screen.KIOSK);
    String code = screen.locator(".pairing .code[data-code*=\"-\"]").textContent();
    Page pairing = web.open("/devices/" + HALL, Screen.CONSOLE);
    Browsing.signIn(pairing, "admin");
    pairing.fill("#code", code);
    pairing.fill("#name", "西门取号机");
    pairing.click(".approve .primary");
    assertThat(screen.locator(".queue").first()).isVisible();
    Page page = web.openTab(pairing.context(), "/admin/" + HALL + "#devices");
    page.click("[data-device=\"西门取号机\"] button");
    assertThat(screen.locator(".identify")).containsText("西门取号机");
  }

  @Test
  void an_account_gets_a_password_that_is_shown_once_and_is_disabled() {
    Page page = start(Screen.CONSOLE);
    go(page, "accounts");
    page.click("#new-account");
    page.fill("#new-username", "clerk-new-admin");
    page.check("dialog .checks.narrow label:first-child input");
    page.click("dialog .primary");
    assertThat(page.locator(".password")).not().isEmpty();
    page.click("dialog .primary");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(page.locator("[data-account=clerk-new-admin]")).containsText("窗口 T1");
    Browsing.assertAccessible(page);
    page.locator("[data-account=clerk-new-admin] button").last().click();
    page.click("dialog .danger");
    assertThat(page.locator("[data-account=clerk-new-admin]")).containsText("已停用");
  }
}
