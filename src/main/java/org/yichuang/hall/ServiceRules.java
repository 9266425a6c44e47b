package org.yichuang.hall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happens to the ticket at a window: served, parked, handed on, taken up again. */
final class ServiceRules {
  private ServiceRules() {}

  static Outcome start(HallState state, HallCommand.StartService command, AccountId actor) {
    return Desk.called(
        state,
        command,
        actor,
        (ticket, called) ->
            Outcome.accepted(new HallEvent.ServiceStarted(ticket.id(), command.window())));
  }

  static Outcome complete(HallState state, HallCommand.CompleteService command, AccountId actor) {
    return Desk.serving(
        state,
        command,
        actor,
        ticket ->
            Outcome.accepted(
                new HallEvent.ServiceCompleted(
                    ticket.id(), command.window(), command.outcomes(), false)));
  }

  static Outcome hold(HallState state, HallCommand.HoldTicket command, AccountId actor) {
    return Desk.serving(
        state,
        command,
        actor,
        ticket ->
            Outcome.accepted(
                new HallEvent.TicketHeld(
                    ticket.id(), command.window(), command.reason(), command.hereOnly())));
  }

  static Outcome resume(HallState state, HallCommand.ResumeTicket command, AccountId actor) {
    Outcome refused = Refusals.notFree(state, command, actor, "complete or hold it first");
    if (refused != null) {
      return refused;
    }
    Ticket ticket = state.ticket(command.ticket()).orElse(null);
    if (ticket == null) {
      return Refusals.unknownTicket(state, command.ticket());
    }
    if (!(ticket.state() instanceof TicketState.Held held)) {
      return Refusals.wrongState(ticket, "Held", "call the next ticket");
    }
    refused = Desk.heldElsewhere(state, held, command.window(), ticket);
    if (refused != null) {
      return refused;
    }
    return held.window().equals(command.window()) || serves(state, command.window(), ticket.queue())
        ? Outcome.accepted(new HallEvent.ServiceResumed(ticket.id(), command.window()))
        : Refusals.notServedHere(command.window(), ticket.queue());
  }

  static Outcome reopen(
      HallState state, HallCommand.ReopenTicket command, AccountId actor, Instant at) {
    Outcome refused = Refusals.notFree(state, command, actor, "complete or hold it first");
    if (refused != null) {
      return refused;
    }
    Ticket ticket = state.ticket(command.ticket()).orElse(null);
    if (ticket == null) {
      return Refusals.unknownTicket(state, command.ticket());
    }
    if (!(ticket.state() instanceof TicketState.Completed completed)) {
      return Refusals.wrongState(ticket, "Completed", "leave it as it is");
    }
    if (!completed.window().equals(command.window())) {
      return Refusals.notServedHere(command.window(), ticket.queue());
    }
    refused = Desk.siblingAtWindow(state, ticket);
    if (refused != null) {
      return refused;
    }
    long most = state.config().policy().reopenWithinMillis();
    long since = state.runningMillis(completed.since(), at);
    return since <= most
        ? Outcome.accepted(new HallEvent.ServiceReopened(ticket.id(), command.window()))
        : Outcome.refused(
            Refusal.Reason.TOO_LATE,
            "at most %d s since the completion".formatted(most / 1_000),
            since / 1_000 + " s",
            "serve the person without a number");
  }

  static Outcome transfer(
      HallState state, HallCommand.TransferTicket command, AccountId actor, Instant at) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = Desk.ticket(state, command.window());
    if (ticket == null) {
      return Refusals.noTicket(command.window(), "a called or served ticket");
    }
    QueueId asked = command.queue();
    QueueId queue = asked == null ? ticket.queue() : asked;
    if (state.config().queue(queue).isEmpty()) {
      return Refusals.unknownQueue(state.config(), queue);
    }
    WindowId to = command.to();
    if (to != null) {
      if (state.window(to).isEmpty()) {
        return Refusals.unknownWindow(state, to);
      }
      if (state.session(to).isEmpty()) {
        return Outcome.refused(
            Refusal.Reason.WINDOW_NOT_OPEN,
            "an open window to transfer to",
            to + " is closed",
            "transfer to the queue, or to a window that is open");
      }
    }
    if (command.position() == HallCommand.Position.FRONT && command.reason() == null) {
      return Refusals.reasonRequired("the front of a queue");
    }
    return Outcome.accepted(
        new HallEvent.TicketTransferred(
            ticket.id(),
            command.window(),
            queue,
            to,
            key(state, command, queue, ticket, at),
            command.reason()));
  }

  private static long key(
      HallState state,
      HallCommand.TransferTicket command,
      QueueId queue,
      Ticket ticket,
      Instant at) {
    return switch (command.position()) {
      case KEEP -> ticket.place().key();
      case BACK -> {
        long now = at.toEpochMilli();
        yield now == ticket.place().key() ? now + 1 : now;
      }
      case FRONT -> Math.min(beforeAll(state, command.to(), queue, at), ticket.place().key());
    };
  }

  /** A key before everybody the window would call, or else any window of the queue. */
  private static long beforeAll(HallState state, @Nullable WindowId to, QueueId queue, Instant at) {
    if (to != null) {
      List<CallingRules.Compared> firsts = CallingRules.candidates(state, to, at);
      return firsts.isEmpty() ? Long.MAX_VALUE : firsts.getFirst().key() - 1;
    }
    Line line = state.line(queue);
    return Stream.of(Optional.ofNullable(line.first(at)), Optional.ofNullable(line.firstEarly(at)))
        .flatMap(Optional::stream)
        .mapToLong(first -> first.place().key() - 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  static Outcome quickServe(HallState state, HallCommand.QuickServe command, AccountId actor) {
    Outcome refused = Refusals.notFree(state, command, actor, "complete or hold it first");
    if (refused != null) {
      return refused;
    }
    QueueId queue = command.queue();
    if (state.config().queue(queue).isEmpty()) {
      return Refusals.unknownQueue(state.config(), queue);
    }
    return serves(state, command.window(), queue)
        ? Outcome.accepted(
            new HallEvent.QuickServed(IssuingRules.next(state, queue), queue, command.window()))
        : Refusals.notServedHere(command.window(), queue);
  }

  private static boolean serves(HallState state, WindowId window, QueueId queue) {
    return state.window(window).orElseThrow().queues().contains(queue);
  }
}
