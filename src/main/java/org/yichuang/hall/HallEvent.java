package org.yichuang.hall;

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
   * @param key the place in the queue, smaller is earlier: arrival in milliseconds since the epoch
   * @param ahead how many waited in front of it
   */
  record TicketIssued(TicketId ticket, QueueId queue, long key, int ahead) implements OfTicket {}

  /**
   * @param announcement number of this announcement within the hall's day
   * @param waitedMillis since the ticket was issued
   * @param why the first ticket of each queue the window serves, as the policy compared them
   */
  record TicketCalled(
      TicketId ticket, WindowId window, int announcement, long waitedMillis, List<Candidate> why)
      implements OfTicket {
    public TicketCalled {
      why = List.copyOf(why);
    }
  }

  /** The policy's view of one waiting ticket. */
  record Candidate(TicketId ticket, QueueId queue, long key) {}

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

  /** The day ended before anybody served it. */
  record TicketLapsed(TicketId ticket) implements OfTicket {}

  record WindowOpened(WindowId window, AccountId clerk) implements HallEvent {}

  /**
   * @param bySystem closed at the end of the day
   */
  record WindowClosed(WindowId window, boolean bySystem) implements HallEvent {}
}
