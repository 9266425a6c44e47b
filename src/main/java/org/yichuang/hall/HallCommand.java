package org.yichuang.hall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a hall. A command names its hall, its author and its time nowhere: these
 * travel beside it.
 */
public sealed interface HallCommand {

  /** A command at one window. */
  sealed interface AtWindow extends HallCommand {
    WindowId window();
  }

  /** A command about one ticket, wherever it is. */
  sealed interface OfTicket extends HallCommand {
    TicketId ticket();
  }

  /** A command of whoever supervises the hall. */
  sealed interface Supervising extends HallCommand {}

  /**
   * Take a number (取号), or one for each queue of a visit.
   *
   * @param matters of the same queue make one ticket
   * @param reason why this class of person; null where it needs none
   * @param booked the appointment that the person came to; null: a walk-in
   */
  record IssueTicket(
      List<Matter> matters, PersonClass person, @Nullable String reason, @Nullable Booked booked)
      implements HallCommand {
    public static final int MAX_MATTERS = 20;

    public IssueTicket {
      matters = List.copyOf(matters);
      if (matters.isEmpty() || matters.size() > MAX_MATTERS) {
        throw new IllegalArgumentException(
            "expected 1…%d matters, found %d".formatted(MAX_MATTERS, matters.size()));
      }
      checkReason(reason);
      if (booked != null && matters.stream().map(Matter::queue).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "expected one queue of an appointment, found " + matters);
      }
    }

    /** One matter of an ordinary person. */
    public IssueTicket(QueueId queue) {
      this(List.of(new Matter(queue)), PersonClass.ORDINARY, null, null);
    }

