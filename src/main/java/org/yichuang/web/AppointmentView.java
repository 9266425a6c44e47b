package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yichuang.appointments.Appointment;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;

/**
 * An appointment as its holder sees it.
 *
 * @param state null right after the booking: that answer never changes
 * @param ticket the number that was given for it
 */
record AppointmentView(
    String id,
    String code,
    String hall,
    QueueId queue,
    @Nullable String item,
    Slot slot,
    Instant bookedAt,
    @Nullable String state,
    @Nullable TicketId ticket) {

  record Slot(Instant from, Instant to) {}

  static AppointmentView made(HallConfig hall, Appointment appointment) {
    return view(hall, appointment, null, null);
  }

  /**
   * @param today the hall's
   */
  static AppointmentView of(HallConfig hall, Appointment appointment, LocalDate today) {
    String state;
    if (appointment.ticket() != null) {
      state = "checked-in";
    } else if (appointment.cancelled()) {
      state = "cancelled";
    } else {
      state = appointment.day().isBefore(today) ? "missed" : "booked";
    }
    return view(hall, appointment, state, appointment.ticket());
  }

  private static AppointmentView view(
      HallConfig hall, Appointment appointment, @Nullable String state, @Nullable TicketId ticket) {
    return new AppointmentView(
        appointment.id().value(),
        appointment.id().code(),
        hall.slug(),
        appointment.queue(),
        appointment.item(),
        new Slot(appointment.from(), appointment.to()),
        appointment.bookedAt(),
        state,
        ticket);
  }
}
