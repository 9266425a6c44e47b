package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page of a ticket on its holder's phone. */
@Execution(ExecutionMode.SAME_THREAD)
class TicketPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  private static Page phone(HallClient.Answer issued) {
    Page phone = web.open("/t#" + issued.json().getString("trackingCode"), Screen.PHONE);
    assertThat(phone.locator(".is-waiting")).isVisible();
    return phone;
  }

  @Test
  void a_phone_follows_a_ticket_of_the_kiosk_until_it_is_called() {
    KioskScreen kiosk = KioskScreen.start(web);
    String number = kiosk.take("convenience");
    Page screen = kiosk.page();
    screen.waitForCondition(
        () ->
            Boolean.TRUE.equals(
                screen.evaluate("document.querySelector('.scan img')?.naturalWidth > 0")));
    String drawing = kiosk.page().getAttribute(".scan img", "src");
    String code =
        drawing.substring(drawing.indexOf("tickets/") + 8, drawing.lastIndexOf("/qr.svg"));
    Page phone = web.open("/t#" + code, Screen.NARROW);
    assertThat(phone.locator(".slip .now strong")).isVisible();
    assertThat(phone.locator(".slip .number")).hasText(number);
    Browsing.assertAccessible(phone);
    long bytes =
        ((Number)
                phone.evaluate(
                    "performance.getEntriesByType('resource')"
                        + ".reduce((sum, one) => sum + one.encodedBodySize, 0)"))
            .longValue();
    assertTrue(bytes > 50_000 && bytes < 300_000, "bytes " + bytes);
    Browsing.assertFitsTheWidth(phone);

    assertThat(phone.locator(".is-next .now strong")).hasText("下一位就是您");
    assertTrue(phone.title().startsWith("● 下一位就是您"), phone.title());
    Browsing.picture(phone, "phone-next");
    assertEquals(
        "application/pdf",
        phone.evaluate(
            "fetch(document.querySelector('a.paper').href).then((it) => it.headers.get('content-type'))"));
    HallClient clerk = web.client("hanjiang", "clerk-H1");
    assertEquals(200, clerk.window("H1", "open").status());
    assertEquals(200, clerk.window("H1", "call-next").status());
    assertThat(phone.locator(".is-called")).isVisible();
    assertThat(phone.locator(".now strong")).hasText("请到 H1 号窗口");
    Browsing.assertAccessible(phone);
    Browsing.picture(phone, "phone-called");
    kiosk.done();
  }

  @Test
  void a_phone_gives_a_number_back_after_a_question_and_waits_again_after_a_miss() {
    HallClient admin = web.client("hanjiang-practice", "admin");
    Page given = phone(admin.issue("police"));
    Page missed = phone(admin.issue("police"));
    given.click(".cancel");
    assertThat(given.locator("dialog[open]")).isVisible();
    given.click(".sure");
    assertThat(given.locator(".is-cancelled")).isVisible();

    assertEquals(200, admin.window("P1", "open").status());
    assertEquals(200, admin.window("P1", "call-next").status());
    assertThat(missed.locator(".is-called")).isVisible();
    assertEquals(200, admin.when("P1", "recall").status());
    assertEquals(200, admin.when("P1", "miss").status());
    assertThat(missed.locator(".is-missed")).isVisible();
    missed.click(".rejoin");
    assertThat(missed.locator(".is-waiting")).isVisible();
    Browsing.assertAccessible(missed);
    assertEquals(200, admin.window("P1", "close").status());
  }

  @Test
  void a_phone_is_told_why_its_number_lapsed() {
    HallClient admin = web.client("evening", "admin");
    Page phone = phone(admin.issue("all"));
    assertEquals(200, admin.endDay().status());
    assertThat(phone.locator(".is-lapsed")).isVisible();
    assertThat(phone.locator("main")).containsText("这个号没有办到");
  }
}
