package org.yichuang.rehearsal;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.yichuang.catalogue.DayFigures;
import org.yichuang.hall.QueueId;

/**
 * Draws the people of one day from a hall's figures. The same figures and seed draw the same day.
 *
 * <p>Arrivals of a half hour are Poisson, evenly spread over it; service times are lognormal. Zones
 * whose cases or service times the figures do not give get nobody.
 */
final class DayPlan {
  private static final long HALF_HOUR_MILLIS = Duration.ofMinutes(30).toMillis();

  private final DayFigures figures;
  private final RandomGenerator random;

  DayPlan(DayFigures figures, RandomGenerator random) {
    this.figures = figures;
    this.random = random;
  }

  /**
   * The visitors in the order of their arrival.
   *
   * @param weekday the file's word, such as {@code wed}; one it does not know is an ordinary day
   */
  List<Visitor> draw(String weekday) {
    double factor = figures.weekdays().getOrDefault(weekday, 1.0);
    LocalTime opens = figures.arrivals().getFirst().from();
    List<QueueId> queues =
        figures.zones().keySet().stream().sorted(Comparator.comparing(QueueId::value)).toList();
    List<Visitor> visitors = new ArrayList<>();
    for (QueueId queue : queues) {
      DayFigures.Zone zone = figures.zones().get(queue);
      if (zone == null || zone.casesPerYear().isEmpty() || zone.serviceMinutes().isEmpty()) {
        continue;
      }
      double perDay = zone.casesPerYear().get() * factor / figures.workingDaysPerYear();
      double meanMillis = zone.serviceMinutes().get() * 60_000;
      for (DayFigures.HalfHour half : figures.arrivals()) {
        long from = Duration.between(opens, half.from()).toMillis();
        int people = poisson(perDay * half.share());
        for (int i = 0; i < people; i++) {
          visitors.add(
              new Visitor(
                  queue,
                  from + random.nextLong(HALF_HOUR_MILLIS),
                  lognormal(meanMillis),
                  random.nextDouble() >= figures.noShows()));
        }
      }
    }
    visitors.sort(Comparator.comparingLong(Visitor::arrivesMillis));
    return visitors;
  }

  private int poisson(double mean) {
    double left = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > left) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private long lognormal(double mean) {
    double sigma2 = Math.log1p(figures.variation() * figures.variation());
    double mu = Math.log(mean) - sigma2 / 2;
    return Math.round(Math.exp(mu + Math.sqrt(sigma2) * random.nextGaussian()));
  }
}
