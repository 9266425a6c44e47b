package org.yichuang.cases;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.yichuang.cases.CaseRecord.Due;

/**
 * Cases added up to what the indicators of a period need; open cases are among them. {@link #of} is
 * its definition, a database may add up the same by itself. Immutable; any thread.
 *
 * @param arrived in the period
 * @param open on its day, whenever they arrived
 * @param decided in the period
 * @param onTheSpot of the decided: decided in the visit of receipt
 * @param immediate of the decided: of immediate items
 * @param visits of the decided: days on which somebody came to a window
 * @param atMostOnce of the decided: with one visit at most
 * @param ages open cases in each band of {@link #AGES}
 */
public record CaseTally(
    long arrived,
    long open,
    long decided,
    Share promised,
    Share statutory,
    Share delivery,
    long onTheSpot,
    long immediate,
    long immediateOnTheSpot,
    long visits,
    long atMostOnce,
    List<Long> ages) {
  /** Bands of age begin at these calendar days since the arrival. */
  public static final List<Integer> AGES = List.of(0, 6, 11, 21, 46, 91);

  public static final CaseTally NONE =
      new CaseTally(
          0,
          0,
          0,
          Share.NONE,
          Share.NONE,
          Share.NONE,
          0,
          0,
          0,
          0,
          0,
          Collections.nCopies(AGES.size(), 0L));

  public CaseTally {
    ages = List.copyOf(ages);
  }

  /**
   * Of the clocks that ended in the period.
   *
   * @param inTime what they measured was done by then
   * @param due that, and what was late; overdue open ones among it
   */
  public record Share(long inTime, long due) {
    static final Share NONE = new Share(0, 0);

    private Share plus(Share more) {
      return new Share(inTime + more.inTime, due + more.due);
    }
  }

  public CaseTally plus(CaseTally more) {
    return new CaseTally(
        arrived + more.arrived,
        open + more.open,
        decided + more.decided,
        promised.plus(more.promised),
        statutory.plus(more.statutory),
        delivery.plus(more.delivery),
        onTheSpot + more.onTheSpot,
        immediate + more.immediate,
        immediateOnTheSpot + more.immediateOnTheSpot,
        visits + more.visits,
        atMostOnce + more.atMostOnce,
        IntStream.range(0, ages.size()).mapToObj(i -> ages.get(i) + more.ages.get(i)).toList());
  }

  /**
   * What ended undecided before it was due, by withdrawal or for want of an answer, was not due;
   * what ended so after it was due, was. Delivery needs no decision of its own.
   */
  public static CaseTally of(Collection<CaseRecord> cases, Period period) {
    List<CaseRecord> decided =
        cases.stream().filter(one -> one.decided().filter(period::has).isPresent()).toList();
    List<CaseRecord> open = cases.stream().filter(one -> one.phase().isOpen()).toList();
    Predicate<CaseRecord> wasDecided = one -> one.decided().isPresent();
    return new CaseTally(
        cases.stream().filter(one -> period.has(one.arrived())).count(),
        open.size(),
        decided.size(),
        share(cases, period, CaseRecord::promised, wasDecided),
        share(cases, period, CaseRecord::statutory, wasDecided),
        share(cases, period, CaseRecord::delivery, one -> true),
        decided.stream().filter(CaseTally::isOnTheSpot).count(),
        decided.stream().filter(CaseTally::isImmediate).count(),
        decided.stream().filter(CaseTally::isImmediate).filter(CaseTally::isOnTheSpot).count(),
        decided.stream().mapToLong(CaseRecord::visits).sum(),
        decided.stream().filter(one -> one.visits() <= 1).count(),
        ages(open, period.today()));
  }

  private static boolean isOnTheSpot(CaseRecord one) {
    return one.atWindow() && one.decided().filter(one.arrived()::equals).isPresent();
  }

  private static boolean isImmediate(CaseRecord one) {
    return one.kind() == CaseKind.IMMEDIATE;
  }

  private static Share share(
      Collection<CaseRecord> cases,
      Period period,
      Function<CaseRecord, Optional<Due>> clock,
      Predicate<CaseRecord> done) {
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
    return new Share(inTime, all);
  }

  /** Every open case is in one band; one of tomorrow in the first. */
  private static List<Long> ages(List<CaseRecord> open, LocalDate today) {
    long[] bands = new long[AGES.size()];
    for (CaseRecord one : open) {
      long age = Math.max(0, ChronoUnit.DAYS.between(one.arrived(), today));
      int band = AGES.size() - 1;
      while (age < AGES.get(band)) {
        band--;
      }
      bands[band]++;
    }
    List<Long> counted = new ArrayList<>();
    for (long band : bands) {
      counted.add(band);
    }
    return counted;
  }
}
