package org.yichuang.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found. One more than fits is asked for, so that a full last page leads
 * nowhere.
 *
 * @param more whether another page follows
 */
record Page<T>(List<T> entries, boolean more) {

  /** How many to ask for. */
  static int toAsk(int limit) {
    return limit + 1;
  }

  /**
   * @param found {@link #toAsk} of what there is, or all of it
   */
  static <T> Page<T> of(List<T> found, int limit) {
    return new Page<>(found.stream().limit(limit).toList(), found.size() > limit);
  }

  /** The last one as the next page is asked for; null: this page is the last. */
  <N> @Nullable N next(Function<T, N> name) {
    return more ? name.apply(entries.getLast()) : null;
  }
}
