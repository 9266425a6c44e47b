package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a ticket stands; each state holds only what it knows. */
public sealed interface TicketState {

  record Waiting() implements TicketState {}

  /**
   * @param announcements 1 after the call, one more for each recall
   */
  record Called(WindowId window, Instant since, Instant lastAnnounced, int announcements)
      implements TicketState {}

  record Serving(WindowId window, Instant since) implements TicketState {}

  record Missed(WindowId window, Instant since) implements TicketState {}

  /**
   * @param hereOnly no other window may resume it while its own is open
   */
  record Held(WindowId window, Instant since, String reason, boolean hereOnly)
      implements TicketState {}

  record Cancelled(Instant since) implements TicketState {}

  record Completed(WindowId window, Instant since) implements TicketState {}

  /**
   * @param reason null when its event does not say
   */
  record Lapsed(Instant since, @Nullable LapseReason reason) implements TicketState {}

  /** The word of the interface: {@code Waiting}, {@code Called} … */
  default String word() {
    return switch (this) {
      case Waiting waiting -> "Waiting";
      case Called called -> "Called";
      case Serving serving -> "Serving";
      case Missed missed -> "Missed";
      case Held held -> "Held";
      case Cancelled cancelled -> "Cancelled";
      case Completed completed -> "Completed";
      case Lapsed lapsed -> "Lapsed";
    };
  }
}
