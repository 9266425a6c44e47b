package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An appointment that somebody came to.
 *
 * @param appointment its id
 * @param slot when its slot begins
 * @param notBefore for the rules to say: until then the ticket is called only when nobody else
 *     waits; null: too late for the slot, it queues like a walk-in
 */
public record Booked(String appointment, Instant slot, @Nullable Instant notBefore) {
  public Booked(String appointment, Instant slot) {
    this(appointment, slot, null);
  }

  /** Whether the person was there in time. */
  public boolean inTime() {
    return notBefore != null;
  }
}
