package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedBodiesTest {
  private final RepeatedBodies bodies = new RepeatedBodies();

  private JsonObject keep(String body) {
    Buffer raw = Buffer.buffer(body);
    JsonObject json = new JsonObject(raw);
    bodies.keep(raw, json);
    return json;
  }

  @Test
  void the_same_bytes_are_the_same_body() {
    JsonObject kept = keep("{\"queue\":\"social\"}");
    assertSame(kept, bodies.find(Buffer.buffer("{\"queue\":\"social\"}")));
    assertNull(bodies.find(Buffer.buffer("{\"queue\": \"social\"}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\":\"13800138000\"}",
        "{\"name\":\"张伟\"}",
        "{\"reason\":\"a text that is so long that it will hardly come a second time today\"}",
      })
  void what_could_name_a_person_is_not_kept(String body) {
    keep(body);
    assertEquals(0, bodies.size());
  }

  @Test
  void only_the_last_few_are_kept() {
    JsonObject first = keep("{\"queue\":\"q\"}");
    for (char c = 'a'; c < 'a' + RepeatedBodies.MAX_BODIES - 1; c++) {
      assertSame(first, bodies.find(Buffer.buffer("{\"queue\":\"q\"}")));
      keep("{\"queue\":\"other-" + c + "\"}");
    }
    keep("{\"queue\":\"one-more\"}");
    assertEquals(RepeatedBodies.MAX_BODIES, bodies.size());
    assertSame(first, bodies.find(Buffer.buffer("{\"queue\":\"q\"}")));
    assertNull(bodies.find(Buffer.buffer("{\"queue\":\"other-a\"}")));
  }
}
