package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/** The pages in a real browser, against a whole server. */
class PagesIT {
  private static TestServer server;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> binary = Chromium.installed();
    if (binary.isEmpty()) {
      System.out.println("PagesIT is skipped: there is no Chromium on this machine");
    }
    assumeTrue(binary.isPresent(), "there is no Chromium on this machine");
    DatabaseAddress database = TestDatabase.fresh();
    server = TestServer.start(database, "pages");
    browser = Chromium.start(binary.get());
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void no_script_failed_and_no_policy_was_broken() {
    assertEquals(List.of(), browser.mistakes());
  }

  private static Chromium.Tab open(String page, int width, int height) {
    return browser.open(server.base() + page, width, height);
  }

  private static void signIn(Chromium.Tab tab, String username) {
    tab.type("#username", username);
    tab.type("#password", TestServer.PASSWORD);
    tab.click(".sign-in .primary");
  }

  private static Chromium.Tab kiosk() {
    Chromium.Tab kiosk = open("/kiosk/hanjiang", 1080, 1920);
    signIn(kiosk, "kiosk");
    kiosk.await("document.querySelector('.queue')");
    return kiosk;
  }

  private static String take(Chromium.Tab kiosk, String queue) {
    kiosk.click("[data-queue=%s]".formatted(queue));
    kiosk.click(".take");
    kiosk.await("document.querySelector('.ticket .number')");
    return kiosk.text(".ticket .number");
  }

  private static Chromium.Tab window(String id) {
    Chromium.Tab window = open("/window/hanjiang", 1366, 768);
    signIn(window, "clerk-" + id);
    window.click("[data-window=%s]".formatted(id));
    return window;
  }

  /** The main action is there for a state, and no longer guarded against a second press. */
  private static void awaitState(Chromium.Tab window, String state) {
    window.await(
        "document.querySelector('#main-action[data-state=%s][data-ready=true]')".formatted(state));
  }

  private static void step(Chromium.Tab window, String from, String to) {
    awaitState(window, from);
    window.await("document.activeElement.id === 'main-action'");
    window.pressSpace();
    window.await("document.querySelector('#main-action[data-state=%s]')".formatted(to));
  }

  @Test
  void a_number_taken_at_the_kiosk_is_called_at_the_window_and_seen_on_the_display() {
    Chromium.Tab display = open("/display/hanjiang", 1920, 1080);
    display.await("document.querySelector('.now.none')");
    Chromium.Tab kiosk = kiosk();
    String number = take(kiosk, "social");
    assertEquals("B001", number);
    assertTrue(kiosk.text(".ticket .ahead").contains("没有人"), kiosk.text(".ticket .ahead"));

    Chromium.Tab window = window("B3");
    step(window, "closed", "open");
    step(window, "open", "called");
    assertEquals(number, window.text(".pane .number"));
    assertTrue(window.text("#why-recall").contains("秒"), window.text("#why-recall"));

    display.await("document.querySelector('.now.new[data-call=%s]')".formatted(number));
    assertEquals("请 B001 号到 B3 号窗口。B001 to window B3", display.text("[aria-live=assertive]"));
    Number height =
        (Number)
            display.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('.now .ticket b')).fontSize)");
    assertTrue(height.doubleValue() >= 1080 / 9.0, "height " + height);

    window.reload();
    step(window, "called", "serving");
    step(window, "serving", "open");
    kiosk.click(".done");
    kiosk.await("document.querySelector('[data-queue=social]')");
  }

  @Test
  void a_number_whose_answer_was_lost_is_given_once() {
    Chromium.Tab kiosk = kiosk();
    AtomicBoolean lost = kiosk.loseOneAnswer("*/tickets");
    String number = take(kiosk, "property");
    assertTrue(lost.get());
    assertEquals("C001", number);
    assertEquals(
        1,
        new HallClient(server.base(), "hanjiang", "kiosk")
            .board()
            .getJsonArray("queues")
            .getJsonObject(2)
            .getInteger("issued"));
  }

  @Test
  void an_account_that_may_not_give_numbers_is_told_so() {
    Chromium.Tab kiosk = open("/kiosk/hanjiang", 1280, 800);
    signIn(kiosk, "display");
    kiosk.await("document.querySelector('.notice.warn')");
    assertTrue(kiosk.text(".notice.warn").contains("不能取号"));
  }

  @Test
  void another_clerks_window_is_refused_in_the_servers_words() {
    HallClient clerk = new HallClient(server.base(), "hanjiang", "clerk-A1");
    assertEquals(200, clerk.window("A1", "open").status());
    Chromium.Tab window = window("A2");
    window.click("nav button:nth-child(2)");
    window.click("[data-window=A1]");
    awaitState(window, "open");
    window.click("#main-action");
    window.await("document.querySelector('.notice.bad')");
    assertTrue(
        window.text(".notice.bad").contains("A1 is manned by another clerk"),
        window.text(".notice.bad"));
  }
}
