package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page on which a guide vouches for somebody. */
@Execution(ExecutionMode.SAME_THREAD)
class GuidePageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  private static void vouch(Page page) {
    page.click(".choice >> nth=0");
    page.click(".quick button >> nth=0");
  }

  @Test
  void a_guide_signs_out_and_the_next_one_finds_nothing_of_it() {
    Page page = web.open("/guide/hanjiang", Screen.NARROW);
    Browsing.signIn(page, "guide");
    vouch(page);
    page.click("#sign-out");
    assertThat(page.locator("#username")).isVisible();
    assertThat(page.locator("#sign-out")).hasCount(0);
    Browsing.assertAccessible(page);
    Browsing.signIn(page, "manager");
    assertThat(page.locator(".vouch")).isVisible();
    assertThat(page.locator(".choice input:checked")).hasCount(0);
    assertThat(page.locator("#reason")).hasValue("");
    Browsing.assertFitsTheWidth(page);
  }

  @Test
  void how_long_a_code_is_good_is_told_by_the_servers_clock_whatever_the_phones_says() {
    Page page = web.open("about:blank", Screen.NARROW);
    Instant wrong = Instant.now().minus(Duration.ofDays(3));
    page.clock().install(new Clock.InstallOptions().setTime(Date.from(wrong)));
    page.navigate(web.server().base() + "/guide/hanjiang");
    Browsing.signIn(page, "guide");
    vouch(page);
    page.click(".vouch .primary");
    assertThat(page.locator(".made .left")).containsText(Pattern.compile("(10:00|9:[3-5]\\d)"));
  }
}
