package org.yichuang.journal;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.yichuang.hall.HallId;

/**
 * The lane's one connection to the journal. Called from the lane's event loop, answers on it; one
 * flight at a time.
 */
public interface FlightPort {

  /** Sends one flight: one statement, one transaction, one round trip. Answers once, or never. */
  void fly(List<Cargo> flight, Consumer<FlightResult> answer);

  /**
   * Replaces the connection, and makes sure that nothing sent over the old one can be committed any
   * more.
   *
   * @param answer true when that is certain and flights may leave; false: try again
   */
  void settle(Consumer<Boolean> answer);

  /** What became of a flight. */
  sealed interface FlightResult {

    /**
     * Committed for every hall but the moved ones.
     *
     * @param moved halls whose heads were not as expected; nothing of theirs was written
     * @param databaseMillis the database's clock, milliseconds since the epoch
     */
    record Landed(Set<HallId> moved, long databaseMillis) implements FlightResult {}

    /** Certainly nothing was written. */
    record Turned(Cause cause, String detail) implements FlightResult {}

    /** Nobody knows: the connection is gone. */
    record Lost(String detail) implements FlightResult {}

    /** Why the database refused a flight. */
    enum Cause {
      /** Another writer took a sequence at the same moment. */
      TAKEN,
      /** A value the database does not accept. */
      DATA,
      /** Anything else: a lock time-out, a full disk. */
      OTHER
    }
  }
}
