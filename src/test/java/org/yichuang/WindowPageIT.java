package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page where clerks work. */
@Execution(ExecutionMode.SAME_THREAD)
class WindowPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  @Test
  void another_clerks_window_is_taken_over_after_a_question() {
    HallClient clerk = web.client("hanjiang", "clerk-A1");
    assertEquals(200, clerk.window("A1", "open").status());
    ClerkConsole window = ClerkConsole.start(web, "A2");
    window.page().click("#change-window");
    window.page().click("[data-window=A1]");
    window.awaitVerb("take-over");
    assertThat(window.page().locator(".why.shared").first()).containsText("先接手窗口");
    window.pressMain();
    assertThat(window.page().locator("dialog .confirm")).isFocused();
    window.press("Enter");
    window.awaitVerb("store-next");
    assertEquals(409, clerk.window("A1", "pause").status());
  }

  @Test
  void a_refusal_is_said_in_plain_words() {
    ClerkConsole window = ClerkConsole.start(web, "P1");
    window.step("closed", "open");
    window.awaitState("open");
    window.press("g");
    window.page().fill("#number", "z999");
    window.page().click("dialog .choice");
    assertThat(window.page().locator(".notice.bad")).isVisible();
    assertThat(window.page().locator(".notice.bad strong")).hasText("今天没有这个号，请核对号码");
  }

  @Test
  void a_clerk_does_a_whole_service_by_keyboard_alone() {
    ClerkConsole window = new ClerkConsole(web.open("/window/hanjiang", Screen.CONSOLE));
    window.page().fill("#username", "clerk-D1");
    window.page().fill("#password", TestServer.PASSWORD);
    window.press("Enter");
    assertThat(window.page().locator(".choose h1")).isFocused();
    window.press("Tab");
    window.press("Enter");
    window.step("closed", "open");
    window.awaitVerb("store-next");
    window.pressMain();
    window.awaitVerb("disarm");
    HallClient kiosk = web.client("hanjiang", "kiosk");
    String number = kiosk.issue("livelihood").json().getString("number");
    window.step("called", "serving");
    assertThat(window.number()).hasText(number);
    window.press("3");
    assertThat(window.page().locator(".chosen input[value=incomplete]")).isVisible();
    window.step("serving", "open");
    assertThat(window.page().locator(".notice.good")).isVisible();
    assertThat(window.page().locator("#do-reopen[aria-disabled]")).hasCount(0);
    window.press("u");
    window.step("serving", "open");
    window.press("c");
    window.awaitState("closed");
  }

  @Test
  void a_ticket_is_held_with_a_reason_and_gone_on_with_and_another_tab_follows() {
    HallClient kiosk = web.client("hanjiang", "kiosk");
    ClerkConsole window = ClerkConsole.start(web, "E1");
    ClerkConsole follower = ClerkConsole.start(web, "E1");
    String number = kiosk.issue("construction").json().getString("number");
    window.step("closed", "open");
    follower.awaitVerb("call-next");
    AtomicBoolean lost = Browsing.loseOneAnswer(window.page(), "**/call-next");
    window.step("open", "called");
    assertTrue(lost.get());
    follower.awaitState("called");
    follower.step("called", "serving");
    window.awaitState("serving");
    window.press("h");
    assertThat(window.page().locator("dialog[open]")).isVisible();
    window.press("1");
    window.awaitState("open");
    String row = "[data-list=held] li";
    assertThat(follower.page().locator(row)).containsText(number);
    assertThat(follower.page().locator(row)).containsText("复印材料");
    assertThat(window.page().locator(row)).isVisible();
    window.press("1");
    window.awaitState("serving");
    assertThat(window.number()).hasText(number);
    assertThat(follower.page().locator(row)).hasCount(0);
    Browsing.assertAccessible(window.page());
    int before = waiting("investment");
    window.press("t");
    assertThat(window.page().locator("dialog[open]")).isVisible();
    Browsing.assertAccessible(window.page());
    window.press("f");
    window.awaitState("open");
    assertEquals(before + 1, waiting("investment"));
    assertEquals(0, waiting("construction"));
  }

  @Test
  void a_break_says_why_nothing_can_be_done_and_ends_with_the_main_key() {
    ClerkConsole window = ClerkConsole.start(web, "G1");
    window.step("closed", "open");
    window.awaitState("open");
    window.press("p");
    window.awaitState("paused");
    assertThat(window.page().locator("#why-call")).hasText("先恢复服务");
    window.press("q");
    assertThat(window.page().locator("dialog")).hasCount(0);
    window.step("paused", "open");
    Browsing.assertAccessible(window.page());
  }

  @Test
  void a_clerk_sees_that_the_hall_stands_still() {
    HallClient admin = web.client("consoles", "admin");
    ClerkConsole window = ClerkConsole.start(web, "consoles", "admin", "T1");
    window.awaitState("closed");
    assertEquals(200, admin.pauseHall("停电").status());
    assertThat(window.page().locator(".notice.still")).containsText("停电");
    assertThat(window.page().locator(".notice.still")).containsText("起暂停服务");
    Browsing.assertAccessible(window.page());
    assertEquals(200, admin.resumeHall().status());
    assertThat(window.page().locator(".notice.still")).hasCount(0);
  }

  private static int waiting(String queue) {
    return web.client("hanjiang", "kiosk").board().getJsonArray("queues").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("id").equals(queue))
        .mapToInt(row -> row.getInteger("waiting"))
        .sum();
  }
}
