package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

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
   * business day, and calls to windows that wait for a ticket. To be applied before any command of
   * that time is decided, and after it; again until there are none.
   *
   * @param current the newest configuration of the hall, for a day that opens now
   */
  public static List<HallEvent> due(HallState state, HallConfig current, Instant at) {
    LocalDate open = state.day().orElseThrow();
    LocalDate today = at.atZone(current.zone()).toLocalDate();
    if (at.isBefore(endOfDay(state))) {
      return armedCall(state, at);
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

  private static List<HallEvent> armedCall(HallState state, Instant at) {
    if (state.pauses().now().isPresent()) {
      return List.of();
    }
    for (WindowId window : state.armed()) {
      HallEvent.TicketCalled call = CallingRules.nextCall(state, window, at);
      if (call != null) {
        return List.of(call);
      }
    }
    return List.of();
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
        case TicketState.Held held -> events.add(new HallEvent.TicketLapsed(ticket.id()));
        case TicketState.Completed completed -> {}
        case TicketState.Cancelled cancelled -> {}
        case TicketState.Lapsed lapsed -> {}
      }
    }
    for (WindowId window : state.sessions().keySet()) {
      events.add(new HallEvent.WindowClosed(window, true));
    }
    return events;
  }

  private static Outcome endDay(HallState state) {
    if (state.ended()) {
      return Outcome.accepted();
    }
    List<HallEvent> events = new ArrayList<>();
    events.add(new HallEvent.DayEnded());
    events.addAll(closing(state));
    return new Outcome.Accepted(events);
  }

  /**
   * Decides one command.
   *
   * @param at not before the state's own time, whole milliseconds
   */
  public static Outcome decide(HallState state, HallCommand command, AccountId actor, Instant at) {
    Outcome refused = EmergencyRules.standsStill(state, command);
    if (refused != null) {
      return refused;
    }
    return switch (command) {
      case HallCommand.IssueTicket issue -> IssuingRules.issue(state, issue, at);
      case HallCommand.CancelTicket cancel -> IssuingRules.cancel(state, cancel);
      case HallCommand.RejoinTicket rejoin -> IssuingRules.rejoin(state, rejoin, at);
      case HallCommand.OpenWindow open -> WindowRules.open(state, open, actor);
      case HallCommand.CloseWindow close -> WindowRules.close(state, close, actor);
      case HallCommand.PauseWindow pause -> WindowRules.pause(state, pause, actor);
      case HallCommand.ResumeWindow resume -> WindowRules.resume(state, resume, actor);
      case HallCommand.TakeOverWindow takeOver -> WindowRules.takeOver(state, takeOver, actor);
      case HallCommand.ChangeWindowQueues change -> WindowRules.changeQueues(state, change);
      case HallCommand.StoreNext store -> WindowRules.storeNext(state, store, actor);
      case HallCommand.DisarmWindow disarm -> WindowRules.disarm(state, disarm, actor);
      case HallCommand.CallNext next -> CallingRules.callNext(state, next, actor, at);
      case HallCommand.CallTicket call -> CallingRules.call(state, call, actor, at);
      case HallCommand.RecallTicket recall -> CallingRules.recall(state, recall, actor, at);
      case HallCommand.MissTicket miss -> CallingRules.miss(state, miss, actor, at);
      case HallCommand.PutBackTicket back -> CallingRules.putBack(state, back, actor);
      case HallCommand.StartService start -> ServiceRules.start(state, start, actor);
      case HallCommand.CompleteService complete -> ServiceRules.complete(state, complete, actor);
      case HallCommand.HoldTicket hold -> ServiceRules.hold(state, hold, actor);
      case HallCommand.ResumeTicket resume -> ServiceRules.resume(state, resume, actor);
      case HallCommand.TransferTicket transfer -> ServiceRules.transfer(state, transfer, actor, at);
      case HallCommand.ReopenTicket reopen -> ServiceRules.reopen(state, reopen, actor, at);
      case HallCommand.QuickServe quick -> ServiceRules.quickServe(state, quick, actor);
      case HallCommand.PauseHall pause -> EmergencyRules.pause(state, pause);
      case HallCommand.ResumeHall resume -> EmergencyRules.resume(state);
      case HallCommand.EnterStubs stubs -> EmergencyRules.enter(state, stubs, at);
      case HallCommand.EndDay end -> endDay(state);
    };
  }
}
