package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever leaves a page of the staff leaves nothing behind. */
@Execution(ExecutionMode.SAME_THREAD)
class SignOutPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  @ParameterizedTest
  @CsvSource({"guide, guide", "devices, manager", "window, clerk-E1", "admin, manager"})
  void a_page_says_that_nobody_could_be_signed_out_and_later_does_it(String name, String account) {
    Page page = web.open("/" + name + "/hanjiang", Screen.NARROW);
    Browsing.signIn(page, account);
    assertThat(page.locator("#sign-out")).isVisible();
    page.route(
        "**/sessions/current",
        route -> {
          if (route.request().method().equals("DELETE")) {
            route.abort("connectionreset");
          } else {
            route.resume();
          }
        });
    page.click("#sign-out");
    assertThat(page.locator(".notice.bad")).containsText("连不上服务器");
    assertThat(page.locator("#sign-out")).isVisible();
    Browsing.assertFitsTheWidth(page);
    page.unroute("**/sessions/current");
    page.click("#sign-out");
    assertThat(page.locator("#username")).isVisible();
    assertThat(page.locator("#sign-out")).hasCount(0);
    page.reload();
    assertThat(page.locator("#username")).isVisible();
  }
}
