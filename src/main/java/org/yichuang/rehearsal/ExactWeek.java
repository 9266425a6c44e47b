package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.VisitMix;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;

/**
 * A week of a hall in which everybody comes with one matter and is at the window at once, against
 * the recursion of Kiefer and Wolfowitz fed with the same arrivals and service times.
 */
final class ExactWeek {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri");

  /**
   * One zone's week.
   *
   * @param different services that did not begin at the very millisecond
   */
  record Found(
      String zone,
      int windows,
      int people,
      int different,
      double meanMinutes,
      double theoryMinutes) {
    String text() {
      return String.format(
          Locale.ROOT,
          "%-13s %2d %6d %9.3f %9.3f %9d  %s",
          zone,
          windows,
          people,
          meanMinutes,
          theoryMinutes,
          different,
          different == 0 && people > 0 ? "agrees" : "DIFFERS");
    }
  }

  private ExactWeek() {}

  static List<Found> play(HallFile file, long seed) {
    HallConfig hall = file.config(new HallId(1), 1, true);
    SplittableRandom random = new SplittableRandom(seed);
    DayPlan plan = new DayPlan(file.figures().with(VisitMix.PLAIN), 1, random);
    Map<String, Found> zones = new TreeMap<>();
    for (int i = 0; i < WEEK.size(); i++) {
      List<Visitor> visitors = plan.draw(WEEK.get(i));
      List<Turn> turns = play(hall, MONDAY.plusDays(i), visitors);
      for (QueueId zone : DayPlan.zones(file.figures())) {
        zones.merge(zone.value(), compare(hall, zone, visitors, turns), ExactWeek::sum);
      }
    }
    return List.copyOf(zones.values());
  }

  private static List<Turn> play(HallConfig hall, LocalDate date, List<Visitor> visitors) {
    VirtualTime time = new VirtualTime(date.atTime(8, 0).atZone(hall.zone()).toInstant());
    Future<List<Turn>> played =
        new RehearsedDay(
                new CoreFloor(hall, time), time, time, new RehearsedDay.Pace(1, 0), line -> {})
            .play(new PlannedDay(visitors));
    while (!played.isComplete() && time.step()) {}
    if (!played.succeeded()) {
      throw new IllegalStateException("the week stopped", played.cause());
    }
    return played.result();
  }

  private static Found compare(
      HallConfig hall, QueueId zone, List<Visitor> visitors, List<Turn> turns) {
    List<Visitor> here =
        visitors.stream()
            .filter(visitor -> visitor.errands().getFirst().queue().equals(zone))
            .toList();
    long[] arrivals = here.stream().mapToLong(Visitor::arrivesMillis).toArray();
    long[] services =
        here.stream().mapToLong(each -> each.errands().getFirst().serviceMillis()).toArray();
    int windows =
        (int) hall.windows().stream().filter(each -> each.queues().contains(zone)).count();
    long[] expected = QueueTheory.starts(arrivals, services, windows);
    long[] found =
        turns.stream()
            .filter(turn -> turn.errand().queue().equals(zone))
            .sorted(Comparator.comparing(Turn::ticket))
            .mapToLong(Turn::startedMillis)
            .toArray();
    int different = Math.abs(found.length - expected.length);
    for (int i = 0; i < Math.min(found.length, expected.length); i++) {
      different += found[i] == expected[i] ? 0 : 1;
    }
    double came = Arrays.stream(arrivals).sum();
    return new Found(
        zone.value(),
        windows,
        here.size(),
        different,
        (Arrays.stream(found).sum() - came) / 60_000 / Math.max(1, here.size()),
        (Arrays.stream(expected).sum() - came) / 60_000 / Math.max(1, here.size()));
  }

  private static Found sum(Found a, Found b) {
    int people = a.people + b.people;
    return new Found(
        a.zone,
        a.windows,
        people,
        a.different + b.different,
        (a.meanMinutes * a.people + b.meanMinutes * b.people) / Math.max(1, people),
        (a.theoryMinutes * a.people + b.theoryMinutes * b.people) / Math.max(1, people));
  }
}
