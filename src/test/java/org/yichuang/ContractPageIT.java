package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertEquals(
        "[]",
        page.evaluate(
            "JSON.stringify(performance.getEntriesByType('resource').map((one) => new"
                + " URL(one.name).origin).filter((one) => one !== location.origin))"));
  }
}
