package org.yichuang.hall;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What commands at a window ask for before they do anything. */
final class Desk {
  private Desk() {}

  /** What a command does to the ticket that its window has called. */
  static Outcome called(
      HallState state,
      HallCommand.AtWindow command,
      AccountId actor,
      BiFunction<Ticket, TicketState.Called, Outcome> then) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = ticket(state, command.window());
    if (ticket == null) {
      return Refusals.noTicket(command.window(), "a called ticket");
    }
    return ticket.state() instanceof TicketState.Called called
        ? then.apply(ticket, called)
        : Refusals.wrongState(ticket, "Called", "go on with the service");
  }

  /** What a command does to the ticket that its window serves. */
  static Outcome serving(
      HallState state,
      HallCommand.AtWindow command,
      AccountId actor,
      Function<Ticket, Outcome> then) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = ticket(state, command.window());
    if (ticket == null) {
      return Refusals.noTicket(command.window(), "a ticket being served");
    }
    return ticket.state() instanceof TicketState.Serving
        ? then.apply(ticket)
        : Refusals.wrongState(ticket, "Serving", "start the service first");
  }

  /** The ticket at an open window; null when nobody is there. */
  static @Nullable Ticket ticket(HallState state, WindowId window) {
    TicketId id = state.session(window).orElseThrow().ticket();
    return id == null ? null : state.ticket(id).orElseThrow();
  }

  static @Nullable Outcome siblingAtWindow(HallState state, Ticket ticket) {
    return state
        .siblingAtWindow(ticket)
        .map(
            sibling ->
                Outcome.refused(
                    Refusal.Reason.VISIT_AT_WINDOW,
                    "a person who is at no window",
                    "%s of the same visit is at %s"
                        .formatted(sibling.id().display(), sibling.window()),
                    "wait until that is done"))
        .orElse(null);
  }

  static @Nullable Outcome heldElsewhere(
      HallState state, TicketState.Held held, WindowId window, Ticket ticket) {
    boolean elsewhere =
        held.hereOnly()
            && !held.window().equals(window)
            && state.session(held.window()).isPresent();
    return elsewhere
        ? Outcome.refused(
            Refusal.Reason.HELD_ELSEWHERE,
            "the window that holds the ticket",
            "%s is held for %s".formatted(ticket.id().display(), held.window()),
            "let that window go on with it")
        : siblingAtWindow(state, ticket);
  }
}
