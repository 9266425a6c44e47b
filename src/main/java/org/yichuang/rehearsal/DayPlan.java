package org.yichuang.rehearsal;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.yichuang.catalogue.DayFigures;
import org.yichuang.catalogue.VisitMix;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/**
 * Draws the people of one day from a hall's figures. The same figures and seed draw the same day.
 *
 * <p>The cases of a day are Poisson, or as told; each belongs to one visit, a visit comes at a
 * moment drawn by the file's half hours, and every service time is lognormal. So with {@link
 * VisitMix#PLAIN} the arrivals of each half hour are a Poisson process. Zones whose cases or
 * service times the figures do not give get nobody. How long a person is away, and the size of a
 * bundle, are our judgement.
 */
final class DayPlan {
  private static final long HALF_HOUR_MILLIS = Duration.ofMinutes(30).toMillis();
  private static final double MINUTE = 60_000;
  private static final int SMALLEST_BUNDLE = 6;
  private static final int LARGEST_BUNDLE = 12;

  /** Since the hall opened; 09:30 and 15:30 in a hall that opens at eight. */
  private static final List<Duration> BREAKS =
      List.of(Duration.ofMinutes(90), Duration.ofMinutes(450));

  private static final Duration BREAKS_BEGIN_WITHIN = Duration.ofMinutes(90);
  private static final Duration BREAK = Duration.ofMinutes(10);

  private final DayFigures figures;
  private final VisitMix mix;
  private final int mostMatters;
  private final Draws draws;
  private final List<QueueId> zones;

  /**
   * @param mostMatters of one visit
   */
  DayPlan(DayFigures figures, int mostMatters, RandomGenerator random) {
    this.figures = figures;
    this.mostMatters = mostMatters;
    mix = figures.mix();
    draws = new Draws(random);
    zones = zones(figures);
  }

