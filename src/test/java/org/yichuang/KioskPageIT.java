package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page where people take numbers. */
@Execution(ExecutionMode.SAME_THREAD)
class KioskPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  @Test
  void a_number_whose_answer_was_lost_is_given_once() {
    KioskScreen kiosk = KioskScreen.start(web);
    AtomicBoolean lost = Browsing.loseOneAnswer(kiosk.page(), "**/tickets");
    String number = kiosk.take("property");
    assertTrue(lost.get());
    assertEquals("C001", number);
    assertEquals(
        1,
        web.client("hanjiang", "kiosk")
            .board()
            .getJsonArray("queues")
            .getJsonObject(2)
            .getInteger("issued"));
  }

  @Test
  void an_account_that_may_not_give_numbers_is_told_so() {
    Page kiosk = web.open("/kiosk/hanjiang", Screen.CONSOLE);
    kiosk.click(".by-account");
    Browsing.signIn(kiosk, "display");
    assertThat(kiosk.locator(".notice.warn")).containsText("不能取号");
  }
}
