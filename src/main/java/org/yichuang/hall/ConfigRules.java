package org.yichuang.hall;

import java.util.Optional;

/** A configuration that comes into force in mid-day. Nobody who is in the hall loses a place. */
final class ConfigRules {
  private ConfigRules() {}

  static Outcome reconfigure(HallState state, HallCommand.ReconfigureHall command) {
    HallConfig now = state.config();
    if (now.version() == command.version()) {
      return Outcome.accepted();
    }
    Optional<HallConfig> found = state.version(command.version());
    if (found.isEmpty()) {
      return Outcome.refused(
          Refusal.Reason.UNKNOWN_CONFIGURATION,
          "a stored configuration of hall " + now.slug(),
          "version " + command.version(),
          "choose one of the hall's configurations");
    }
    HallConfig next = found.get();
    if (!next.zone().equals(now.zone())) {
      return misfit(
          "the time zone of the open day, " + now.zone(),
          next.zone().toString(),
          "wait: it is in force from the next day");
    }
    return droppedQueue(state, next)
        .or(() -> droppedWindow(state, next))
        .or(() -> movedPrefix(state, next))
        .orElseGet(() -> Outcome.accepted(new HallEvent.HallReconfigured(command.version())));
  }

  private static Optional<Outcome> droppedQueue(HallState state, HallConfig next) {
    return state.tickets().stream()
        .filter(ticket -> !ticket.isDone() && next.queue(ticket.queue()).isEmpty())
        .findFirst()
        .map(
            ticket ->
                misfit(
                    "a configuration with queue " + ticket.queue(),
                    "one without it while %s is %s"
                        .formatted(ticket.id().display(), ticket.state().word()),
                    "serve, transfer or cancel the tickets of the queue first, or keep it"));
  }

  private static Optional<Outcome> droppedWindow(HallState state, HallConfig next) {
    return state.sessions().keySet().stream()
        .filter(window -> next.window(window).isEmpty())
        .findFirst()
        .map(
            window ->
                misfit(
                    "a configuration with window " + window,
                    "one without it while it is open",
                    "close the window first, or keep it"));
  }

  /** A day's numbers under a prefix are one queue's, and a queue's are under one prefix. */
  private static Optional<Outcome> movedPrefix(HallState state, HallConfig next) {
    for (HallConfig.Queue queue : next.queues()) {
      QueueId giver = state.giver(queue.prefix()).orElse(queue.id());
      if (!giver.equals(queue.id())) {
        return Optional.of(
            misfit(
                "prefix %s for queue %s".formatted(queue.prefix(), giver),
                "it for queue %s, after %s has given numbers under it today"
                    .formatted(queue.id(), giver),
                "choose another prefix, or wait: it is in force from the next day"));
      }
      Optional<String> given = state.prefixOf(queue.id());
      if (given.isPresent() && !given.get().equals(queue.prefix())) {
        return Optional.of(
            misfit(
                "prefix %s for queue %s, which has given numbers under it today"
                    .formatted(given.get(), queue.id()),
                "prefix " + queue.prefix(),
                "keep the prefix, or wait: it is in force from the next day"));
      }
    }
    return Optional.empty();
  }

  private static Outcome misfit(String expected, String found, String remedy) {
    return Outcome.refused(Refusal.Reason.CONFIGURATION_DOES_NOT_FIT, expected, found, remedy);
  }
}
