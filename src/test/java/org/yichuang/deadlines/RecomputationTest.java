package org.yichuang.deadlines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.deadlines.Hall.PROMISED;
import static org.yichuang.deadlines.Hall.STATUTORY;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yichuang.calendar.YearNotice;

class RecomputationTest {
  private static final YearNotice NOTICE_2027 =
      new YearNotice(
          2027,
          LocalDate.of(2027, 1, 1).datesUntil(LocalDate.of(2027, 1, 4)).collect(Collectors.toSet()),
          Set.of(LocalDate.of(2027, 1, 9)));
  private static final ClockRules KNOWING_2027 =
      new ClockRules(Hall.calendars(Hall.with(NOTICE_2027)));

  private static CaseScene accepted(String day) {
    return new CaseScene(Hall.terms(Hall.LICENSING, "20wd", "8wd")).received(day).accepted(day);
  }

  @Test
  void a_new_year_moves_what_reaches_it_and_lists_before_and_after() {
    CaseScene scene = accepted("2026-12-15");
    assertEquals("2026-12-25 v1", scene.deadline(PROMISED));
    assertEquals("2027-01-12 v1", scene.deadline(STATUTORY));
    assertTrue(scene.clock(STATUTORY).deadline().provisional());
    CaseClocks before = scene.clocks();
    Recomputation<String> result = Recomputation.of(Map.of("case", before), name -> KNOWING_2027);
    assertEquals(1, result.changed().size());
    DeadlineChange change = result.changed().getFirst().change();
    assertEquals(STATUTORY, change.clock());
    assertEquals(LocalDate.of(2027, 1, 12), change.before().date());
    assertEquals(LocalDate.of(2027, 1, 12), change.after().date());
    assertFalse(change.movesDate());
    assertFalse(change.after().provisional());
  }

  @Test
  void a_date_that_only_became_certain_keeps_its_version_and_its_alarms() {
    CaseScene scene = accepted("2026-12-07");
    assertEquals("2027-01-04 v1", scene.deadline(STATUTORY));
    scene.until("2026-12-31T18:00");
    assertEquals(Set.of(AlarmLevel.YELLOW), scene.clock(STATUTORY).raised());
    ClockRules plain =
        new ClockRules(Hall.calendars(Hall.with(new YearNotice(2027, Set.of(), Set.of()))));
    CaseClocks after = scene.clocks().apply(plain.reckonAnew(scene.clocks()).orElseThrow());
    Clock clock = after.clock(STATUTORY).orElseThrow();
    assertEquals(1, clock.deadline().version());
    assertFalse(clock.deadline().provisional());
    assertEquals(Set.of(AlarmLevel.YELLOW), clock.raised());
    assertTrue(plain.reckonAnew(after).isEmpty());
  }

  @Test
  void a_moved_deadline_is_a_new_version_and_what_was_recorded_for_the_old_is_harmless() {
    CaseScene scene = accepted("2026-12-07");
    scene.until("2026-12-31T18:00");
    CaseClocks after = scene.clocks().apply(KNOWING_2027.reckonAnew(scene.clocks()).orElseThrow());
    Clock clock = after.clock(STATUTORY).orElseThrow();
    assertEquals(LocalDate.of(2027, 1, 5), clock.deadline().date());
    assertEquals(2, clock.deadline().version());
    assertEquals(Set.of(), clock.raised());
  }

  @Test
  void suspensions_last_by_the_new_calendar_too() {
    CaseScene scene = accepted("2026-12-01").suspended("testing", "2026-12-02", "22wd");
    Suspension before = scene.clocks().suspensions().getFirst();
    assertEquals(LocalDate.of(2027, 1, 1), before.expectedEnd());
    CaseClocks after = scene.clocks().apply(KNOWING_2027.reckonAnew(scene.clocks()).orElseThrow());
    Suspension stop = after.suspensions().getFirst();
    assertEquals(LocalDate.of(2027, 1, 4), stop.expectedEnd());
    assertEquals(before.latestEnd(), stop.latestEnd());
  }

  @Test
  void a_thousand_cases_are_listed_as_counting_says() {
    ClockRules rules = KNOWING_2027;
    Map<Integer, CaseClocks> cases = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      LocalDate day = LocalDate.of(2026, 11, 1).plusDays(i % 60);
      cases.put(i, accepted(day.toString()).clocks());
    }
    Recomputation<Integer> result = Recomputation.of(cases, of -> rules);
    long reaching =
        cases.values().stream()
            .flatMap(clocks -> clocks.running().stream())
            .filter(clock -> clock.deadline().provisional())
            .count();
    assertTrue(reaching > 500);
    assertEquals(
        reaching,
        result.changed().stream().filter(line -> line.change().before().provisional()).count());
    result
        .changed()
        .forEach(
            line -> {
              Deadline before = line.change().before();
              Deadline after = line.change().after();
              assertFalse(after.provisional());
              boolean moved = !before.sameTimes(after);
              assertEquals(before.version() + (moved ? 1 : 0), after.version());
            });
    cases.forEach(
        (name, clocks) -> {
          ClockEvent.Reckoned event = result.events().get(name);
          if (event != null) {
            assertTrue(rules.reckonAnew(clocks.apply(event)).isEmpty());
          }
        });
  }
}
