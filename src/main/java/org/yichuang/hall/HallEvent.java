package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a hall, as the journal keeps it. The journal's row adds hall, day, sequence,
 * time, author and command id. Events are never edited: a changed meaning is a new version.
 */
public sealed interface HallEvent {

  /** What happened to one ticket. */
  sealed interface OfTicket extends HallEvent {
    TicketId ticket();
  }

  /**
   * First event of a business day.
   *
   * @param configVersion the configuration the day is decided by
   * @param previousDay the business day before, absent on a hall's first day
   */
  record DayOpened(LocalDate day, int configVersion, @Nullable LocalDate previousDay)
      implements HallEvent {}

  /** Last event of a business day. */
  record DayClosed(LocalDate day) implements HallEvent {}

  /**
   * A node became the hall's owner; from here on no other can append.
   *
   * @param adoption unique for each take-over
   */
  record HallAdopted(String adoption) implements HallEvent {}

  /**
   * @param key the place in the queue, smaller is earlier: milliseconds since the epoch, arrival
   *     less credit, or the slot of an appointment less its lead
   * @param ahead how many waited in front of it
   * @param person absent: ordinary
   * @param visit the first ticket of its visit; absent: it is alone
   * @param matters absent: one
   * @param items what the person came for, ids of the catalogue; absent: not said
   * @param booked the appointment its person came to, in time or not; absent: a walk-in
   * @param estimate of its waiting; absent where none was made
   */
  record TicketIssued(
      TicketId ticket,
      QueueId queue,
      long key,
      int ahead,
      @Nullable PersonClass person,
      @Nullable String reason,
      @Nullable TicketId visit,
      @Nullable Integer matters,
      @Nullable List<String> items,
      @Nullable Booked booked,
      @Nullable Estimate estimate)
      implements OfTicket {
    public TicketIssued {
      items = items == null ? null : List.copyOf(items);
    }

    /** One matter of an ordinary person. */
    public TicketIssued(TicketId ticket, QueueId queue, long key, int ahead) {
      this(ticket, queue, key, ahead, null, null, null, null, null, null, null);
    }
  }

  /** The person gave the number back. */
  record TicketCancelled(TicketId ticket) implements OfTicket {}

  /**
   * @param key its new place
   */
  record TicketRejoined(TicketId ticket, long key) implements OfTicket {}

  /** Called, and waiting again at its old place. */
  record TicketPutBack(TicketId ticket, WindowId window) implements OfTicket {}

  /**
   * @param from the window that had it
   * @param to the only window that may call it; null: every window of the queue
   * @param key its own when the place is kept
   */
  record TicketTransferred(
      TicketId ticket,
      WindowId from,
      QueueId queue,
      @Nullable WindowId to,
      long key,
      @Nullable String reason)
      implements OfTicket {}

  /**
   * @param hereOnly no other window may resume it while this one is open
   */
  record TicketHeld(TicketId ticket, WindowId window, String reason, boolean hereOnly)
      implements OfTicket {}

  record ServiceResumed(TicketId ticket, WindowId window) implements OfTicket {}

  /** A completed ticket is served again. */
  record ServiceReopened(TicketId ticket, WindowId window) implements OfTicket {}

  /** A person without a number is served at once; the number is the queue's next. */
  record QuickServed(TicketId ticket, QueueId queue, WindowId window) implements OfTicket {}

  /**
   * @param announcement number of this announcement within the hall's day
   * @param waitedMillis since the ticket was issued
   * @param why the first ticket of each queue the window serves, as the policy compared them
   * @param byHand why a clerk called it out of order; absent: the policy did
   */
  record TicketCalled(
      TicketId ticket,
      WindowId window,
      int announcement,
      long waitedMillis,
      List<Candidate> why,
      @Nullable String byHand)
      implements OfTicket {
    public TicketCalled {
      why = List.copyOf(why);
    }

    /** By the policy. */
    public TicketCalled(
        TicketId ticket,
        WindowId window,
        int announcement,
        long waitedMillis,
        List<Candidate> why) {
      this(ticket, window, announcement, waitedMillis, why, null);
    }
  }

