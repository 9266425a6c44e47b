package org.yichuang.deadlines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.deadlines.Hall.ACCEPTANCE;
import static org.yichuang.deadlines.Hall.PROMISED;
import static org.yichuang.deadlines.Hall.STATUTORY;
import static org.yichuang.deadlines.Hall.on;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starting, accepting, ending, extending; silence and lights. */
class ClockRulesTest {
  private static final CaseTerms LICENCE = Hall.terms(Hall.LICENSING, "20wd", "8wd");
  private static final ClockId DELIVERY = ClockId.of(ClockKind.DELIVERY);

  private static CaseScene accepted() {
    return new CaseScene(LICENCE).received("2026-03-02").accepted("2026-03-04");
  }

  @Test
  void a_licence_runs_from_its_acceptance() {
    CaseScene scene = new CaseScene(LICENCE).received("2026-03-02");
    assertEquals("2026-03-09 v1", scene.deadline(ACCEPTANCE));
    assertTrue(scene.clocks().clock(STATUTORY).isEmpty());
    scene.accepted("2026-03-04");
    assertFalse(scene.clock(ACCEPTANCE).isRunning());
    assertEquals("2026-04-01 v1", scene.deadline(STATUTORY));
    assertEquals("2026-03-16 v1", scene.deadline(PROMISED));
  }

  @Test
  void an_acceptance_is_not_dated_before_the_receipt() {
    ClockRefusal refusal =
        new CaseScene(LICENCE)
            .received("2026-03-02")
            .refused((law, now) -> law.accept(now, LICENCE, on("2026-03-01")));
    assertEquals(ClockRefusal.Reason.TOO_EARLY, refusal.reason());
  }

  @Test
  void a_notice_ends_the_window_and_the_period_starts_with_the_acceptance_after_it() {
    CaseScene scene = new CaseScene(LICENCE).received("2026-03-02");
    scene.give((law, now) -> law.end(now, ACCEPTANCE, on("2026-03-06")));
    assertEquals("", scene.until("2026-03-20T09:00"));
    scene.accepted("2026-03-20");
    assertEquals("2026-04-20 v1", scene.deadline(STATUTORY));
  }

  @Test
  void a_registration_runs_from_its_receipt() {
    CaseScene scene =
        new CaseScene(Hall.terms(Hall.REGISTRATION, "3wd", "1wd")).received("2026-03-02");
    assertEquals("2026-03-05 v1", scene.deadline(STATUTORY));
    assertEquals("2026-03-03 v1", scene.deadline(PROMISED));
    assertTrue(scene.clocks().clock(ACCEPTANCE).isEmpty());
    scene.extended(Rank.AGENCY_HEAD, "2026-03-05");
    assertEquals("2026-03-10 v2", scene.deadline(STATUTORY));
  }

  @Test
  void silence_in_the_window_accepts_from_the_day_of_receipt() {
    CaseScene scene = new CaseScene(LICENCE).received("2026-03-02");
    assertEquals(
        """
        acceptance v1 yellow 2026-03-06T17:30
        acceptance v1 red 2026-03-09T17:30""",
        scene.until("2026-03-09T23:59:59"));
    ClockRefusal early =
        scene.refused((law, now) -> law.deemAccepted(now, LICENCE, on("2026-03-09")));
    assertEquals(ClockRefusal.Reason.NO_SILENCE, early.reason());
    assertEquals("it runs until 2026-03-09", early.found());
    assertEquals("acceptance silent: accepted 2026-03-10T00:00", scene.until("2026-03-10T00:00"));
    assertEquals("2026-03-30 v1", scene.deadline(STATUTORY));
    assertEquals(LocalDate.parse("2026-03-02"), scene.clock(STATUTORY).start().date());
    assertTrue(scene.clock(ACCEPTANCE).isLate());
    ClockRefusal twice = scene.refused((law, now) -> law.accept(now, LICENCE, on("2026-03-10")));
    assertEquals(ClockRefusal.Reason.CLOCK_RUNS, twice.reason());
  }

