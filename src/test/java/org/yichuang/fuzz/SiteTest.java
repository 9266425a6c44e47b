package org.yichuang.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Places of a body. */
class SiteTest {
  @Test
  void what_an_example_holds_is_copied_as_maps_and_lists_all_the_way_down() {
    JsonObject example =
        new JsonObject()
            .put("kind", "person")
            .put("authorisation", new JsonObject().put("document", "proxy"))
            .put("list", new JsonArray().add(new JsonObject().put("number", 1)));
    assertEquals(
        Map.of(
            "kind",
            "person",
            "authorisation",
            Map.of("document", "proxy"),
            "list",
            List.of(Map.of("number", 1))),
        Site.copy(example.copy().getMap()));
  }
}
