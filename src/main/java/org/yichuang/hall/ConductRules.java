package org.yichuang.hall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conduct alarms (domain: "Conduct alarms"): raised when what they are about has lasted or was
 * counted, acknowledged by supervisors, cleared by whatever ends their cause. Pure functions.
 *
 * <p>What lasts is measured in the hall's opening time: a lunch break, the time after closing and a
 * time in which the hall stands still do not count. While it stands still no alarm is raised.
 */
public final class ConductRules {
  private ConductRules() {}

  /** Alarms that are due at or before a time. */
  static List<HallEvent> due(HallState state, Instant at) {
    if (state.pauses().now().isPresent()) {
      return List.of();
    }
    List<HallEvent> events = new ArrayList<>();
    for (ConductWatch.Coming cause : state.conduct().due(at)) {
      events.add(raised(state, cause, state.conduct().raised() + 1 + events.size()));
    }
    return events;
  }

  /** When {@link #due} has something next, if no event comes before; empty: never today. */
  static Optional<Instant> nextDue(HallState state) {
    return state.pauses().now().isPresent() ? Optional.empty() : state.conduct().nextDue();
  }

  private static HallEvent raised(HallState state, ConductWatch.Coming coming, int number) {
    ConductCause cause = coming.cause();
    WindowId window = cause.window();
    DeskCount count = window == null ? new DeskCount() : state.conduct().count(window);
    AccountId clerk =
        window == null ? null : state.session(window).map(WindowSession::clerk).orElse(null);
    return switch (cause.kind()) {
      case IDLE, UNMANNED, SILENT -> lasting(number, cause, clerk, coming.since());
      case FAST_MISSES -> counted(number, cause, clerk, count.fastMisses, null);
      case BULK -> counted(number, cause, clerk, count.shortServices, null);
      case OUT_OF_ORDER -> counted(number, cause, clerk, count.byHand, count.calls);
      case QUICK_SERVES -> counted(number, cause, clerk, count.quickServes, count.services);
    };
  }

  private static HallEvent lasting(
      int number, ConductCause cause, @Nullable AccountId clerk, Instant since) {
    return new HallEvent.ConductAlarmRaised(number, cause, clerk, null, null, since);
  }

  private static HallEvent counted(
      int number, ConductCause cause, @Nullable AccountId clerk, int count, @Nullable Integer of) {
    return new HallEvent.ConductAlarmRaised(number, cause, clerk, count, of, null);
  }

  static Outcome acknowledge(HallState state, HallCommand.AcknowledgeAlarm command) {
    ConductAlarm alarm = state.conduct().alarm(command.alarm()).orElse(null);
    if (alarm == null) {
      return Outcome.refused(
          Refusal.Reason.UNKNOWN_ALARM,
          "an alarm of " + state.day().orElseThrow(),
          "number " + command.alarm(),
          "look at the supervision board");
    }
    return alarm.acknowledged() == null
        ? Outcome.accepted(new HallEvent.ConductAlarmAcknowledged(command.alarm(), command.note()))
        : Outcome.refused(
            Refusal.Reason.ALREADY_ACKNOWLEDGED,
            "an alarm that nobody acknowledged",
            "alarm %d was acknowledged at %s"
                .formatted(
                    command.alarm(),
                    alarm.acknowledged().at().atZone(state.config().zone()).toLocalTime()),
            "leave it as it is");
  }

  /** The first sign of the day, and the first after an alarm, are recorded; others are not. */
  public static boolean isNews(HallState state, String device) {
    return !state.conduct().devices().contains(device)
        || state.conduct().isOpen(ConductCause.silent(device));
  }

  static Outcome heartbeat(HallState state, HallCommand.DeviceHeartbeat command) {
    return isNews(state, command.device())
        ? Outcome.accepted(new HallEvent.DeviceHeard(command.device()))
        : Outcome.accepted();
  }

  /** Devices heard today. */
  public static Set<String> devices(HallState state) {
    return state.conduct().devices();
  }

  /**
   * When a device is silent for too long.
   *
   * @param heard when it was heard last; the owner knows, the journal does not
   * @return empty when the hall closes before that, stands still, or has an alarm of it
   */
  public static Optional<Instant> silentAt(HallState state, String device, Instant heard) {
    boolean quiet = state.ended() || state.pauses().now().isPresent();
    return quiet || state.conduct().isOpen(ConductCause.silent(device))
        ? Optional.empty()
        : state.afterOpen(heard, state.config().conduct().silentMillis());
  }

  /** The alarm of a device that {@link #silentAt} says is silent by now. */
  public static HallEvent silent(HallState state, String device, Instant heard) {
    return lasting(state.conduct().raised() + 1, ConductCause.silent(device), null, heard);
  }
}