  @Test
  void an_acceptance_on_the_last_day_is_in_time_after_closing_too() {
    CaseScene scene = new CaseScene(LICENCE).received("2026-03-02");
    scene.until("2026-03-09T20:00");
    scene.accepted("2026-03-09T20:00");
    assertFalse(scene.clock(ACCEPTANCE).isLate());
    assertEquals("", scene.until("2026-03-10T09:00"));
  }

  @Test
  void a_renewal_undecided_when_the_licence_expires_counts_as_granted() {
    CaseScene scene = new CaseScene(LICENCE).received("2026-03-02", LocalDate.parse("2026-03-15"));
    scene.accepted("2026-03-03");
    scene.until("2026-03-13T18:00");
    assertEquals(
        "renewal v1 red 2026-03-16T00:00\nrenewal silent: renewal-granted 2026-03-16T00:00",
        scene
            .until("2026-03-16T00:00")
            .lines()
            .filter(line -> line.startsWith("renewal"))
            .collect(Collectors.joining("\n")));
    ClockRefusal expired =
        new CaseScene(LICENCE)
            .refused(
                (law, now) ->
                    law.receive(now, LICENCE, on("2026-03-02"), LocalDate.parse("2026-03-01")));
    assertEquals(ClockRefusal.Reason.TOO_LATE, expired.reason());
  }

  @Test
  void what_was_approved_is_delivered_within_ten_working_days() {
    CaseScene scene = accepted();
    scene.give((law, now) -> law.endAll(now, on("2026-03-13")));
    assertEquals(0, scene.clocks().running().size());
    scene.give((law, now) -> law.startDelivery(now, Hall.LICENSING, on("2026-03-13")));
    assertEquals("2026-03-27 v1", scene.deadline(DELIVERY));
    scene.give((law, now) -> law.end(now, DELIVERY, on("2026-03-27T19:00")));
    assertFalse(scene.clock(DELIVERY).isLate());
    assertTrue(
        Hall.events(Hall.RULES.startDelivery(CaseClocks.NONE, Hall.REGISTRATION, on("2026-03-13")))
            .isEmpty());
  }

  @Test
  void an_extension_moves_the_statutory_date_and_never_the_promise() {
    CaseScene scene = accepted().extended(Rank.AGENCY_HEAD, "2026-03-20");
    assertEquals("2026-04-16 v2", scene.deadline(STATUTORY));
    assertEquals("2026-03-16 v1", scene.deadline(PROMISED));
    assertEquals(
        "+10wd",
        scene.why(STATUTORY).rules().stream()
            .filter(rule -> rule.rule() == LegalRule.EXTENSION)
            .findFirst()
            .orElseThrow()
            .detail());
    ClockRefusal twice =
        scene.refused((law, now) -> law.extend(now, "", Rank.GOVERNMENT_HEAD, on("2026-03-23")));
    assertEquals(ClockRefusal.Reason.EXTENDED_OFTEN_ENOUGH, twice.reason());
    assertEquals("decide by 2026-04-16", twice.remedy());
  }

  @ParameterizedTest(name = "{0}: {1} on {2}: {3}")
  @CsvSource({
    "licence, AGENCY_HEAD,     2026-04-01T23:59, 2026-04-16",
    "licence, GOVERNMENT_HEAD, 2026-03-20T09:00, 2026-04-16",
    "licence, AGENCY_HEAD,     2026-04-02T00:00, TOO_LATE",
    "joint,   GOVERNMENT_HEAD, 2026-03-20T09:00, 2026-06-01",
    "joint,   AGENCY_HEAD,     2026-03-20T09:00, RANK_TOO_LOW",
  })
  void extensions_are_approved_in_time_by_the_rank_that_the_law_names(
      String law, Rank approver, String approved, String result) {
    CaseTerms terms = law.equals("joint") ? Hall.terms(Hall.JOINT, "45wd", "30wd") : LICENCE;
    CaseScene scene = new CaseScene(terms).received("2026-03-02").accepted("2026-03-04");
    ClockOutcome outcome = Hall.RULES.extend(scene.clocks(), "", approver, on(approved));
    assertEquals(
        result,
        switch (outcome) {
          case ClockOutcome.Changed changed ->
              scene
                  .clocks()
                  .apply(changed.events())
                  .clock(STATUTORY)
                  .orElseThrow()
                  .deadline()
                  .date()
                  .toString();
          case ClockOutcome.Refused refused -> refused.refusal().reason().name();
        });
  }

