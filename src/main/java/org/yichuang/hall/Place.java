package org.yichuang.hall;

/**
 * A place in a queue: the smaller key first, ties in the order of the journal.
 *
 * @param key milliseconds; changes only by an event
 * @param seq of the event that gave the place
 */
public record Place(long key, int seq) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int byKey = Long.compare(key, other.key);
    return byKey != 0 ? byKey : Integer.compare(seq, other.seq);
  }
}
