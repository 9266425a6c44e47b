package org.yichuang.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HerdRoomTest {
  private final HerdRoom room = new HerdRoom(10);
  private final List<String> calls = new ArrayList<>();

  /** A hall in which much has fallen due: it takes what there is, and waits again. */
  private final class Hall {
    final HerdRoom.Place place;
    int due;
    int has;

    Hall(String name, int due) {
      this.due = due;
      place =
          room
          .new Place(
              () -> {
                calls.add(name);
                work();
              });
    }

    void work() {
      int taken = Math.min(due, place.room());
      due -= taken;
      has += taken;
      if (due > 0) {
        place.await();
      }
      place.has(has);
    }

    void lands(int cases) {
      has -= cases;
      place.has(has);
      work();
    }
  }

  @Test
  void halls_take_turns_when_there_is_too_much_for_all() {
    Hall one = new Hall("one", 100);
    Hall two = new Hall("two", 3);
    Hall three = new Hall("three", 100);
    one.work();
    two.work();
    three.work();
    assertEquals(List.of(10, 0, 0), List.of(one.has, two.has, three.has));
    one.lands(4);
    assertEquals(List.of(10, 0, 0), List.of(one.has, two.has, three.has), "it waited first");
    one.lands(4);
    assertEquals(List.of(6, 3, 1), List.of(one.has, two.has, three.has));
    assertTrue(one.place.isWaiting() && three.place.isWaiting());
    assertFalse(two.place.isWaiting());
    one.work();
    two.lands(3);
    assertEquals(List.of(9, 0, 1), List.of(one.has, two.has, three.has));
    assertEquals(List.of("one", "two", "three", "one"), calls);
    assertEquals(10, room.held());
  }

  @Test
  void who_leaves_waits_no_more_and_leaves_room() {
    Hall one = new Hall("one", 100);
    Hall two = new Hall("two", 100);
    Hall three = new Hall("three", 2);
    one.work();
    two.work();
    three.work();
    two.place.leave();
    one.place.leave();
    assertEquals(List.of("three"), calls);
    assertEquals(2, room.held());
  }

  @Test
  void a_thousand_halls_that_wait_need_no_stack() {
    Hall one = new Hall("one", 10);
    one.work();
    List<Hall> others = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      Hall hall = new Hall("another", 1);
      hall.work();
      others.add(hall);
    }
    for (int i = 0; i < others.size(); i += 10) {
      one.has = 0;
      one.place.has(0);
      for (Hall hall : others.subList(i, i + 10)) {
        assertEquals(1, hall.has);
        hall.has = 0;
        hall.place.has(0);
      }
    }
    assertEquals(0, room.held());
  }
}
