package org.yichuang.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yichuang.cluster.HallReply;
import org.yichuang.hall.Booked;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * The answer to an accepted command: a function of its events and their time alone, so that a
 * repetition gets the same bytes, whatever happened since. Confined to one event loop.
 */
final class CommandAnswers {
  private final TrackingCodes codes;

  CommandAnswers(TrackingCodes codes) {
    this.codes = codes;
  }

  record Issued(
      TicketId id,
      String number,
      QueueId queue,
      String state,
      int ahead,
      String trackingCode,
      Instant issuedAt,
      @Nullable Met appointment,
      @Nullable EstimateView estimate,
      @Nullable Boolean afterClosing,
      @Nullable List<Issued> visit) {}

  /** The appointment that a number was given for. */
  record Met(String id, Instant slot, boolean inTime) {
    static @Nullable Met of(@Nullable Booked booked) {
      return booked == null ? null : new Met(booked.appointment(), booked.slot(), booked.inTime());
    }
  }

  record Call(Called ticket, List<Compared> why) {}

  record Called(
      TicketId id,
      String number,
      @Nullable QueueId queue,
      String state,
      WindowId window,
      int announcement,
      Duration waited,
      Instant at) {}

  record Compared(TicketId id, String number, QueueId queue, long key, @Nullable String standing) {
    static Compared of(HallEvent.Candidate candidate) {
      HallEvent.Standing standing = candidate.standing();
      return new Compared(
          candidate.ticket(),
          candidate.ticket().display(),
          candidate.queue(),
          candidate.key(),
          standing == null ? null : standing.name().toLowerCase(Locale.ROOT));
    }
  }

  record TicketChange(
      TicketId id,
      String number,
      String state,
      @Nullable WindowId window,
      Instant at,
      @Nullable Integer announcement,
      @Nullable Integer recall,
      @Nullable List<String> outcomes,
      @Nullable QueueId queue,
      @Nullable WindowId reservedFor) {
    static TicketChange plain(TicketId id, String state, @Nullable WindowId window, Instant at) {
      return new TicketChange(id, id.display(), state, window, at, null, null, null, null, null);
    }
  }

  record WindowChange(WindowId id, String state, Instant at, @Nullable List<QueueId> queues) {
    WindowChange(WindowId id, String state, Instant at) {
      this(id, state, at, null);
    }
  }

  /** What the end of a day did. */
  record DayChange(String state, Instant at, int lapsed, int completed, int windowsClosed) {}

  /** A configuration that is in force from now on. */
  record Reconfigured(int version, Instant at) {}

  record AlarmChange(int alarm, String state, String note, Instant at) {}

  record HallChange(String state, Instant at, @Nullable String reason) {}

  record Stubs(List<EnteredStub> stubs, Instant at) {}

  record EnteredStub(
      TicketId id,
      String number,
      QueueId queue,
      String state,
      Instant arrivedAt,
      String trackingCode) {}

  void answer(Exchange exchange, HallReply.Done done) {
    Instant at = done.at();
    switch (done.events().getFirst()) {
      case HallEvent.TicketIssued issued -> answerIssued(exchange, done.events(), issued, at);
      case HallEvent.TicketCalled called -> exchange.answer(200, ApiJson.write(call(called, at)));
      case HallEvent.TicketRecalled recalled -> {
        TicketId id = recalled.ticket();
        answer(
            exchange,
            new TicketChange(
                id,
                id.display(),
                "Called",
                recalled.window(),
                at,
                recalled.announcement(),
                recalled.recall(),
                null,
                null,
                null));
      }
      case HallEvent.TicketMissed missed ->
          answer(exchange, TicketChange.plain(missed.ticket(), "Missed", missed.window(), at));
      case HallEvent.ServiceStarted started ->
          answer(exchange, TicketChange.plain(started.ticket(), "Serving", started.window(), at));
      case HallEvent.ServiceCompleted completed -> {
        TicketId id = completed.ticket();
        List<String> outcomes = completed.outcomes().stream().map(OutcomeWords::word).toList();
        answer(
            exchange,
            new TicketChange(
                id,
                id.display(),
                "Completed",
                completed.window(),
                at,
                null,
                null,
                outcomes,
                null,
                null));
      }
      case HallEvent.TicketCancelled cancelled ->
          answer(exchange, TicketChange.plain(cancelled.ticket(), "Cancelled", null, at));
      case HallEvent.TicketRejoined rejoined ->
          answer(exchange, TicketChange.plain(rejoined.ticket(), "Waiting", null, at));
      case HallEvent.TicketPutBack back ->
          answer(exchange, TicketChange.plain(back.ticket(), "Waiting", null, at));
      case HallEvent.TicketTransferred moved -> {
        TicketId id = moved.ticket();
        answer(
            exchange,
            new TicketChange(
                id,
                id.display(),
                "Waiting",
                null,
                at,
                null,
                null,
                null,
                moved.queue(),
                moved.to()));
      }
      case HallEvent.TicketHeld held ->
          answer(exchange, TicketChange.plain(held.ticket(), "Held", held.window(), at));
      case HallEvent.ServiceResumed resumed ->
          answer(exchange, TicketChange.plain(resumed.ticket(), "Serving", resumed.window(), at));
      case HallEvent.ServiceReopened reopened ->
          answer(exchange, TicketChange.plain(reopened.ticket(), "Serving", reopened.window(), at));
      case HallEvent.QuickServed quick -> {
        TicketId id = quick.ticket();
        answer(
            exchange,
            new TicketChange(
                id,
                id.display(),
                "Serving",
                quick.window(),
                at,
                null,
                null,
                null,
                quick.queue(),
                null));
      }
      case HallEvent.WindowPaused paused ->
          answer(exchange, new WindowChange(paused.window(), "paused", at));
      case HallEvent.WindowResumed resumed ->
          answer(exchange, new WindowChange(resumed.window(), "open", at));
      case HallEvent.WindowTakenOver takenOver ->
          answer(exchange, new WindowChange(takenOver.window(), "taken-over", at));
      case HallEvent.WindowQueuesChanged changed ->
          answer(
              exchange, new WindowChange(changed.window(), "queues-changed", at, changed.queues()));
      case HallEvent.WindowArmed armed ->
          answer(exchange, new WindowChange(armed.window(), "armed", at));
      case HallEvent.WindowDisarmed disarmed ->
          answer(exchange, new WindowChange(disarmed.window(), "open", at));
      case HallEvent.DayEnded ended -> answerEnded(exchange, done.events(), at);
      case HallEvent.HallPaused paused ->
          answer(exchange, new HallChange("paused", at, paused.reason()));
      case HallEvent.HallResumed resumed -> answer(exchange, new HallChange("open", at, null));
      case HallEvent.StubEntered entered -> answerEntered(exchange, done.events(), at);
      case HallEvent.WindowOpened opened ->
          answer(exchange, new WindowChange(opened.window(), "open", at));
      case HallEvent.WindowClosed closed ->
          answer(exchange, new WindowChange(closed.window(), "closed", at));
      case HallEvent.HallReconfigured reconfigured ->
          answer(exchange, new Reconfigured(reconfigured.version(), at));
      case HallEvent.ConductAlarmAcknowledged seen ->
          answer(exchange, new AlarmChange(seen.alarm(), "acknowledged", seen.note(), at));
      case HallEvent.DeviceHeard heard -> exchange.answerNothing();
      case HallEvent.CaseOpened opened -> throw notACommandsEvent(opened);
      case HallEvent.ConductAlarmRaised raised -> throw notACommandsEvent(raised);
      case HallEvent.TicketLapsed lapsed -> throw notACommandsEvent(lapsed);
      case HallEvent.DayOpened opened -> throw notACommandsEvent(opened);
      case HallEvent.DayClosed closed -> throw notACommandsEvent(closed);
      case HallEvent.HallAdopted adopted -> throw notACommandsEvent(adopted);
    }
  }

