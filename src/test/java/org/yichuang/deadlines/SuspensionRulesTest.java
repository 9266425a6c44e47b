package org.yichuang.deadlines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.deadlines.Hall.PROMISED;
import static org.yichuang.deadlines.Hall.STATUTORY;
import static org.yichuang.deadlines.Hall.on;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspensionRulesTest {
  private static final CaseTerms LICENCE = Hall.terms(Hall.LICENSING, "20wd", "8wd");
  private static final ClockId TAX = STATUTORY.in("tax");

  private static CaseScene accepted() {
    return new CaseScene(LICENCE).received("2026-03-02").accepted("2026-03-02");
  }

  @Test
  void the_days_after_the_suspension_up_to_the_resumption_are_not_counted() {
    CaseScene scene = accepted().suspended("hearing", "2026-03-05", "10wd");
    scene.resumed("hearing", "2026-03-10");
    assertEquals("2026-03-17 v3", scene.deadline(PROMISED));
    assertEquals("2026-04-02 v3", scene.deadline(STATUTORY));
  }

  @Test
  void while_it_goes_on_the_deadline_is_the_latest_and_the_expected_one_is_known() {
    CaseScene scene = accepted().suspended("testing", "2026-03-05", "10wd");
    assertEquals("2026-04-24 v2", scene.deadline(PROMISED));
    assertEquals(LocalDate.parse("2026-03-26"), scene.expected(PROMISED).date());
  }

  @Test
  void at_the_expected_end_somebody_is_told_and_at_the_maximum_the_clock_runs_on() {
    CaseScene scene = accepted().suspended("testing", "2026-03-05", "10wd");
    assertEquals("testing expected 2026-03-19T17:30", scene.until("2026-04-16T23:59"));
    assertTrue(scene.clocks().isStopped(PROMISED));
    assertEquals("testing over 2026-04-18T00:00", scene.until("2026-04-18T00:00"));
    assertFalse(scene.clocks().isStopped(PROMISED));
    assertEquals("promised v2 yellow 2026-04-23T10:48", scene.until("2026-04-23T12:00"));
    ClockRefusal again =
        scene.refused(
            (law, now) -> law.suspend(now, "testing", "", on("2026-04-23"), Limit.parse("5wd")));
    assertEquals(ClockRefusal.Reason.SUSPENDED_TOO_LONG, again.reason());
    assertEquals("used up on 2026-04-17", again.found());
    assertEquals(
        ClockRefusal.Reason.NOT_SUSPENDED,
        scene.refused((law, now) -> law.resume(now, "testing", "", on("2026-04-23"))).reason());
  }

  @Test
  void a_late_resumption_leaves_no_more_uncounted_than_the_maximum() {
    CaseScene scene = accepted().suspended("testing", "2026-03-05", "10wd");
    scene.resumed("testing", "2026-05-08");
    assertEquals("2026-04-24 v2", scene.deadline(PROMISED));
  }

  @Test
  void overlapping_grounds_leave_a_day_uncounted_once() {
    CaseScene scene =
        accepted()
            .suspended("hearing", "2026-03-03", "10wd")
            .suspended("testing", "2026-03-05", "10wd")
            .resumed("hearing", "2026-03-06");
    assertTrue(scene.clocks().isStopped(PROMISED));
    scene.resumed("testing", "2026-03-10");
    assertEquals("2026-03-19 v4", scene.deadline(PROMISED));
    assertEquals(
        List.of("2026-03-05 [hearing]", "2026-03-06 [hearing, testing]", "2026-03-07 [testing]"),
        scene.why(PROMISED).days().stream()
            .filter(day -> day.reason() instanceof Derivation.Reason.Suspended)
            .map(day -> day.date() + " " + ((Derivation.Reason.Suspended) day.reason()).grounds())
            .skip(1)
            .limit(3)
            .toList());
  }

  @Test
  void a_yellow_alarm_waits_while_the_clock_stands_still() {
    CaseScene scene = accepted();
    assertEquals("promised v1 yellow 2026-03-11T10:48", scene.until("2026-03-11T11:00"));
    scene.suspended("hearing", "2026-03-11", "5wd");
    assertEquals("", scene.until("2026-03-13T12:00"));
    scene.resumed("hearing", "2026-03-13");
    assertEquals("promised v3 yellow 2026-03-11T10:48", scene.until("2026-03-13T12:00"));
  }

  @Test
  void a_suspension_after_the_last_day_saves_nothing() {
    CaseScene scene = accepted();
    scene.until("2026-03-13T09:00");
    scene.suspended("hearing", "2026-03-13", "5wd");
    assertEquals("2026-03-12 v1", scene.deadline(PROMISED));
    assertEquals(Light.RED, scene.clocks().light());
    assertTrue(scene.deadline(STATUTORY).endsWith("v2"));
  }

  @Test
  void a_branch_stands_still_alone_and_the_lead_stops_the_whole() {
    CaseScene scene =
        new CaseScene(Hall.terms(Hall.JOINT, "45wd", "30wd"))
            .received("2026-03-02")
            .accepted("2026-03-02");
    scene.give(
        (law, now) ->
            law.startBranch(now, "tax", Hall.LICENSING, Limit.parse("20wd"), on("2026-03-02")));
    scene.give(
        (law, now) -> law.suspend(now, "hearing", "tax", on("2026-03-03"), Limit.parse("5wd")));
    assertTrue(scene.clocks().isStopped(TAX));
    assertFalse(scene.clocks().isStopped(STATUTORY));
    scene.suspended("hearing", "2026-03-05", "5wd");
    scene.give((law, now) -> law.resume(now, "hearing", "tax", on("2026-03-04")));
    assertTrue(scene.clocks().isStopped(TAX));
    scene.resumed("hearing", "2026-03-06");
    assertEquals("2026-04-01 v5", scene.deadline(TAX));
    assertEquals("2026-05-09 v3", scene.deadline(STATUTORY));
  }

  @ParameterizedTest(name = "{0} of {1} for {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hearing | 2026-03-03 | 5wd  | ALREADY_SUSPENDED  | suspended since 2026-03-02
          testing | 2026-03-03 | 31wd | SUSPENDED_TOO_LONG | 2026-04-16, 31wd after it
          bribery | 2026-03-03 | 5wd  | UNKNOWN_GROUND     | bribery
          testing | 2026-03-01 | 5wd  | TOO_EARLY          | 2026-03-01
          """)
  void what_the_law_does_not_allow_is_refused(
      String ground, String day, String expected, ClockRefusal.Reason reason, String found) {
    CaseScene scene = accepted().suspended("hearing", "2026-03-02", "5wd");
    ClockRefusal refusal =
        scene.refused((law, now) -> law.suspend(now, ground, "", on(day), Limit.parse(expected)));
    assertEquals(reason, refusal.reason());
    assertEquals(found, refusal.found());
  }

  @Test
  void what_runs_is_not_resumed_and_what_has_not_started_is_not_suspended() {
    assertEquals(
        ClockRefusal.Reason.NOT_SUSPENDED,
        accepted()
            .refused((law, now) -> law.resume(now, "hearing", "", on("2026-03-03")))
            .reason());
    assertEquals(
        ClockRefusal.Reason.TOO_EARLY,
        accepted()
            .suspended("hearing", "2026-03-05", "5wd")
            .refused((law, now) -> law.resume(now, "hearing", "", on("2026-03-04")))
            .reason());
    assertEquals(
        ClockRefusal.Reason.CLOCK_DOES_NOT_RUN,
        new CaseScene(LICENCE)
            .received("2026-03-02")
            .refused(
                (law, now) -> law.suspend(now, "hearing", "", on("2026-03-03"), Limit.parse("5wd")))
            .reason());
  }

  /** What one random case did, for the reference. */
  private record Gap(String ground, LocalDate from, LocalDate until) {}

  @Test
  void random_suspensions_and_extensions_agree_with_counting() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    SlowDays slow = new SlowDays();
    List<String> grounds = List.of("hearing", "testing", "expert-review");
    for (int run = 0; run < 500; run++) {
      LocalDate start = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(600));
      int statutory = 10 + random.nextInt(50);
      CaseScene scene =
          new CaseScene(Hall.terms(Hall.LICENSING, statutory + "wd", statutory / 2 + "wd"))
              .received(start.toString())
              .accepted(start.toString());
      List<Gap> gaps = new ArrayList<>();
      int extended = 0;
      LocalDate today = start;
      for (int step = 0; step < 12; step++) {
        today = today.plusDays(random.nextInt(6));
        String day = today.toString();
        String ground = grounds.get(random.nextInt(3));
        boolean open = scene.clocks().open(ground, "").isPresent();
        int before = scene.clock(STATUTORY).deadline().version();
        LocalDate dateBefore = scene.clock(STATUTORY).deadline().date();
        if (random.nextInt(8) == 0 && extended == 0) {
          if (!today.isAfter(scene.clock(STATUTORY).deadline().date())) {
            scene.extended(Rank.AGENCY_HEAD, day);
            extended = 10;
          }
        } else if (open) {
          scene.resumed(ground, day);
          LocalDate end = today;
          gaps.replaceAll(
              gap ->
                  gap.ground().equals(ground) && gap.until().equals(LocalDate.MAX)
                      ? new Gap(ground, gap.from(), end)
                      : gap);
        } else {
          scene.suspended(ground, day, "5wd");
          gaps.add(new Gap(ground, today, LocalDate.MAX));
        }
        LocalDate latest = today;
        List<Gap> known =
            gaps.stream()
                .map(
                    gap -> {
                      LocalDate most =
                          switch (gap.ground()) {
                            case "hearing" -> slow.workingDays(gap.from(), 60, any -> false);
                            case "testing" -> slow.workingDays(gap.from(), 30, any -> false);
                            default -> gap.from().plusDays(45);
                          };
                      return new Gap(
                          gap.ground(), gap.from(), gap.until().isAfter(most) ? most : gap.until());
                    })
                .toList();
        LocalDate expected =
            slow.workingDays(
                start,
                statutory + extended,
                date ->
                    known.stream()
                        .anyMatch(gap -> date.isAfter(gap.from()) && !date.isAfter(gap.until())));
        LocalDate promised =
            slow.workingDays(
                start,
                statutory / 2,
                date ->
                    known.stream()
                        .anyMatch(gap -> date.isAfter(gap.from()) && !date.isAfter(gap.until())));
        Deadline deadline = scene.clock(STATUTORY).deadline();
        String story = "seed %d, run %d, %s: %s".formatted(seed, run, latest, gaps);
        assertEquals(expected, deadline.date(), story);
        assertEquals(promised, scene.clock(PROMISED).deadline().date(), story);
        assertEquals(expected, scene.why(STATUTORY).date(), story);
        if (!dateBefore.equals(deadline.date())) {
          assertEquals(before + 1, deadline.version(), story);
        }
      }
    }
  }
}
