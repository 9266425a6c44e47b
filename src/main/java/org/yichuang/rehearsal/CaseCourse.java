package org.yichuang.rehearsal;

import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Silence;

/**
 * What will happen to a case beside its plain way: drawn once, when it is registered. The shares
 * are our judgement; no source gives them. Immutable.
 *
 * @param late the clerks take so many times as long as usual
 * @param forgotten nobody answers at intake until the window has passed
 * @param unsettled how many rounds after the notice something is still missing, at most 1
 * @param silent the applicant does not answer the notice
 * @param suspensions how often a clock is stopped; two of them overlap
 * @param unresumed nobody ends a suspension until it has lasted as long as it may
 * @param uncollected nobody comes for the result
 * @param licenceDays after which the licence that it renews expires; 0 when it is no renewal
 */
record CaseCourse(
    double late,
    boolean forgotten,
    boolean correctedOnSpot,
    boolean objected,
    boolean notice,
    int unsettled,
    boolean inParts,
    boolean silent,
    boolean declined,
    boolean withdrawnEarly,
    boolean withdrawn,
    boolean terminated,
    int suspensions,
    boolean unresumed,
    boolean extended,
    boolean handedOver,
    boolean gathered,
    boolean denied,
    boolean told,
    boolean uncollected,
    boolean returned,
    boolean corrected,
    int licenceDays) {

  static CaseCourse draw(CaseItem item, Draws draws) {
    boolean atOnce = item.kind() == CaseKind.IMMEDIATE;
    boolean late = draws.chance(atOnce ? 0.01 : 0.04);
    return new CaseCourse(
        late ? draws.between(2.5, 8) : draws.lognormal(1, 0.5),
        draws.chance(atOnce ? 0.005 : 0.02),
        draws.chance(0.08),
        draws.chance(0.01),
        draws.chance(atOnce ? 0.02 : 0.1),
        draws.chance(0.15) ? 1 : 0,
        draws.chance(0.2),
        draws.chance(0.08),
        draws.chance(0.01),
        draws.chance(0.005),
        draws.chance(0.008),
        draws.chance(0.002),
        draws.chance(0.12) ? draws.chance(0.3) ? 2 : 1 : 0,
        draws.chance(0.02),
        draws.chance(0.03),
        draws.chance(0.02),
        draws.chance(0.5),
        draws.chance(atOnce ? 0.005 : 0.03),
        draws.chance(0.8),
        draws.chance(0.02),
        draws.chance(0.02),
        draws.chance(0.005),
        item.law().silence().contains(Silence.RENEWAL_GRANTED) && draws.chance(0.1)
            ? 5 + (int) draws.below(60)
            : 0);
  }

  /** Opening minutes that the work on an item is usually given: half of what is promised. */
  static double workMinutes(CaseItem item) {
    Limit promised = item.terms().promised();
    Limit limit = promised == null ? item.terms().statutory() : promised;
    if (limit == null) {
      return 0.5 * 10 * WORKING_DAY_MINUTES;
    }
    return 0.5
        * limit.amount()
        * switch (limit.unit()) {
          case MINUTE -> 1;
          case HALF_WORKING_DAY -> WORKING_DAY_MINUTES / 2;
          case WORKING_DAY -> WORKING_DAY_MINUTES;
          case CALENDAR_DAY -> WORKING_DAY_MINUTES * 5 / 7;
          case MONTH -> WORKING_DAY_MINUTES * 21;
        };
  }

  static final double WORKING_DAY_MINUTES = 420;
}
