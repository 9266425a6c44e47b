package org.yichuang.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.cluster.HallReply;
import org.yichuang.hall.HallConfig;
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
      Instant issuedAt) {}

  record Call(Called ticket, List<Compared> why) {}

  record Called(
      TicketId id,
      String number,
      QueueId queue,
      String state,
      WindowId window,
      int announcement,
      Duration waited,
      Instant at) {}

  record Compared(TicketId id, String number, QueueId queue, long key) {}

  record TicketChange(
      TicketId id,
      String number,
      String state,
      WindowId window,
      Instant at,
      @Nullable Integer announcement,
      @Nullable Integer recall,
      @Nullable List<String> outcomes) {
    static TicketChange plain(TicketId id, String state, WindowId window, Instant at) {
      return new TicketChange(id, id.display(), state, window, at, null, null, null);
    }
  }

  record WindowChange(WindowId id, String state, Instant at) {}

  void answer(Exchange exchange, HallReply.Done done) {
    Instant at = done.at();
    switch (done.events().getFirst()) {
      case HallEvent.TicketIssued issued -> answerIssued(exchange, issued, at);
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
                id, id.display(), "Completed", completed.window(), at, null, null, outcomes));
      }
      case HallEvent.WindowOpened opened ->
          exchange.answer(200, ApiJson.write(new WindowChange(opened.window(), "open", at)));
      case HallEvent.WindowClosed closed ->
          exchange.answer(200, ApiJson.write(new WindowChange(closed.window(), "closed", at)));
      case HallEvent.TicketLapsed lapsed -> throw notACommandsEvent(lapsed);
      case HallEvent.DayOpened opened -> throw notACommandsEvent(opened);
      case HallEvent.DayClosed closed -> throw notACommandsEvent(closed);
      case HallEvent.HallAdopted adopted -> throw notACommandsEvent(adopted);
    }
  }

  private static void answer(Exchange exchange, TicketChange change) {
    exchange.answer(200, ApiJson.write(change));
  }

  private void answerIssued(Exchange exchange, HallEvent.TicketIssued issued, Instant at) {
    HallConfig hall = exchange.hall();
    TicketId id = issued.ticket();
    exchange.answerCreated(
        "/api/v1/halls/" + hall.slug() + "/tickets/" + id,
        ApiJson.write(
            new Issued(
                id,
                id.display(),
                issued.queue(),
                "Waiting",
                issued.ahead(),
                codes.encode(hall.id(), id),
                at)));
  }

  private static Call call(HallEvent.TicketCalled called, Instant at) {
    TicketId id = called.ticket();
    QueueId queue =
        called.why().stream()
            .filter(candidate -> candidate.ticket().equals(id))
            .findFirst()
            .orElseThrow()
            .queue();
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
        called.why().stream()
            .map(
                candidate ->
                    new Compared(
                        candidate.ticket(),
                        candidate.ticket().display(),
                        candidate.queue(),
                        candidate.key()))
            .toList());
  }

  private static IllegalStateException notACommandsEvent(HallEvent event) {
    return new IllegalStateException("expected the event of a command, found " + event);
  }
}
