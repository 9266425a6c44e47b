package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open window with its clerk. Immutable.
 *
 * @param ticket the one called or served ticket; null when nobody is in front of the window
 */
public record WindowSession(AccountId clerk, Instant since, @Nullable TicketId ticket) {
  WindowSession with(@Nullable TicketId next) {
    return new WindowSession(clerk, since, next);
  }
}
