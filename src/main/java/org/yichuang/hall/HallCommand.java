package org.yichuang.hall;

import java.util.List;

/**
 * What somebody asks of a hall. A command names its hall, its author and its time nowhere: these
 * travel beside it.
 */
public sealed interface HallCommand {

  /** A command at one window. */
  sealed interface AtWindow extends HallCommand {
    WindowId window();
  }

  /** Take a number of a queue (取号). */
  record IssueTicket(QueueId queue) implements HallCommand {}

  /** Start the session of a window; its author is its clerk until it closes. */
  record OpenWindow(WindowId window) implements AtWindow {}

  /** End the session of a window that has nobody in front of it. */
  record CloseWindow(WindowId window) implements AtWindow {}

  /** Call whoever the policy puts first in the queues of the window (叫号). */
  record CallNext(WindowId window) implements AtWindow {}

  /** Announce the called ticket again (重呼). */
  record RecallTicket(WindowId window) implements AtWindow {}

  /** Nobody came (过号). */
  record MissTicket(WindowId window) implements AtWindow {}

  /** The person is at the window. */
  record StartService(WindowId window) implements AtWindow {}

  /** The person leaves the window; one outcome for each matter. */
  record CompleteService(WindowId window, List<MatterOutcome> outcomes) implements AtWindow {
    public static final int MAX_OUTCOMES = 20;

    public CompleteService {
      outcomes = List.copyOf(outcomes);
      if (outcomes.size() > MAX_OUTCOMES) {
        throw new IllegalArgumentException(
            "expected at most %d outcomes, found %d".formatted(MAX_OUTCOMES, outcomes.size()));
      }
    }
  }
}
