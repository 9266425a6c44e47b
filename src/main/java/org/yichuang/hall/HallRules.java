package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command does to a hall's business day. Pure functions of their arguments; the state is
 * read, never changed.
 */
public final class HallRules {
  private HallRules() {}

  /**
   * Opens a hall's first business day, which is no node's clock's to choose: two nodes must not
   * begin two streams.
   */
  public static HallEvent.DayOpened founding(LocalDate founded, HallConfig current) {
    return new HallEvent.DayOpened(founded, current.version(), null);
  }

  /**
   * Events that fell due at or before {@code at} without anybody's command: the change of the
   * business day. To be applied before any command of that time is decided.
   *
   * @param current the newest configuration of the hall, for a day that opens now
   */
  public static List<HallEvent> due(HallState state, HallConfig current, Instant at) {
    LocalDate open = state.day().orElseThrow();
    LocalDate today = at.atZone(current.zone()).toLocalDate();
    if (at.isBefore(endOfDay(state))) {
      return List.of();
    }
    List<HallEvent> events = new ArrayList<>(closing(state));
    events.add(new HallEvent.DayClosed(open));
    events.add(
        new HallEvent.DayOpened(
            today.isAfter(open) ? today : open.plusDays(1), current.version(), open));
    return events;
  }

  /** When {@link #due} has something next: the first instant of the next day in the hall's zone. */
  public static Instant endOfDay(HallState state) {
    LocalDate open = state.day().orElseThrow();
    return open.plusDays(1).atStartOfDay(state.config().zone()).toInstant();
  }

  private static List<HallEvent> closing(HallState state) {
    List<HallEvent> events = new ArrayList<>();
    for (Ticket ticket : state.tickets()) {
      switch (ticket.state()) {
        case TicketState.Serving serving ->
            events.add(
                new HallEvent.ServiceCompleted(ticket.id(), serving.window(), List.of(), true));
        case TicketState.Waiting waiting -> events.add(new HallEvent.TicketLapsed(ticket.id()));
        case TicketState.Called called -> events.add(new HallEvent.TicketLapsed(ticket.id()));
        case TicketState.Missed missed -> events.add(new HallEvent.TicketLapsed(ticket.id()));
        case TicketState.Completed completed -> {}
        case TicketState.Lapsed lapsed -> {}
      }
    }
    for (WindowId window : state.sessions().keySet()) {
      events.add(new HallEvent.WindowClosed(window, true));
    }
    return events;
  }

  /**
   * Decides one command.
   *
   * @param at not before the state's own time, whole milliseconds
   */
  public static Outcome decide(HallState state, HallCommand command, AccountId actor, Instant at) {
    return switch (command) {
      case HallCommand.IssueTicket issue -> issue(state, issue, at);
      case HallCommand.OpenWindow open -> open(state, open, actor);
      case HallCommand.CloseWindow close -> close(state, close, actor);
      case HallCommand.CallNext next -> callNext(state, next, actor, at);
      case HallCommand.RecallTicket recall -> recall(state, recall, actor, at);
      case HallCommand.MissTicket miss -> miss(state, miss, actor, at);
      case HallCommand.StartService start -> start(state, start, actor);
      case HallCommand.CompleteService complete -> complete(state, complete, actor);
    };
  }

  private static Outcome issue(HallState state, HallCommand.IssueTicket command, Instant at) {
    HallConfig config = state.config();
    HallConfig.Queue queue = config.queue(command.queue()).orElse(null);
    if (queue == null) {
      return Outcome.refused(
          Refusal.Reason.UNKNOWN_QUEUE,
          "a queue of hall " + config.slug(),
          command.queue().value(),
          "choose one of " + config.queues().stream().map(q -> q.id().value()).toList());
    }
    LocalTime time = at.atZone(config.zone()).toLocalTime();
    if (!config.hours().contains(time)) {
      return Outcome.refused(
          Refusal.Reason.NOT_ISSUING,
          "a time within the issuing hours " + config.hours().spans(),
          time.withNano(0).toString(),
          "come back within these hours");
    }
    int waiting = state.waiting(queue.id());
    if (waiting >= config.rules().maxWaiting()) {
      return Outcome.refused(
          Refusal.Reason.QUEUE_FULL,
          "fewer than " + config.rules().maxWaiting() + " waiting",
          waiting + " waiting in " + queue.id(),
          "ask at the guide desk");
    }
    LocalDate day = state.day().orElseThrow();
    TicketId ticket = new TicketId(day, queue.prefix(), state.issued(queue.prefix()) + 1);
    return Outcome.accepted(
        new HallEvent.TicketIssued(ticket, queue.id(), at.toEpochMilli(), waiting));
  }

