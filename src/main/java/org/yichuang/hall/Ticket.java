package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of the open day. Immutable.
 *
 * @param place its place in the queue
 * @param calls announcements so far, over all windows
 * @param calledAt the latest call; null before the first
 * @param window the window that has or last had it; null before the first call
 */
public record Ticket(
    TicketId id,
    QueueId queue,
    Place place,
    Instant issuedAt,
    int calls,
    @Nullable Instant calledAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable WindowId window,
    TicketState state) {

  static Ticket issued(TicketId id, QueueId queue, Place place, Instant at) {
    return new Ticket(id, queue, place, at, 0, null, null, null, null, new TicketState.Waiting());
  }

  Ticket called(WindowId by, Instant at) {
    return new Ticket(
        id,
        queue,
        place,
        issuedAt,
        calls + 1,
        at,
        null,
        null,
        by,
        new TicketState.Called(by, at, at, 1));
  }

  Ticket recalled(TicketState.Called before, Instant at) {
    return new Ticket(
        id,
        queue,
        place,
        issuedAt,
        calls + 1,
        calledAt,
        null,
        null,
        window,
        new TicketState.Called(before.window(), before.since(), at, before.announcements() + 1));
  }

  Ticket started(WindowId by, Instant at) {
    return new Ticket(
        id, queue, place, issuedAt, calls, calledAt, at, null, by, new TicketState.Serving(by, at));
  }

  Ticket ended(TicketState end, Instant at) {
    return new Ticket(id, queue, place, issuedAt, calls, calledAt, startedAt, at, window, end);
  }
}
