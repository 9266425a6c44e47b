package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page that a hall looks at. */
@Execution(ExecutionMode.SAME_THREAD)
class DisplayPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

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
    Number height =
        (Number)
            display.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('.now .ticket b')).fontSize)");
    assertTrue(height.doubleValue() >= 1080 / 9.0, "height " + height);

    window.page().reload();
    window.step("called", "serving");
    window.step("serving", "open");
    kiosk.done();
    assertThat(kiosk.page().locator("[data-queue=social]")).isVisible();
  }
}
