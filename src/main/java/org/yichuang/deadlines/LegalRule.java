package org.yichuang.deadlines;

import java.util.Locale;

/** A rule that a date follows from; {@link ClockLaw#article} says where it stands. */
public enum LegalRule {
  /** 开始的当日不计入. */
  START_NOT_COUNTED,
  /** How long the law gives. */
  LIMIT,
  EXTENSION,
  /** How long the agency promised. */
  PROMISE,
  /** The promise ends with the statutory period, before any extension of it. */
  PROMISE_NEVER_LONGER,
  /** How long a step of the process may take. */
  STEP,
  /** Working days are those without statutory holidays. */
  WORKING_DAYS,
  /** Holidays and make-up days of the State Council's yearly notice. */
  YEARLY_NOTICE,
  /** A year whose notice is not known; its days are judged by their weekday. */
  UNKNOWN_YEAR,
  /** Months end on the day of the same number, or on the month's last. */
  END_OF_MONTHS,
  /** A period of calendar days or months does not end on a rest day, but after it. */
  LAST_DAY_NO_REST_DAY,
  /** The time of certain grounds is not counted. */
  UNCOUNTED,
  ACCEPTANCE_WINDOW,
  DELIVERY,
  /** A renewal is decided before the licence expires. */
  LICENCE_EXPIRY,
  /** Immediate items run while the hall is open. */
  OPENING_TIME;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
