package org.yichuang.deadlines;

/**
 * Why the clocks of a case were not changed, in words for the person who asked.
 *
 * @param expected what the law asks for
 * @param found what is the case
 * @param remedy what to do now
 */
public record ClockRefusal(Reason reason, String expected, String found, String remedy) {

  /** Stable: clients know these. */
  public enum Reason {
    CLOCK_RUNS,
    CLOCK_DOES_NOT_RUN,
    NO_LIMIT,
    UNKNOWN_GROUND,
    ALREADY_SUSPENDED,
    NOT_SUSPENDED,
    SUSPENDED_TOO_LONG,
    EXTENSION_NOT_PROVIDED,
    EXTENDED_OFTEN_ENOUGH,
    RANK_TOO_LOW,
    TOO_LATE,
    TOO_EARLY,
    NO_SILENCE
  }
}
