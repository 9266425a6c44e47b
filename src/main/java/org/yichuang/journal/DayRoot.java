package org.yichuang.journal;

import java.time.LocalDate;

/**
 * What the journal was on a day, in one hash for witnesses outside. Immutable.
 *
 * @param day as UTC counts days
 * @param leaves how many streams were written on it
 * @param tree the root of the tree over their heads
 * @param previous the hash of the day before; {@link Hash#NONE} for the first day
 * @param hash what is published: over all of it
 */
public record DayRoot(LocalDate day, int leaves, Hash tree, Hash previous, Hash hash) {

  /** The root of a day behind the one of the day before. */
  static DayRoot link(LocalDate day, int leaves, Hash tree, Hash previous) {
    return new DayRoot(day, leaves, tree, previous, hash(day, leaves, tree, previous));
  }

  /** The hash that it has, whatever {@link #hash()} says. */
  Hash expectedHash() {
    return hash(day, leaves, tree, previous);
  }

  private static Hash hash(LocalDate day, int leaves, Hash tree, Hash previous) {
    return new ChainDigest()
        .column(day.toEpochDay())
        .column(leaves)
        .column(tree.bytes())
        .behind(previous);
  }
}
