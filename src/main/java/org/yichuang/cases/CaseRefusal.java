package org.yichuang.cases;

import org.yichuang.deadlines.ClockRefusal;

/**
 * Why a command was refused, in words for the person who gave it.
 *
 * @param expected what the rules ask for
 * @param found what is the case
 * @param remedy what to do now
 */
public record CaseRefusal(Reason reason, String expected, String found, String remedy) {

  /** Stable: clients and the contract know these. */
  public enum Reason {
    WRONG_PHASE,
    UNKNOWN_ITEM,
    NOT_YOUR_ROLE,
    NOT_IN_CHAIN,
    CHAIN_NOT_NAMED,
    /** 受审分离: intake, review and issue are done by different people. */
    SEPARATION,
    DATED_IN_FUTURE,
    DATED_TOO_EARLY,
    NOT_SEALED,
    /** 一次性告知: there is one notice. */
    ALREADY_NOTIFIED,
    NO_NOTICE,
    NOT_IN_NOTICE,
    TOO_MANY_POINTS,
    ANSWER_DATE,
    MUST_BE_ACCEPTED,
    AGENCY_REQUIRED,
    REASON_REQUIRED,
    REMEDIES_REQUIRED,
    UNKNOWN_BRANCH,
    BRANCH_REQUIRED,
    BRANCH_EXISTS,
    BRANCH_WAITS,
    BRANCH_DECIDED,
    BRANCHES_OPEN,
    TOO_MANY_BRANCHES,
    WRONG_STEP,
    STEPS_OPEN,
    NOT_THIS_KIND,
    MEETING_REQUIRED,
    SUSPENDED,
    AT_UPPER_LEVEL,
    NOT_AT_UPPER_LEVEL,
    NOT_SENT_UP,
    WRONG_RESULT,
    METHOD_EXCLUDED,
    NOT_POSTED,
    ALREADY_TOLD,
    NO_BACKUP,
    ALREADY_THEIRS,
    TOO_MANY_EVENTS,
    CLOCK_DOES_NOT_RUN,
    UNKNOWN_GROUND,
    ALREADY_SUSPENDED,
    NOT_SUSPENDED,
    SUSPENDED_TOO_LONG,
    EXTENSION_NOT_PROVIDED,
    EXTENDED_OFTEN_ENOUGH,
    RANK_TOO_LOW,
    TOO_LATE,
    TOO_EARLY
  }

  /**
   * What the clocks have against it.
   *
   * @throws IllegalStateException for what these rules never ask of clocks
   */
  static CaseRefusal of(ClockRefusal refusal) {
    Reason reason =
        switch (refusal.reason()) {
          case CLOCK_DOES_NOT_RUN -> Reason.CLOCK_DOES_NOT_RUN;
          case UNKNOWN_GROUND -> Reason.UNKNOWN_GROUND;
          case ALREADY_SUSPENDED -> Reason.ALREADY_SUSPENDED;
          case NOT_SUSPENDED -> Reason.NOT_SUSPENDED;
          case SUSPENDED_TOO_LONG -> Reason.SUSPENDED_TOO_LONG;
          case EXTENSION_NOT_PROVIDED -> Reason.EXTENSION_NOT_PROVIDED;
          case EXTENDED_OFTEN_ENOUGH -> Reason.EXTENDED_OFTEN_ENOUGH;
          case RANK_TOO_LOW -> Reason.RANK_TOO_LOW;
          case TOO_LATE -> Reason.TOO_LATE;
          case TOO_EARLY -> Reason.TOO_EARLY;
          case CLOCK_RUNS, NO_LIMIT, NO_SILENCE ->
              throw new IllegalStateException("the case's rules start no such clock: " + refusal);
        };
    return new CaseRefusal(reason, refusal.expected(), refusal.found(), refusal.remedy());
  }
}
