package org.yichuang.rehearsal;

import org.yichuang.hall.QueueId;

/**
 * What one person wants of one queue, and what will happen on the way. Immutable; times in
 * milliseconds of the plan.
 *
 * @param matters of the same queue, handled one after the other
 * @param advice whether the person only asks
 * @param serviceMillis how long windows take in all
 */
record Errand(
    QueueId queue,
    int matters,
    boolean advice,
    long serviceMillis,
    Presence presence,
    Course course) {

  /** Whether the person is there when called. */
  sealed interface Presence {
    record Comes() implements Presence {}

    record StaysAway() implements Presence {}

    /** Not there at the first call, and back so long after it was missed. */
    record ComesBack(long afterMillis) implements Presence {}
  }

  /** How the service goes. */
  sealed interface Course {
    record Straight() implements Course {}

    /** Parked after a while, until the person is back. */
    record Parked(long afterMillis, long awayMillis) implements Course {}

    /** Found to belong elsewhere after a while. */
    record Elsewhere(long afterMillis, QueueId queue) implements Course {}
  }

  static final Presence COMES = new Presence.Comes();
  static final Course STRAIGHT = new Course.Straight();

  /** One matter of somebody who comes, waits, and is served. */
  static Errand plain(QueueId queue, long serviceMillis) {
    return new Errand(queue, 1, false, serviceMillis, COMES, STRAIGHT);
  }

  /** The same, of a person who is there from now on. */
  Errand present() {
    return new Errand(queue, matters, advice, serviceMillis, COMES, course);
  }
}
