package org.yichuang.deadlines;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What happened to the clocks of a case. Immutable. An event carries every date that follows from
 * it, so that replaying needs no calendar, and a calendar of today changes nothing of yesterday.
 */
public sealed interface ClockEvent {

  /** A clock runs, or runs anew after it ended; its version goes on. */
  record Started(ClockId clock, Clock.Terms terms, Dated start, Deadline deadline)
      implements ClockEvent {}

  /** Time is not counted from the day after. */
  record Suspended(
      String ground,
      String branch,
      Dated from,
      Limit expected,
      Limit most,
      LocalDate expectedEnd,
      LocalDate latestEnd,
      List<DeadlineChange> changes)
      implements ClockEvent {
    public Suspended {
      changes = List.copyOf(changes);
    }
  }

  /** Time is counted again from the day after. */
  record Resumed(String ground, String branch, Dated until, List<DeadlineChange> changes)
      implements ClockEvent {
    public Resumed {
      changes = List.copyOf(changes);
    }
  }

  /** Nobody resumed it by the day the applicant was told. */
  record ResumptionExpected(String ground, String branch, Instant at) implements ClockEvent {}

  /** The maximum is over; the clocks run on by themselves. */
  record RanOn(String ground, String branch, Instant at) implements ClockEvent {}

  /** The statutory clock has more time. */
  record Extended(
      ClockId clock, Limit by, Rank approver, Dated approved, List<DeadlineChange> changes)
      implements ClockEvent {
    public Extended {
      changes = List.copyOf(changes);
    }
  }

  /** What the clock measures was done, or came to nothing. */
  record Ended(ClockId clock, Dated when, boolean late) implements ClockEvent {}

  /** Recorded once for each version and level. */
  record AlarmRaised(ClockId clock, int version, AlarmLevel level, Instant at)
      implements ClockEvent {}

  /** The last day ended without a word of the agency. */
  record FellSilent(ClockId clock, int version, Silence effect, Instant at) implements ClockEvent {}

  /** A calendar changed. */
  record Reckoned(List<SuspensionChange> suspensions, List<DeadlineChange> changes)
      implements ClockEvent {
    public Reckoned {
      suspensions = List.copyOf(suspensions);
      changes = List.copyOf(changes);
    }
  }

  /** A suspension by the day it began, ground and branch, and when it now ends. */
  record SuspensionChange(
      String ground, String branch, Dated from, LocalDate expectedEnd, LocalDate latestEnd) {}
}
