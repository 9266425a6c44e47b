package org.yichuang.hall;

import java.util.ArrayList;
import java.util.List;

/** The numbers that a hall gives to cases; the law of the cases themselves is elsewhere. */
final class RegistrationRules {
  private static final int MAX_CASES = 999_999;
  private static final int MAX_CASES_OF_TICKET = 100;

  private RegistrationRules() {}

  /** A ticket leads to cases while it is served, and on the rest of its day. */
  static Outcome open(HallState state, HallCommand.OpenCases command, AccountId actor) {
    int more = command.events().size();
    if (state.cases() + more > MAX_CASES) {
      return Outcome.refused(
          Refusal.Reason.TOO_MANY_CASES,
          "at most %d cases a day".formatted(MAX_CASES),
          "%d of %s already".formatted(state.cases(), state.day().orElseThrow()),
          "register it tomorrow");
    }
    TicketId id = command.ticket();
    if (id == null) {
      return opened(state, command);
    }
    Ticket ticket = state.ticket(id).orElse(null);
    if (ticket == null) {
      return Refusals.unknownTicket(state, id);
    }
    if (state.casesOf(id).size() + more > MAX_CASES_OF_TICKET) {
      return Outcome.refused(
          Refusal.Reason.TOO_MANY_CASES,
          "at most %d cases of one ticket".formatted(MAX_CASES_OF_TICKET),
          "%d of %s already".formatted(state.casesOf(id).size(), id.display()),
          "give the person another number");
    }
    return switch (ticket.state()) {
      case TicketState.Serving serving when isOf(state, serving.window(), actor) ->
          opened(state, command);
      case TicketState.Serving serving -> Refusals.notYourWindow(serving.window());
      case TicketState.Completed completed -> opened(state, command);
      case TicketState.Waiting waiting -> notServed(ticket);
      case TicketState.Called called -> notServed(ticket);
      case TicketState.Missed missed -> notServed(ticket);
      case TicketState.Held held -> notServed(ticket);
      case TicketState.Cancelled cancelled -> notServed(ticket);
      case TicketState.Lapsed lapsed -> notServed(ticket);
    };
  }

  private static Outcome opened(HallState state, HallCommand.OpenCases command) {
    List<HallEvent> events = new ArrayList<>();
    for (int ofCase : command.events()) {
      events.add(
          new HallEvent.CaseOpened(state.cases() + events.size() + 1, ofCase, command.ticket()));
    }
    return new Outcome.Accepted(events);
  }

  private static Outcome notServed(Ticket ticket) {
    return Refusals.wrongState(ticket, "Serving or Completed", "begin its service first");
  }

  private static boolean isOf(HallState state, WindowId window, AccountId actor) {
    return state.session(window).filter(session -> session.clerk().equals(actor)).isPresent();
  }
}
