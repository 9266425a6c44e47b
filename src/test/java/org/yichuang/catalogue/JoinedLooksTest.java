package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedLooksTest {
  private final List<Promise<Void>> begun = new ArrayList<>();
  private final JoinedLooks looks =
      new JoinedLooks(
          () -> {
            Promise<Void> look = Promise.promise();
            begun.add(look);
            return look.future();
          });

  @Test
  void who_asks_while_a_look_is_under_way_shares_the_next_one() {
    Future<Void> first = looks.join();
    List<Future<Void>> meanwhile = List.of(looks.join(), looks.join(), looks.join());
    assertEquals(1, begun.size());
    begun.getFirst().complete();
    assertTrue(first.succeeded());
    assertEquals(2, begun.size());
    assertFalse(meanwhile.getFirst().isComplete(), "the first may have missed what it is for");
    Future<Void> third = looks.join();
    begun.get(1).complete();
    assertTrue(meanwhile.stream().allMatch(Future::succeeded));
    assertEquals(3, begun.size());
    begun.get(2).complete();
    assertTrue(third.succeeded());
    looks.join();
    assertEquals(4, begun.size(), "nothing is under way");
  }

  @Test
  void a_look_that_fails_does_not_end_the_next() {
    Future<Void> first = looks.join();
    Future<Void> second = looks.join();
    begun.getFirst().fail("no database");
    assertEquals("no database", first.cause().getMessage());
    begun.get(1).complete();
    assertTrue(second.succeeded());
  }

  @Test
  void a_look_that_cannot_begin_fails_and_the_next_is_tried() {
    JoinedLooks closed =
        new JoinedLooks(
            () -> {
              throw new IllegalStateException("closed");
            });
    assertEquals("closed", closed.join().cause().getMessage());
    assertEquals("closed", closed.join().cause().getMessage());
  }
}