  @Test
  void a_law_without_extensions_gives_none() {
    ClockLaw legalAid =
        new ClockLaw("《法律援助法》", false, StartEvent.RECEIPT, null, List.of(), 0, Set.of());
    CaseScene scene = new CaseScene(Hall.terms(legalAid, "7cd", "5cd")).received("2026-03-02");
    assertEquals(
        ClockRefusal.Reason.EXTENSION_NOT_PROVIDED,
        scene
            .refused((law, now) -> law.extend(now, "", Rank.AGENCY_HEAD, on("2026-03-03")))
            .reason());
    assertEquals(
        ClockRefusal.Reason.CLOCK_DOES_NOT_RUN,
        new CaseScene(LICENCE)
            .received("2026-03-02")
            .refused((law, now) -> law.extend(now, "", Rank.AGENCY_HEAD, on("2026-03-03")))
            .reason());
  }

  @Test
  void an_item_may_state_an_extension_of_its_own() {
    CaseScene scene =
        new CaseScene(Hall.terms(Hall.LICENSING, "20wd+5wd", "8wd"))
            .received("2026-03-02")
            .accepted("2026-03-04")
            .extended(Rank.AGENCY_HEAD, "2026-03-20");
    assertEquals("2026-04-09 v2", scene.deadline(STATUTORY));
  }

  @Test
  void a_promise_in_other_units_is_never_longer_than_the_law() {
    CaseScene scene =
        new CaseScene(Hall.terms(Hall.LICENSING, "10wd", "14cd"))
            .received("2026-03-02")
            .accepted("2026-03-02");
    assertEquals("2026-03-16 v1", scene.deadline(PROMISED));
    scene = new CaseScene(Hall.terms(Hall.LICENSING, "10wd", "20cd"));
    scene.received("2026-03-02").accepted("2026-03-02");
    assertEquals("2026-03-16 v1", scene.deadline(PROMISED));
    assertEquals(LegalRule.PROMISE_NEVER_LONGER, scene.why(PROMISED).rules().getLast().rule());
    scene.extended(Rank.AGENCY_HEAD, "2026-03-10");
    assertEquals("2026-03-16 v1", scene.deadline(PROMISED));
    assertEquals("2026-03-30 v2", scene.deadline(STATUTORY));
    assertThrows(IllegalArgumentException.class, () -> Hall.terms(Hall.LICENSING, "10wd", "11wd"));
  }

  @ParameterizedTest(name = "{0}, decided {1}: late {2}")
  @CsvSource({
    "8wd,   2026-03-16T17:30:00, false",
    "8wd,   2026-03-16T23:59:59, false",
    "8wd,   2026-03-17T00:00:00, true",
    "1hwd,  2026-03-04T23:59:59, false",
    "2hwd,  2026-03-05T11:59:59, false",
    "2hwd,  2026-03-05T12:00:00, true",
    "30min, 2026-03-04T09:30:00, false",
    "30min, 2026-03-04T09:30:01, true",
  })
  void lateness_is_judged_by_date_and_for_minutes_to_the_second(
      String promised, String decided, boolean late) {
    CaseScene scene =
        new CaseScene(Hall.terms(Hall.LICENSING, "20wd", promised))
            .received("2026-03-02")
            .accepted("2026-03-04");
    scene.give((law, now) -> law.end(now, PROMISED, on(decided)));
    assertEquals(late, scene.clock(PROMISED).isLate());
    assertEquals(late ? Light.RED : Light.GREEN, scene.clocks().light());
  }

