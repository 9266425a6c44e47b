package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2);
  private final List<Promise<String>> begun = new ArrayList<>();

  private Future<String> take() {
    return turns.take(
        () -> {
          Promise<String> work = Promise.promise();
          begun.add(work);
          return work.future();
        });
  }

  @Test
  void no_more_than_a_few_are_under_way_and_the_others_wait_in_order() {
    List<Future<String>> all = List.of(take(), take(), take(), take());
    assertEquals(2, begun.size());
    begun.get(1).complete("b");
    assertEquals(3, begun.size());
    begun.get(2).complete("c");
    assertEquals(4, begun.size());
    begun.get(0).complete("a");
    begun.get(3).complete("d");
    assertEquals(List.of("a", "b", "c", "d"), all.stream().map(Future::result).toList());
  }

  @Test
  void what_fails_or_cannot_begin_gives_its_turn_away() {
    Future<String> failed = take();
    Future<String> refused =
        turns.take(
            () -> {
              throw new IllegalStateException("closed");
            });
    assertEquals("closed", refused.cause().getMessage());
    take();
    take();
    assertEquals(2, begun.size());
    begun.getFirst().fail("no connection");
    assertEquals("no connection", failed.cause().getMessage());
    assertEquals(3, begun.size());
    begun.get(1).complete();
    begun.get(2).complete();
    take();
    take();
    take();
    assertEquals(5, begun.size(), "two more, the third waits");
  }
}
