package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hall that stands still (应急暂停), as in a power cut: nobody is called and no number is given, no
 * tolerance runs, and whoever got a pre-printed stub meanwhile is entered with the time of arrival.
 */
final class EmergencyRules {
  private EmergencyRules() {}

  /** Null when the hall runs, or does this also while it stands still. */
  static @Nullable Outcome standsStill(HallState state, HallCommand command) {
    return waitsForTheHall(command)
        ? state
            .pauses()
            .now()
            .map(pause -> stopped(state, pause, "a hall that runs", "wait until it goes on"))
            .orElse(null)
        : null;
  }

  private static boolean waitsForTheHall(HallCommand command) {
    return switch (command) {
      case HallCommand.IssueTicket issue -> true;
      case HallCommand.RejoinTicket rejoin -> true;
      case HallCommand.CallNext next -> true;
      case HallCommand.CallTicket call -> true;
      case HallCommand.RecallTicket recall -> true;
      case HallCommand.MissTicket miss -> true;
      case HallCommand.StoreNext store -> true;
      case HallCommand.QuickServe quick -> true;
      case HallCommand.ResumeTicket resume -> true;
      case HallCommand.ReopenTicket reopen -> true;
      case HallCommand.TransferTicket transfer -> true;
      case HallCommand.CancelTicket cancel -> false;
      case HallCommand.PutBackTicket back -> false;
      case HallCommand.OpenWindow open -> false;
      case HallCommand.CloseWindow close -> false;
      case HallCommand.PauseWindow pause -> false;
      case HallCommand.ResumeWindow resume -> false;
      case HallCommand.TakeOverWindow takeOver -> false;
      case HallCommand.ChangeWindowQueues change -> false;
      case HallCommand.DisarmWindow disarm -> false;
      case HallCommand.StartService start -> false;
      case HallCommand.CompleteService complete -> false;
      case HallCommand.HoldTicket hold -> false;
      case HallCommand.OpenCases open -> false;
      case HallCommand.PauseHall pause -> false;
      case HallCommand.ResumeHall resume -> false;
      case HallCommand.EnterStubs stubs -> false;
      case HallCommand.EndDay end -> false;
      case HallCommand.ReconfigureHall reconfigure -> false;
      case HallCommand.AcknowledgeAlarm seen -> false;
      case HallCommand.DeviceHeartbeat beat -> false;
    };
  }

  static Outcome pause(HallState state, HallCommand.PauseHall command) {
    if (state.ended()) {
      return Refusals.dayEnded(state);
    }
    return state
        .pauses()
        .now()
        .map(pause -> stopped(state, pause, "a hall that runs", "resume it when it can go on"))
        .orElseGet(() -> Outcome.accepted(new HallEvent.HallPaused(command.reason())));
  }

  static Outcome resume(HallState state) {
    return state.pauses().now().isPresent()
        ? Outcome.accepted(new HallEvent.HallResumed())
        : Outcome.refused(
            Refusal.Reason.HALL_NOT_PAUSED,
            "a hall that stands still",
            "hall " + state.config().slug() + " runs",
            "go on working");
  }

  private static Outcome stopped(
      HallState state, Pauses.Pause pause, String expected, String remedy) {
    return Outcome.refused(
        Refusal.Reason.HALL_PAUSED,
        expected,
        "standing still since %s: %s".formatted(time(state, pause.since()), pause.reason()),
        remedy);
  }

  /** All of them, or none. */
  static Outcome enter(HallState state, HallCommand.EnterStubs command, Instant at) {
    if (state.ended()) {
      return Refusals.dayEnded(state);
    }
    HallConfig config = state.config();
    Set<TicketId> entered = new HashSet<>();
    Map<QueueId, Integer> waiting = new HashMap<>();
    List<HallEvent> events = new ArrayList<>();
    for (Stub stub : command.stubs()) {
      TicketId id = new TicketId(state.day().orElseThrow(), HallConfig.STUB_PREFIX, stub.number());
      if (config.queue(stub.queue()).isEmpty()) {
        return Refusals.unknownQueue(config, stub.queue());
      }
      if (state.ticket(id).isPresent() || !entered.add(id)) {
        return Outcome.refused(
            Refusal.Reason.STUB_ENTERED,
            "stubs that are not entered yet",
            id.display() + " twice",
            "leave it out; read its number again");
      }
      if (stub.arrivedAt().isAfter(at) || !state.pauses().include(stub.arrivedAt())) {
        return Outcome.refused(
            Refusal.Reason.NOT_IN_A_PAUSE,
            "an arrival while the hall stood still" + pauses(state),
            "%s at %s".formatted(id.display(), time(state, stub.arrivedAt())),
            "look at the paper again; outside these times give a number");
      }
      if (IssuingRules.lacksReason(stub.person(), stub.reason())) {
        return Refusals.reasonRequired("the class %s of %s".formatted(stub.person(), id.display()));
      }
      int before = state.waiting(stub.queue()) + waiting.merge(stub.queue(), 1, Integer::sum) - 1;
      if (before >= config.rules().maxWaiting()) {
        return Refusals.queueFull(config, stub.queue(), before);
      }
      events.add(
          new HallEvent.StubEntered(
              id,
              stub.queue(),
              stub.arrivedAt().toEpochMilli() - config.policy().credit(stub.person()),
              stub.arrivedAt(),
              stub.person() == PersonClass.ORDINARY ? null : stub.person(),
              stub.reason()));
    }
    return new Outcome.Accepted(events);
  }

  private static String pauses(HallState state) {
    List<String> times =
        state.pauses().all().stream()
            .map(
                pause -> {
                  Instant until = pause.until();
                  return time(state, pause.since())
                      + "-"
                      + (until == null ? "now" : time(state, until));
                })
            .toList();
    return times.isEmpty() ? ", which it did not today" : " " + times;
  }

  private static LocalTime time(HallState state, Instant at) {
    return at.atZone(state.config().zone()).toLocalTime().withNano(0);
  }
}
