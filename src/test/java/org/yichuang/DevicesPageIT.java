package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page where kiosks and displays are paired. */
@Execution(ExecutionMode.SAME_THREAD)
class DevicesPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  @Test
  void a_manager_pairs_a_kiosk_by_the_code_it_shows_and_revokes_it() {
    Page screen = web.open("/kiosk/hanjiang", Screen.KIOSK);
    String code = screen.locator(".pairing .code[data-code*=\"-\"]").textContent();
    screen.reload();
    assertThat(screen.locator(".pairing .code[data-code=\"%s\"]".formatted(code))).isVisible();
    Page devices = web.open("/devices/hanjiang", Screen.NARROW);
    Browsing.signIn(devices, "manager");
    devices.fill("#code", code.toLowerCase(Locale.ROOT));
    devices.fill("#name", "东门取号机");
    devices.click(".approve .primary");
    assertThat(devices.locator("[data-device=\"东门取号机\"]")).isVisible();
    Browsing.assertFitsTheWidth(devices);
    assertThat(screen.locator(".queue").first()).isVisible();
    KioskScreen kiosk = new KioskScreen(screen);
    kiosk.take("investment");
    devices.click("[data-device=\"东门取号机\"] .revoke");
    devices.click("[data-device=\"东门取号机\"] .yes");
    assertThat(devices.locator("[data-device=\"东门取号机\"]")).hasCount(0);
    kiosk.done();
    kiosk.choose("investment");
    screen.click(".take");
    assertThat(screen.locator(".pairing .code[data-code*=\"-\"]")).isVisible();
  }
}
