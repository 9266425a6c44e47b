package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.Dated;
import org.yichuang.deadlines.Receipt;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;

/**
 * What happened to a case, as the journal keeps it. The journal's row adds case, sequence, time,
 * author and command id. An event carries every date and clock event that follows from it, so that
 * replaying needs no calendar. Events are never edited: a changed meaning is a new version.
 */
public sealed interface CaseEvent {

  /** What it does to the clocks, in order. */
  default List<ClockEvent> clocks() {
    return List.of();
  }

  /**
   * The first event of a case.
   *
   * @param arrived when, by the hall's date
   * @param counted from which day it is received
   * @param countedFrom when that day begins; {@code arrived} when it is the same day
   * @param owner who was asked first; absent when nobody was
   */
  record CaseRegistered(
      ItemRef item,
      Receipt.Channel channel,
      PersonRef applicant,
      @Nullable PersonRef handler,
      @Nullable SubjectRef subject,
      @Nullable TicketId ticket,
      @Nullable AccountId owner,
      @Nullable AccountId backup,
      @Nullable HallId responsible,
      @Nullable LocalDate licenceExpires,
      List<CaseNumber> duplicates,
      Dated arrived,
      Dated counted,
      Receipt.Shift shift,
      Instant countedFrom)
      implements CaseEvent {
    public CaseRegistered {
      duplicates = List.copyOf(duplicates);
    }
  }

  /** It counts as received from that day on. */
  record CaseReceived(Dated on, List<ClockEvent> clocks) implements CaseEvent {
    public CaseReceived {
      clocks = List.copyOf(clocks);
    }
  }

  record CorrectedOnSpot(List<Missing> points) implements CaseEvent {
    public CorrectedOnSpot {
      points = List.copyOf(points);
    }
  }

  /**
   * @param points all that is missing, what departments objected to among it; told by their place
   *     from 1
   * @param closesAt when the case closes by itself unless all of it is there; absent: never
   */
  record NoticeGiven(
      Document document,
      List<Missing> points,
      LocalDate answerBy,
      @Nullable Instant closesAt,
      List<ClockEvent> clocks)
      implements CaseEvent {
    public NoticeGiven {
      points = List.copyOf(points);
      clocks = List.copyOf(clocks);
    }
  }

  /**
   * @param points of the notice, that are missing now
   */
  record StillMissingTold(
      Document document,
      List<Integer> points,
      LocalDate answerBy,
      @Nullable Instant closesAt,
      List<ClockEvent> clocks)
      implements CaseEvent {
    public StillMissingTold {
      points = List.copyOf(points);
      clocks = List.copyOf(clocks);
    }
  }

  /**
   * @param points of the notice
   * @param arrived by the hall's date
   * @param completeOn from when all of it is there, and the case is received again; absent while
   *     something is missing
   */
  record MaterialsReceived(
      Receipt.Channel channel,
      List<Integer> points,
      Dated arrived,
      @Nullable Dated completeOn,
      List<ClockEvent> clocks)
      implements CaseEvent {
    public MaterialsReceived {
      points = List.copyOf(points);
      clocks = List.copyOf(clocks);
    }
  }

  /**
   * @param branches of a joint case, each with its chain
   */
  record CaseAccepted(
      Document document, Chain chain, List<BranchChain> branches, List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseAccepted {
      branches = List.copyOf(branches);
      clocks = List.copyOf(clocks);
    }
  }

  /** Who is responsible for a branch. */
  record BranchChain(String branch, Chain chain) {}

  /**
   * The window passed in silence (行政许可法 art. 32).
   *
   * @param from the day of receipt
   */
  record CaseDeemedAccepted(LocalDate from, List<ClockEvent> clocks) implements CaseEvent {
    public CaseDeemedAccepted {
      clocks = List.copyOf(clocks);
    }
  }

  record CaseDeclined(
      Document document,
      DeclineGround ground,
      @Nullable String rightAgency,
      String reason,
      List<Remedy> remedies,
      List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseDeclined {
      remedies = List.copyOf(remedies);
      clocks = List.copyOf(clocks);
    }
  }

  /** Nobody answered the notice by its date. */
  record CaseClosedUncorrected(LocalDate answerBy, Instant at) implements CaseEvent {}

  /**
   * @param inNotice whether it goes into the notice; else it says something about intake and the
   *     case goes on
   */
  record IntakeObjected(List<Missing> points, String reason, boolean inNotice)
      implements CaseEvent {
    public IntakeObjected {
      points = List.copyOf(points);
    }
  }

  record ChainNamed(String branch, Chain chain, @Nullable String reason) implements CaseEvent {}

