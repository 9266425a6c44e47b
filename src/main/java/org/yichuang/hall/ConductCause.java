package org.yichuang.hall;

import org.jspecify.annotations.Nullable;

/**
 * What an alarm is about. Of one cause at most one alarm is open. Immutable.
 *
 * @param window of what clerks do
 * @param queue that nobody serves
 * @param device that is silent
 */
public record ConductCause(
    Kind kind, @Nullable WindowId window, @Nullable QueueId queue, @Nullable String device) {

  /** The conduct alarms of the specification. */
  public enum Kind {
    /** A window is open and free while somebody waits whom it could call. */
    IDLE,
    /** Somebody waits in a queue that no open window serves. */
    UNMANNED,
    /** Several numbers in a row were given up as soon as the rules allow. */
    FAST_MISSES,
    /** Too many of a window's calls were out of order. */
    OUT_OF_ORDER,
    /** Too many of a window's services were of people without a number. */
    QUICK_SERVES,
    /** Several services in a row too short to be one. */
    BULK,
    /** A kiosk or display that was heard today is not heard any more. */
    SILENT
  }

  public ConductCause {
    boolean fits =
        switch (kind) {
          case IDLE, FAST_MISSES, OUT_OF_ORDER, QUICK_SERVES, BULK ->
              window != null && queue == null && device == null;
          case UNMANNED -> window == null && queue != null && device == null;
          case SILENT -> window == null && queue == null && device != null;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "expected what %s is about, found window %s, queue %s, device %s"
              .formatted(kind, window, queue, device));
    }
  }

  static ConductCause at(WindowId window, Kind kind) {
    return new ConductCause(kind, window, null, null);
  }

  static ConductCause unmanned(QueueId queue) {
    return new ConductCause(Kind.UNMANNED, null, queue, null);
  }

  static ConductCause silent(String device) {
    return new ConductCause(Kind.SILENT, null, null, device);
  }
}
