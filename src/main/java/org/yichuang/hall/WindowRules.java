package org.yichuang.hall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Windows: opened, paused, handed over, closed, armed, and given other queues. */
final class WindowRules {
  private WindowRules() {}

  static Outcome open(HallState state, HallCommand.OpenWindow command, AccountId actor) {
    if (state.window(command.window()).isEmpty()) {
      return Refusals.unknownWindow(state, command.window());
    }
    if (state.ended()) {
      return Refusals.dayEnded(state);
    }
    WindowSession session = state.session(command.window()).orElse(null);
    if (session != null) {
      boolean own = session.clerk().equals(actor);
      return Outcome.refused(
          Refusal.Reason.WINDOW_ALREADY_OPEN,
          "a closed window",
          own
              ? command.window() + " is open, by you"
              : command.window() + " is open, by another clerk",
          own ? "go on working" : "let that clerk close it first, or take it over");
    }
    return Outcome.accepted(new HallEvent.WindowOpened(command.window(), actor));
  }

  static Outcome close(HallState state, HallCommand.CloseWindow command, AccountId actor) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused == null) {
      refused = busy(state, command.window());
    }
    return refused != null
        ? refused
        : Outcome.accepted(new HallEvent.WindowClosed(command.window(), false));
  }

  static Outcome pause(HallState state, HallCommand.PauseWindow command, AccountId actor) {
    Outcome refused = Refusals.notFree(state, command, actor, "complete, hold or miss it first");
    return refused != null
        ? refused
        : Outcome.accepted(new HallEvent.WindowPaused(command.window()));
  }

  static Outcome resume(HallState state, HallCommand.ResumeWindow command, AccountId actor) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    return state.session(command.window()).orElseThrow().paused()
        ? Outcome.accepted(new HallEvent.WindowResumed(command.window()))
        : Outcome.refused(
            Refusal.Reason.WINDOW_NOT_PAUSED,
            "a paused window",
            command.window() + " is not paused",
            "go on working");
  }

  static Outcome takeOver(HallState state, HallCommand.TakeOverWindow command, AccountId actor) {
    WindowId window = command.window();
    if (state.window(window).isEmpty()) {
      return Refusals.unknownWindow(state, window);
    }
    WindowSession session = state.session(window).orElse(null);
    if (session == null) {
      return Refusals.notOpen(window);
    }
    return session.clerk().equals(actor)
        ? Outcome.refused(
            Refusal.Reason.WINDOW_ALREADY_OPEN,
            "a window of another clerk",
            window + " is open, by you",
            "go on working")
        : Outcome.accepted(new HallEvent.WindowTakenOver(window, actor));
  }

  static Outcome changeQueues(HallState state, HallCommand.ChangeWindowQueues command) {
    HallConfig.Window window = state.window(command.window()).orElse(null);
    if (window == null) {
      return Refusals.unknownWindow(state, command.window());
    }
    for (QueueId queue : command.queues()) {
      if (state.config().queue(queue).isEmpty()) {
        return Refusals.unknownQueue(state.config(), queue);
      }
    }
    List<QueueId> queues = command.queues().stream().distinct().toList();
    return window.queues().equals(queues)
        ? Outcome.accepted()
        : Outcome.accepted(new HallEvent.WindowQueuesChanged(command.window(), queues));
  }

  static Outcome storeNext(
      HallState state, HallCommand.StoreNext command, AccountId actor, Instant at) {
    Outcome refused = Refusals.notFree(state, command, actor, "complete or miss it first");
    if (refused != null) {
      return refused;
    }
    WindowId window = command.window();
    if (state.armed().contains(window)) {
      return Outcome.accepted();
    }
    return CallingRules.candidates(state, window, at).stream()
        .findFirst()
        .map(
            first ->
                Outcome.refused(
                    Refusal.Reason.SOMEBODY_WAITS,
                    "nobody who waits for the window",
                    first.ticket().display() + " waits",
                    "call it"))
        .orElseGet(() -> Outcome.accepted(new HallEvent.WindowArmed(window)));
  }

  static Outcome disarm(HallState state, HallCommand.DisarmWindow command, AccountId actor) {
    Outcome refused = Refusals.notManned(state, command, actor);
    if (refused != null) {
      return refused;
    }
    return state.armed().contains(command.window())
        ? Outcome.accepted(new HallEvent.WindowDisarmed(command.window()))
        : Outcome.refused(
            Refusal.Reason.WINDOW_NOT_ARMED,
            "a window that waits for the next ticket",
            command.window() + " does not",
            "go on working");
  }

  private static @Nullable Outcome busy(HallState state, WindowId window) {
    TicketId ticket = state.session(window).orElseThrow().ticket();
    return ticket == null
        ? null
        : Refusals.occupied(state, window, ticket, "complete, hold or miss it first");
  }
}
