package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.appointments.Slots;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.catalogue.ItemList;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.QueueId;

/**
 * A queue of a hall that somebody wants to book, by its name or by an item's.
 *
 * @param item null: not said
 */
record Bookable(HallConfig hall, QueueId queue, @Nullable Item item) {

  /** What was found, or why nothing. */
  record Read(@Nullable Bookable bookable, @Nullable Problem problem) {}

  static Read read(HallConfig hall, ItemList items, @Nullable String queue, @Nullable String item) {
    if ((queue == null) == (item == null)) {
      return new Read(
          null,
          HttpProblems.invalidRequest(
              "expected queue or item, found %s".formatted(queue == null ? "neither" : "both")));
    }
    if (queue != null) {
      QueueId id = new QueueId(queue);
      return hall.queue(id).isPresent()
          ? new Read(new Bookable(hall, id, null), null)
          : new Read(null, Problems.unknownQueue(hall.slug(), queue));
    }
    String name = String.valueOf(item);
    Optional<Item> found = items.item(new ItemId(name));
    return found.isPresent()
        ? new Read(new Bookable(hall, found.get().queue(), found.get()), null)
        : new Read(null, Problems.unknownItem(hall.slug(), name));
  }

  LocalDate today(Instant now) {
    return now.atZone(hall.zone()).toLocalDate();
  }

  LocalDate last(Instant now) {
    return today(now).plusDays(hall.booking().daysAhead());
  }

  /** The slots of a day that have not begun; none of days that are not offered. */
  List<Slots.Slot> slots(LocalDate day, Instant now) {
    return day.isBefore(today(now)) || day.isAfter(last(now))
        ? List.of()
        : Slots.of(hall, queue, day).stream().filter(slot -> slot.from().isAfter(now)).toList();
  }

  /** The slot that begins then, if it is offered. */
  Optional<Slots.Slot> slot(Instant from, Instant now) {
    ZoneId zone = hall.zone();
    return slots(from.atZone(zone).toLocalDate(), now).stream()
        .filter(slot -> slot.from().equals(from))
        .findFirst();
  }
}
