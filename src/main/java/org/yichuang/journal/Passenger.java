package org.yichuang.journal;

import java.util.Optional;

/** Who sends cargo by a {@link Lane}: a hall. Called from the lane's event loop. */
public interface Passenger {

  /**
   * Hands over what is to be written, decided on the last landed state. Asked once for each flight;
   * not again before {@link #landed}.
   *
   * @param maxRows how many journal rows fit; more only when a single command has more
   * @param maxHerd how many of these may be of what fell due by itself
   * @return empty when there is nothing that fits
   */
  Optional<Cargo> load(int maxRows, int maxHerd);

  /** How many rows of what was just loaded are of what fell due by itself. */
  int herdAboard();

  /** Whether more is waiting than was loaded. */
  boolean hasMore();

  /** Takes over what became of its cargo; quickly, for the next flight waits for it. */
  void landed(Landing landing);

  /** Tells whoever waits for what has landed. Called once the next flight has left. */
  void announce();

  /** What became of the cargo. */
  enum Landing {
    /** Durable. */
    COMMITTED,
    /** Nothing was written, and another owner has written since. */
    MOVED,
    /** Certainly nothing was written, and the database says why: it may say so again at once. */
    TURNED,
    /** Read the stream again to learn what was written. Nothing more can be written by then. */
    UNCERTAIN
  }
}
