package org.yichuang;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The signs over the windows. */
@Execution(ExecutionMode.SAME_THREAD)
class SignPageIT {
  @RegisterExtension static final Browsing web = new Browsing();

  /** The hall's answer, in which the window serves these queues. */
  private static String serving(String hall, String window, List<String> queues) {
    JsonObject answer = new JsonObject(hall);
    answer.getJsonArray("windows").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("id").equals(window))
        .forEach(one -> one.put("queues", new JsonArray(queues)));
    return answer.encode();
  }

  @Test
  void a_window_of_several_queues_names_all_of_them_and_items_of_each_in_both_languages() {
    for (Screen screen : List.of(Screen.DISPLAY, Screen.DISPLAY_UPRIGHT, Screen.SIGN)) {
      Page sign = web.open("about:blank", screen);
      Browsing.change(
          sign,
          "**/api/v1/halls/hanjiang",
          hall -> serving(hall, "B4", List.of("social", "police", "economy")));
      sign.navigate(web.server().base() + "/display/hanjiang/windows/B4");
      assertThat(sign.locator(".zones")).containsText("医保人社区、公安专区、经济综合区");
      assertThat(sign.locator(".zones [lang=en]")).containsText("General economy");
      Locator items = sign.locator(".items li");
      for (String name : List.of("灵活就业人员参保登记", "居民身份证换领", "取水许可", "Permit to abstract water")) {
        assertThat(sign.locator(".items ul")).containsText(name);
      }
      for (Locator item : items.all()) {
        Browsing.assertInside(sign, item);
      }
      assertEquals(
          true,
          sign.evaluate(
              """
              [...document.querySelectorAll('.name, .items, .items ul, .items li')]
                .every((one) => one.scrollHeight <= one.clientHeight + 2)
              """),
          screen + ": nothing is written over something else");
      Browsing.assertAccessible(sign);
    }
  }

  @Test
  void a_display_and_the_sign_beside_it_show_their_name_when_the_manager_asks_which_they_are() {
    String hall = "announced";
    Page display = web.open("/display/" + hall + "#pair", Screen.DISPLAY);
    String code = display.locator(".pairing .code[data-code*=\"-\"]").textContent();
    HallClient admin = web.client(hall, "admin");
    JsonObject device =
        new JsonObject().put("code", code).put("kind", "display").put("name", "东墙大屏");
    assertEquals(201, admin.tell("/api/v1/halls/" + hall + "/devices", device).status());
    assertThat(display.locator(".pairing")).hasCount(0);
    Page sign = web.openTab(display.context(), "/display/" + hall + "/windows/T1");
    Page other = web.open("/display/" + hall, Screen.DISPLAY);
    assertThat(sign.locator(".state")).isVisible();
    assertThat(other.locator(".board.live")).isVisible();
    Page page = web.open("/admin/" + hall + "#devices", Screen.CONSOLE);
    Browsing.signIn(page, "admin");
    page.click("[data-device=\"东墙大屏\"] button");
    for (Page asked : List.of(display, sign)) {
      assertThat(asked.locator(".identify")).containsText("东墙大屏");
    }
    assertThat(other.locator(".identify")).hasCount(0);
  }
}
