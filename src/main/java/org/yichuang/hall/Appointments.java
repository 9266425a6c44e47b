package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What an appointment means for the number that its person takes (预约取号). */
final class Appointments {
  private Appointments() {}

  /** Null when somebody may come to the appointment now, or there is none. */
  static @Nullable Outcome notToday(HallState state, @Nullable Booked booked) {
    if (booked == null) {
      return null;
    }
    TicketId given = state.checkedIn(booked.appointment()).orElse(null);
    if (given != null) {
      return Outcome.refused(
          Refusal.Reason.ALREADY_CHECKED_IN,
          "an appointment that nobody came to yet",
          "its number %s, %s"
              .formatted(given.display(), state.ticket(given).orElseThrow().state().word()),
          "keep that number");
    }
    LocalDate today = state.day().orElseThrow();
    LocalDate day = booked.slot().atZone(state.config().zone()).toLocalDate();
    return day.equals(today)
        ? null
        : Outcome.refused(
            Refusal.Reason.ANOTHER_DAY,
            "an appointment of " + today,
            "one of " + day,
            day.isAfter(today) ? "come back on that day" : "take a number");
  }

  /**
   * The appointment as it is met at that time: in time, or too late. While the hall stands still
   * nobody grows late.
   */
  static @Nullable Booked met(HallState state, @Nullable Booked booked, Instant at) {
    if (booked == null) {
      return null;
    }
    HallConfig.Booking rules = state.config().booking();
    boolean late = state.runningMillis(booked.slot(), at) > rules.graceMillis();
    return new Booked(
        booked.appointment(),
        booked.slot(),
        late ? null : booked.slot().minusMillis(rules.earlyMillis()));
  }

  /** The place of whoever came in time. */
  static long key(HallState state, Booked booked) {
    return booked.slot().toEpochMilli() - state.config().booking().leadMillis();
  }
}
