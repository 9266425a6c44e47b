package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yichuang.appointments.Slots;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.QueueId;

/** Which slots a queue offers, and what is free of them. Confined to one event loop. */
final class SlotRoutes {
  private final Catalogue catalogue;
  private final BookingParts parts;

  SlotRoutes(Catalogue catalogue, BookingParts parts) {
    this.catalogue = catalogue;
    this.parts = parts;
  }

  private record DayView(LocalDate day, int places, int free) {}

  private record SlotView(Instant from, Instant to, int places, int free) {
    static SlotView of(Slots.Slot slot, Map<Instant, Integer> booked) {
      int taken = booked.getOrDefault(slot.from(), 0);
      return new SlotView(
          slot.from(), slot.to(), slot.places(), Math.max(0, slot.places() - taken));
    }
  }

  private record SlotsView(
      QueueId queue, List<DayView> days, LocalDate day, List<SlotView> slots) {}

  void addTo(Operations operations) {
    operations.on("slots", Permission.anyone(), this::slots);
  }

  private void slots(Exchange exchange) {
    HallConfig hall = exchange.hall();
    Bookable.Read read =
        Bookable.read(
            hall,
            catalogue.items(hall.id(), hall.version()),
            exchange.query("queue").orElse(null),
            exchange.query("item").orElse(null));
    String asked = exchange.query("day").orElse(null);
    LocalDate day = asked == null ? null : Dates.parse(asked);
    if (asked != null && day == null) {
      exchange.answer(
          HttpProblems.invalidRequest("day: expected a day of the calendar, found another text"));
      return;
    }
    Bookable bookable = read.bookable();
    if (bookable == null) {
      exchange.answer(read.problem() == null ? HttpProblems.unknownPath() : read.problem());
      return;
    }
    Instant now = parts.clock().instant();
    exchange.then(
        parts
            .appointments()
            .booked(hall.id(), bookable.queue(), bookable.today(now), bookable.last(now)),
        Problems.appointmentsUnavailable(exchange.repeating()),
        booked -> exchange.answer(200, ApiJson.write(view(bookable, day, now, booked))));
  }

  /** All days that are offered, and the slots of one: the asked, or the first that has any free. */
  private static SlotsView view(
      Bookable bookable, @Nullable LocalDate asked, Instant now, Map<Instant, Integer> booked) {
    List<DayView> days = new ArrayList<>();
    LocalDate chosen = asked;
    for (LocalDate day = bookable.today(now);
        !day.isAfter(bookable.last(now));
        day = day.plusDays(1)) {
      List<SlotView> slots = slots(bookable, day, now, booked);
      int free = slots.stream().mapToInt(SlotView::free).sum();
      days.add(new DayView(day, slots.stream().mapToInt(SlotView::places).sum(), free));
      chosen = chosen == null && free > 0 ? day : chosen;
    }
    LocalDate shown = chosen == null ? bookable.today(now) : chosen;
    return new SlotsView(bookable.queue(), days, shown, slots(bookable, shown, now, booked));
  }

  private static List<SlotView> slots(
      Bookable bookable, LocalDate day, Instant now, Map<Instant, Integer> booked) {
    return bookable.slots(day, now).stream()
        .filter(slot -> slot.places() > 0)
        .map(slot -> SlotView.of(slot, booked))
        .toList();
  }
}
