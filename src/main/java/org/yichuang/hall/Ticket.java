package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of the open day. Immutable.
 *
 * @param person for whom, as far as the queue is concerned
 * @param visit the first ticket of its visit; null when it is alone
 * @param place its place in the queue
 * @param only the one window that may call it; null: every window of the queue
 * @param calls announcements so far, over all windows
 * @param calledAt the latest call; null before the first
 * @param window the window that has or last had it; null before the first call
 * @param rejoins how often it was missed and came back
 * @param queueCallsAtMiss calls of its queue when it was last missed
 */
public record Ticket(
    TicketId id,
    QueueId queue,
    PersonClass person,
    @Nullable TicketId visit,
    Place place,
    @Nullable WindowId only,
    Instant issuedAt,
    int calls,
    @Nullable Instant calledAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable WindowId window,
    int rejoins,
    int queueCallsAtMiss,
    TicketState state) {

  static Ticket issued(
      TicketId id,
      QueueId queue,
      PersonClass person,
      @Nullable TicketId visit,
      Place place,
      Instant at) {
    return new Ticket(
        id,
        queue,
        person,
        visit,
        place,
        null,
        at,
        0,
        null,
        null,
        null,
        null,
        0,
        0,
        new TicketState.Waiting());
  }

  boolean isWaiting() {
    return state instanceof TicketState.Waiting;
  }

  /** Somebody is called for it, or being served. */
  boolean isAtWindow() {
    return state instanceof TicketState.Called || state instanceof TicketState.Serving;
  }

  Ticket called(WindowId by, Instant at) {
    return new Ticket(
        id,
        queue,
        person,
        visit,
        place,
        only,
        issuedAt,
        calls + 1,
        at,
        startedAt,
        null,
        by,
        rejoins,
        queueCallsAtMiss,
        new TicketState.Called(by, at, at, 1));
  }

  Ticket recalled(TicketState.Called before, Instant at) {
    return new Ticket(
        id,
        queue,
        person,
        visit,
        place,
        only,
        issuedAt,
        calls + 1,
        calledAt,
        startedAt,
        null,
        window,
        rejoins,
        queueCallsAtMiss,
        new TicketState.Called(before.window(), before.since(), at, before.announcements() + 1));
  }

  /** Service begins, or goes on; the first beginning is kept. */
  Ticket serving(WindowId by, Instant at) {
    return new Ticket(
        id,
        queue,
        person,
        visit,
        place,
        only,
        issuedAt,
        calls,
        calledAt,
        startedAt == null ? at : startedAt,
        null,
        by,
        rejoins,
        queueCallsAtMiss,
        new TicketState.Serving(by, at));
  }

  /** Waits (again), at a place of a queue. */
  Ticket waiting(QueueId in, Place at, @Nullable WindowId reservedFor, int timesRejoined) {
    return new Ticket(
        id,
        in,
        person,
        visit,
        at,
        reservedFor,
        issuedAt,
        calls,
        calledAt,
        startedAt,
        null,
        window,
        timesRejoined,
        queueCallsAtMiss,
        new TicketState.Waiting());
  }

  /** Any window of its queue may call it. */
  Ticket unreserved() {
    return new Ticket(
        id,
        queue,
        person,
        visit,
        place,
        null,
        issuedAt,
        calls,
        calledAt,
        startedAt,
        endedAt,
        window,
        rejoins,
        queueCallsAtMiss,
        state);
  }

  Ticket held(TicketState.Held parked) {
    return in(parked, null, queueCallsAtMiss);
  }

  Ticket missed(TicketState.Missed missed, int queueCalls) {
    return in(missed, missed.since(), queueCalls);
  }

  Ticket ended(TicketState end, Instant at) {
    return in(end, at, queueCallsAtMiss);
  }

  private Ticket in(TicketState next, @Nullable Instant ended, int queueCalls) {
    return new Ticket(
        id,
        queue,
        person,
        visit,
        place,
        only,
        issuedAt,
        calls,
        calledAt,
        startedAt,
        ended,
        window,
        rejoins,
        queueCalls,
        next);
  }
}
