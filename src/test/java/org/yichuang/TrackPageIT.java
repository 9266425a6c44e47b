package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page on which an applicant follows a case. */
@Execution(ExecutionMode.SAME_THREAD)
class TrackPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  private static JsonObject registered() {
    HallClient.Answer begun =
        web.client("hanjiang", "clerk-A1")
            .register(
                new JsonObject()
                    .put("hall", "hanjiang")
                    .put("item", "water-abstraction-permit")
                    .put(
                        "applicant",
                        new JsonObject()
                            .put("kind", "person")
                            .put("idType", "resident-card")
                            .put("idNumber", "11010519491231002X")
                            .put("name", "欧阳测试")));
    assertEquals(201, begun.status(), begun::body);
    return begun.json();
  }

  @Test
  void an_applicant_types_number_and_code_and_reads_where_the_case_stands() {
    JsonObject receipt = registered();
    Page page = web.open("/track", Screen.NARROW);
    assertThat(page.locator("#number")).isVisible();
    Browsing.assertAccessible(page);
    page.keyboard().press("Tab");
    page.locator("#number").focus();
    page.keyboard().type("0007-261123-000017-0");
    page.keyboard().press("Enter");
    assertThat(page.locator(".notice.bad")).isVisible();
    page.locator("#number").fill(receipt.getString("caseNumber"));
    page.locator("#code").fill("000000000000");
    page.keyboard().press("Enter");
    assertThat(page.locator(".notice.bad")).containsText("对不上");
    page.locator("#code").fill(receipt.getString("queryCode").toUpperCase(java.util.Locale.ROOT));
    page.keyboard().press("Enter");
    assertThat(page.locator(".standing")).containsText("已收件");
    assertThat(page.locator(".facts")).containsText("欧阳**");
    assertThat(page.locator(".stage")).hasCount(2);
    Browsing.assertAccessible(page);
    Browsing.assertFitsTheWidth(page);
    page.click(".language");
    assertThat(page.locator(".standing")).containsText("received");
    Browsing.picture(page, "track-narrow");
  }

  @Test
  void a_scanned_code_opens_the_case_and_another_one_can_be_asked_for() {
    JsonObject receipt = registered();
    Page page =
        web.open(
            "/track#" + receipt.getString("caseNumber") + "." + receipt.getString("queryCode"),
            Screen.PHONE);
    assertThat(page.locator(".standing")).isVisible();
    Browsing.picture(page, "track");
    page.click(".another");
    assertThat(page.locator("#number")).hasValue("");
    assertEquals("", page.evaluate("location.hash"));
  }

  @Test
  void who_tries_too_many_codes_is_told_how_long_to_wait() {
    JsonObject receipt = registered();
    Page page = web.open("/track", Screen.PHONE);
    page.locator("#number").fill(receipt.getString("caseNumber"));
    for (int status = 404, nth = 1; status == 404; nth++) {
      page.locator("#code").fill("wrong-" + nth);
      status =
          page.waitForResponse(
                  response -> response.url().endsWith("/lookup"),
                  () -> page.keyboard().press("Enter"))
              .status();
      assertThat(page.locator(".notice")).isVisible();
    }
    assertThat(page.locator(".notice.warn")).containsText("试的次数太多");
    Browsing.assertAccessible(page);
  }

  private static String address(JsonObject receipt) {
    return receipt.getString("caseNumber") + "." + receipt.getString("queryCode");
  }

  @Test
  void a_late_answer_does_not_open_the_case_before() {
    JsonObject before = registered();
    JsonObject now = registered();
    Page page = web.open("about:blank", Screen.PHONE);
    List<Route> held = new ArrayList<>();
    page.route("**/cases/" + before.getString("caseNumber") + "/lookup", held::add);
    page.navigate(web.server().base() + "/track#" + address(before));
    page.waitForCondition(() -> !held.isEmpty());
    page.evaluate("location.hash = '" + address(now) + "'");
    assertThat(page.locator("article .number")).hasText(now.getString("caseNumber"));
    page.waitForResponse("**/lookup", () -> held.getFirst().resume()).finished();
    page.click(".language");
    assertThat(page.locator("article .number")).hasText(now.getString("caseNumber"));
  }

  @Test
  void an_address_that_was_cut_off_within_a_letter_asks_for_the_number() {
    Page page = web.open("/track#0007-%E6%B", Screen.PHONE);
    assertThat(page.locator("#number")).hasValue("");
    assertThat(page.locator("#code")).isVisible();
  }

  @Test
  void what_is_wrong_is_said_at_its_field_in_the_language_that_is_read() {
    Page page = web.open("/track", Screen.NARROW);
    page.fill("#number", registered().getString("caseNumber"));
    page.keyboard().press("Enter");
    assertThat(page.locator(".notice.bad")).hasText("请输入查询码");
    assertThat(page.locator("#code")).isFocused();
    assertThat(page.locator("#code")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#number[aria-invalid]")).hasCount(0);
    page.click(".language");
    assertThat(page.locator(".notice.bad")).hasText("Please enter the query code");
    page.fill("#number", "7");
    page.keyboard().press("Enter");
    assertThat(page.locator("#number")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#code[aria-invalid]")).hasCount(0);
  }
}
