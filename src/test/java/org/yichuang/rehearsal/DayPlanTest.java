package org.yichuang.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.yichuang.catalogue.VisitMix;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;

class DayPlanTest {
  private static final QueueId SOCIAL = new QueueId("social");
  private static final QueueId PROPERTY = new QueueId("property");

  private static List<Visitor> many(long seed) throws Exception {
    var figures = RehearsalHalls.hanjiang().figures();
    return new DayPlan(figures, 5, new SplittableRandom(seed))
        .draw(Map.of(SOCIAL, 20_000, PROPERTY, 10_000), figures.arrivals());
  }

  @Test
  void the_same_seed_draws_the_same_people() throws Exception {
    assertEquals(many(1), many(1));
    assertNotEquals(many(1), many(2));
  }

  @Test
  void the_cases_of_a_day_are_those_that_were_asked_for() throws Exception {
    for (Map.Entry<QueueId, Integer> zone : Map.of(SOCIAL, 20_000, PROPERTY, 10_000).entrySet()) {
      assertEquals(
          zone.getValue(),
          many(1).stream()
              .flatMap(visitor -> visitor.errands().stream())
              .filter(errand -> errand.queue().equals(zone.getKey()) && !errand.advice())
              .mapToInt(Errand::matters)
              .sum());
    }
  }

  @Test
  void shares_are_those_of_the_file() throws Exception {
    List<Visitor> all = many(1);
    List<Visitor> visits = all.stream().filter(each -> !advice(each)).toList();
    List<Errand> errands = new ArrayList<>();
    visits.stream()
        .filter(each -> !each.leavesPapers())
        .forEach(each -> errands.addAll(each.errands()));
    assertEquals(0.2, (all.size() - visits.size()) / 30_000.0, 0.01);
    assertEquals(0.15, share(all, each -> each.person() == PersonClass.ELDERLY), 0.01);
    assertEquals(0.14, share(visits, each -> matters(each) == 2 && !each.leavesPapers()), 0.01);
    assertEquals(0.06, share(visits, each -> matters(each) > 2 && !each.leavesPapers()), 0.01);
    assertEquals(0.01, share(visits, Visitor::leavesPapers), 0.003);
    assertEquals(
        0.06, share(errands, each -> !(each.presence() instanceof Errand.Presence.Comes)), 0.01);
    assertEquals(
        0.03, share(errands, each -> each.presence() instanceof Errand.Presence.ComesBack), 0.005);
    assertEquals(0.04, share(errands, each -> each.course() instanceof Errand.Course.Parked), 0.01);
    assertEquals(
        0.05, share(errands, each -> each.course() instanceof Errand.Course.Elsewhere), 0.01);
  }

  @Test
  void services_take_as_long_as_the_file_says() throws Exception {
    double minutes =
        many(1).stream()
                .flatMap(visitor -> visitor.errands().stream())
                .filter(errand -> errand.queue().equals(SOCIAL) && !errand.advice())
                .mapToLong(Errand::serviceMillis)
                .sum()
            / 60_000.0
            / 20_000;
    assertEquals(9, minutes, 0.2);
  }

  @Test
  void without_the_mix_everybody_has_one_matter_and_comes() throws Exception {
    var figures = RehearsalHalls.hanjiang().figures().with(VisitMix.PLAIN);
    List<Visitor> visitors = new DayPlan(figures, 5, new SplittableRandom(1)).draw("mon");
    assertTrue(visitors.size() > 300);
    for (Visitor visitor : visitors) {
      Errand errand = visitor.errands().getFirst();
      assertEquals(
          Visitor.plain(visitor.arrivesMillis(), errand.queue(), errand.serviceMillis()), visitor);
    }
  }

  private static boolean advice(Visitor visitor) {
    return visitor.errands().getFirst().advice();
  }

  private static int matters(Visitor visitor) {
    return visitor.errands().stream().mapToInt(Errand::matters).sum();
  }

  private static <T> double share(List<T> all, Predicate<T> is) {
    return (double) all.stream().filter(is).count() / all.size();
  }
}
