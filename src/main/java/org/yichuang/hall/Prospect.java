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
public record Prospect(Ticket ticket, @Nullable Integer ahead, @Nullable Estimate estimate) {

  /** What somebody who came now would wait in a queue. */
  public record Hint(QueueId queue, Estimate estimate) {}

  /** Empty when there is no such ticket today. Its effort grows with the line in front of it. */
  public static Optional<Prospect> of(HallState state, TicketId id, Instant at) {
    return state.ticket(id).map(ticket -> of(state, ticket, at));
  }

  private static Prospect of(HallState state, Ticket ticket, Instant at) {
    if (!ticket.isWaiting()) {
      return new Prospect(ticket, null, null);
    }
    WindowId only = ticket.only();
    int ahead =
        (only == null ? state.line(ticket.queue()) : state.reserved(only)).before(ticket.place());
    return new Prospect(
        ticket, ahead, Estimator.of(state, ticket.queue(), ahead, credit(state, ticket), at));
  }

  /** How much earlier than the arrival its place is. */
  private static long credit(HallState state, Ticket ticket) {
    Booked booked = ticket.origin().booked();
    return booked != null && booked.inTime()
        ? ticket.issuedAt().toEpochMilli() - Appointments.key(state, booked)
        : state.config().policy().credit(ticket.person());
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
