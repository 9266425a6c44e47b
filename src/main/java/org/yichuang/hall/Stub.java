package org.yichuang.hall;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A number from the pre-printed roll (应急号) that somebody was given while the hall stood still.
 *
 * @param number of the paper: 17 is X017
 * @param arrivedAt as it was written on the paper, whole milliseconds
 * @param reason why this class of person; null where it needs none
 */
public record Stub(
    int number, QueueId queue, Instant arrivedAt, PersonClass person, @Nullable String reason) {
  public static final int MAX_NUMBER = 9_999;

  public Stub {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "expected a number of 1…%d, found %d".formatted(MAX_NUMBER, number));
    }
    arrivedAt = arrivedAt.truncatedTo(ChronoUnit.MILLIS);
    HallCommand.checkReason(reason);
  }
}