  private static Outcome open(HallState state, HallCommand.OpenWindow command, AccountId actor) {
    if (state.window(command.window()).isEmpty()) {
      return unknownWindow(state, command.window());
    }
    WindowSession session = state.session(command.window()).orElse(null);
    if (session != null) {
      return Outcome.refused(
          Refusal.Reason.WINDOW_ALREADY_OPEN,
          "a closed window",
          session.clerk().equals(actor)
              ? command.window() + " is open, by you"
              : command.window() + " is open, by another clerk",
          session.clerk().equals(actor) ? "go on working" : "let that clerk close it first");
    }
    return Outcome.accepted(new HallEvent.WindowOpened(command.window(), actor));
  }

  private static Outcome close(HallState state, HallCommand.CloseWindow command, AccountId actor) {
    Outcome refused = notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    TicketId ticket = state.session(command.window()).orElseThrow().ticket();
    if (ticket != null) {
      return occupied(state, command.window(), ticket, "complete or miss it first");
    }
    return Outcome.accepted(new HallEvent.WindowClosed(command.window(), false));
  }

  private static Outcome callNext(
      HallState state, HallCommand.CallNext command, AccountId actor, Instant at) {
    Outcome refused = notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    TicketId current = state.session(command.window()).orElseThrow().ticket();
    if (current != null) {
      return occupied(state, command.window(), current, "start, complete or miss it first");
    }
    List<Ticket> firsts =
        state.window(command.window()).orElseThrow().queues().stream()
            .map(state::first)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(Ticket::place))
            .toList();
    if (firsts.isEmpty()) {
      return Outcome.accepted();
    }
    Ticket chosen = firsts.getFirst();
    return Outcome.accepted(
        new HallEvent.TicketCalled(
            chosen.id(),
            command.window(),
            state.announcements() + 1,
            Duration.between(chosen.issuedAt(), at).toMillis(),
            firsts.stream()
                .map(t -> new HallEvent.Candidate(t.id(), t.queue(), t.place().key()))
                .toList()));
  }

  private static Outcome recall(
      HallState state, HallCommand.RecallTicket command, AccountId actor, Instant at) {
    Outcome refused = notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    if (ticket == null || !(ticket.state() instanceof TicketState.Called called)) {
      return noCalled(command.window(), ticket);
    }
    HallConfig.Rules rules = state.config().rules();
    if (called.announcements() > rules.maxRecalls()) {
      return Outcome.refused(
          Refusal.Reason.TOO_MANY_RECALLS,
          "at most " + rules.maxRecalls() + " recalls",
          ticket.id().display() + " was recalled " + (called.announcements() - 1) + " times",
          "start the service, or miss the ticket");
    }
    long since = Duration.between(called.lastAnnounced(), at).toMillis();
    if (since < rules.recallAfterMillis()) {
      return tooSoon(
          rules.recallAfterMillis() + " ms since the last announcement", since + " ms", "recall");
    }
    return Outcome.accepted(
        new HallEvent.TicketRecalled(
            ticket.id(), command.window(), state.announcements() + 1, called.announcements()));
  }

  private static Outcome miss(
      HallState state, HallCommand.MissTicket command, AccountId actor, Instant at) {
    Outcome refused = notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    if (ticket == null || !(ticket.state() instanceof TicketState.Called called)) {
      return noCalled(command.window(), ticket);
    }
    HallConfig.Rules rules = state.config().rules();
    long since = Duration.between(called.since(), at).toMillis();
    if (called.announcements() < rules.missAnnouncements() || since < rules.missAfterMillis()) {
      return tooSoon(
          "%d announcements and %d ms since the call"
              .formatted(rules.missAnnouncements(), rules.missAfterMillis()),
          "%d announcements and %d ms".formatted(called.announcements(), since),
          "recall it, then miss it");
    }
    return Outcome.accepted(new HallEvent.TicketMissed(ticket.id(), command.window()));
  }

  private static Outcome start(HallState state, HallCommand.StartService command, AccountId actor) {
    Outcome refused = notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    if (ticket == null || !(ticket.state() instanceof TicketState.Called)) {
      return noCalled(command.window(), ticket);
    }
    return Outcome.accepted(new HallEvent.ServiceStarted(ticket.id(), command.window()));
  }

  private static Outcome complete(
      HallState state, HallCommand.CompleteService command, AccountId actor) {
    Outcome refused = notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    Ticket ticket = atWindow(state, command.window());
    if (ticket == null) {
      return noTicket(command.window(), "a ticket being served");
    }
    if (!(ticket.state() instanceof TicketState.Serving)) {
      return wrongState(ticket, "Serving", "start the service first");
    }
    return Outcome.accepted(
        new HallEvent.ServiceCompleted(ticket.id(), command.window(), command.outcomes(), false));
  }

  private static @Nullable Outcome notManned(
      HallState state, HallCommand.AtWindow command, AccountId actor) {
    WindowId window = command.window();
    if (state.window(window).isEmpty()) {
      return unknownWindow(state, window);
    }
    WindowSession session = state.session(window).orElse(null);
    if (session == null) {
      return Outcome.refused(
          Refusal.Reason.WINDOW_NOT_OPEN, "an open window", window + " is closed", "open it first");
    }
    if (!session.clerk().equals(actor)) {
      return Outcome.refused(
          Refusal.Reason.NOT_YOUR_WINDOW,
          "the clerk who opened the window",
          window + " is manned by another clerk",
          "work at your own window");
    }
    return null;
  }

  private static @Nullable Ticket atWindow(HallState state, WindowId window) {
    TicketId id = state.session(window).orElseThrow().ticket();
    return id == null ? null : state.ticket(id).orElseThrow();
  }

  private static Outcome unknownWindow(HallState state, WindowId window) {
    return Outcome.refused(
        Refusal.Reason.UNKNOWN_WINDOW,
        "a window of hall " + state.config().slug(),
        window.value(),
        "look up the windows of the hall");
  }

  private static Outcome occupied(
      HallState state, WindowId window, TicketId ticket, String remedy) {
    return Outcome.refused(
        Refusal.Reason.WINDOW_OCCUPIED,
        "a window without a ticket",
        "%s has %s, %s"
            .formatted(window, ticket.display(), state.ticket(ticket).orElseThrow().state().word()),
        remedy);
  }

  private static Outcome noCalled(WindowId window, @Nullable Ticket ticket) {
    return ticket == null
        ? noTicket(window, "a called ticket")
        : wrongState(ticket, "Called", "go on with the service");
  }

  private static Outcome noTicket(WindowId window, String expected) {
    return Outcome.refused(
        Refusal.Reason.NO_TICKET_AT_WINDOW,
        expected + " at the window",
        window + " has none",
        "call the next ticket");
  }

  private static Outcome wrongState(Ticket ticket, String expected, String remedy) {
    return Outcome.refused(
        Refusal.Reason.WRONG_TICKET_STATE,
        "a ticket that is " + expected,
        ticket.id().display() + " is " + ticket.state().word(),
        remedy);
  }

  private static Outcome tooSoon(String expected, String found, String remedy) {
    return Outcome.refused(
        Refusal.Reason.TOO_SOON, "at least " + expected, found, "wait, then " + remedy);
  }
}
