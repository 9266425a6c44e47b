package org.yichuang.web;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yichuang.appointments.Appointment;
import org.yichuang.appointments.AppointmentId;
import org.yichuang.appointments.Appointments;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;

/** Appointments without a database: places alone, no rule about persons. */
final class MemoryAppointments implements Appointments {
  private final Map<AppointmentId, Appointment> all = new LinkedHashMap<>();

  /** What the next booking answers; null: it is made. */
  volatile Booking next;

  volatile boolean away;

  @Override
  public synchronized Future<Map<Instant, Integer>> booked(
      HallId hall, QueueId queue, LocalDate from, LocalDate to) {
    Map<Instant, Integer> booked = new HashMap<>();
    all.values().stream()
        .filter(each -> !each.cancelled())
        .forEach(each -> booked.merge(each.from(), 1, Integer::sum));
    return answer(booked);
  }

  @Override
  public synchronized Future<Booking> book(Request request, Instant at) {
    if (next != null || away) {
      return answer(next);
    }
    AppointmentId id = new AppointmentId("k7m2q9x4w%03d".formatted(all.size()));
    Appointment made =
        new Appointment(
            id,
            request.hall().id(),
            request.slot().from().atZone(request.hall().zone()).toLocalDate(),
            request.queue(),
            request.slot().from(),
            request.slot().to(),
            request.item(),
            request.channel(),
            at,
            false,
            null);
    all.put(id, made);
    return answer(new Booking.Made(made));
  }

  @Override
  public synchronized Future<Optional<Appointment>> find(AppointmentId id) {
    return answer(Optional.ofNullable(all.get(id)));
  }

  @Override
  public synchronized Future<Optional<Appointment>> cancel(AppointmentId id, Instant at) {
    all.computeIfPresent(
        id,
        (same, each) ->
            each.to().isAfter(at)
                ? new Appointment(
                    id,
                    each.hall(),
                    each.day(),
                    each.queue(),
                    each.from(),
                    each.to(),
                    each.item(),
                    each.channel(),
                    each.bookedAt(),
                    true,
                    null)
                : each);
    return find(id);
  }

  private <T> Future<T> answer(T value) {
    return away ? Future.failedFuture("the database is away") : Future.succeededFuture(value);
  }
}
