package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewTest {
  private final List<Promise<String>> asked = new ArrayList<>();
  private final Future<List<String>> answers =
      Few.of(
          IntStream.range(0, 6).boxed().toList(),
          number -> {
            Promise<String> promise = Promise.promise();
            asked.add(promise);
            return promise.future();
          });

  @Test
  void few_are_under_way_and_all_are_answered_in_their_order() {
    assertEquals(Few.AT_ONCE, asked.size());
    asked.get(3).complete("3");
    asked.get(1).complete("1");
    assertEquals(6, asked.size());
    for (int i : List.of(5, 0, 2)) {
      asked.get(i).complete(String.valueOf(i));
      assertFalse(answers.isComplete());
    }
    asked.get(4).complete("4");
    assertEquals(List.of("0", "1", "2", "3", "4", "5"), answers.result());
  }

  @Test
  void after_a_failure_nothing_more_is_asked() {
    asked.get(0).fail("away");
    asked.get(1).complete("1");
    assertTrue(answers.failed());
    assertEquals(Few.AT_ONCE, asked.size());
  }

  @Test
  void nothing_is_answered_at_once() {
    assertEquals(List.of(), Few.of(List.<Integer>of(), one -> answers).result());
  }
}
