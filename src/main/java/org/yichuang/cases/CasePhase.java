package org.yichuang.cases;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a case is in its life. The names are stored. */
public enum CasePhase {
  /** The number has no case yet. */
  UNREGISTERED,
  /** Arrived, and counts from a later day. */
  SUBMITTED,
  /** Waits to be accepted, declined, or for the one notice of what is missing. */
  RECEIVED,
  /** The applicant was told what is missing. */
  NOTICE_GIVEN,
  ACCEPTED,
  DECLINED,
  /** What is missing did not come by the stated date. */
  CLOSED_UNCORRECTED,
  DECIDED,
  /** The result can be collected or sent. */
  ISSUED,
  DELIVERED,
  ARCHIVED,
  WITHDRAWN,
  TERMINATED;

  /** What may come next; a stream that says otherwise is broken. */
  Set<CasePhase> next() {
    return switch (this) {
      case UNREGISTERED -> EnumSet.of(SUBMITTED);
      case SUBMITTED -> EnumSet.of(RECEIVED, WITHDRAWN);
      case RECEIVED -> EnumSet.of(NOTICE_GIVEN, ACCEPTED, DECLINED, DECIDED, WITHDRAWN, TERMINATED);
      case NOTICE_GIVEN -> EnumSet.of(RECEIVED, CLOSED_UNCORRECTED, WITHDRAWN, TERMINATED);
      case ACCEPTED -> EnumSet.of(DECIDED, WITHDRAWN, TERMINATED);
      case DECIDED -> EnumSet.of(ISSUED);
      case ISSUED -> EnumSet.of(DELIVERED);
      case DELIVERED -> EnumSet.of(ISSUED, ARCHIVED);
      case DECLINED, CLOSED_UNCORRECTED, WITHDRAWN, TERMINATED -> EnumSet.of(ARCHIVED);
      case ARCHIVED -> EnumSet.noneOf(CasePhase.class);
    };
  }

  /** Whether somebody still waits for a decision. */
  public boolean isOpen() {
    return switch (this) {
      case SUBMITTED, RECEIVED, NOTICE_GIVEN, ACCEPTED -> true;
      case UNREGISTERED,
          DECLINED,
          CLOSED_UNCORRECTED,
          DECIDED,
          ISSUED,
          DELIVERED,
          ARCHIVED,
          WITHDRAWN,
          TERMINATED ->
          false;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
