package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Who is called to a window, and what happens to the ticket there. */
final class CallingRules {
  private CallingRules() {}

  /** A ticket as the policy compares it at one window: its key with the window's penalty. */
  record Compared(TicketId ticket, QueueId queue, long key, int seq)
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
   * alone; whoever is called next is the first. The time does not depend on how many wait.
   */
  static List<Compared> candidates(HallState state, WindowId id) {
    HallConfig.Window window = state.window(id).orElseThrow();
    List<Compared> firsts = new ArrayList<>();
    for (QueueId queue : window.queues()) {
      add(firsts, state.line(queue), window.penaltyMillis().getOrDefault(queue, 0L));
    }
    add(firsts, state.reserved(id), 0);
    firsts.sort(Comparator.naturalOrder());
    return firsts;
  }

  private static void add(List<Compared> firsts, NavigableMap<Place, Ticket> line, long penalty) {
    if (!line.isEmpty()) {
      Ticket first = line.firstEntry().getValue();
      Place place = first.place();
      firsts.add(new Compared(first.id(), first.queue(), place.key() + penalty, place.seq()));
    }
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
    List<Compared> firsts = candidates(state, window);
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
            .map(first -> new HallEvent.Candidate(first.ticket(), first.queue(), first.key()))
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
          case TicketState.Waiting waiting -> siblingAtWindow(state, ticket);
          case TicketState.Missed missed -> siblingAtWindow(state, ticket);
          case TicketState.Held held -> heldElsewhere(state, held, command.window(), ticket);
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

  private static @Nullable Outcome siblingAtWindow(HallState state, Ticket ticket) {
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

  private static @Nullable Outcome heldElsewhere(
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

  static Outcome recall(
      HallState state, HallCommand.RecallTicket command, AccountId actor, Instant at) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    if (ticket == null || !(ticket.state() instanceof TicketState.Called called)) {
      return noCalled(command.window(), ticket);
    }
    HallConfig.Rules rules = state.config().rules();
    if (called.announcements() > rules.maxRecalls()) {
      return Outcome.refused(
          Refusal.Reason.TOO_MANY_RECALLS,
          "at most " + rules.maxRecalls() + " recalls",
          ticket.id().display() + " was recalled " + (called.announcements() - 1) + " times",
          "start the service, or miss the ticket");
    }
    long since = Duration.between(called.lastAnnounced(), at).toMillis();
    if (since < rules.recallAfterMillis()) {
      return Refusals.tooSoon(
          rules.recallAfterMillis() + " ms since the last announcement", since + " ms", "recall");
    }
    return Outcome.accepted(
        new HallEvent.TicketRecalled(
            ticket.id(), command.window(), state.announcements() + 1, called.announcements()));
  }

  static Outcome miss(
      HallState state, HallCommand.MissTicket command, AccountId actor, Instant at) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    if (ticket == null || !(ticket.state() instanceof TicketState.Called called)) {
      return noCalled(command.window(), ticket);
    }
    HallConfig.Rules rules = state.config().rules();
    long since = Duration.between(called.since(), at).toMillis();
    if (called.announcements() < rules.missAnnouncements() || since < rules.missAfterMillis()) {
      return Refusals.tooSoon(
          "%d announcements and %d ms since the call"
              .formatted(rules.missAnnouncements(), rules.missAfterMillis()),
          "%d announcements and %d ms".formatted(called.announcements(), since),
          "recall it, then miss it");
    }
    return Outcome.accepted(new HallEvent.TicketMissed(ticket.id(), command.window()));
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

  static Outcome start(HallState state, HallCommand.StartService command, AccountId actor) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    if (ticket == null || !(ticket.state() instanceof TicketState.Called)) {
      return noCalled(command.window(), ticket);
    }
    return Outcome.accepted(new HallEvent.ServiceStarted(ticket.id(), command.window()));
  }

  static Outcome complete(HallState state, HallCommand.CompleteService command, AccountId actor) {
    Ticket ticket = served(state, command, actor);
    return ticket == null
        ? notServed(state, command, actor)
        : Outcome.accepted(
            new HallEvent.ServiceCompleted(
                ticket.id(), command.window(), command.outcomes(), false));
  }

  static Outcome hold(HallState state, HallCommand.HoldTicket command, AccountId actor) {
    Ticket ticket = served(state, command, actor);
    return ticket == null
        ? notServed(state, command, actor)
        : Outcome.accepted(
            new HallEvent.TicketHeld(
                ticket.id(), command.window(), command.reason(), command.hereOnly()));
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
    refused = heldElsewhere(state, held, command.window(), ticket);
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
    refused = siblingAtWindow(state, ticket);
    if (refused != null) {
      return refused;
    }
    long most = state.config().policy().reopenWithinMillis();
    long since = Duration.between(completed.since(), at).toMillis();
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
    Ticket ticket = atWindow(state, command.window());
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
      case FRONT -> Math.min(beforeAll(state, command.to(), queue), ticket.place().key());
    };
  }

  /** A key before everybody the window would call, or else any window of the queue. */
  private static long beforeAll(HallState state, @Nullable WindowId to, QueueId queue) {
    if (to != null) {
      List<Compared> firsts = candidates(state, to);
      return firsts.isEmpty() ? Long.MAX_VALUE : firsts.getFirst().key() - 1;
    }
    NavigableMap<Place, Ticket> line = state.line(queue);
    return line.isEmpty() ? Long.MAX_VALUE : line.firstKey().key() - 1;
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

  /** The ticket that the window serves; null when the command is refused. */
  private static @Nullable Ticket served(
      HallState state, HallCommand.AtWindow command, AccountId actor) {
    if (Refusals.notManned(state, command, actor) != null) {
      return null;
    }
    Ticket ticket = atWindow(state, command.window());
    return ticket != null && ticket.state() instanceof TicketState.Serving ? ticket : null;
  }

  private static Outcome notServed(HallState state, HallCommand.AtWindow command, AccountId actor) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    return ticket == null
        ? Refusals.noTicket(command.window(), "a ticket being served")
        : Refusals.wrongState(ticket, "Serving", "start the service first");
  }

  private static @Nullable Ticket atWindow(HallState state, WindowId window) {
    TicketId id = state.session(window).orElseThrow().ticket();
    return id == null ? null : state.ticket(id).orElseThrow();
  }

  private static Outcome noCalled(WindowId window, @Nullable Ticket ticket) {
    return ticket == null
        ? Refusals.noTicket(window, "a called ticket")
        : Refusals.wrongState(ticket, "Called", "go on with the service");
  }
}
