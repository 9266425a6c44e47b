package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of the open day. Immutable.
 *
 * @param origin what it was given for
 * @param visit the first ticket of its visit; null when it is alone
 * @param place its place in the queue
 * @param notBefore until then it is called only when nobody else waits; null: at any time
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
    Origin origin,
    @Nullable TicketId visit,
    Place place,
    @Nullable Instant notBefore,
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
      Origin origin,
      @Nullable TicketId visit,
      Place place,
      Instant at) {
    Booked booked = origin.booked();
    return new Ticket(
        id,
        queue,
        origin,
        visit,
        place,
        booked == null ? null : booked.notBefore(),
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

  public PersonClass person() {
    return origin.person();
  }

  boolean isWaiting() {
    return state instanceof TicketState.Waiting;
  }

  /** Nothing is left to do for it. */
  boolean isDone() {
    return switch (state) {
      case TicketState.Waiting waiting -> false;
      case TicketState.Called called -> false;
      case TicketState.Serving serving -> false;
      case TicketState.Missed missed -> false;
      case TicketState.Held held -> false;
      case TicketState.Completed completed -> true;
      case TicketState.Cancelled cancelled -> true;
      case TicketState.Lapsed lapsed -> true;
    };
  }

  /** Somebody is called for it, or being served. */
  boolean isAtWindow() {
    return state instanceof TicketState.Called || state instanceof TicketState.Serving;
  }

  /** Neither waiting nor at a window, and may come back. */
  boolean isParked() {
    return state instanceof TicketState.Held || state instanceof TicketState.Missed;
  }

  Ticket called(WindowId by, Instant at) {
    Change next = new Change(this, new TicketState.Called(by, at, at, 1));
    next.calls++;
    next.calledAt = at;
    next.endedAt = null;
    next.window = by;
    return next.ticket();
  }

  Ticket recalled(TicketState.Called before, Instant at) {
    Change next =
        new Change(
            this,
            new TicketState.Called(
                before.window(), before.since(), at, before.announcements() + 1));
    next.calls++;
    return next.ticket();
  }

  /** Service begins, or goes on; the first beginning is kept. */
  Ticket serving(WindowId by, Instant at) {
    Change next = new Change(this, new TicketState.Serving(by, at));
    next.startedAt = startedAt == null ? at : startedAt;
    next.endedAt = null;
    next.window = by;
    return next.ticket();
  }

  /** Waits again, as before the call. */
  Ticket putBack() {
    Change next = new Change(this, new TicketState.Waiting());
    next.endedAt = null;
    return next.ticket();
  }

  /** Waits again, at another place of a queue; the time of an appointment is over with that. */
  Ticket waiting(QueueId in, Place at, @Nullable WindowId reservedFor, int timesRejoined) {
    Change next = new Change(this, new TicketState.Waiting());
    next.queue = in;
    next.place = at;
    next.notBefore = null;
    next.only = reservedFor;
    next.rejoins = timesRejoined;
    next.endedAt = null;
    return next.ticket();
  }

  /** Any window of its queue may call it. */
  Ticket unreserved() {
    Change next = new Change(this, state);
    next.only = null;
    return next.ticket();
  }

  Ticket held(TicketState.Held parked) {
    Change next = new Change(this, parked);
    next.endedAt = null;
    return next.ticket();
  }

  Ticket missed(TicketState.Missed missed, int queueCalls) {
    Change next = new Change(this, missed);
    next.endedAt = missed.since();
    next.queueCallsAtMiss = queueCalls;
    return next.ticket();
  }

  Ticket ended(TicketState end, Instant at) {
    Change next = new Change(this, end);
    next.endedAt = at;
    return next.ticket();
  }

  /** A ticket on its way to the next: what is not set stays. */
  private static final class Change {
    final Ticket before;
    final TicketState state;
    QueueId queue;
    Place place;
    @Nullable Instant notBefore;
    @Nullable WindowId only;
    int calls;
    @Nullable Instant calledAt;
    @Nullable Instant startedAt;
    @Nullable Instant endedAt;
    @Nullable WindowId window;
    int rejoins;
    int queueCallsAtMiss;

    Change(Ticket before, TicketState state) {
      this.before = before;
      this.state = state;
      queue = before.queue;
      place = before.place;
      notBefore = before.notBefore;
      only = before.only;
      calls = before.calls;
      calledAt = before.calledAt;
      startedAt = before.startedAt;
      endedAt = before.endedAt;
      window = before.window;
      rejoins = before.rejoins;
      queueCallsAtMiss = before.queueCallsAtMiss;
    }

    Ticket ticket() {
      return new Ticket(
          before.id,
          queue,
          before.origin,
          before.visit,
          place,
          notBefore,
          only,
          before.issuedAt,
          calls,
          calledAt,
          startedAt,
          endedAt,
          window,
          rejoins,
          queueCallsAtMiss,
          state);
    }
  }
}