  record CaseHandedOver(
      CaseCommand.Post post, String branch, AccountId from, AccountId to, String reason)
      implements CaseEvent {}

  record StepCompleted(String branch, String step, List<ClockEvent> clocks) implements CaseEvent {
    public StepCompleted {
      clocks = List.copyOf(clocks);
    }
  }

  record GatheringRecorded(Gathering gathering) implements CaseEvent {}

  record BranchCalledIn(String branch, Chain chain) implements CaseEvent {}

  record CaseSuspended(
      Document document, String branch, String ground, String reason, List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseSuspended {
      clocks = List.copyOf(clocks);
    }
  }

  record CaseResumed(Document document, String branch, String ground, List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseResumed {
      clocks = List.copyOf(clocks);
    }
  }

  record CaseExtended(Document document, String branch, String reason, List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseExtended {
      clocks = List.copyOf(clocks);
    }
  }

  record CaseSentUp(Document document, String agency, List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseSentUp {
      clocks = List.copyOf(clocks);
    }
  }

  record CaseReturnedDown(Document document, List<ClockEvent> clocks) implements CaseEvent {
    public CaseReturnedDown {
      clocks = List.copyOf(clocks);
    }
  }

  record BranchDecided(
      Document document,
      String branch,
      Result result,
      @Nullable String reason,
      List<Remedy> remedies,
      List<ClockEvent> clocks)
      implements CaseEvent {
    public BranchDecided {
      remedies = List.copyOf(remedies);
      clocks = List.copyOf(clocks);
    }
  }

  /**
   * @param document absent where the branches of a joint case have theirs
   */
  record CaseDecided(
      @Nullable Document document,
      LocalDate on,
      Result result,
      @Nullable String reason,
      List<Remedy> remedies,
      List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseDecided {
      remedies = List.copyOf(remedies);
      clocks = List.copyOf(clocks);
    }
  }

  /** The licence expired before its renewal was decided: it counts as granted (art. 50). */
  record RenewalGranted(LocalDate expired, List<ClockEvent> clocks) implements CaseEvent {
    public RenewalGranted {
      clocks = List.copyOf(clocks);
    }
  }

  /**
   * @param reminders when whoever does not collect it is reminded; none before it is told
   */
  record ResultIssued(
      Document document, boolean notified, List<Instant> reminders, List<ClockEvent> clocks)
      implements CaseEvent {
    public ResultIssued {
      reminders = List.copyOf(reminders);
      clocks = List.copyOf(clocks);
    }
  }

  record ReadyNotified(List<Instant> reminders, List<ClockEvent> clocks) implements CaseEvent {
    public ReadyNotified {
      reminders = List.copyOf(reminders);
      clocks = List.copyOf(clocks);
    }
  }

  /**
   * Nobody has collected it.
   *
   * @param round 1, and one more for each parcel that came back
   * @param days since it was told
   */
  record CollectionReminded(int round, int days, Instant at) implements CaseEvent {}

  record ResultDelivered(
      DeliveryMethod method,
      Recipient recipient,
      @Nullable String parcel,
      LocalDate on,
      List<ClockEvent> clocks)
      implements CaseEvent {
    public ResultDelivered {
      clocks = List.copyOf(clocks);
    }
  }

  /** It can be collected again. */
  record ParcelReturned(String reason, List<Instant> reminders) implements CaseEvent {
    public ParcelReturned {
      reminders = List.copyOf(reminders);
    }
  }

  record CaseWithdrawn(@Nullable Document document, List<ClockEvent> clocks) implements CaseEvent {
    public CaseWithdrawn {
      clocks = List.copyOf(clocks);
    }
  }

  record CaseTerminated(
      Document document, TerminationGround ground, String reason, List<ClockEvent> clocks)
      implements CaseEvent {
    public CaseTerminated {
      clocks = List.copyOf(clocks);
    }
  }

  record DecisionCorrected(Document document, String branch, String reason) implements CaseEvent {}

  record CaseArchived(String shelf) implements CaseEvent {}

  /** What fell due by itself: recorded once for each version. */
  record DeadlineReached(List<ClockEvent> clocks) implements CaseEvent {
    public DeadlineReached {
      clocks = List.copyOf(clocks);
    }
  }

  /**
   * Another calendar moved deadlines.
   *
   * @param calendar version of the national calendar whose arrival moved them; 0: the hall's own
   *     times or the days of its region did
   */
  record DeadlinesReckoned(int calendar, List<ClockEvent> clocks) implements CaseEvent {
    public DeadlinesReckoned {
      clocks = List.copyOf(clocks);
    }
  }
}
