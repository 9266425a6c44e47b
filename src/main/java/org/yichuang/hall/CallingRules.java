package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is called to a window, called again, missed, or put back. */
final class CallingRules {
  private CallingRules() {}

  /** A ticket as the policy compares it at one window: its key with the window's penalty. */
  record Compared(
      TicketId ticket, QueueId queue, long key, int seq, HallEvent.@Nullable Standing standing)
      implements Comparable<Compared> {
    @Override
    public int compareTo(Compared other) {
      return Comparator.comparingLong(Compared::key)
          .thenComparingInt(Compared::seq)
          .compare(this, other);
    }
  }

  /**
   * The first eligible ticket of each queue that the window serves, and of those that wait for it
   * alone; when nobody is eligible, whoever came before the time of an appointment. Whoever is
   * called next is the first. The time does not depend on how many wait.
   */
  static List<Compared> candidates(HallState state, WindowId id, Instant at) {
    List<Compared> firsts = firsts(state, id, at, line -> line.first(at));
    return firsts.isEmpty() ? firsts(state, id, at, line -> line.firstEarly(at)) : firsts;
  }

  private static List<Compared> firsts(
      HallState state, WindowId id, Instant at, Function<Line, @Nullable Ticket> choice) {
    HallConfig.Window window = state.window(id).orElseThrow();
    List<Compared> firsts = new ArrayList<>();
    for (QueueId queue : window.queues()) {
      long penalty = window.penaltyMillis().getOrDefault(queue, 0L);
      add(firsts, choice.apply(state.line(queue)), penalty, at);
    }
    add(firsts, choice.apply(state.reserved(id)), 0, at);
    firsts.sort(Comparator.naturalOrder());
    return firsts;
  }

  private static void add(List<Compared> firsts, @Nullable Ticket first, long penalty, Instant at) {
    if (first != null) {
      Place place = first.place();
      firsts.add(
          new Compared(
              first.id(), first.queue(), place.key() + penalty, place.seq(), standing(first, at)));
    }
  }

  private static HallEvent.@Nullable Standing standing(Ticket ticket, Instant at) {
    Booked booked = ticket.origin().booked();
    if (booked == null || !booked.inTime()) {
      return null;
    }
    Instant notBefore = ticket.notBefore();
    return notBefore != null && at.isBefore(notBefore)
        ? HallEvent.Standing.EARLY
        : HallEvent.Standing.BOOKED;
  }

  /** Whether the window could call somebody now. */
  static boolean somebodyFor(HallState state, WindowId id) {
    return !state.reserved(id).isEmpty()
        || state.window(id).orElseThrow().queues().stream()
            .anyMatch(queue -> !state.line(queue).isEmpty());
  }

  static Outcome callNext(
      HallState state, HallCommand.CallNext command, AccountId actor, Instant at) {
    Outcome refused = Refusals.notFree(state, command, actor, "start, complete or miss it first");
    if (refused != null) {
      return refused;
    }
    HallEvent call = nextCall(state, command.window(), at);
    return call == null ? Outcome.accepted() : Outcome.accepted(call);
  }

  /** The call that the policy makes for the window; null when nobody is eligible. */
  static HallEvent.@Nullable TicketCalled nextCall(HallState state, WindowId window, Instant at) {
    List<Compared> firsts = candidates(state, window, at);
    if (firsts.isEmpty()) {
      return null;
    }
    Ticket chosen = state.ticket(firsts.getFirst().ticket()).orElseThrow();
    return new HallEvent.TicketCalled(
        chosen.id(),
        window,
        state.announcements() + 1,
        Duration.between(chosen.issuedAt(), at).toMillis(),
        firsts.stream()
            .map(
                first ->
                    new HallEvent.Candidate(
                        first.ticket(), first.queue(), first.key(), first.standing()))
            .toList());
  }

  static Outcome call(
      HallState state, HallCommand.CallTicket command, AccountId actor, Instant at) {
    Outcome refused = Refusals.notFree(state, command, actor, "start, complete or miss it first");
    if (refused != null) {
      return refused;
    }
    Ticket ticket = state.ticket(command.ticket()).orElse(null);
    if (ticket == null) {
      return Refusals.unknownTicket(state, command.ticket());
    }
    refused =
        switch (ticket.state()) {
          case TicketState.Waiting waiting -> Desk.siblingAtWindow(state, ticket);
          case TicketState.Missed missed -> Desk.siblingAtWindow(state, ticket);
          case TicketState.Held held -> Desk.heldElsewhere(state, held, command.window(), ticket);
          default -> Refusals.wrongState(ticket, "Waiting, Missed or Held", "call another ticket");
        };
    return refused != null
        ? refused
        : Outcome.accepted(
            new HallEvent.TicketCalled(
                ticket.id(),
                command.window(),
                state.announcements() + 1,
                Duration.between(ticket.issuedAt(), at).toMillis(),
                List.of(),
                command.reason()));
  }

  static Outcome recall(
      HallState state, HallCommand.RecallTicket command, AccountId actor, Instant at) {
    return Desk.called(
        state,
        command,
        actor,
        (ticket, called) -> {
          HallConfig.Rules rules = state.config().rules();
          if (called.announcements() > rules.maxRecalls()) {
            return Outcome.refused(
                Refusal.Reason.TOO_MANY_RECALLS,
                "at most " + rules.maxRecalls() + " recalls",
                ticket.id().display() + " was recalled " + (called.announcements() - 1) + " times",
                "start the service, or miss the ticket");
          }
          long since = state.runningMillis(called.lastAnnounced(), at);
          if (since < rules.recallAfterMillis()) {
            return Refusals.tooSoon(
                rules.recallAfterMillis() + " ms since the last announcement",
                since + " ms",
                "recall");
          }
          return Outcome.accepted(
              new HallEvent.TicketRecalled(
                  ticket.id(),
                  command.window(),
                  state.announcements() + 1,
                  called.announcements()));
        });
  }

  static Outcome miss(
      HallState state, HallCommand.MissTicket command, AccountId actor, Instant at) {
    return Desk.called(
        state,
        command,
        actor,
        (ticket, called) -> {
          HallConfig.Rules rules = state.config().rules();
          long since = state.runningMillis(called.since(), at);
          if (called.announcements() < rules.missAnnouncements()
              || since < rules.missAfterMillis()) {
            return Refusals.tooSoon(
                "%d announcements and %d ms since the call"
                    .formatted(rules.missAnnouncements(), rules.missAfterMillis()),
                "%d announcements and %d ms".formatted(called.announcements(), since),
                "recall it, then miss it");
          }
          return Outcome.accepted(new HallEvent.TicketMissed(ticket.id(), command.window()));
        });
  }

  static Outcome putBack(HallState state, HallCommand.PutBackTicket command, AccountId actor) {
    Ticket ticket = state.ticket(command.ticket()).orElse(null);
    if (ticket == null) {
      return Refusals.unknownTicket(state, command.ticket());
    }
    if (!(ticket.state() instanceof TicketState.Called called)) {
      return Refusals.wrongState(ticket, "Called", "leave it as it is");
    }
    WindowSession session = state.session(called.window()).orElseThrow();
    return command.supervising() || session.clerk().equals(actor)
        ? Outcome.accepted(new HallEvent.TicketPutBack(ticket.id(), called.window()))
        : Outcome.refused(
            Refusal.Reason.NOT_YOUR_WINDOW,
            "the clerk who called the ticket, or a supervisor",
            ticket.id().display() + " was called to " + called.window(),
            "ask a supervisor");
  }
}
