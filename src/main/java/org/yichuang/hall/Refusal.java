package org.yichuang.hall;

/**
 * Why a command was refused, in words for the person who gave it.
 *
 * @param expected what the rules ask for
 * @param found what is the case
 * @param remedy what to do now
 */
public record Refusal(Reason reason, String expected, String found, String remedy) {

  /** Stable: clients and the contract know these. */
  public enum Reason {
    UNKNOWN_QUEUE,
    UNKNOWN_WINDOW,
    UNKNOWN_TICKET,
    UNKNOWN_ALARM,
    NOT_ISSUING,
    QUEUE_FULL,
    WINDOW_NOT_OPEN,
    WINDOW_ALREADY_OPEN,
    WINDOW_OCCUPIED,
    NOT_YOUR_WINDOW,
    NO_TICKET_AT_WINDOW,
    WRONG_TICKET_STATE,
    TOO_SOON,
    TOO_MANY_RECALLS,
    TOO_LATE,
    TOO_OFTEN,
    TOO_MANY_MATTERS,
    REASON_REQUIRED,
    DAY_ENDED,
    WINDOW_PAUSED,
    WINDOW_NOT_PAUSED,
    WINDOW_NOT_ARMED,
    SOMEBODY_WAITS,
    NOT_SERVED_HERE,
    HELD_ELSEWHERE,
    VISIT_AT_WINDOW,
    UNKNOWN_CONFIGURATION,
    CONFIGURATION_DOES_NOT_FIT,
    ALREADY_CHECKED_IN,
    ANOTHER_DAY,
    ALREADY_ACKNOWLEDGED,
    HALL_PAUSED,
    HALL_NOT_PAUSED,
    STUB_ENTERED,
    NOT_IN_A_PAUSE,
    TOO_MANY_CASES
  }
}
