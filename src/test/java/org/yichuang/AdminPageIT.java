package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
    Page page = web.open("/admin/" + HALL, screen);
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

    page.click("[data-zone=all] button");
    page.fill("#zone-zh", "综合业务");
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-change=\"queues/all/name/zh\"]")).containsText("综合业务");
    Browsing.assertAccessible(page);
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(page.locator("[data-zone=all]")).not().containsText("综合业务");

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
