package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.yichuang.print.PrintedSlip;
import org.yichuang.print.PrinterSink;

/** The page where people take numbers. */
@Execution(ExecutionMode.SAME_THREAD)
class KioskPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  /** Everybody can read it, and hit what is to be touched. */
  private static void fits(KioskScreen kiosk, String picture) {
    Browsing.assertAccessible(kiosk.page());
    Browsing.assertStrongContrast(kiosk.page());
    Browsing.assertFitsTheWidth(kiosk.page());
    assertEquals("", kiosk.tooSmall());
    assertEquals(
        false,
        kiosk
            .page()
            .evaluate(
                "(() => { const main = document.querySelector('main');"
                    + " return main.scrollHeight > main.clientHeight; })()"),
        "nothing to scroll");
    Browsing.picture(kiosk.page(), "kiosk-" + picture);
  }

  @Test
  void an_old_man_finds_his_matter_sees_how_long_it_takes_and_gets_a_number() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    fits(kiosk, "zones");
    page.click("[data-queue=economy]");
    assertThat(page.locator(".item")).hasCount(8);
    fits(kiosk, "items");
    page.click("[data-item=water-abstraction-permit]");
    assertThat(page.locator(".chosen .name")).containsText("取水许可");
    assertThat(page.locator(".chosen .wait")).containsText("现在无人等候");
    page.click(".take");
    assertThat(page.locator(".ticket .number")).hasText(Pattern.compile("G\\d{3}"));
    page.waitForCondition(
        () ->
            Boolean.TRUE.equals(
                page.evaluate("document.querySelector('.scan img')?.naturalWidth > 0")));
    assertThat(page.locator(".paper")).hasCount(0);
    fits(kiosk, "ticket");
    kiosk.done();

    page.click("[data-queue=economy]");
    page.click("[data-item=water-abstraction-permit]");
    assertThat(page.locator(".chosen .wait")).containsText("前面 1 人");
    assertThat(page.locator(".chosen .wait")).containsText("分钟");
    fits(kiosk, "confirm");
    page.click(".back");
    assertThat(page.locator("[data-queue=economy]")).isVisible();
  }

  @Test
  void letters_find_an_item_and_who_finds_none_is_sent_to_the_guide() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    page.click(".find");
    for (String letter : new String[] {"Q", "S", "X", "K"}) {
      page.click(".key:text-is('%s')".formatted(letter));
    }
    assertThat(page.locator(".hit")).hasCount(1);
    fits(kiosk, "search");
    page.fill(".typed input", "取水");
    assertThat(page.locator("[data-item=water-abstraction-permit]")).isVisible();
    page.click(".key:text-is('全删')");
    page.fill(".typed input", "ZZZZ");
    page.click(".hits .unsure");
    assertThat(page.locator("h1")).containsText("导办台");
    fits(kiosk, "unsure");
    page.click(".back");
    assertThat(page.locator(".queue")).hasCount(9);
  }

  @Test
  void several_matters_are_one_visit_and_the_next_person_finds_nothing_of_it() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    page.click("footer .large");
    page.click("footer .contrast");
    page.click("footer .language");
    assertThat(page.locator("h1")).hasText("What do you come for?");
    fits(kiosk, "contrast-large-english");
    kiosk.choose("livelihood");
    page.click(".more");
    kiosk.choose("construction");
    page.click(".more");
    kiosk.choose("economy");
    page.click(".remove >> nth=2");
    assertThat(page.locator(".chosen li")).hasCount(2);
    fits(kiosk, "several");
    page.click(".take");
    assertThat(page.locator(".numbers .number")).hasCount(2);
    assertThat(page.locator("h1")).hasText("Your number");
    kiosk.done();
    assertThat(page.locator("h1")).containsText("您要办哪一类事？");
    assertThat(page.locator("body")).hasClass("kiosk");
    page.click("[data-queue=livelihood]");
    page.click(".just");
    assertThat(page.locator(".chosen li")).hasCount(1);
  }

  @Test
  void a_guides_code_goes_before_others_and_a_wrong_one_stops_nobody() {
    HallClient guide = web.client("hanjiang", "guide");
    guide.issue("police");
    guide.issue("police");
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    kiosk.choose("police");
    page.click(".act.code");
    page.click(".pad .key:text-is('1')");
    fits(kiosk, "code");
    page.keyboard().type("11111");
    page.click(".take");
    assertThat(page.locator("h1")).hasText("优先码不对，或已经用过");
    fits(kiosk, "wrong-code");
    page.click(".message .primary");
    page.keyboard().type(codeOfAGuide());
    assertThat(page.locator(".kept")).isVisible();
    page.click(".take");
    assertThat(page.locator(".slip .ahead")).hasText("您前面没有人");
  }

  @Test
  void a_guide_desk_that_calls_by_number_gives_them_to_who_does_not_know() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    String desk =
        "{\"id\":\"guide\",\"prefix\":\"Z\",\"name\":{\"zh\":\"导办台\",\"en\":\"Guide desk\"}},";
    Browsing.change(
        page,
        "**/api/v1/halls/hanjiang",
        hall -> hall.replaceFirst("\"queues\":\\[", "\"queues\":[" + desk));
    page.reload();
    assertThat(page.locator(".queue")).hasCount(9);
    page.click(".unsure");
    page.click(".message .primary");
    assertThat(page.locator(".chosen .name")).containsText("导办台");
  }

  private static String codeOfAGuide() {
    Page guide = web.open("/guide/hanjiang", Screen.NARROW);
    Browsing.signIn(guide, "guide");
    guide.click(".vouch .primary");
    assertThat(guide.locator(".notice.bad")).isVisible();
    guide.click(".choice >> nth=4");
    guide.click(".quick button >> nth=0");
    Browsing.assertAccessible(guide);
    Browsing.assertFitsTheWidth(guide);
    guide.click(".vouch .primary");
    String code = guide.locator(".made .code").getAttribute("data-code");
    Browsing.assertAccessible(guide);
    Browsing.assertFitsTheWidth(guide);
    Browsing.picture(guide, "guide-code");
    return code;
  }

  @Test
  void everything_can_be_done_by_the_keyboard_alone() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    kiosk.press("[data-queue=construction]");
    kiosk.press(".item >> nth=0");
    page.keyboard().press("Escape");
    kiosk.press("[data-queue=construction]");
    kiosk.press(".just");
    kiosk.press(".take");
    assertThat(page.locator(".ticket .number")).hasText(Pattern.compile("E\\d{3}"));
    kiosk.press(".done");
    assertThat(page.locator(".queue")).hasCount(9);
  }

  @Test
  void paper_comes_from_the_kiosks_printer_or_it_says_at_once_that_none_comes() throws Exception {
    HallClient manager = web.client("hanjiang", "manager");
    Page page = web.open("/kiosk/hanjiang", Screen.KIOSK);
    assertThat(page.locator(".pairing .code[data-code*='-']")).isVisible();
    manager.approve(page.locator(".pairing .code").textContent(), "西门取号机");
    assertThat(page.locator(".queue").first()).isVisible();
    KioskScreen kiosk = new KioskScreen(page);
    try (PrinterSink printer = PrinterSink.atUsualPort()) {
      String address = printer.address().getAddress().getHostAddress();
      Page devices = web.open("/devices/hanjiang", Screen.NARROW);
      Browsing.signIn(devices, "manager");
      devices.click("[data-device='西门取号机'] .printer button");
      devices.fill("form.printer input", "10.9.9.9");
      devices.click("form.printer .primary");
      assertThat(devices.locator("form.printer .wrong")).containsText("不允许");
      Browsing.assertAccessible(devices);
      Browsing.assertFitsTheWidth(devices);
      devices.fill("form.printer input", address);
      devices.click("form.printer .primary");
      assertThat(devices.locator("[data-device='西门取号机'] .printer")).containsText(address);
      kiosk.take("livelihood");
      assertThat(page.locator(".paper.printed")).isVisible();
      PrintedSlip slip = PrintedSlip.of(printer.next());
      String source = page.getAttribute(".scan img", "src");
      String code = source.replaceAll(".*/tickets/|/qr.svg", "");
      assertEquals(
          web.server().base() + "/t#" + code, slip.dots() == null ? slip.qr() : slip.scanned());
      fits(kiosk, "printed");
      kiosk.done();
      printer.say(PrinterSink.FINE, 0x72);
      kiosk.take("livelihood");
      assertThat(page.locator(".paper.unprinted")).isVisible();
      fits(kiosk, "unprinted");
      kiosk.done();
    }
    kiosk.take("livelihood");
    assertThat(page.locator(".paper.unprinted")).isVisible();
  }

  @Test
  void a_number_whose_answer_was_lost_is_given_once_and_two_taps_are_one() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    HallClient hall = web.client("hanjiang", "kiosk");
    int before = hall.issued("property");
    AtomicBoolean lost = Browsing.loseOneAnswer(page, "**/tickets");
    kiosk.choose("property");
    page.dblclick(".take");
    assertThat(page.locator(".ticket .number")).isVisible();
    assertTrue(lost.get());
    assertEquals(before + 1, hall.issued("property"));
  }

  @Test
  void a_second_tap_where_a_number_was_taken_does_not_put_it_away() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    for (Screen screen : List.of(Screen.KIOSK, Screen.LYING)) {
      page.setViewportSize(screen.width, screen.height);
      for (String queue : List.of("property", "livelihood", "construction", "commerce")) {
        kiosk.choose(queue);
        page.click(".more");
      }
      kiosk.choose("investment");
      BoundingBox take = page.locator(".take").boundingBox();
      page.click(".take");
      assertThat(page.locator(".numbers .number")).hasCount(5);
      assertEquals(
          true,
          page.locator(".slip").evaluate("(slip) => slip.scrollHeight <= slip.clientHeight"),
          "all of them are read");
      page.mouse().click(take.x + take.width / 2, take.y + take.height / 2);
      assertThat(page.locator(".numbers .number")).hasCount(5);
      assertTrue(page.locator(".done").boundingBox().y >= take.y + take.height);
      kiosk.done();
    }
  }

  @Test
  void the_browsers_way_back_is_the_pages_and_a_second_tab_is_a_kiosk_of_its_own() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    page.click("[data-queue=commerce]");
    assertThat(page.locator(".item").first()).isVisible();
    page.goBack();
    assertThat(page.locator(".queue")).hasCount(9);
    KioskScreen other = new KioskScreen(web.openTab(page.context(), "/kiosk/hanjiang"));
    assertThat(other.page().locator(".queue").first()).isVisible();
    assertTrue(!kiosk.take("commerce").equals(other.take("commerce")));
  }

  @Test
  void whoever_goes_away_leaves_the_start_to_the_next_person() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    Browsing.change(page, "**/kiosk.js", script -> script.replace("items: 45_000", "items: 3_000"));
    page.reload();
    page.click("[data-queue=commerce]");
    assertThat(page.locator(".returning")).containsText("秒后返回首页");
    fits(kiosk, "returning");
    assertThat(page.locator(".queue")).hasCount(9);
  }

  @Test
  void a_server_that_is_away_is_told_with_its_time_and_comes_back_by_itself() throws Exception {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    kiosk.choose("commerce");
    web.server().signal("STOP");
    try {
      assertThat(page.locator("h1")).hasText("取号机暂时连不上服务器");
      assertThat(page.locator("main")).containsText(Pattern.compile("中断于 \\d\\d:\\d\\d"));
      fits(kiosk, "lost");
    } finally {
      web.server().signal("CONT");
    }
    assertThat(page.locator(".queue")).hasCount(9);
    kiosk.take("commerce");
  }

  @Test
  void a_closed_hall_says_when_numbers_are_given_again() {
    KioskScreen kiosk = KioskScreen.start(web);
    Page page = kiosk.page();
    Browsing.change(
        page,
        "**/api/v1/halls/hanjiang",
        hall ->
            hall.replaceFirst(
                "\"issuingToday\":\\[[^]]*]",
                "\"issuingToday\":[],\"issuesNext\":\"2026-11-30T00:00:00Z\""));
    page.reload();
    assertThat(page.locator("h1")).hasText("现在不取号");
    assertThat(page.locator("main")).containsText("下次取号");
    fits(kiosk, "closed");
  }

  @Test
  void an_account_that_may_not_give_numbers_is_told_so() {
    Page kiosk = web.open("/kiosk/hanjiang", Screen.CONSOLE);
    kiosk.click(".by-account");
    Browsing.signIn(kiosk, "display");
    assertThat(kiosk.locator(".notice.warn")).containsText("不能取号");
  }
}
