package org.yichuang.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hall's own rules, played, beside what queueing theory says of them. */
class TheoryTest {
  private static final int PEOPLE = 15_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_service_of_a_plain_week_begins_when_kiefer_and_wolfowitz_say(long seed)
      throws Exception {
    List<ExactWeek.Found> zones = ExactWeek.play(RehearsalHalls.hanjiang(), seed);
    assertEquals(7, zones.size());
    for (ExactWeek.Found zone : zones) {
      assertTrue(zone.people() > 0, zone::text);
      assertEquals(0, zone.different(), zone::text);
    }
    assertTrue(
        zones.stream().anyMatch(zone -> zone.theoryMinutes() > 5),
        "nobody waited, so that nothing was compared");
  }

  @ParameterizedTest(name = "{0} windows at {1}, variation {2}")
  @CsvSource({"1, 0.6, 0", "4, 0.7, 0", "1, 0.6, 0.8", "3, 0.7, 0.8"})
  void a_long_line_waits_as_theory_says(int windows, double load, double variation) {
    StationaryLine.Found found = new StationaryLine(windows, load, variation, PEOPLE).play(7);
    assertTrue(found.holds(), found::text);
  }

  @Test
  void a_line_is_not_taken_for_one_with_another_load() {
    StationaryLine.Found found = new StationaryLine(2, 0.6, 0, PEOPLE).play(7);
    double busier = QueueTheory.waitOfExponential(2, 0.75, 1);
    assertFalse(new StationaryLine.Found(found.line(), found.measured(), busier).holds());
  }

  @Test
  void littles_law_holds_on_every_day_and_is_not_indifferent() throws Exception {
    RehearsedYear year = RehearsalHalls.village(1);
    Little little = new Little();
    Little disturbed = new Little();
    year.play(
        (day, turns, lines) -> {
          little.add(turns, lines);
          disturbed.add(turns.subList(0, Math.max(0, turns.size() - 1)), lines);
        });
    assertTrue(little.holds(), little::line);
    assertFalse(disturbed.holds(), disturbed::line);
  }
}
