package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a clerk sees at a window: who is there, who comes next and why, who is parked. A function of
 * events alone; its lists are bounded. Immutable.
 *
 * @param seq of the last event it contains
 * @param session null while the window is closed
 * @param armed the next ticket is called to it the moment it exists
 * @param ticket whom the window has called or serves
 * @param next the first of each queue in the order of the policy; whoever is called next is first
 * @param reserved who waits for this window alone
 * @param held may be resumed here
 * @param missed of the queues of the window
 * @param completed the window's last; null before the first, and when it may not be reopened
 */
public record WindowDesk(
    WindowId window,
    LocalDate day,
    int seq,
    @Nullable WindowSession session,
    boolean armed,
    @Nullable Ticket ticket,
    List<Line> queues,
    List<Next> next,
    List<Ticket> reserved,
    List<Ticket> held,
    List<Ticket> missed,
    @Nullable Ticket completed,
    long reopenWithinMillis) {
  /** Waiting tickets shown of each queue. */
  public static final int FIRSTS = 5;

  /** Parked tickets shown of each kind. */
  public static final int PARKED = 50;

  public WindowDesk {
    queues = List.copyOf(queues);
    next = List.copyOf(next);
    reserved = List.copyOf(reserved);
    held = List.copyOf(held);
    missed = List.copyOf(missed);
  }

  /**
   * A queue that the window serves.
   *
   * @param waiting all who wait, also those who may not be called now
   * @param firsts who may be called, in order
   */
  public record Line(QueueId queue, int waiting, List<Ticket> firsts) {
    public Line {
      firsts = List.copyOf(firsts);
    }
  }

  /**
   * @param key the ticket's place with the window's penalty, milliseconds
   */
  public record Next(Ticket ticket, long key) {}

  /** Empty when the hall has no such window. */
  public static Optional<WindowDesk> of(HallState state, WindowId id, Instant at) {
    return state.window(id).map(window -> of(state, window, at));
  }

  private static WindowDesk of(HallState state, HallConfig.Window window, Instant now) {
    WindowId id = window.id();
    WindowSession session = state.session(id).orElse(null);
    TicketId at = session == null ? null : session.ticket();
    return new WindowDesk(
        id,
        state.day().orElseThrow(),
        state.seq(),
        session,
        state.armed().contains(id),
        at == null ? null : state.ticket(at).orElseThrow(),
        window.queues().stream()
            .map(
                queue ->
                    new Line(queue, state.waiting(queue), state.line(queue).firsts(now, FIRSTS)))
            .toList(),
        CallingRules.candidates(state, id, now).stream()
            .map(first -> new Next(state.ticket(first.ticket()).orElseThrow(), first.key()))
            .toList(),
        state.reserved(id).firsts(now, FIRSTS),
        parked(state, ticket -> isHeldFor(state, ticket, window)),
        parked(
            state,
            ticket ->
                ticket.state() instanceof TicketState.Missed
                    && window.queues().contains(ticket.queue())),
        state
            .lastCompleted(id)
            .filter(ticket -> ticket.state() instanceof TicketState.Completed)
            .orElse(null),
        state.config().policy().reopenWithinMillis());
  }

  private static List<Ticket> parked(HallState state, Predicate<Ticket> which) {
    return state.parked().stream().filter(which).limit(PARKED).toList();
  }

  private static boolean isHeldFor(HallState state, Ticket ticket, HallConfig.Window window) {
    return ticket.state() instanceof TicketState.Held held
        && (held.window().equals(window.id())
            || (window.queues().contains(ticket.queue())
                && !(held.hereOnly() && state.session(held.window()).isPresent())));
  }
}
