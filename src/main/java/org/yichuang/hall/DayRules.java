package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a business day ends. Last issue stops the kiosks, at closing the windows go on with whoever
 * waits, and the end of the day takes what is left.
 */
final class DayRules {
  private DayRules() {}

  /** Events of the day itself that fell due: its end, then the change to the next. */
  static List<HallEvent> due(HallState state, HallConfig current, Instant at) {
    if (endsAt(state).filter(end -> !at.isBefore(end)).isPresent()) {
      return ending(state);
    }
    return at.isBefore(midnight(state)) ? List.of() : change(state, current, at);
  }

  private static List<HallEvent> change(HallState state, HallConfig current, Instant at) {
    LocalDate open = state.day().orElseThrow();
    LocalDate today = at.atZone(current.zone()).toLocalDate();
    return List.of(
        new HallEvent.DayClosed(open),
        new HallEvent.DayOpened(
            today.isAfter(open) ? today : open.plusDays(1), current.version(), open));
  }

  /**
   * When the open day ends by itself, as things stand: so long after the last opening of the day
   * and the last window, or in the last minute of the day. Empty when it has ended.
   */
  static Optional<Instant> endsAt(HallState state) {
    if (state.ended()) {
      return Optional.empty();
    }
    Instant latest = state.hours().lastMinute();
    Optional<Instant> closing = state.hours().closing();
    if (closing.isEmpty() || !state.sessions().isEmpty()) {
      return Optional.of(latest);
    }
    Instant quiet =
        state
            .lastWindowClosed()
            .filter(closed -> closed.isAfter(closing.get()))
            .orElse(closing.get())
            .plusMillis(state.config().settings().endAfterMillis());
    return Optional.of(quiet.isBefore(latest) ? quiet : latest);
  }

  /** The first instant of the next day in the hall's zone. */
  static Instant midnight(HallState state) {
    return state.hours().midnight();
  }

  static Outcome end(HallState state) {
    return state.ended() ? Outcome.accepted() : new Outcome.Accepted(ending(state));
  }

  private static List<HallEvent> ending(HallState state) {
    List<HallEvent> events = new ArrayList<>();
    events.add(new HallEvent.DayEnded());
    for (Ticket ticket : state.tickets()) {
      switch (ticket.state()) {
        case TicketState.Serving serving ->
            events.add(
                new HallEvent.ServiceCompleted(ticket.id(), serving.window(), List.of(), true));
        case TicketState.Waiting waiting -> events.add(lapsed(ticket, LapseReason.NOT_SERVED));
        case TicketState.Called called -> events.add(lapsed(ticket, LapseReason.NOT_SERVED));
        case TicketState.Missed missed -> events.add(lapsed(ticket, LapseReason.DID_NOT_COME_BACK));
        case TicketState.Held held -> events.add(lapsed(ticket, LapseReason.NOT_RESUMED));
        case TicketState.Completed completed -> {}
        case TicketState.Cancelled cancelled -> {}
        case TicketState.Lapsed lapsed -> {}
      }
    }
    for (WindowId window : state.sessions().keySet()) {
      events.add(new HallEvent.WindowClosed(window, true));
    }
    return events;
  }

  private static HallEvent lapsed(Ticket ticket, LapseReason reason) {
    return new HallEvent.TicketLapsed(ticket.id(), reason);
  }
}
