package org.yichuang.deadlines;

/**
 * A deadline before and after. The version is the same when nothing is timed otherwise and the date
 * has only become certain.
 */
public record DeadlineChange(ClockId clock, Deadline before, Deadline after) {

  /** Whether the last day is another one. */
  public boolean movesDate() {
    return !before.date().equals(after.date());
  }
}