  private static void answer(Exchange exchange, Object change) {
    exchange.answer(200, ApiJson.write(change));
  }

  private void answerEntered(Exchange exchange, List<HallEvent> events, Instant at) {
    List<EnteredStub> stubs =
        events.stream()
            .filter(HallEvent.StubEntered.class::isInstance)
            .map(event -> entered(exchange, (HallEvent.StubEntered) event))
            .toList();
    answer(exchange, new Stubs(stubs, at));
  }

  private EnteredStub entered(Exchange exchange, HallEvent.StubEntered entered) {
    TicketId id = entered.ticket();
    return new EnteredStub(
        id,
        id.display(),
        entered.queue(),
        "Waiting",
        entered.arrivedAt(),
        codes.encode(exchange.hall().id(), id));
  }

  private static void answerEnded(Exchange exchange, List<HallEvent> events, Instant at) {
    int lapsed = 0;
    int completed = 0;
    int closed = 0;
    for (HallEvent event : events) {
      lapsed += event instanceof HallEvent.TicketLapsed ? 1 : 0;
      completed += event instanceof HallEvent.ServiceCompleted ? 1 : 0;
      closed += event instanceof HallEvent.WindowClosed ? 1 : 0;
    }
    answer(exchange, new DayChange("ended", at, lapsed, completed, closed));
  }

  /** The first ticket; those of the other matters of its visit with it. */
  private void answerIssued(
      Exchange exchange, List<HallEvent> events, HallEvent.TicketIssued first, Instant at) {
    List<Issued> visit = first.visit() == null ? null : visit(exchange, events, at);
    exchange.answerCreated(
        "/api/v1/halls/" + exchange.hall().slug() + "/tickets/" + first.ticket(),
        ApiJson.write(issued(exchange, first, at, visit)));
  }

  private List<Issued> visit(Exchange exchange, List<HallEvent> events, Instant at) {
    return events.stream()
        .filter(HallEvent.TicketIssued.class::isInstance)
        .map(event -> issued(exchange, (HallEvent.TicketIssued) event, at, null))
        .toList();
  }

  private Issued issued(
      Exchange exchange, HallEvent.TicketIssued issued, Instant at, @Nullable List<Issued> visit) {
    TicketId id = issued.ticket();
    return new Issued(
        id,
        id.display(),
        issued.queue(),
        "Waiting",
        issued.ahead(),
        codes.encode(exchange.hall().id(), id),
        at,
        Met.of(issued.booked()),
        EstimateView.of(issued.estimate()),
        EstimateView.afterClosing(issued.estimate()),
        visit);
  }

  private static Call call(HallEvent.TicketCalled called, Instant at) {
    TicketId id = called.ticket();
    QueueId queue =
        called.why().stream()
            .filter(candidate -> candidate.ticket().equals(id))
            .findFirst()
            .map(HallEvent.Candidate::queue)
            .orElse(null);
    return new Call(
        new Called(
            id,
            id.display(),
            queue,
            "Called",
            called.window(),
            called.announcement(),
            Duration.ofMillis(called.waitedMillis()),
            at),
        called.why().stream().map(Compared::of).toList());
  }

  private static IllegalStateException notACommandsEvent(HallEvent event) {
    return new IllegalStateException("expected the event of a command, found " + event);
  }
}
