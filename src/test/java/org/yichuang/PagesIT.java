package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
  private static final String AXE = axe();
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
    Halls.create(database, "evening", 1);
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
    kiosk.click(".by-account");
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
  void a_manager_pairs_a_kiosk_by_the_code_it_shows_and_revokes_it() {
    Chromium.Tab kiosk = open("/kiosk/hanjiang", 1080, 1920);
    kiosk.await("document.querySelector('.pairing .code[data-code*=\"-\"]')");
    String code = kiosk.text(".pairing .code");
    kiosk.reload();
    kiosk.await("document.querySelector('.pairing .code[data-code=\"%s\"]')".formatted(code));
    Chromium.Tab devices = open("/devices/hanjiang", 320, 640);
    signIn(devices, "manager");
    devices.type("#code", code.toLowerCase(Locale.ROOT));
    devices.type("#name", "东门取号机");
    devices.click(".approve .primary");
    devices.await("document.querySelector('[data-device=\"东门取号机\"]')");
    assertTrue(
        (Boolean) devices.evaluate("document.documentElement.scrollWidth <= 320"), "too wide");
    kiosk.await("document.querySelector('.queue')");
    take(kiosk, "investment");
    devices.click("[data-device=\"东门取号机\"] .revoke");
    devices.click("[data-device=\"东门取号机\"] .yes");
    devices.await("!document.querySelector('[data-device=\"东门取号机\"]')");
    kiosk.click(".done");
    kiosk.click("[data-queue=investment]");
    kiosk.click(".take");
    kiosk.await("document.querySelector('.pairing .code[data-code*=\"-\"]')");
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
    kiosk.click(".by-account");
    signIn(kiosk, "display");
    kiosk.await("document.querySelector('.notice.warn')");
    assertTrue(kiosk.text(".notice.warn").contains("不能取号"));
  }

  @Test
  void another_clerks_window_is_taken_over_after_a_question() {
    HallClient clerk = new HallClient(server.base(), "hanjiang", "clerk-A1");
    assertEquals(200, clerk.window("A1", "open").status());
    Chromium.Tab window = window("A2");
    window.click("#change-window");
    window.click("[data-window=A1]");
    awaitVerb(window, "take-over");
    assertTrue(window.text(".why.shared").contains("先接手窗口"), window.text(".pane"));
    window.await("document.activeElement.id === 'main-action'");
    window.pressSpace();
    window.await("document.querySelector('dialog .confirm') === document.activeElement");
    window.pressEnter();
    awaitVerb(window, "store-next");
    assertEquals(409, clerk.window("A1", "pause").status());
  }

  @Test
  void a_refusal_is_said_in_plain_words() {
    Chromium.Tab window = window("P1");
    step(window, "closed", "open");
    awaitState(window, "open");
    window.press("g");
    window.type("#number", "z999");
    window.click("dialog .choice");
    window.await("document.querySelector('.notice.bad')");
    assertEquals("今天没有这个号，请核对号码", window.text(".notice.bad strong"));
  }

  @Test
  void a_clerk_does_a_whole_service_by_keyboard_alone() {
    Chromium.Tab window = open("/window/hanjiang", 1366, 768);
    window.await("document.querySelector('#username')");
    window.type("#username", "clerk-D1");
    window.type("#password", TestServer.PASSWORD);
    window.pressEnter();
    window.await("document.activeElement.closest('.choose h1')");
    window.pressTab();
    window.pressEnter();
    step(window, "closed", "open");
    awaitVerb(window, "store-next");
    pressMain(window);
    awaitVerb(window, "disarm");
    HallClient kiosk = new HallClient(server.base(), "hanjiang", "kiosk");
    String number = kiosk.issue("livelihood").json().getString("number");
    step(window, "called", "serving");
    assertEquals(number, window.text(".pane .number"));
    window.press("3");
    window.await("document.querySelector('.chosen input[value=incomplete]')");
    step(window, "serving", "open");
    window.await("document.querySelector('.notice.good')");
    window.await("!document.querySelector('#do-reopen[aria-disabled]')");
    window.press("u");
    step(window, "serving", "open");
    window.press("c");
    awaitState(window, "closed");
  }

  @Test
  void a_ticket_is_held_with_a_reason_and_gone_on_with_and_another_tab_follows() {
    HallClient kiosk = new HallClient(server.base(), "hanjiang", "kiosk");
    Chromium.Tab window = window("E1");
    Chromium.Tab follower = window("E1");
    String number = kiosk.issue("construction").json().getString("number");
    step(window, "closed", "open");
    awaitVerb(follower, "call-next");
    AtomicBoolean lost = window.loseOneAnswer("*/call-next");
    step(window, "open", "called");
    assertTrue(lost.get());
    awaitState(follower, "called");
    step(follower, "called", "serving");
    awaitState(window, "serving");
    window.press("h");
    window.await("document.querySelector('dialog[open]')");
    window.press("1");
    awaitState(window, "open");
    String row = "[data-list=held] li";
    follower.await("document.querySelector('%s')".formatted(row));
    assertTrue(follower.text(row).startsWith(number), follower.text(row));
    assertTrue(follower.text(row).contains("复印材料"), follower.text(row));
    window.await("document.querySelector('%s')".formatted(row));
    window.press("1");
    awaitState(window, "serving");
    assertEquals(number, window.text(".pane .number"));
    follower.await("!document.querySelector('%s')".formatted(row));
    accessible(window);
    window.press("t");
    window.await("document.querySelector('dialog[open]')");
    accessible(window);
    window.press("f");
    awaitState(window, "open");
    assertEquals(1, waiting("investment"));
    assertEquals(0, waiting("construction"));
  }

  @Test
  void a_break_says_why_nothing_can_be_done_and_ends_with_the_main_key() {
    Chromium.Tab window = window("G1");
    step(window, "closed", "open");
    awaitState(window, "open");
    window.press("p");
    awaitState(window, "paused");
    assertEquals("先恢复服务", window.text("#why-call"));
    window.press("q");
    assertEquals(false, window.evaluate("Boolean(document.querySelector('dialog'))"));
    step(window, "paused", "open");
    accessible(window);
  }

  @Test
  void a_phone_follows_a_ticket_of_the_kiosk_until_it_is_called() {
    Chromium.Tab kiosk = kiosk();
    String number = take(kiosk, "convenience");
    kiosk.await("document.querySelector('.scan img').naturalWidth > 0");
    String drawing = kiosk.text(".scan img", "src");
    String code =
        drawing.substring(drawing.indexOf("tickets/") + 8, drawing.lastIndexOf("/qr.svg"));
    Chromium.Tab phone = open("/t#" + code, 320, 640);
    phone.await("document.querySelector('.slip .now strong')");
    assertEquals(number, phone.text(".slip .number"));
    accessible(phone);
    long bytes =
        ((Number)
                phone.evaluate(
                    "performance.getEntriesByType('resource')"
                        + ".reduce((sum, one) => sum + one.encodedBodySize, 0)"))
            .longValue();
    assertTrue(bytes > 50_000 && bytes < 300_000, "bytes " + bytes);
    assertEquals(320, ((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue());

    HallClient clerk = new HallClient(server.base(), "hanjiang", "clerk-H1");
    assertEquals(200, clerk.window("H1", "open").status());
    assertEquals(200, clerk.window("H1", "call-next").status());
    phone.await("document.querySelector('.is-called')");
    assertEquals("请到 H1 号窗口", phone.text(".now strong"));
    accessible(phone);
    kiosk.click(".done");
  }

  @Test
  void a_phone_gives_a_number_back_after_a_question_and_waits_again_after_a_miss() {
    HallClient admin = new HallClient(server.base(), "hanjiang-practice", "admin");
    Chromium.Tab given = phone(admin.issue("police"));
    Chromium.Tab missed = phone(admin.issue("police"));
    given.click(".cancel");
    given.await("document.querySelector('dialog[open]')");
    given.click(".sure");
    given.await("document.querySelector('.is-cancelled')");

    assertEquals(200, admin.window("P1", "open").status());
    assertEquals(200, admin.window("P1", "call-next").status());
    missed.await("document.querySelector('.is-called')");
    assertEquals(200, admin.when("P1", "recall").status());
    assertEquals(200, admin.when("P1", "miss").status());
    missed.await("document.querySelector('.is-missed')");
    missed.click(".rejoin");
    missed.await("document.querySelector('.is-waiting')");
    accessible(missed);
    assertEquals(200, admin.window("P1", "close").status());
  }

  @Test
  void a_clerk_sees_that_the_hall_stands_still_and_a_phone_why_its_number_lapsed()
      throws Exception {
    HallClient admin = new HallClient(server.base(), "evening", "admin");
    Chromium.Tab phone = phone(admin.issue("all"));
    Chromium.Tab window = open("/window/evening", 1366, 768);
    signIn(window, "admin");
    window.click("[data-window=T1]");
    awaitState(window, "closed");
    assertEquals(200, admin.pauseHall("停电").status());
    window.await("document.querySelector('.notice.still')");
    String notice = window.text(".notice.still");
    assertTrue(notice.contains("停电") && notice.contains("起暂停服务"), notice);
    accessible(window);
    window.screenshot(Path.of("target", "screenshots", "window-still.png"));
    assertEquals(200, admin.resumeHall().status());
    window.await("!document.querySelector('.notice.still')");

    assertEquals(200, admin.endDay().status());
    phone.await("document.querySelector('.is-lapsed')");
    String told = phone.text("main");
    assertTrue(told.contains("这个号没有办到"), told);
    phone.screenshot(Path.of("target", "screenshots", "phone-lapsed.png"));
  }

  @Test
  void a_developer_reads_the_contract_and_tries_an_operation_on_a_narrow_screen() {
    Chromium.Tab page = open("/api", 320, 900);
    String halls = "#operations-halls-halls ";
    page.click(halls + ".opblock-summary-control");
    page.click(halls + ".try-out__btn");
    page.click(halls + ".execute");
    page.await(
        "document.querySelector('%s.live-responses-table')?.textContent.includes('涵江')"
            .formatted(halls));
    assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"));
    assertEquals(
        "[]",
        page.evaluate(
            "JSON.stringify(performance.getEntriesByType('resource').map((one) => new"
                + " URL(one.name).origin).filter((one) => one !== location.origin))"));
  }

  private static Chromium.Tab phone(HallClient.Answer issued) {
    Chromium.Tab phone = open("/t#" + issued.json().getString("trackingCode"), 390, 844);
    phone.await("document.querySelector('.is-waiting')");
    return phone;
  }

  private static void awaitVerb(Chromium.Tab window, String verb) {
    window.await(
        "document.querySelector('#main-action[data-verb=%s][data-ready=true]')".formatted(verb));
  }

  private static void pressMain(Chromium.Tab window) {
    window.await("document.activeElement.id === 'main-action'");
    window.pressSpace();
  }

  private static int waiting(String queue) {
    return new HallClient(server.base(), "hanjiang", "kiosk")
        .board().getJsonArray("queues").stream()
            .map(JsonObject.class::cast)
            .filter(row -> row.getString("id").equals(queue))
            .mapToInt(row -> row.getInteger("waiting"))
            .sum();
  }

  /** No serious finding of axe-core: names, roles, contrast, order. */
  private static void accessible(Chromium.Tab tab) {
    tab.evaluate(AXE + ";0");
    assertEquals(
        "[]",
        tab.evaluate(
            """
            axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(
              found.violations
                .filter((one) => ['serious', 'critical'].includes(one.impact))
                .map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))])))
            """));
  }

  private static String axe() {
    try (InputStream script =
        PagesIT.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
