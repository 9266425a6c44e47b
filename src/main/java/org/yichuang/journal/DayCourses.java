package org.yichuang.journal;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import org.yichuang.hall.HallId;

/** How days of halls went. Any event loop. A failed future: the database could not be reached. */
@FunctionalInterface
public interface DayCourses {

  /**
   * A day's course; empty when no number was given on it, or its month was taken away. One look at
   * the rows of the hall's day, by their key.
   *
   * @param begin the day's first instant where the hall is
   * @param longMillis whoever waited longer waited too long
   */
  Future<DayCourse> of(HallId hall, LocalDate day, Instant begin, long longMillis);
}
