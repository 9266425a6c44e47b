package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.TicketState;
import org.yichuang.hall.WindowDesk;
import org.yichuang.hall.WindowId;
import org.yichuang.hall.WindowSession;

/** What a clerk sees at a window. Confined to one event loop. */
final class DeskRoutes {
  private final HallGateway gateway;

  DeskRoutes(HallGateway gateway) {
    this.gateway = gateway;
  }

  private record DeskView(
      LocalDate businessDay,
      int seq,
      SessionView window,
      @Nullable TicketView ticket,
      List<QueueView> queues,
      List<NextView> next,
      List<TicketView> reserved,
      List<TicketView> held,
      List<TicketView> missed,
      @Nullable CompletedView completed) {
    static DeskView of(WindowDesk desk, AccountId asking) {
      return new DeskView(
          desk.day(),
          desk.seq(),
          SessionView.of(desk, asking),
          desk.ticket() == null ? null : TicketView.of(desk.ticket()),
          desk.queues().stream().map(QueueView::of).toList(),
          desk.next().stream().map(NextView::of).toList(),
          TicketView.all(desk.reserved()),
          TicketView.all(desk.held()),
          TicketView.all(desk.missed()),
          CompletedView.of(desk));
    }
  }

  private record SessionView(
      WindowId id, String state, boolean armed, @Nullable String clerk, @Nullable Instant since) {
    static SessionView of(WindowDesk desk, AccountId asking) {
      WindowSession session = desk.session();
      return session == null
          ? new SessionView(desk.window(), "closed", false, null, null)
          : new SessionView(
              desk.window(),
              state(session, desk.ticket()),
              desk.armed(),
              session.clerk().equals(asking) ? "you" : "another",
              session.since());
    }

    private static String state(WindowSession session, @Nullable Ticket ticket) {
      if (ticket == null) {
        return session.paused() ? "paused" : "open";
      }
      return ticket.state() instanceof TicketState.Serving ? "serving" : "called";
    }
  }

  private record QueueView(QueueId id, int waiting, List<TicketView> firsts) {
    static QueueView of(WindowDesk.Line line) {
      return new QueueView(line.queue(), line.waiting(), TicketView.all(line.firsts()));
    }
  }

  private record NextView(
      TicketId id,
      String number,
      QueueId queue,
      @Nullable String person,
      Instant issuedAt,
      long key) {
    static NextView of(WindowDesk.Next next) {
      Ticket ticket = next.ticket();
      return new NextView(
          ticket.id(),
          ticket.id().display(),
          ticket.queue(),
          DeskRoutes.person(ticket),
          ticket.issuedAt(),
          next.key());
    }
  }

  private record CompletedView(TicketId id, String number, Instant at, Instant reopenUntil) {
    static @Nullable CompletedView of(WindowDesk desk) {
      Ticket ticket = desk.completed();
      Instant at = ticket == null ? null : ticket.endedAt();
      return ticket == null || at == null
          ? null
          : new CompletedView(
              ticket.id(), ticket.id().display(), at, at.plusMillis(desk.reopenWithinMillis()));
    }
  }

  private record TicketView(
      TicketId id,
      String number,
      QueueId queue,
      String state,
      Instant issuedAt,
      Instant since,
      @Nullable String person,
      int matters,
      int calls,
      int rejoins,
      @Nullable WindowId window,
      @Nullable String reason,
      @Nullable Boolean hereOnly) {
    static List<TicketView> all(List<Ticket> tickets) {
      return tickets.stream().map(TicketView::of).toList();
    }

    static TicketView of(Ticket ticket) {
      TicketState.Held held = ticket.state() instanceof TicketState.Held it ? it : null;
      return new TicketView(
          ticket.id(),
          ticket.id().display(),
          ticket.queue(),
          ticket.state().word(),
          ticket.issuedAt(),
          since(ticket),
          DeskRoutes.person(ticket),
          ticket.origin().matters(),
          ticket.calls(),
          ticket.rejoins(),
          ticket.window(),
          held == null ? null : held.reason(),
          held == null ? null : held.hereOnly());
    }

    /** When it came to where it is now; a waiting one, when it was given. */
    private static Instant since(Ticket ticket) {
      return switch (ticket.state()) {
        case TicketState.Called called -> called.since();
        case TicketState.Serving serving -> serving.since();
        case TicketState.Missed missed -> missed.since();
        case TicketState.Held held -> held.since();
        case TicketState.Waiting waiting -> ticket.issuedAt();
        case TicketState.Cancelled cancelled -> cancelled.since();
        case TicketState.Completed completed -> completed.since();
        case TicketState.Lapsed lapsed -> lapsed.since();
      };
    }
  }

  /** Null for an ordinary person. */
  private static @Nullable String person(Ticket ticket) {
    return ticket.person() == PersonClass.ORDINARY
        ? null
        : ticket.person().name().toLowerCase(Locale.ROOT);
  }

  void addTo(Operations operations) {
    operations.on("desk", Permission.seesWindow(), this::desk);
  }

  private void desk(Exchange exchange) {
    WindowId window = new WindowId(exchange.parameter("window"));
    gateway.ask(
        new HallBus.HallQuery.TheDesk(exchange.hall().id(), window),
        found -> exchange.run(() -> answer(exchange, window, found)));
  }

  private static void answer(Exchange exchange, WindowId window, HallBus.Found<WindowDesk> found) {
    switch (found) {
      case HallBus.Found.Value<WindowDesk> value ->
          exchange.answer(
              200, ApiJson.write(DeskView.of(value.value(), exchange.principal().account())));
      case HallBus.Found.Unknown<WindowDesk> unknown ->
          exchange.answer(Problems.unknownWindow(exchange.hall().slug(), window.value()));
      case HallBus.Found.Unanswered<WindowDesk> unanswered ->
          exchange.answer(Problems.notNow("the hall did not answer in time", exchange.repeating()));
    }
  }
}
