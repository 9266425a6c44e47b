package org.yichuang.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.hall.QueueId;

class RehearsedYearTest {
  private static final QueueId GENERAL = new QueueId("general");

  @Test
  void each_zone_has_exactly_its_cases_of_a_year() throws Exception {
    Map<QueueId, Integer> planned = new HashMap<>();
    Map<QueueId, Integer> handled = new HashMap<>();
    RehearsedYear year = RehearsalHalls.village(3);
    year.play(
        (day, turns, lines) -> {
          day.cases().forEach((zone, cases) -> planned.merge(zone, cases, Integer::sum));
          turns.stream()
              .filter(turn -> !turn.errand().advice() && turn.served())
              .forEach(
                  turn ->
                      handled.merge(turn.errand().queue(), turn.errand().matters(), Integer::sum));
        });
    assertEquals(Map.of(GENERAL, 5_000, new QueueId("land"), 900), planned);
    int cases = handled.values().stream().mapToInt(each -> each).sum();
    assertTrue(cases > 5_900 * 0.92 && cases < 5_900, cases + ": those who stay away are missing");
  }

  @Test
  void the_same_seed_plays_the_same_year_and_another_one_another() throws Exception {
    List<String> first = villageReport(1);
    assertEquals(first, villageReport(1));
    assertNotEquals(first, villageReport(2));
    assertEquals(1 + 8 + 8 + 1 + 1 + 2, first.size(), String.join("\n", first));
  }

  private static List<String> villageReport(long seed) throws Exception {
    return RehearsedYear.report(
            new StoredCatalogue.Import(RehearsalHalls.village(), false),
            BundledFiles.nationalCalendar(),
            RehearsalHalls.YEAR,
            seed)
        .lines();
  }

  @Test
  void the_year_has_the_working_days_on_which_the_hall_is_open() throws Exception {
    Map<LocalDate, YearPlan.Day> days =
        RehearsalHalls.village(1).plan().days().stream()
            .collect(Collectors.toMap(YearPlan.Day::date, day -> day));
    assertEquals(247, days.size());
    assertFalse(days.containsKey(LocalDate.of(2026, 2, 16)), "Spring Festival");
    assertFalse(days.containsKey(LocalDate.of(2026, 3, 10)), "the hall is closed");
    assertTrue(days.containsKey(LocalDate.of(2026, 2, 14)), "a Saturday that is worked");
    assertEquals("first-after-holiday", days.get(LocalDate.of(2026, 2, 24)).busy());
    assertEquals("first-after-holiday", days.get(LocalDate.of(2026, 1, 4)).busy());
    assertEquals("mon", days.get(LocalDate.of(2026, 3, 9)).busy());
    assertTrue(
        days.get(LocalDate.of(2026, 9, 30)).open().stream()
            .allMatch(half -> half.from().isBefore(LocalTime.NOON)));
  }

  @Test
  void busy_days_have_more_cases() throws Exception {
    Map<String, Double> mean =
        RehearsalHalls.village(1).plan().days().stream()
            .filter(day -> day.open().size() == 7)
            .collect(
                Collectors.groupingBy(
                    YearPlan.Day::busy,
                    Collectors.averagingInt(day -> day.cases().getOrDefault(GENERAL, 0))));
    assertEquals(1.3, mean.get("mon") / mean.get("wed"), 0.12);
    assertEquals(0.7, mean.get("fri") / mean.get("wed"), 0.12);
    assertTrue(mean.get("first-after-holiday") > mean.get("mon"));
  }

  @Test
  void everything_of_the_mix_happens_and_everybody_is_served_or_stays_away() throws Exception {
    Map<String, Integer> met = new HashMap<>();
    RehearsalHalls.village(1)
        .play(
            (day, turns, lines) -> {
              count(met, "numbers", turns, turn -> true);
              count(met, "papers", turns, Turn::papers);
              count(met, "advice", turns, turn -> turn.errand().advice());
              count(met, "visits", turns, turn -> turn.visit().size() > 1);
              count(met, "rejoined", turns, turn -> turn.served() && cameBack(turn));
              count(met, "parked", turns, turn -> parked(turn) && turn.services().size() > 1);
              count(met, "elsewhere", turns, turn -> !turn.queue().equals(turn.errand().queue()));
              count(met, "stayed away", turns, turn -> !turn.served() && !cameBack(turn));
              count(
                  met,
                  "lost",
                  turns,
                  turn ->
                      !turn.served() && turn.errand().presence() instanceof Errand.Presence.Comes);
            });
    assertEquals(0, met.get("lost"));
    for (String kind :
        List.of("papers", "advice", "visits", "rejoined", "parked", "elsewhere", "stayed away")) {
      assertTrue(met.get(kind) > 10, kind + " in " + met);
    }
  }

  private static void count(
      Map<String, Integer> met, String kind, List<Turn> turns, Predicate<Turn> is) {
    met.merge(kind, (int) turns.stream().filter(is).count(), Integer::sum);
  }

  private static boolean cameBack(Turn turn) {
    return turn.errand().presence() instanceof Errand.Presence.ComesBack;
  }

  private static boolean parked(Turn turn) {
    return turn.errand().course() instanceof Errand.Course.Parked;
  }
}
