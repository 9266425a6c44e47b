package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int MOST_WAITING = 100_000;

  private final Turns turns = new Turns(2, MOST_WAITING);
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

  @Test
  void who_is_urgent_goes_before_whoever_waits_already() {
    take();
    take();
    List<String> order = new ArrayList<>();
    turns.take(() -> Future.succeededFuture(order.add("a herd's")));
    turns.takeUrgently(() -> Future.succeededFuture(order.add("a clerk's")));
    turns.takeUrgently(() -> Future.succeededFuture(order.add("another clerk's")));
    assertEquals(3, turns.waiting());
    begun.getFirst().complete();
    assertEquals(List.of("a clerk's", "another clerk's", "a herd's"), order);
    assertEquals(0, turns.waiting());
  }

  @Test
  void work_that_ends_at_once_needs_no_stack_however_many_wait() {
    take();
    take();
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < MOST_WAITING; i++) {
      answers.add(turns.take(() -> Future.succeededFuture(true)));
    }
    Future<Boolean> oneMore = turns.take(() -> Future.succeededFuture(true));
    assertEquals("more than 100000 wait for their turn", oneMore.cause().getMessage());
    begun.getFirst().complete();
    assertTrue(answers.stream().allMatch(Future::succeeded));
  }

  @Test
  void whoever_fails_when_answered_keeps_nobody_waiting() {
    take();
    take();
    Future<Boolean> first = turns.take(() -> Future.succeededFuture(true));
    first.onComplete(
        answered -> {
          throw new IllegalStateException("by the test");
        });
    Future<Boolean> second = turns.take(() -> Future.succeededFuture(true));
    begun.getFirst().complete();
    assertTrue(second.succeeded());
  }
}
