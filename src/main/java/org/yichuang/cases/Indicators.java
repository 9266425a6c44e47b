package org.yichuang.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yichuang.cases.Indicator.Formula;

/** The figures of cases (source 000: 按时办结率、现场办结率). Open cases are among them. Pure functions. */
public final class Indicators {
  private static final Formula ON_TIME =
      new Formula(
          "按承诺日期办结 ÷ 本期到期的全部办件（含逾期未办结）",
          "decided by the promised date ÷ all cases due in the period, overdue open ones included");
  private static final Formula ON_TIME_BY_LAW =
      new Formula(
          "按法定日期办结 ÷ 本期法定到期的全部办件（含逾期未办结）",
          "decided by the statutory date ÷ all cases due by law in the period, overdue open ones"
              + " included");
  private static final Formula DELIVERED_ON_TIME =
      new Formula(
          "按期送达 ÷ 本期应送达的准予决定", "delivered in time ÷ approvals to be delivered in the period");
  private static final Formula ON_THE_SPOT =
      new Formula("收件当次办结 ÷ 本期办结", "decided in the visit of receipt ÷ decided in the period");
  private static final Formula IMMEDIATE_ON_THE_SPOT =
      new Formula(
          "即办件收件当次办结 ÷ 本期办结的即办件",
          "immediate cases decided in the visit of receipt ÷ immediate cases decided in the"
              + " period");
  private static final Formula VISITS =
      new Formula(
          "到窗口的天数 ÷ 本期办结", "days on which somebody came to a window ÷ decided in the period");
  private static final Formula AT_MOST_ONCE =
      new Formula("至多跑一趟的办件 ÷ 本期办结", "cases with at most one visit ÷ decided in the period");

  private Indicators() {}

  /** 按时办结率. */
  public static Indicator onTime(CaseTally cases) {
    return of("on-time", cases.promised(), ON_TIME);
  }

  public static Indicator onTimeByLaw(CaseTally cases) {
    return of("on-time-by-law", cases.statutory(), ON_TIME_BY_LAW);
  }

  /** Delivery is measured apart (行政许可法 art. 44). */
  public static Indicator deliveredOnTime(CaseTally cases) {
    return of("delivered-on-time", cases.delivery(), DELIVERED_ON_TIME);
  }

  private static Indicator of(String id, CaseTally.Share share, Formula formula) {
    return Indicator.of(id, share.inTime(), share.due(), formula);
  }

  /** 现场办结率. */
  public static Indicator onTheSpot(CaseTally cases) {
    return Indicator.of("on-the-spot", cases.onTheSpot(), cases.decided(), ON_THE_SPOT);
  }

  public static Indicator immediateOnTheSpot(CaseTally cases) {
    return Indicator.of(
        "immediate-on-the-spot",
        cases.immediateOnTheSpot(),
        cases.immediate(),
        IMMEDIATE_ON_THE_SPOT);
  }

  public static Indicator visitsPerCase(CaseTally cases) {
    return Indicator.of("visits-per-case", cases.visits(), cases.decided(), VISITS);
  }

  /** 最多跑一趟. */
  public static Indicator atMostOnce(CaseTally cases) {
    return Indicator.of("at-most-one-visit", cases.atMostOnce(), cases.decided(), AT_MOST_ONCE);
  }

  /** All of them, in the order in which they are shown. */
  public static List<Indicator> all(CaseTally cases) {
    return List.of(
        onTime(cases),
        onTimeByLaw(cases),
        onTheSpot(cases),
        immediateOnTheSpot(cases),
        deliveredOnTime(cases),
        visitsPerCase(cases),
        atMostOnce(cases));
  }

  /**
   * Open cases by their age.
   *
   * @param fromDays calendar days since they arrived
   * @param toDays inclusive; absent for the oldest
   */
  public record AgeBand(int fromDays, Optional<Integer> toDays, long cases) {}

  /** Every open case is in one band. */
  public static List<AgeBand> ageing(CaseTally cases) {
    List<Integer> from = CaseTally.AGES;
    List<AgeBand> bands = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      Optional<Integer> to =
          i + 1 < from.size() ? Optional.of(from.get(i + 1) - 1) : Optional.empty();
      bands.add(new AgeBand(from.get(i), to, cases.ages().get(i)));
    }
    return bands;
  }
}
