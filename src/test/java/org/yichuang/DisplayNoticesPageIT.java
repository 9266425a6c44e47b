package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a hall tells everybody, beside its calls. */
@Execution(ExecutionMode.SAME_THREAD)
class DisplayNoticesPageIT {
  private static final String HALL = "announced";
  private static final String NOTICES = "/api/v1/halls/" + HALL + "/notices";
  private static final String PAGE = "/display/" + HALL;

  /** As long as one may be. */
  private static final int MOST = 120;

  @RegisterExtension static final Browsing web = new Browsing();

  private HallClient admin;
  private List<Integer> posted;
  private String number;

  @BeforeEach
  void somebody_is_called_and_three_notices_are_posted() {
    admin = web.client(HALL, "admin");
    posted =
        List.of(
            post("三号窗口今天不收现金", "Window 3 takes no cash today"),
            post(
                "因系统升级，部分业务暂停办理。".repeat(MOST).substring(0, MOST),
                "word ".repeat(MOST / 5).strip()),
            post("停车场已满", null));
    number = admin.issue("all").json().getString("number");
    assertEquals(200, admin.window("T1", "open").status());
    assertEquals(200, admin.window("T1", "call-next").status());
  }

  @AfterEach
  void nobody_is_called_and_nothing_is_posted() {
    posted.forEach(id -> admin.ask("DELETE", web.server().base() + NOTICES + "/" + id, null));
    assertEquals(200, admin.window("T1", "start").status());
    assertEquals(200, admin.complete("T1").status());
    assertEquals(200, admin.window("T1", "close").status());
  }

  private int post(String zh, @Nullable String en) {
    Instant now = Instant.now();
    JsonObject notice =
        new JsonObject()
            .put("zh", zh)
            .put("from", now.minus(Duration.ofHours(1)).toString())
            .put("until", now.plus(Duration.ofHours(1)).toString());
    HallClient.Answer answer = admin.tell(NOTICES, en == null ? notice : notice.put("en", en));
    assertEquals(201, answer.status(), answer::body);
    return answer.json().getInteger("id");
  }

  @Test
  void they_take_turns_in_one_place_and_the_call_keeps_its_own() {
    List<Page> displays = new ArrayList<>();
    for (Screen screen :
        List.of(Screen.DISPLAY, Screen.DISPLAY_UPRIGHT, Screen.STRIP, Screen.STRIP_LOW)) {
      Page display = web.open("about:blank", screen);
      Browsing.change(
          display,
          "**/posted.js",
          script -> script.replace("TURN_MILLIS = 8_000", "TURN_MILLIS = 1_000"));
      display.navigate(web.server().base() + PAGE);
      displays.add(display);
    }
    for (Page display : displays) {
      for (int id : posted) {
        assertThat(display.locator(".posted[data-posted=\"%d\"]".formatted(id))).isVisible();
        assertThat(display.locator(".posted")).hasCount(1);
        assertTheCallIsWhole(display);
      }
      assertThat(display.locator(".recent")).isVisible();
      assertEquals("fits", fitsWhenLong(display), display.viewportSize().width + " wide");
      Browsing.assertAccessible(display);
    }
  }

  private void assertTheCallIsWhole(Page display) {
    Locator ticket = display.locator(".now[data-call=%s] .ticket b".formatted(number));
    assertThat(ticket).isVisible();
    BoundingBox box = ticket.boundingBox();
    assertTrue(box.height >= display.viewportSize().height / 9.0, "high: " + box.height);
    Browsing.assertInside(display, ticket);
    Browsing.assertInside(display, display.locator(".now .window b"));
    assertEquals(
        true,
        display.evaluate(
            """
            (() => {
              const place = document.querySelector('.now').getBoundingClientRect();
              return document.documentElement.scrollHeight <= innerHeight
                && [...document.querySelectorAll('.now > *')]
                  .map((part) => part.getBoundingClientRect())
                  .every((part) => part.height === 0 || (part.top >= place.top && part.bottom <= place.bottom));
            })()
            """));
  }

  /**
   * Whether the longest notice that there can be is read to its end; a strip of 128 lines cuts it
   * off.
   */
  private String fitsWhenLong(Page display) {
    if (display.viewportSize().height == Screen.STRIP_LOW.height) {
      return "fits";
    }
    Locator text = display.locator(".posted[data-posted=\"%d\"] strong".formatted(posted.get(1)));
    assertThat(text).isVisible();
    return (String)
        text.evaluate(
            """
            (text) => {
              const place = text.closest('.posted');
              const halfALine = parseFloat(getComputedStyle(text).lineHeight) / 2;
              return text.scrollHeight < text.clientHeight + halfALine
                && place.scrollHeight <= place.clientHeight
                ? 'fits'
                : `${text.scrollHeight} of ${text.clientHeight}, in ${place.scrollHeight} of ${place.clientHeight}`;
            }
            """);
  }

  @Test
  void a_display_that_is_cut_off_shows_them_below_its_banner_and_above_the_calls() {
    Page display = web.open("about:blank", Screen.DISPLAY);
    Browsing.makeCuttable(display);
    display.clock().install();
    display.navigate(web.server().base() + PAGE);
    assertThat(display.locator(".posted")).isVisible();
    assertThat(display.locator(".board.live")).isVisible();
    display.evaluate("cutOff()");
    display.clock().fastForward(12_000);
    assertThat(display.locator(".notice.stale")).isVisible();
    double end = 0;
    for (String part : List.of("header", ".notice.stale", ".posted", "main", ".waiting")) {
      BoundingBox box = display.locator(".board " + part).first().boundingBox();
      assertTrue(box.y >= end, part + " begins at " + box.y + ", what is above ends at " + end);
      end = box.y + box.height;
    }
    assertTrue(end <= Screen.DISPLAY.height, "all ends at " + end);
    assertTheCallIsWhole(display);
    Browsing.assertAccessible(display);
  }
}