  /**
   * The policy's view of one waiting ticket.
   *
   * @param standing absent: a walk-in, or too late for its appointment
   */
  record Candidate(TicketId ticket, QueueId queue, long key, @Nullable Standing standing) {
    /** A walk-in. */
    public Candidate(TicketId ticket, QueueId queue, long key) {
      this(ticket, queue, key, null);
    }
  }

  /** How a ticket with an appointment stands in line. */
  enum Standing {
    /** In time for its appointment. */
    BOOKED,
    /** Before its time: a candidate because nobody else waits. */
    EARLY
  }

  /**
   * @param recall 1 for the first repetition
   */
  record TicketRecalled(TicketId ticket, WindowId window, int announcement, int recall)
      implements OfTicket {}

  record TicketMissed(TicketId ticket, WindowId window) implements OfTicket {}

  record ServiceStarted(TicketId ticket, WindowId window) implements OfTicket {}

  /**
   * @param bySystem completed at the end of the day, not by a clerk
   */
  record ServiceCompleted(
      TicketId ticket, WindowId window, List<MatterOutcome> outcomes, boolean bySystem)
      implements OfTicket {
    public ServiceCompleted {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * The day ended before it was done.
   *
   * @param reason absent in events before version 2
   */
  record TicketLapsed(TicketId ticket, @Nullable LapseReason reason) implements OfTicket {}

  record WindowOpened(WindowId window, AccountId clerk) implements HallEvent {}

  record WindowPaused(WindowId window) implements HallEvent {}

  record WindowResumed(WindowId window) implements HallEvent {}

  record WindowTakenOver(WindowId window, AccountId clerk) implements HallEvent {}

  record WindowQueuesChanged(WindowId window, List<QueueId> queues) implements HallEvent {
    public WindowQueuesChanged {
      queues = List.copyOf(queues);
    }
  }

  /** The next eligible ticket is called to it the moment it exists. */
  record WindowArmed(WindowId window) implements HallEvent {}

  record WindowDisarmed(WindowId window) implements HallEvent {}

  /**
   * Another configuration is in force for the rest of the day.
   *
   * @param version stored; in the hall's own numbering
   */
  record HallReconfigured(int version) implements HallEvent {}

  /**
   * A supervisor should look at this.
   *
   * @param alarm 1, 2, 3 … of the day
   * @param clerk whose window it is
   * @param count how many, where it counts
   * @param of all of them, where it is about a share
   * @param since when it began, where it lasts
   */
  record ConductAlarmRaised(
      int alarm,
      ConductCause cause,
      @Nullable AccountId clerk,
      @Nullable Integer count,
      @Nullable Integer of,
      @Nullable Instant since)
      implements HallEvent {}

  /** The event's author has seen it, and says what was done. */
  record ConductAlarmAcknowledged(int alarm, String note) implements HallEvent {}

  /** The first sign of a kiosk or display on this day, or after it was silent. */
  record DeviceHeard(String device) implements HallEvent {}

  /**
   * Nobody is called and no tolerance runs until it is resumed, or the day ends.
   *
   * @param reason displays show it
   */
  record HallPaused(String reason) implements HallEvent {}

  record HallResumed() implements HallEvent {}

  /**
   * Somebody was given a pre-printed number while the hall stood still.
   *
   * @param key its place: the arrival in milliseconds since the epoch, less its credit
   * @param arrivedAt as it is on the paper
   * @param person absent: ordinary
   */
  record StubEntered(
      TicketId ticket,
      QueueId queue,
      long key,
      Instant arrivedAt,
      @Nullable PersonClass person,
      @Nullable String reason)
      implements OfTicket {}

  /**
   * A case (办件) has the next number of this hall and day; its own stream begins in the same
   * transaction.
   *
   * @param sequence 1…n of the day, without gaps
   * @param events with how many its stream begins
   * @param ticket whose service it comes from; null: none
   */
  record CaseOpened(int sequence, int events, @Nullable TicketId ticket) implements HallEvent {}

  /** No numbers are given and no windows opened until the next day. */
  record DayEnded() implements HallEvent {}

  /**
   * @param bySystem closed at the end of the day
   */
  record WindowClosed(WindowId window, boolean bySystem) implements HallEvent {}
}
