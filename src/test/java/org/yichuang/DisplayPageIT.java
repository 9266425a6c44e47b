package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pages that a hall looks at: its display, and the signs over its windows. */
@Execution(ExecutionMode.SAME_THREAD)
class DisplayPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  private static final List<String> OPEN = List.of("A1", "B1", "C1", "D1", "P1");
  private static final List<String> PICTURES =
      List.of("1920x1080", "1080x1920", "strip-1920x360", "strip-960x128");
  private static final int CALLS = 100;
  private static final long GROWTH_BYTES = 300_000;
  private static final long GROWTH_NODES = 60;

  @Test
  void a_number_taken_at_the_kiosk_is_called_at_the_window_and_seen_on_the_display() {
    Page display = web.open("/display/hanjiang", Screen.DISPLAY);
    assertThat(display.locator(".now")).isVisible();
    KioskScreen kiosk = KioskScreen.start(web);
    String number = kiosk.take("social");
    assertEquals("B001", number);
    assertThat(kiosk.page().locator(".ticket .ahead")).containsText("没有人");

    ClerkConsole window = ClerkConsole.start(web, "B3");
    window.step("closed", "open");
    window.step("open", "called");
    assertThat(window.number()).hasText(number);
    assertThat(window.page().locator("#why-recall")).containsText("秒");

    assertThat(display.locator(".now.new[data-call=%s]".formatted(number))).isVisible();
    assertThat(display.locator("[aria-live=assertive]"))
        .hasText("请 B001 号到 B3 号窗口。B001 to window B3");

    window.page().reload();
    window.step("called", "serving");
    window.step("serving", "open");
    kiosk.done();
    assertThat(kiosk.page().locator("[data-queue=social]")).isVisible();
  }

  @Test
  void a_call_is_read_on_every_shape_of_screen_and_on_the_sign_over_its_window() {
    HallClient hall = web.client(Stage.SHOWROOM, "admin");
    peopleAt(hall);
    String here = "/display/" + Stage.SHOWROOM;
    List<Page> displays = new ArrayList<>();
    for (Screen screen :
        List.of(Screen.DISPLAY, Screen.DISPLAY_UPRIGHT, Screen.STRIP, Screen.STRIP_LOW)) {
      displays.add(web.open(here, screen));
    }
    Page sign = web.open(here + "/windows/B4", Screen.DISPLAY);
    Page low = web.open(here + "/windows/B4", Screen.SIGN);
    assertThat(sign.locator(".state")).hasAttribute("data-state", "closed");
    assertThat(sign.locator("h1")).containsText("B4 号窗口");
    assertThat(sign.locator(".items")).containsText("工伤认定");
    assertEquals(200, hall.window("B4", "open").status());
    assertThat(sign.locator(".state")).hasAttribute("data-state", "open");
    Browsing.assertAccessible(sign);
    String number =
        hall.window("B4", "call-next").json().getJsonObject("ticket").getString("number");
    String call = ".now[data-call=%s]".formatted(number);
    for (int index = 0; index < displays.size(); index++) {
      assertThat(displays.get(index).locator(call)).isVisible();
      Browsing.picture(displays.get(index), "display-" + PICTURES.get(index));
    }
    Browsing.picture(sign, "sign-1920x1080");
    Browsing.picture(low, "sign-1280x360");
    for (Page display : displays) {
      double height = display.viewportSize().height;
      BoundingBox box = display.locator(call + " .ticket b").boundingBox();
      assertTrue(box.height >= height / 9, height + ": " + box.height);
      Browsing.assertInside(display, display.locator(call + " .ticket b"));
      Browsing.assertInside(display, display.locator(call + " .window b"));
      assertEquals(
          true,
          display.evaluate(
              "document.documentElement.scrollHeight <= innerHeight"
                  + " && document.documentElement.scrollWidth <= innerWidth"));
      assertThat(display.locator(".recent li").first()).isVisible();
      Browsing.assertAccessible(display);
    }
    assertThat(sign.locator(".called .number")).hasText(number);
    Browsing.assertInside(low, low.locator(".called .number"));
    assertEquals(200, hall.window("B4", "start").status());
    assertThat(sign.locator(".serving .number")).hasText(number);
    Browsing.assertAccessible(low);

    assertEquals(200, hall.pauseHall("停电，正在抢修").status());
    for (Page display : displays) {
      assertThat(display.locator(".now.paused")).containsText("停电");
      assertThat(display.locator(".now.paused")).containsText(Pattern.compile("\\d\\d:\\d\\d 起"));
    }
    Browsing.assertAccessible(displays.get(0));
    Browsing.picture(displays.get(0), "display-paused-1920x1080");
    assertEquals(200, hall.resumeHall().status());
    assertThat(displays.get(0).locator(".now.paused")).hasCount(0);
  }

  /** Some wait, some are served. */
  private static void peopleAt(HallClient hall) {
    List<String> queues =
        List.of("commerce", "social", "property", "livelihood", "construction", "police");
    for (int person = 0; person < 40; person++) {
      hall.issue(queues.get(Math.floorMod(person * person, queues.size())));
      hall.issue(queues.get(person % queues.size()));
    }
    for (String window : OPEN) {
      assertEquals(200, hall.window(window, "open").status());
      assertEquals(200, hall.window(window, "call-next").status());
      assertEquals(200, hall.window(window, "start").status());
    }
  }

  @Test
  void calls_made_at_once_are_chimed_and_spoken_one_after_the_other() {
    HallClient hall = web.client("spoken", "admin");
    Page display = web.open("about:blank", Screen.DISPLAY);
    display.addInitScript(
        """
        window.heard = [];
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) { window.heard.push('♪'); start.apply(this, at); };
        speechSynthesis.getVoices = () => [{ lang: 'zh-CN' }, { lang: 'en-GB' }];
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
        speechSynthesis.speak = (sentence) => { window.heard.push(sentence.text); setTimeout(sentence.onend, 50); };
        """);
    display.navigate(web.server().base() + "/display/spoken");
    assertThat(display.locator(".now.none")).isVisible();
    Browsing.picture(display, "display-waiting-1920x1080");
    assertThat(display.locator(".sound")).isVisible();
    display.mouse().click(200, 200);
    assertThat(display.locator(".sound")).hasCount(0);
    String first = call(hall, "T1");
    String second = call(hall, "T2");
    assertThat(display.locator("[data-call=%s]".formatted(second))).isVisible();
    display.waitForCondition(() -> heard(display).size() >= 8);
    assertEquals(
        List.of(
            "♪",
            "♪",
            "请 %s 号，到 T1 号窗口".formatted(spelled(first)),
            "Number %s, please go to window T1".formatted(String.join(" ", first.split(""))),
            "♪",
            "♪",
            "请 %s 号，到 T2 号窗口".formatted(spelled(second)),
            "Number %s, please go to window T2".formatted(String.join(" ", second.split("")))),
        heard(display));
    complete(hall, "T1");
    complete(hall, "T2");
  }

  private static List<?> heard(Page display) {
    return (List<?>) display.evaluate("window.heard");
  }

  private static String spelled(String number) {
    String spelled = number;
    for (int digit = 0; digit <= 9; digit++) {
      spelled = spelled.replace((char) ('0' + digit), "零一二三四五六七八九".charAt(digit));
    }
    return spelled;
  }

  private static String call(HallClient hall, String window) {
    String number = hall.issue("all").json().getString("number");
    hall.window(window, "open");
    assertEquals(
        number,
        hall.window(window, "call-next").json().getJsonObject("ticket").getString("number"));
    return number;
  }

  private static void complete(HallClient hall, String window) {
    assertEquals(200, hall.window(window, "start").status());
    assertEquals(200, hall.complete(window).status());
  }

  @Test
  void a_display_that_sees_many_calls_does_not_grow() {
    HallClient hall = web.client("displays", "admin");
    Page display = web.open("/display/displays", Screen.DISPLAY);
    CDPSession tools = display.context().newCDPSession(display);
    tools.send("Performance.enable");
    calls(hall, display, CALLS / 2);
    long heap = metric(tools, "JSHeapUsedSize");
    long nodes = metric(tools, "Nodes");
    calls(hall, display, CALLS);
    long heapAfter = metric(tools, "JSHeapUsedSize");
    long nodesAfter = metric(tools, "Nodes");
    System.out.printf(
        "a display after %d more calls: heap %d → %d bytes, %d → %d nodes%n",
        CALLS, heap, heapAfter, nodes, nodesAfter);
    assertTrue(heapAfter - heap < GROWTH_BYTES, heap + " → " + heapAfter);
    assertTrue(nodesAfter - nodes < GROWTH_NODES, nodes + " → " + nodesAfter);
  }

  /** Calls as fast as a hall takes them, and waits until the display has seen the last one. */
  private static void calls(HallClient hall, Page display, int count) {
    String number = "";
    for (int call = 0; call < count; call++) {
      number = call(hall, "T1");
      complete(hall, "T1");
    }
    assertThat(display.locator(".board")).containsText(number);
  }

  private static long metric(CDPSession tools, String name) {
    tools.send("HeapProfiler.collectGarbage");
    return tools.send("Performance.getMetrics").getAsJsonArray("metrics").asList().stream()
        .map(metric -> metric.getAsJsonObject())
        .filter(metric -> metric.get("name").getAsString().equals(name))
        .mapToLong(metric -> metric.get("value").getAsLong())
        .sum();
  }

  @Test
  void a_display_says_since_when_it_is_cut_off_and_comes_back_by_itself() {
    Page display = web.open("about:blank", Screen.DISPLAY);
    Browsing.makeCuttable(display);
    display.clock().install();
    display.navigate(web.server().base() + "/display/hanjiang");
    assertThat(display.locator(".board.live")).isVisible();
    display.evaluate("cutOff()");
    display.clock().fastForward(12_000);
    assertThat(display.locator(".notice.stale")).containsText(Pattern.compile("\\d\\d:\\d\\d"));
    Browsing.picture(display, "display-stale-1920x1080");
    Browsing.assertAccessible(display);
    display.evaluate("letIn()");
    display.clock().fastForward(30_000);
    assertThat(display.locator(".notice.stale")).hasCount(0);
    assertThat(display.locator(".board.live")).isVisible();
  }

  @Test
  void a_display_takes_the_next_version_of_the_program_by_itself() {
    Page display = web.open("about:blank", Screen.DISPLAY);
    display.clock().install();
    display.navigate(web.server().base() + "/display/hanjiang");
    assertThat(display.locator(".board.live")).isVisible();
    Browsing.assertTakesTheNextVersion(display);
    assertThat(display.locator(".board.live")).isVisible();
  }

  @Test
  void only_who_is_still_expected_is_shown_as_called() {
    HallClient hall = web.client("displays", "admin");
    Page display = web.open("/display/displays", Screen.DISPLAY);
    String expected = call(hall, "T1");
    String followed = call(hall, "T2");
    assertThat(display.locator(".now[data-call=%s]".formatted(followed))).isVisible();
    complete(hall, "T2");
    assertThat(display.locator(".now[data-call=%s]".formatted(expected))).isVisible();
    assertThat(display.locator(".recent")).containsText(followed);
    complete(hall, "T1");
    assertThat(display.locator(".now.free")).isVisible();
    assertThat(display.locator(".now[data-call]")).hasCount(0);
    assertThat(display.locator(".recent li").first()).containsText(followed);
  }
}
