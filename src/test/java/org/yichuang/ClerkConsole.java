package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** A clerk's console at a window. */
record ClerkConsole(Page page) {
  /** At a window of the demonstration's hall, by the window's own account. */
  static ClerkConsole start(Browsing web, String window) {
    return start(web, "hanjiang", "clerk-" + window, window);
  }

  static ClerkConsole start(Browsing web, String hall, String username, String window) {
    Page page = web.open("/window/" + hall, Screen.CONSOLE);
    Browsing.signIn(page, username);
    page.click("[data-window=%s]".formatted(window));
    return new ClerkConsole(page);
  }

  Locator main() {
    return page.locator("#main-action");
  }

  Locator number() {
    return page.locator(".pane .number");
  }

  /** The main action is there for a state, and no longer guarded against a second press. */
  void awaitState(String state) {
    assertThat(page.locator("#main-action[data-state=%s][data-ready=true]".formatted(state)))
        .isVisible();
  }

  /** The same for what the main action would do. */
  void awaitVerb(String verb) {
    assertThat(page.locator("#main-action[data-verb=%s][data-ready=true]".formatted(verb)))
        .isVisible();
  }

  /** Presses the key of the main action. */
  void pressMain() {
    assertThat(main()).isFocused();
    press("Space");
  }

  /** One step by the main key. */
  void step(String from, String to) {
    awaitState(from);
    pressMain();
    assertThat(page.locator("#main-action[data-state=%s]".formatted(to))).isVisible();
  }

  /** Presses a key where the focus is. */
  void press(String key) {
    page.keyboard().press(key);
  }
}
