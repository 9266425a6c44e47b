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

  /**
   * Buttons of less than 18 mm on the smallest upright kiosk, 21.5 inches of 1080 by 1920: 73
   * pixels.
   */
  String tooSmall() {
    return (String)
        page.evaluate(
            """
            [...document.querySelectorAll('button, input')]
              .filter((one) => one.checkVisibility({ visibilityProperty: true }))
              .map((one) => [one.className, one.getBoundingClientRect()])
              .filter(([, box]) => box.width < 73 || box.height < 73)
              .map(([name, box]) => `${name} ${box.width} by ${box.height}`).join(', ')
            """);
  }

  /** Goes there by the tabulator and presses the enter key. */
  void press(String selector) {
    page.waitForSelector(selector);
    for (int steps = 0; steps < 60; steps++) {
      page.keyboard().press("Tab");
      if (page.locator(selector).evaluate("(one) => one === document.activeElement").equals(true)) {
        page.keyboard().press("Enter");
        return;
      }
    }
    throw new AssertionError("the tabulator does not lead to " + selector);
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
