package org.yichuang.sim;

import java.util.EnumSet;

/** What goes wrong in a simulation. */
enum Fault {
  /** The database turns a flight away. */
  FLIGHT_TURNED,
  /** The database finds a value that it does not accept. */
  FLIGHT_DATA,
  /** The connection breaks before the flight was executed. */
  LOST_BEFORE,
  /** The connection breaks when the flight is committed. */
  LOST_AFTER,
  /** The flight is executed after its sender saw the connection break. */
  LATE_COMMIT,
  /** The network holds a flight longer than its sender waits. */
  SLOW_FLIGHT,
  /** A new connection fails, or nothing is heard of it. */
  SETTLE_FAILS,
  /** The database is away for seconds. */
  OUTAGE,
  /** A stream cannot be read. */
  READ_FAILS,
  /** Requests, replies and boards vanish. */
  BUS_LOSS,
  /** They arrive twice. */
  BUS_DOUBLE,
  /** They arrive late, and in another order. */
  BUS_DELAY,
  /** A node ends without a word, and starts again. */
  CRASH,
  /** A hall gets another owner. */
  MOVE,
  /** A node believes that a hall is its own. */
  DUEL,
  /** Clocks differ by up to a second. */
  CLOCK_SKEW,
  /** A clock is set. */
  CLOCK_STEP,
  /** A long timer runs late. */
  LATE_TIMER,
  /** Streams of cases are read slowly. */
  READ_SLOW,
  /** A node's one thread stands still. */
  PAUSE,
  /** Nobody hears a node and it hears nobody; it reaches the database. */
  PARTITION;

  /** What happens only in worlds that last for months. */
  static EnumSet<Fault> ofMonths() {
    return EnumSet.of(READ_SLOW, PAUSE, PARTITION);
  }
}
