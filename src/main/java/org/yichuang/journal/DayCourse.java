package org.yichuang.journal;

import java.time.Instant;
import java.util.List;
import org.yichuang.hall.QueueId;

/**
 * How a hall's day went, queue by queue in quarters of an hour: what the read table {@code ticket}
 * says. Immutable.
 *
 * @param quarters in which something happened, by queue and time
 */
public record DayCourse(List<Quarter> quarters) {
  /** Length of a quarter. */
  public static final long QUARTER_MILLIS = 900_000;

  /** A day has 24 hours, 25 where clocks are put back. */
  public static final int QUARTERS_OF_DAY = 100;

  public DayCourse {
    quarters = List.copyOf(quarters);
  }

  /**
   * What happened to the numbers of a queue in a quarter of an hour.
   *
   * @param issued given in it
   * @param called whose latest call was in it; the others here are about these
   * @param waitedMillis of all of them together, from the arrival to that call
   * @param longestMillis of one of them
   * @param tooLong so many of them waited longer than is right
   * @param gaveUp cancelled or lapsed in it without having been served
   * @param completed in it
   */
  public record Quarter(
      QueueId queue,
      Instant from,
      int issued,
      int called,
      long waitedMillis,
      long longestMillis,
      int tooLong,
      int gaveUp,
      int completed) {}
}
