package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
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
   * Events that fell due at or before {@code at} without anybody's command: the end of the day, the
   * change to the next, calls to windows that wait for a ticket, and alarms. To be applied before
   * any command of that time is decided, and after it; again until there are none.
   *
   * @param current the newest configuration of the hall, for a day that opens now
   */
  public static List<HallEvent> due(HallState state, HallConfig current, Instant at) {
    List<HallEvent> ofDay = DayRules.due(state, current, at);
    if (!ofDay.isEmpty()) {
      return ofDay;
    }
    List<HallEvent> call = armedCall(state, at);
    return call.isEmpty() ? ConductRules.due(state, at) : call;
  }

  /**
   * The next instant at which {@link #due} may have something, if nothing happens before: the
   * earliest of a list. A command may move it in either direction.
   */
  public static Instant nextDue(HallState state) {
    Instant next = DayRules.midnight(state);
    next = DayRules.endsAt(state).filter(next::isAfter).orElse(next);
    return ConductRules.nextDue(state).filter(next::isAfter).orElse(next);
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
      case HallCommand.StoreNext store -> WindowRules.storeNext(state, store, actor, at);
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
      case HallCommand.OpenCases open -> RegistrationRules.open(state, open, actor);
      case HallCommand.EndDay end -> DayRules.end(state);
      case HallCommand.ReconfigureHall reconfigure -> ConfigRules.reconfigure(state, reconfigure);
      case HallCommand.AcknowledgeAlarm seen -> ConductRules.acknowledge(state, seen);
      case HallCommand.DeviceHeartbeat beat -> ConductRules.heartbeat(state, beat);
      case HallCommand.PauseHall pause -> EmergencyRules.pause(state, pause);
      case HallCommand.ResumeHall resume -> EmergencyRules.resume(state);
      case HallCommand.EnterStubs stubs -> EmergencyRules.enter(state, stubs, at);
    };
  }
}
