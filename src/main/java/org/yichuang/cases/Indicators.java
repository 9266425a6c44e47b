package org.yichuang.cases;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.yichuang.cases.CaseRecord.Due;
import org.yichuang.cases.Indicator.Formula;

/**
 * The figures of cases (source 000: 按时办结率、现场办结率). Open cases are among them. Pure functions; one
 * pass over the cases each.
 */
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
  private static final List<Integer> AGES = List.of(0, 6, 11, 21, 46, 91);

  private Indicators() {}

  /** 按时办结率. */
  public static Indicator onTime(Collection<CaseRecord> cases, Period period) {
    return decidedInTime("on-time", cases, period, CaseRecord::promised, ON_TIME);
  }

  public static Indicator onTimeByLaw(Collection<CaseRecord> cases, Period period) {
    return decidedInTime("on-time-by-law", cases, period, CaseRecord::statutory, ON_TIME_BY_LAW);
  }

  /**
   * What ended undecided before it was due, by withdrawal or for want of an answer, was not due;
   * what ended so after it was due, was.
   */
  private static Indicator decidedInTime(
      String id,
      Collection<CaseRecord> cases,
      Period period,
      Function<CaseRecord, Optional<Due>> clock,
      Formula formula) {
    return inTime(id, cases, period, clock, one -> one.decided().isPresent(), formula);
  }

  /** Delivery is measured apart (行政许可法 art. 44). */
  public static Indicator deliveredOnTime(Collection<CaseRecord> cases, Period period) {
    return inTime(
        "delivered-on-time", cases, period, CaseRecord::delivery, one -> true, DELIVERED_ON_TIME);
  }

  private static Indicator inTime(
      String id,
      Collection<CaseRecord> cases,
      Period period,
      Function<CaseRecord, Optional<Due>> clock,
      Predicate<CaseRecord> done,
      Formula formula) {
    long inTime = 0;
    long all = 0;
    for (CaseRecord one : cases) {
      Due due = clock.apply(one).filter(end -> period.has(end.date())).orElse(null);
      if (due == null) {
        continue;
      }
      boolean met = !due.running() && !due.late() && done.test(one);
      boolean missed = due.running() ? due.date().isBefore(period.today()) : due.late();
      inTime += met ? 1 : 0;
      all += met || missed ? 1 : 0;
    }
    return Indicator.of(id, inTime, all, formula);
  }

  /** 现场办结率. */
  public static Indicator onTheSpot(Collection<CaseRecord> cases, Period period) {
    return onTheSpot("on-the-spot", decided(cases, period), ON_THE_SPOT);
  }

  public static Indicator immediateOnTheSpot(Collection<CaseRecord> cases, Period period) {
    return onTheSpot(
        "immediate-on-the-spot",
        decided(cases, period).stream().filter(one -> one.kind() == CaseKind.IMMEDIATE).toList(),
        IMMEDIATE_ON_THE_SPOT);
  }

  private static Indicator onTheSpot(String id, List<CaseRecord> decided, Formula formula) {
    long spot =
        decided.stream()
            .filter(
                one -> one.atWindow() && one.decided().filter(one.arrived()::equals).isPresent())
            .count();
    return Indicator.of(id, spot, decided.size(), formula);
  }

  public static Indicator visitsPerCase(Collection<CaseRecord> cases, Period period) {
    List<CaseRecord> decided = decided(cases, period);
    return Indicator.of(
        "visits-per-case",
        decided.stream().mapToLong(CaseRecord::visits).sum(),
        decided.size(),
        VISITS);
  }

  /** 最多跑一趟. */
  public static Indicator atMostOnce(Collection<CaseRecord> cases, Period period) {
    List<CaseRecord> decided = decided(cases, period);
    return Indicator.of(
        "at-most-one-visit",
        decided.stream().filter(one -> one.visits() <= 1).count(),
        decided.size(),
        AT_MOST_ONCE);
  }

  private static List<CaseRecord> decided(Collection<CaseRecord> cases, Period period) {
    return cases.stream().filter(one -> one.decided().filter(period::has).isPresent()).toList();
  }

  /**
   * Open cases by their age.
   *
   * @param fromDays calendar days since they arrived
   * @param toDays inclusive; absent for the oldest
   */
  public record AgeBand(int fromDays, Optional<Integer> toDays, long cases) {}

  /** Every open case is in one band. */
  public static List<AgeBand> ageing(Collection<CaseRecord> cases, LocalDate today) {
    List<Long> ages =
        cases.stream()
            .filter(one -> one.phase().isOpen())
            .map(one -> ChronoUnit.DAYS.between(one.arrived(), today))
            .toList();
    List<AgeBand> bands = new ArrayList<>();
    for (int i = 0; i < AGES.size(); i++) {
      int from = AGES.get(i);
      Optional<Integer> to =
          i + 1 < AGES.size() ? Optional.of(AGES.get(i + 1) - 1) : Optional.empty();
      bands.add(
          new AgeBand(
              from,
              to,
              ages.stream()
                  .filter(age -> age >= from && to.map(last -> age <= last).orElse(true))
                  .count()));
    }
    return bands;
  }
}
