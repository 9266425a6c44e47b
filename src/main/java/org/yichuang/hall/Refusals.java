package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The refusals that several commands share. */
final class Refusals {
  private Refusals() {}

  static Outcome unknownQueue(HallConfig config, QueueId queue) {
    return Outcome.refused(
        Refusal.Reason.UNKNOWN_QUEUE,
        "a queue of hall " + config.slug(),
        queue.value(),
        "choose one of " + config.queues().stream().map(q -> q.id().value()).toList());
  }

  static Outcome queueFull(HallConfig config, QueueId queue, int waiting) {
    return Outcome.refused(
        Refusal.Reason.QUEUE_FULL,
        "fewer than " + config.rules().maxWaiting() + " waiting",
        waiting + " waiting in " + queue,
        "ask at the guide desk");
  }

  static Outcome unknownWindow(HallState state, WindowId window) {
    return Outcome.refused(
        Refusal.Reason.UNKNOWN_WINDOW,
        "a window of hall " + state.config().slug(),
        window.value(),
        "look up the windows of the hall");
  }

  static Outcome unknownTicket(HallState state, TicketId ticket) {
    return Outcome.refused(
        Refusal.Reason.UNKNOWN_TICKET,
        "a ticket of " + state.day().orElseThrow(),
        ticket.toString(),
        "look at the number on the slip; numbers are good for one day");
  }

  static Outcome notOpen(WindowId window) {
    return Outcome.refused(
        Refusal.Reason.WINDOW_NOT_OPEN, "an open window", window + " is closed", "open it first");
  }

  static Outcome occupied(HallState state, WindowId window, TicketId ticket, String remedy) {
    return Outcome.refused(
        Refusal.Reason.WINDOW_OCCUPIED,
        "a window without a ticket",
        "%s has %s, %s"
            .formatted(window, ticket.display(), state.ticket(ticket).orElseThrow().state().word()),
        remedy);
  }

  static Outcome noTicket(WindowId window, String expected) {
    return Outcome.refused(
        Refusal.Reason.NO_TICKET_AT_WINDOW,
        expected + " at the window",
        window + " has none",
        "call the next ticket");
  }

  static Outcome wrongState(Ticket ticket, String expected, String remedy) {
    return Outcome.refused(
        Refusal.Reason.WRONG_TICKET_STATE,
        "a ticket that is " + expected,
        ticket.id().display() + " is " + ticket.state().word(),
        remedy);
  }

  static Outcome tooSoon(String expected, String found, String remedy) {
    return Outcome.refused(
        Refusal.Reason.TOO_SOON, "at least " + expected, found, "wait, then " + remedy);
  }

  static Outcome reasonRequired(String what) {
    return Outcome.refused(
        Refusal.Reason.REASON_REQUIRED, "a reason for " + what, "none", "say why; it is recorded");
  }

  static Outcome dayEnded(HallState state) {
    return Outcome.refused(
        Refusal.Reason.DAY_ENDED,
        "a day that goes on",
        state.day().orElseThrow() + " was ended",
        DayHours.comeBack(state.config(), lastInstant(state)));
  }

  private static Instant lastInstant(HallState state) {
    return DayRules.midnight(state).minusNanos(1);
  }

  static Outcome notServedHere(WindowId window, QueueId queue) {
    return Outcome.refused(
        Refusal.Reason.NOT_SERVED_HERE,
        "a queue that the window serves",
        "%s does not serve %s".formatted(window, queue),
        "use a window of that queue");
  }

  /** Null when the window is open and its clerk gives the command. */
  static @Nullable Outcome notManned(
      HallState state, HallCommand.AtWindow command, AccountId actor) {
    WindowId window = command.window();
    if (state.window(window).isEmpty()) {
      return unknownWindow(state, window);
    }
    WindowSession session = state.session(window).orElse(null);
    if (session == null) {
      return notOpen(window);
    }
    if (!session.clerk().equals(actor)) {
      return notYourWindow(window);
    }
    return null;
  }

  static Outcome notYourWindow(WindowId window) {
    return Outcome.refused(
        Refusal.Reason.NOT_YOUR_WINDOW,
        "the clerk who opened the window",
        window + " is manned by another clerk",
        "work at your own window");
  }

  /**
   * Null when the window is manned by whoever gives the command, not paused, and nobody is there.
   */
  static @Nullable Outcome notFree(
      HallState state, HallCommand.AtWindow command, AccountId actor, String remedy) {
    Outcome refused = notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    WindowSession session = state.session(command.window()).orElseThrow();
    if (session.paused()) {
      return Outcome.refused(
          Refusal.Reason.WINDOW_PAUSED,
          "a window that is not paused",
          command.window() + " is paused",
          "resume it first");
    }
    TicketId ticket = session.ticket();
    return ticket == null ? null : occupied(state, command.window(), ticket, remedy);
  }
}