  @Test
  void the_light_is_the_promise_and_a_statutory_red_overrides() {
    CaseScene scene = accepted();
    scene.give(
        (law, now) ->
            law.startStep(
                now, Hall.LICENSING, ClockId.step("survey"), Limit.parse("1wd"), on("2026-03-04")));
    assertEquals(
        "step:survey v1 yellow 2026-03-05T15:30\nstep:survey v1 red 2026-03-05T17:30",
        scene.until("2026-03-05T18:00"));
    assertEquals(Light.RED, scene.clock(ClockId.step("survey")).light());
    assertEquals(Light.GREEN, scene.clocks().light());
    scene.give((law, now) -> law.end(now, ClockId.step("survey"), on("2026-03-06")));
    scene.until("2026-03-13T17:30");
    assertEquals(Light.YELLOW, scene.clocks().light());
    scene.until("2026-03-16T17:30");
    assertEquals(Light.RED, scene.clocks().light());
    scene.give((law, now) -> law.end(now, PROMISED, on("2026-03-16T18:00")));
    assertEquals(Light.GREEN, scene.clocks().light());
    scene.until("2026-04-01T17:30");
    assertEquals(Light.RED, scene.clocks().light());
  }

  @Test
  void each_alarm_is_recorded_once_for_each_version() {
    CaseScene scene = accepted();
    assertEquals("promised v1 yellow 2026-03-13T10:48", scene.until("2026-03-13T10:48"));
    assertEquals("", scene.until("2026-03-16T17:29:59"));
    assertEquals(
        """
        promised v1 red 2026-03-16T17:30
        promised v1 escalated-to-backup 2026-03-17T17:30
        promised v1 escalated-to-window-head 2026-03-18T17:30
        promised v1 escalated-to-department-lead 2026-03-19T17:30
        promised v1 escalated-to-supervisor 2026-03-20T17:30""",
        scene.until("2026-03-21T09:00"));
    assertEquals("statutory v1 yellow 2026-03-27T17:30", scene.until("2026-03-30T12:00"));
    scene.extended(Rank.AGENCY_HEAD, "2026-03-30");
    assertEquals("", scene.until("2026-04-10T12:00"));
    assertEquals(Light.GREEN, scene.clock(STATUTORY).light());
    assertEquals("statutory v2 yellow 2026-04-13T17:30", scene.until("2026-04-14T12:00"));
  }

  @Test
  void a_clock_that_ended_may_run_anew_and_its_versions_go_on() {
    CaseScene scene = accepted();
    assertEquals(
        ClockRefusal.Reason.CLOCK_RUNS,
        scene.refused((law, now) -> law.accept(now, LICENCE, on("2026-03-05"))).reason());
    scene.give((law, now) -> law.endAll(now, on("2026-03-05")));
    ClockRefusal again = scene.refused((law, now) -> law.end(now, PROMISED, on("2026-03-06")));
    assertEquals("it ended on 2026-03-05", again.found());
    scene.accepted("2026-03-09");
    assertEquals("2026-03-19 v2", scene.deadline(PROMISED));
    assertEquals(
        ClockRefusal.Reason.TOO_EARLY,
        scene.refused((law, now) -> law.end(now, PROMISED, on("2026-03-08"))).reason());
  }

  @ParameterizedTest
  @CsvSource({"statutory", "step:survey", "statutory@tax", "step:review@tax"})
  void a_clock_is_spelled_as_it_is_read(String spelling) {
    assertEquals(spelling, ClockId.parse(spelling).toString());
  }

  @ParameterizedTest
  @CsvSource({"step", "promised:x", "whenever", "statutory@", "Statutory", "statutory@TAX"})
  void what_is_no_clock_is_refused(String spelling) {
    assertThrows(IllegalArgumentException.class, () -> ClockId.parse(spelling));
  }
}
