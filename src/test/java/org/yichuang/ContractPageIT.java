package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page where developers read the contract. */
@Execution(ExecutionMode.SAME_THREAD)
class ContractPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  @Test
  void a_developer_reads_the_contract_and_tries_an_operation_on_a_narrow_screen() {
    Page page = web.open("/api", Screen.NARROW);
    String halls = "#operations-halls-halls ";
    page.click(halls + ".opblock-summary-control");
    page.click(halls + ".try-out__btn");
    page.click(halls + ".execute");
    assertThat(page.locator(halls + ".live-responses-table").first()).containsText("涵江");
    Browsing.assertFitsTheWidth(page);
    assertOfThisServerAlone(page);
  }

  @Test
  void a_developer_reads_what_is_said_on_the_sockets() {
    Page page = web.open("/api/live", Screen.NARROW);
    String board = "#operations-board-board ";
    page.click(board + ".opblock-summary-control");
    assertThat(page.locator(board + ".opblock-body")).containsText("bad-handshake");
    Locator hint = page.locator(".opblock", new Page.LocatorOptions().setHasText("board: hint"));
    hint.locator(".opblock-summary-control").click();
    assertThat(hint.locator(".opblock-body")).containsText("PT24M");
    assertThat(page.locator(".opblock", new Page.LocatorOptions().setHasText("The client sends")))
        .hasCount(3);
    assertThat(page.locator(".try-out__btn")).hasCount(0);
    Browsing.assertFitsTheWidth(page);
    assertOfThisServerAlone(page);
  }

  private static void assertOfThisServerAlone(Page page) {
    assertEquals(
        "[]",
        page.evaluate(
            "JSON.stringify(performance.getEntriesByType('resource').map((one) => new"
                + " URL(one.name).origin).filter((one) => one !== location.origin))"));
  }
}