    /** One matter in each of the queues, without an appointment. */
    public static IssueTicket of(
        List<QueueId> queues, PersonClass person, @Nullable String reason) {
      return new IssueTicket(queues.stream().map(Matter::new).toList(), person, reason, null);
    }
  }

  /** The person gives the number back. */
  record CancelTicket(TicketId ticket) implements OfTicket {}

  /** Whoever was missed is here now, and waits again. */
  record RejoinTicket(TicketId ticket) implements OfTicket {}

  /**
   * A called ticket waits again, at its old place.
   *
   * @param supervising for another clerk's window
   */
  record PutBackTicket(TicketId ticket, boolean supervising) implements OfTicket {}

  /** Start the session of a window; its author is its clerk until it closes. */
  record OpenWindow(WindowId window) implements AtWindow {}

  /** End the session of a window that has nobody in front of it. */
  record CloseWindow(WindowId window) implements AtWindow {}

  /** Call whoever the policy puts first in the queues of the window (叫号). */
  record CallNext(WindowId window) implements AtWindow {}

  /** The clerk goes for a while (暂停); nobody is called. */
  record PauseWindow(WindowId window) implements AtWindow {}

  record ResumeWindow(WindowId window) implements AtWindow {}

  /** The backup takes the open window as it is (A/B 岗); its author is the clerk from now on. */
  record TakeOverWindow(WindowId window) implements AtWindow {}

  /** Other queues for a window, for the rest of the day. */
  record ChangeWindowQueues(WindowId window, List<QueueId> queues)
      implements AtWindow, Supervising {
    public ChangeWindowQueues {
      queues = List.copyOf(queues);
      if (queues.isEmpty() || queues.size() > HallConfig.MAX_QUEUES) {
        throw new IllegalArgumentException(
            "expected 1…%d queues, found %d".formatted(HallConfig.MAX_QUEUES, queues.size()));
      }
    }
  }

  /** An idle window gets the next eligible ticket the moment it exists (存号). */
  record StoreNext(WindowId window) implements AtWindow {}

  record DisarmWindow(WindowId window) implements AtWindow {}

  /** Call one ticket out of order; waiting, missed or held. */
  record CallTicket(WindowId window, TicketId ticket, String reason) implements AtWindow {
    public CallTicket {
      checkReason(reason);
    }
  }

  /** Serve a person without a number at once. */
  record QuickServe(WindowId window, QueueId queue) implements AtWindow {}

  /**
   * Park the served ticket (挂起).
   *
   * @param hereOnly no other window may resume it while this one is open
   */
  record HoldTicket(WindowId window, String reason, boolean hereOnly) implements AtWindow {
    public HoldTicket {
      checkReason(reason);
    }
  }

  /** Go on with a held ticket. */
  record ResumeTicket(WindowId window, TicketId ticket) implements AtWindow {}

  /** Where a transferred ticket waits. */
  enum Position {
    /** With its key. */
    KEEP,
    BACK,
    /** Needs a reason. */
    FRONT
  }

  /**
   * Hand the called or served ticket on (转办).
   *
   * @param queue null: its own
   * @param to the only window that may call it; null: every window of the queue
   */
  record TransferTicket(
      WindowId window,
      @Nullable QueueId queue,
      @Nullable WindowId to,
      Position position,
      @Nullable String reason)
      implements AtWindow {
    public TransferTicket {
      checkReason(reason);
    }
  }

  /** Go on with a ticket that was completed a moment ago. */
  record ReopenTicket(WindowId window, TicketId ticket) implements AtWindow {}

  /** The manager ends the day: what waits lapses, what is served is completed by the system. */
  record EndDay() implements Supervising {}

  /** A stored version of the configuration is in force now, not only from the next day. */
  record ReconfigureHall(int version) implements Supervising {
    public ReconfigureHall {
      if (version < 1) {
        throw new IllegalArgumentException("expected a version of at least 1, found " + version);
      }
    }
  }

  /** A supervisor has seen the alarm. */
  record AcknowledgeAlarm(int alarm, String note) implements Supervising {
    public AcknowledgeAlarm {
      checkReason(note);
    }
  }

  /** A kiosk or display works (its account's name). */
  record DeviceHeartbeat(String device) implements HallCommand {
    public static final int MAX_DEVICE = 100;

    public DeviceHeartbeat {
      if (device.isBlank() || device.length() > MAX_DEVICE) {
        throw new IllegalArgumentException(
            "expected a device's name of 1…%d characters, found %d"
                .formatted(MAX_DEVICE, device.length()));
      }
    }
  }

  /**
   * The hall stands still (应急暂停), until it is resumed or its day ends.
   *
   * @param reason displays show it
   */
  record PauseHall(String reason) implements Supervising {
    public PauseHall {
      checkReason(reason);
    }
  }

  record ResumeHall() implements Supervising {}

  /** Enter stubs that were given while the hall stood still; all of them, or none. */
  record EnterStubs(List<Stub> stubs) implements HallCommand {
    public static final int MAX_STUBS = 100;

    public EnterStubs {
      stubs = List.copyOf(stubs);
      if (stubs.isEmpty() || stubs.size() > MAX_STUBS) {
        throw new IllegalArgumentException(
            "expected 1…%d stubs, found %d".formatted(MAX_STUBS, stubs.size()));
      }
    }
  }

  /** A reason is one short line of so many characters (code points). */
  int MAX_REASON = 200;

  static void checkReason(@Nullable String reason) {
    if (reason == null) {
      return;
    }
    int characters = reason.codePointCount(0, reason.length());
    if (reason.isBlank() || characters > MAX_REASON) {
      throw new IllegalArgumentException(
          "expected a reason of 1…%d characters, found %d".formatted(MAX_REASON, characters));
    }
  }

  /** Announce the called ticket again (重呼). */
  record RecallTicket(WindowId window) implements AtWindow {}

  /** Nobody came (过号). */
  record MissTicket(WindowId window) implements AtWindow {}

  /** The person is at the window. */
  record StartService(WindowId window) implements AtWindow {}

  /**
   * Applications are registered here: the hall gives their cases the next numbers of the day. The
   * shell asks it together with the registrations.
   *
   * @param ticket whose service they come from; null: none
   * @param events with how many each case begins
   */
  record OpenCases(@Nullable TicketId ticket, List<Integer> events) implements HallCommand {
    public OpenCases {
      events = List.copyOf(events);
    }
  }

  /** The person leaves the window; one outcome for each matter. */
  record CompleteService(WindowId window, List<MatterOutcome> outcomes) implements AtWindow {
    public static final int MAX_OUTCOMES = 20;

    public CompleteService {
      outcomes = List.copyOf(outcomes);
      if (outcomes.size() > MAX_OUTCOMES) {
        throw new IllegalArgumentException(
            "expected at most %d outcomes, found %d".formatted(MAX_OUTCOMES, outcomes.size()));
      }
    }
  }
}
