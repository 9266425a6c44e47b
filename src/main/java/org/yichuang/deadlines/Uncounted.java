package org.yichuang.deadlines;

import java.time.LocalDate;

/**
 * Time that is not counted: the days ({@code after}, {@code until}], and for opening minutes the
 * time from the one to the other. Immutable.
 *
 * @param ground why, as the regime names it
 */
public record Uncounted(String ground, Dated after, Dated until) {

  boolean covers(LocalDate day) {
    return day.isAfter(after.date()) && !day.isAfter(until.date());
  }
}