  /** The zones that people come to, in a fixed order. */
  static List<QueueId> zones(DayFigures figures) {
    return figures.zones().entrySet().stream()
        .filter(zone -> zone.getValue().casesPerYear().orElse(0) > 0)
        .filter(zone -> zone.getValue().serviceMinutes().isPresent())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(QueueId::value))
        .toList();
  }

  /**
   * The visitors in the order of their arrival.
   *
   * @param weekday the file's word, such as {@code wed}; one it does not know is an ordinary day
   */
  List<Visitor> draw(String weekday) {
    double factor = figures.weekdays().getOrDefault(weekday, 1.0);
    Map<QueueId, Integer> cases = new HashMap<>();
    for (QueueId zone : zones) {
      cases.put(zone, draws.poisson(casesPerYear(zone) * factor / figures.workingDaysPerYear()));
    }
    return draw(cases, figures.arrivals());
  }

  /**
   * The visitors with so many cases.
   *
   * @param open the half hours in which people can come
   */
  List<Visitor> draw(Map<QueueId, Integer> cases, List<DayFigures.HalfHour> open) {
    List<Visitor> visitors = new ArrayList<>();
    for (QueueId zone : zones) {
      for (int i = cases.getOrDefault(zone, 0); i > 0; i--) {
        if (draws.chance(mix.adviceExtra())) {
          double millis = draws.lognormal(mix.adviceMinutes() * MINUTE, figures.variation());
          visitors.add(visitor(open, List.of(errand(zone, 0, Math.round(millis))), false));
        }
      }
    }
    NavigableMap<QueueId, Integer> left = new TreeMap<>(Comparator.comparing(QueueId::value));
    cases.forEach(
        (zone, count) -> {
          if (count > 0) {
            left.put(zone, count);
          }
        });
    while (!left.isEmpty()) {
      visitors.add(withCases(left, open));
    }
    visitors.sort(Comparator.comparingLong(Visitor::arrivesMillis));
    return visitors;
  }

  private Visitor withCases(NavigableMap<QueueId, Integer> left, List<DayFigures.HalfHour> open) {
    QueueId zone = draws.oneOf(List.copyOf(left.keySet()), left::get);
    double kind = draws.between(0, 1);
    if (kind < mix.batch()) {
      int size = SMALLEST_BUNDLE + (int) draws.below(LARGEST_BUNDLE - SMALLEST_BUNDLE + 1);
      int bundle = Math.min(size, left.getOrDefault(zone, 0));
      take(left, zone, bundle);
      List<Errand> papers = new ArrayList<>();
      for (int i = 0; i < bundle; i++) {
        papers.add(Errand.plain(zone, service(zone, 1)));
      }
      return visitor(open, papers, true);
    }
    Map<QueueId, Integer> matters = new LinkedHashMap<>();
    for (int i = matters(kind - mix.batch()); i > 0 && !left.isEmpty(); i--) {
      QueueId of = matters.isEmpty() ? zone : draws.oneOf(List.copyOf(left.keySet()), left::get);
      take(left, of, 1);
      matters.merge(of, 1, Integer::sum);
    }
    List<Errand> errands = new ArrayList<>();
    matters.forEach((of, count) -> errands.add(errand(of, count, service(of, count))));
    return visitor(open, errands, false);
  }

  private int matters(double kind) {
    if (kind < mix.threeOrMore()) {
      return Math.min(mostMatters, 3 + (int) draws.below(Math.max(1, mostMatters - 2)));
    }
    return kind < mix.threeOrMore() + mix.twoMatters() ? Math.min(mostMatters, 2) : 1;
  }

  private static void take(Map<QueueId, Integer> left, QueueId zone, int count) {
    left.computeIfPresent(zone, (unused, had) -> had > count ? had - count : null);
  }

  private Visitor visitor(
      List<DayFigures.HalfHour> open, List<Errand> errands, boolean leavesPapers) {
    LocalTime opens = figures.arrivals().getFirst().from();
    DayFigures.HalfHour half = draws.oneOf(open, DayFigures.HalfHour::share);
    long from = Duration.between(opens, half.from()).toMillis();
    PersonClass person = draws.chance(mix.elderly()) ? PersonClass.ELDERLY : PersonClass.ORDINARY;
    return new Visitor(from + draws.below(HALF_HOUR_MILLIS), person, errands, leavesPapers);
  }

  /**
   * @param matters 0: advice
   */
  private Errand errand(QueueId zone, int matters, long serviceMillis) {
    Errand.Presence presence = Errand.COMES;
    if (draws.chance(mix.noShow())) {
      presence =
          draws.chance(mix.rejoin())
              ? new Errand.Presence.ComesBack(Math.round(draws.between(2, 25) * MINUTE))
              : new Errand.Presence.StaysAway();
    }
    Errand.Course course = Errand.STRAIGHT;
    double how = draws.between(0, 1);
    double part = draws.between(0.2, 0.8);
    if (matters > 0 && how < mix.hold()) {
      course =
          new Errand.Course.Parked(
              Math.round(part * serviceMillis), Math.round(draws.between(5, 20) * MINUTE));
    } else if (matters > 0 && how < mix.hold() + mix.transfer() && zones.size() > 1) {
      List<QueueId> others = zones.stream().filter(other -> !other.equals(zone)).toList();
      course =
          new Errand.Course.Elsewhere(
              Math.round(part * serviceMillis), draws.oneOf(others, this::casesPerYear));
    }
    return new Errand(zone, Math.max(1, matters), matters == 0, serviceMillis, presence, course);
  }

  private long service(QueueId zone, int matters) {
    double mean = zone(zone).serviceMinutes().orElseThrow() * MINUTE;
    double millis = 0;
    for (int i = 0; i < matters; i++) {
      millis += draws.lognormal(mean, figures.variation());
    }
    return Math.max(1, Math.round(millis));
  }

  /** A break in the morning and one in the afternoon for each clerk, when others may be there. */
  Map<WindowId, List<PlannedDay.Break>> breaks(HallConfig hall) {
    Map<WindowId, List<PlannedDay.Break>> breaks = new HashMap<>();
    for (HallConfig.Window window : hall.windows()) {
      breaks.put(
          window.id(),
          BREAKS.stream()
              .map(
                  from ->
                      new PlannedDay.Break(
                          from.toMillis() + draws.below(BREAKS_BEGIN_WITHIN.toMillis()),
                          BREAK.toMillis()))
              .toList());
    }
    return breaks;
  }

  private int casesPerYear(QueueId zone) {
    return zone(zone).casesPerYear().orElseThrow();
  }

  private DayFigures.Zone zone(QueueId id) {
    return Objects.requireNonNull(figures.zones().get(id));
  }
}
