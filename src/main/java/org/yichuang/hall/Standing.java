package org.yichuang.hall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ticket with what its holder wants to know now. Immutable.
 *
 * @param ahead who waits in front of it in its queue; null unless it waits
 * @param estimate null unless it waits
 */
public record Standing(Ticket ticket, @Nullable Integer ahead, @Nullable Estimate estimate) {

  /** What somebody who came now would wait in a queue. */
  public record Hint(QueueId queue, Estimate estimate) {}

  /** Empty when there is no such ticket today. Its effort grows with the line in front of it. */
  public static Optional<Standing> of(HallState state, TicketId id, Instant at) {
    return state.ticket(id).map(ticket -> of(state, ticket, at));
  }

  private static Standing of(HallState state, Ticket ticket, Instant at) {
    if (!ticket.isWaiting()) {
      return new Standing(ticket, null, null);
    }
    WindowId only = ticket.only();
    int ahead =
        (only == null ? state.line(ticket.queue()) : state.reserved(only))
            .headMap(ticket.place())
            .size();
    return new Standing(
        ticket,
        ahead,
        Estimator.of(
            state, ticket.queue(), ahead, state.config().policy().credit(ticket.person()), at));
  }

  /** For the next ordinary person of each queue; none while no day is open or when it was ended. */
  public static List<Hint> hints(HallState state, Instant at) {
    List<Hint> hints = new ArrayList<>();
    if (state.day().isPresent() && !state.ended()) {
      for (HallConfig.Queue queue : state.config().queues()) {
        hints.add(
            new Hint(
                queue.id(), Estimator.of(state, queue.id(), state.waiting(queue.id()), 0, at)));
      }
    }
    return hints;
  }
}
