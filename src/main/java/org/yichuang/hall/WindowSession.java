package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open window with its clerk. Immutable.
 *
 * @param ticket the one called or served ticket; null when nobody is in front of the window
 * @param paused the clerk is away for a while
 */
public record WindowSession(
    AccountId clerk, Instant since, @Nullable TicketId ticket, boolean paused) {
  WindowSession with(@Nullable TicketId next) {
    return new WindowSession(clerk, since, next, paused);
  }

  WindowSession paused(boolean now) {
    return new WindowSession(clerk, since, ticket, now);
  }

  WindowSession takenOverBy(AccountId backup) {
    return new WindowSession(backup, since, ticket, paused);
  }
}
