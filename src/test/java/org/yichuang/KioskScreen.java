package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

/** A kiosk that gives numbers. */
record KioskScreen(Page page) {
  /** The kiosk of the demonstration's hall, signed in by its account. */
  static KioskScreen start(Browsing web) {
    Page page = web.open("/kiosk/hanjiang", Screen.KIOSK);
    page.click(".by-account");
    Browsing.signIn(page, "kiosk");
    assertThat(page.locator(".queue").first()).isVisible();
    return new KioskScreen(page);
  }

  /** A zone without an item of it; one that has none asks for none. */
  void choose(String queue) {
    page.click("[data-queue=%s]".formatted(queue));
    page.waitForSelector(".just, .take");
    if (page.isVisible(".just")) {
      page.click(".just");
    }
  }

  /** A number of the queue, as the screen shows it. */
  String take(String queue) {
    choose(queue);
    page.click(".take");
    return page.locator(".ticket .number").textContent();
  }

  /** The person goes; the next one comes. */
  void done() {
    page.click(".done");
  }
}
