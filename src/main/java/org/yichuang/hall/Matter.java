package org.yichuang.hall;

import org.jspecify.annotations.Nullable;

/**
 * What a person comes for.
 *
 * @param item of the catalogue; null: not said
 * @param count applications of it
 */
public record Matter(QueueId queue, @Nullable String item, int count) {
  public static final int MAX_COUNT = 200;

  /** One application. */
  public Matter(QueueId queue) {
    this(queue, null, 1);
  }

  public Matter {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "expected a count of 1…%d, found %d".formatted(MAX_COUNT, count));
    }
  }
}
