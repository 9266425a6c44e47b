package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page where clerks work. */
@Execution(ExecutionMode.SAME_THREAD)
class WindowPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  /** Whoever took a number at a kiosk of another test is served first. */
  @BeforeAll
  static void nobody_waits() {
    HallClient hall = web.client("hanjiang", "admin");
    for (String window : List.of("A3", "D6", "E2")) {
      assertEquals(200, hall.window(window, "open").status());
      while (hall.window(window, "call-next").status() == 200) {
        assertEquals(200, hall.window(window, "start").status());
        assertEquals(200, hall.complete(window).status());
      }
      assertEquals(200, hall.window(window, "close").status());
    }
  }

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
  void a_second_click_a_second_press_and_the_way_back_do_no_second_step() {
    HallClient hall = web.client("consoles", "admin");
    ClerkConsole window = ClerkConsole.start(web, "consoles", "admin", "T1");
    hall.issue("all");
    hall.issue("all");
    window.step("closed", "open");
    window.awaitVerb("call-next");
    window.main().dblclick();
    window.awaitState("called");
    String number = window.number().textContent();
    window.pressMain();
    window.press("Space");
    window.awaitState("serving");
    window.page().navigate(web.server().base() + "/");
    window.page().goBack();
    window.awaitState("serving");
    assertThat(window.number()).hasText(number);
    window.step("serving", "open");
    window.step("open", "called");
    window.step("called", "serving");
    window.step("serving", "open");
    window.press("c");
    window.awaitState("closed");
  }

  @Test
  void who_is_handed_over_to_a_window_is_called_there_by_the_main_key_and_nowhere_else() {
    HallClient hall = web.client(Stage.SHOWROOM, "admin");
    assertEquals(200, hall.window("F2", "open").status());
    ClerkConsole here = ClerkConsole.start(web, Stage.SHOWROOM, "admin", "G2");
    here.step("closed", "open");
    here.awaitVerb("store-next");
    String number = hall.issue("economy").json().getString("number");
    here.step("open", "called");
    here.press("t");
    Browsing.assertAccessible(here.page());
    Browsing.picture(here.page(), "console-transfer-1366x768");
    here.page().locator("dialog .choice", containing("F2 号窗口")).click();
    here.awaitVerb("store-next");

    ClerkConsole there = ClerkConsole.start(web, Stage.SHOWROOM, "admin", "F2");
    there.awaitVerb("call-next");
    assertThat(there.page().locator("[data-list=reserved]")).containsText(number);
    there.step("open", "called");
    assertThat(there.number()).hasText(number);
    there.step("called", "serving");
    there.step("serving", "open");
  }

  private static Page.LocatorOptions containing(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void a_step_pressed_while_the_server_is_down_is_done_once_when_it_is_back() {
    ClerkConsole window = ClerkConsole.start(web, "consoles", "admin", "T2");
    Page display = web.open("/display/consoles", Screen.DISPLAY);
    window.step("closed", "open");
    HallClient before = web.client("consoles", "admin");
    String first = before.issue("all").json().getString("number");
    String second = before.issue("all").json().getString("number");
    window.awaitVerb("call-next");
    web.restartServer(
        () -> {
          window.pressMain();
          assertThat(window.page().locator(".notice.warn")).isVisible();
        });
    window.awaitState("called");
    assertThat(window.number()).hasText(first);
    assertThat(display.locator(".now[data-call=%s]".formatted(first))).isVisible();
    window.step("called", "serving");
    window.step("serving", "open");
    window.step("open", "called");
    assertThat(window.number()).hasText(second);
    assertThat(display.locator(".now[data-call=%s]".formatted(second))).isVisible();
    window.step("called", "serving");
    window.step("serving", "open");
    window.press("c");
    window.awaitState("closed");
  }

  @Test
  void a_busy_console_fits_its_screens() {
    HallClient hall = web.client(Stage.SHOWROOM, "admin");
    for (int person = 0; person < 8; person++) {
      hall.issue("construction");
    }
    ClerkConsole window = ClerkConsole.start(web, Stage.SHOWROOM, "admin", "E2");
    window.step("closed", "open");
    window.step("open", "called");
    window.step("called", "serving");
    window.press("h");
    window.press("1");
    window.awaitState("open");
    assertThat(window.page().locator("[data-list=held] li")).hasCount(1);
    window.step("open", "called");
    Browsing.picture(window.page(), "console-called-1366x768");
    window.step("called", "serving");
    Browsing.assertFitsTheWidth(window.page());
    Browsing.assertAccessible(window.page());
    Browsing.picture(window.page(), "console-1366x768");
    window.page().setViewportSize(320, 900);
    Browsing.assertFitsTheWidth(window.page());
    Browsing.assertAccessible(window.page());
    Browsing.picture(window.page(), "console-320x900");
    window.step("serving", "open");
    window.press("c");
    window.awaitState("closed");
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
