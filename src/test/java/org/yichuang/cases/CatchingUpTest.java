package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.OpeningPlan;
import org.yichuang.calendar.RegionalDays;
import org.yichuang.calendar.TimeSpan;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Light;

/** What happens to cases when nobody does anything. */
class CatchingUpTest {

  @Test
  void silence_accepts_a_case_from_the_day_of_receipt() {
    CaseScene scene = CaseTable.after("plain: register");
    assertEquals(
        List.of(
            "acceptance yellow v1 at 2026-03-06T17:00", "acceptance red v1 at 2026-03-09T17:00"),
        scene.until(CaseHall.at("2026-03-09T23:59")));
    assertEquals(CasePhase.RECEIVED, scene.state.phase());
    assertEquals(
        List.of("acceptance silence v1 at 2026-03-10T00:00"),
        scene.until(CaseHall.at("2026-03-10T00:00")));
    assertEquals(CasePhase.ACCEPTED, scene.state.phase());
    assertEquals(LocalDate.parse("2026-03-02"), scene.state.since());
    assertEquals("2026-03-30 v1", scene.deadline("statutory"));
    assertEquals("2026-03-16 v1", scene.deadline("promised"));
    assertEquals("2026-03-09 v1 late", scene.deadline("acceptance"));
  }

  @Test
  void a_node_that_slept_for_weeks_records_what_a_waking_one_had() {
    CaseScene slept = CaseTable.after("plain: register");
    slept.until(CaseHall.at("2026-06-01T09:00"));
    CaseScene woke = CaseTable.after("plain: register");
    for (LocalDate day = LocalDate.parse("2026-03-03");
        !day.isAfter(LocalDate.parse("2026-06-01"));
        day = day.plusDays(1)) {
      woke.until(CaseHall.at(day + "T09:00"));
    }
    assertEquals(
        woke.events.stream().map(RecordedCaseEvent::event).toList(),
        slept.events.stream().map(RecordedCaseEvent::event).toList());
    assertEquals(Light.RED, slept.state.light());
  }

  @Test
  void a_notice_on_the_last_day_keeps_a_case_from_being_accepted_by_silence() {
    CaseScene scene =
        CaseTable.after("plain: register; at=2026-03-09T16:59; give-notice answer=2026-03-20");
    assertEquals("2026-03-09 v1 met", scene.deadline("acceptance"));
    assertEquals("", scene.running());
    assertEquals(
        List.of("notice v1 at 2026-03-21T00:00"), scene.until(CaseHall.at("2026-04-30T10:00")));
    assertEquals(CasePhase.CLOSED_UNCORRECTED, scene.state.phase());
  }

  @Test
  void materials_on_the_last_day_keep_a_case_open_and_open_the_window_anew() {
    CaseScene scene =
        CaseTable.after(
            "plain: register; give-notice answer=2026-03-20; at=2026-03-20T16:59;"
                + " receive-materials points=1,2");
    assertEquals("2026-03-27 v2", scene.deadline("acceptance"));
    scene.until(CaseHall.at("2026-03-28T00:00"));
    assertEquals(CasePhase.ACCEPTED, scene.state.phase());
    assertEquals(LocalDate.parse("2026-03-20"), scene.state.since());
    assertEquals("2026-04-20 v1", scene.deadline("statutory"));
    assertEquals(2, scene.state.visits().size());
  }

  @Test
  void a_notice_that_is_repeated_has_another_end_and_the_old_one_is_harmless() {
    CaseScene scene =
        CaseTable.after(
            "plain: register; give-notice answer=2026-03-10; receive-materials points=1;"
                + " still-missing points=2 answer=2026-03-17");
    assertEquals(List.of(), scene.until(CaseHall.at("2026-03-17T23:59")));
    assertEquals(
        List.of("notice v2 at 2026-03-18T00:00"), scene.until(CaseHall.at("2026-03-18T00:00")));
  }

  @Test
  void where_the_regime_says_so_a_notice_without_an_answer_stays_open() {
    CaseScene scene = CaseTable.after("registration: register; give-notice");
    assertEquals(List.of(), scene.until(CaseHall.at("2027-01-01T10:00")));
    assertEquals(CasePhase.NOTICE_GIVEN, scene.state.phase());
  }

  @Test
  void what_runs_from_receipt_stands_still_while_the_applicant_is_asked() {
    CaseScene scene = CaseTable.after("registration: register");
    assertEquals("2026-03-05 v1", scene.deadline("statutory"));
    CaseTable.ask(scene, "registration", "give-notice");
    assertEquals("", scene.running());
    scene.until(CaseHall.at("2026-03-09T10:00"));
    CaseTable.ask(scene, "registration", "receive-materials points=1,2");
    assertEquals("2026-03-12 v2", scene.deadline("statutory"));
    CaseTable.ask(scene, "registration", "accept");
    assertEquals("2026-03-12 v2", scene.deadline("statutory"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T16:59, 2026-03-02, RECEIVED",
    "2026-03-02T17:00, 2026-03-03, SUBMITTED",
    "2026-03-06T18:00, 2026-03-09, SUBMITTED",
    "2026-02-28T12:00, 2026-02-28, RECEIVED",
    "2026-03-07T12:00, 2026-03-09, SUBMITTED",
  })
  void what_arrives_online_counts_from_the_next_working_day(
      String arrives, String counts, CasePhase phase) {
    CaseScene scene = CaseTable.after("plain: at=" + arrives + "; register channel=online");
    assertEquals(phase, scene.state.phase());
    if (phase == CasePhase.SUBMITTED) {
      assertEquals(
          List.of("receipt v1 at " + counts + "T00:00"),
          scene.until(CaseHall.at(counts + "T00:00")));
    }
    assertEquals(CasePhase.RECEIVED, scene.state.phase());
    assertEquals(LocalDate.parse(counts), scene.state.since());
    assertTrue(scene.state.visits().isEmpty());
    CaseScene brought =
        CaseTable.after("plain: at=" + arrives + "; register channel=online; withdraw");
    assertEquals(List.of(), brought.until(CaseHall.at("2026-05-01T10:00")));
  }

  @Test
  void a_renewal_that_nobody_decided_is_granted_when_the_licence_expires() {
    CaseScene scene = CaseTable.after("plain: register expires=2026-03-12; accept");
    scene.until(CaseHall.at("2026-03-12T23:59"));
    assertEquals(CasePhase.ACCEPTED, scene.state.phase());
    scene.until(CaseHall.at("2026-03-13T00:00"));
    assertEquals(CasePhase.DECIDED, scene.state.phase());
    assertEquals(
        Result.APPROVED,
        scene.state.work().track(Work.WHOLE).orElseThrow().decision().orElseThrow().result());
    assertEquals("delivery", scene.running());
    assertEquals("2026-03-27 v1", scene.deadline("delivery"));
    CaseScene received = CaseTable.after("plain: register expires=2026-03-04");
    received.until(CaseHall.at("2026-03-05T00:00"));
    assertEquals(CasePhase.DECIDED, received.state.phase());
    CaseScene asked =
        CaseTable.after("plain: register expires=2026-03-04; give-notice answer=2026-03-20");
    asked.until(CaseHall.at("2026-03-06T00:00"));
    assertEquals(CasePhase.NOTICE_GIVEN, asked.state.phase());
    CaseTable.ask(asked, "plain", "receive-materials points=1,2");
    assertEquals("acceptance", asked.running());
  }

  @Test
  void a_decision_in_the_second_of_the_deadline_is_on_time_and_its_alarm_is_recorded() {
    CaseScene scene = CaseTable.after("plain: register; accept");
    assertEquals("2026-03-16 v1", scene.deadline("promised"));
    List<String> fell = scene.until(CaseHall.at("2026-03-16T17:00"));
    assertTrue(fell.contains("promised red v1 at 2026-03-16T17:00"), fell.toString());
    CaseTable.ask(scene, "plain", "decide");
    assertEquals("2026-03-16 v1 met", scene.deadline("promised"));
    assertEquals(Light.GREEN, scene.state.light());
    CaseScene before = CaseTable.after("plain: register; accept; at=2026-03-16T16:59:59; decide");
    assertFalse(
        before.until(CaseHall.at("2026-12-31T10:00")).stream()
            .anyMatch(due -> due.startsWith("promised")));
  }

  @Test
  void alarms_go_from_the_clerk_to_the_supervisor() {
    CaseScene scene = CaseTable.after("headed: register; accept");
    assertEquals(
        List.of(
            "statutory yellow v1 at 2026-03-25T17:00",
            "statutory red v1 at 2026-03-30T17:00",
            "statutory escalated-to-backup v1 at 2026-03-31T17:00",
            "statutory escalated-to-window-head v1 at 2026-04-01T17:00",
            "statutory escalated-to-department-lead v1 at 2026-04-02T17:00",
            "statutory escalated-to-supervisor v1 at 2026-04-03T17:00"),
        scene.until(CaseHall.at("2026-12-31T10:00")));
    assertEquals(List.of(), CaseHall.RULES.armed(scene.state));
  }

  @Test
  void steps_have_a_light_of_their_own() {
    CaseScene scene = CaseTable.after("licence: register; accept");
    assertEquals("2026-03-09 v1", scene.deadline("step:review"));
    scene.until(CaseHall.at("2026-03-09T17:00"));
    assertEquals(Light.GREEN, scene.state.light());
    assertTrue(
        scene.state.clocks().running().stream().anyMatch(clock -> clock.light() == Light.RED));
    CaseTable.ask(scene, "licence", "complete-step");
    assertEquals("2026-03-09 v1 met", scene.deadline("step:review"));
    assertEquals("statutory promised", scene.running());
  }

  @Test
  void a_suspension_moves_the_deadline_and_the_old_version_says_nothing() {
    CaseScene scene =
        CaseTable.after("headed: register; accept; at=2026-03-20T10:00; suspend expected=5wd");
    assertEquals("2026-04-14 v2", scene.deadline("statutory"));
    assertEquals(
        List.of("testing expected v1 at 2026-03-27T17:00"),
        scene.until(CaseHall.at("2026-04-01T10:00")));
    CaseTable.ask(scene, "headed", "resume");
    assertEquals("2026-04-10 v3", scene.deadline("statutory"));
    CaseTable.ask(scene, "headed", "extend");
    assertEquals("2026-04-24 v4", scene.deadline("statutory"));
    assertEquals(
        List.of("statutory yellow v4 at 2026-04-21T17:00", "statutory red v4 at 2026-04-24T17:00"),
        scene.until(CaseHall.at("2026-04-24T18:00")));
  }

  @Test
  void a_suspension_that_nobody_ends_runs_out() {
    CaseScene scene = CaseTable.after("headed: register; accept; suspend expected=5wd");
    assertEquals(
        List.of("testing expected v1 at 2026-03-09T17:00", "testing over v1 at 2026-03-17T00:00"),
        scene.until(CaseHall.at("2026-03-17T00:00")));
    assertEquals("2026-04-14 v2", scene.deadline("statutory"));
  }

  @Test
  void branches_run_in_parallel_and_wait_for_each_other() {
    CaseScene scene = CaseTable.after("joint: register; accept");
    assertEquals("statutory statutory@fire promised step:review@tax", scene.running());
    scene.until(CaseHall.at("2026-03-05T10:00"));
    CaseTable.ask(scene, "joint", "suspend branch=fire");
    CaseTable.ask(scene, "joint", "complete-step branch=tax");
    CaseTable.ask(scene, "joint", "decide branch=tax result=denied reason=欠税");
    assertFalse(scene.state.isWorkable("build"));
    assertEquals("2026-04-14 v2", scene.deadline("statutory@fire"));
    assertEquals("2026-05-08 v1", scene.deadline("statutory"));
    CaseTable.ask(scene, "joint", "resume branch=fire");
    CaseTable.ask(scene, "joint", "decide branch=fire");
    assertTrue(scene.state.isWorkable("build"));
    assertEquals("2026-03-19 v1", scene.deadline("statutory@build"));
    CaseTable.ask(scene, "joint", "decide branch=build");
    assertEquals(CasePhase.DECIDED, scene.state.phase());
    assertEquals(
        Result.PARTLY,
        scene.state.work().track(Work.WHOLE).orElseThrow().decision().orElseThrow().result());
    assertEquals("delivery", scene.running());
  }

  @Test
  void a_joint_case_whose_branches_agree_has_their_result() {
    for (String result : List.of("approved", "denied")) {
      CaseScene scene = CaseTable.after("joint: register; accept; complete-step branch=tax");
      for (String branch : List.of("fire", "tax", "build")) {
        CaseTable.ask(
            scene, "joint", "decide branch=%s result=%s reason=x".formatted(branch, result));
      }
      assertEquals(
          result,
          scene
              .state
              .work()
              .track(Work.WHOLE)
              .orElseThrow()
              .decision()
              .orElseThrow()
              .result()
              .name()
              .toLowerCase(java.util.Locale.ROOT));
      assertEquals(result.equals("approved") ? "delivery" : "", scene.running());
    }
  }

  @Test
  void time_at_an_upper_level_is_kept_apart_and_stops_clocks_only_by_the_regime() {
    String told = ": register; accept; send-up; at=2026-03-09T10:00; return-down";
    CaseScene goesOn = CaseTable.after("upward" + told);
    CaseScene stops = CaseTable.after("upward-stops" + told);
    for (CaseScene scene : List.of(goesOn, stops)) {
      Work.UpperStay stay = scene.state.work().upper().getFirst();
      assertEquals("省水利厅", stay.agency());
      assertEquals(LocalDate.parse("2026-03-02"), stay.from());
      assertEquals(Optional.of(LocalDate.parse("2026-03-09")), stay.until());
    }
    assertEquals("2026-03-30 v1", goesOn.deadline("statutory"));
    assertEquals("2026-04-07 v3", stops.deadline("statutory"));
  }

  @Test
  void who_does_not_collect_a_result_is_reminded_three_times_and_never_red() {
    CaseScene scene = CaseTable.after("plain: register; accept; decide; issue");
    assertEquals("2026-03-16 v1 met", scene.deadline("delivery"));
    assertEquals(
        List.of(
            "reminder 5 v1 at 2026-03-09T09:00",
            "reminder 20 v1 at 2026-03-23T09:00",
            "reminder 60 v1 at 2026-05-06T09:00"),
        scene.until(CaseHall.at("2026-12-31T10:00")));
    assertEquals(Light.GREEN, scene.state.light());
  }

  @Test
  void nobody_is_reminded_of_what_they_were_not_told() {
    CaseScene scene = CaseTable.after("plain: register; accept; decide; issue notified=no");
    assertEquals(
        List.of("delivery yellow v1 at 2026-03-12T17:00", "delivery red v1 at 2026-03-16T17:00"),
        scene.until(CaseHall.at("2026-03-16T18:00")));
    CaseTable.ask(scene, "plain", "notify-ready");
    assertEquals("2026-03-16 v1 met", scene.deadline("delivery"));
    assertEquals(
        List.of("reminder 5 v1 at 2026-03-23T09:00"), scene.until(CaseHall.at("2026-03-24T10:00")));
  }

  @Test
  void a_parcel_that_comes_back_begins_the_reminders_anew() {
    CaseScene scene =
        CaseTable.after(
            "plain: register; accept; decide; issue; at=2026-03-09T09:00; deliver method=post;"
                + " at=2026-03-16T10:00; return-parcel");
    assertEquals(
        List.of("reminder 5 v2 at 2026-03-23T09:00"), scene.until(CaseHall.at("2026-03-23T09:00")));
    CaseTable.ask(scene, "plain", "deliver");
    assertEquals(List.of(), scene.until(CaseHall.at("2026-12-31T10:00")));
    assertEquals(Optional.of(DeliveryMethod.WINDOW), scene.state.handing().delivered());
  }

  @Test
  void a_new_calendar_moves_deadlines_and_the_old_versions_are_harmless() {
    CaseScene scene = CaseTable.after("headed: register; accept");
    OpeningPlan plan = OpeningPlan.onWorkingDays(List.of(TimeSpan.parse("09:00-17:00")));
    var national =
        BundledFiles.nationalCalendar()
            .in(
                new RegionalDays(
                    "宁政办发〔2026〕9号",
                    java.util.Set.of(LocalDate.parse("2026-03-20")),
                    java.util.Set.of()));
    CaseRules moved =
        new CaseRules(new Calendars(national, new OpeningCalendar(CaseHall.ZONE, national, plan)));
    CaseEvent reckoned = moved.reckonAnew(scene.state, 1).orElseThrow();
    scene.apply(reckoned, org.yichuang.hall.AccountId.SYSTEM);
    assertEquals("2026-03-31 v2", scene.deadline("statutory"));
    assertEquals(Optional.empty(), moved.reckonAnew(scene.state, 1));
    assertEquals(
        List.of("statutory yellow v2 at 2026-03-26T17:00", "statutory red v2 at 2026-03-31T17:00"),
        scene.until(CaseHall.at("2026-03-31T17:00")));
  }

  @Test
  void an_immediate_case_is_done_within_the_visit() {
    CaseScene scene = CaseTable.after("at-once: handle-at-once");
    assertEquals(CasePhase.DELIVERED, scene.state.phase());
    assertEquals("", scene.running());
    assertEquals(1, scene.state.visits().size());
    assertEquals(List.of(), CaseHall.RULES.armed(scene.state));
    assertEquals(
        scene.state.registered().facts().arrived().at().atZone(CaseHall.ZONE).toLocalTime(),
        LocalTime.of(10, 0));
    CaseScene slow = CaseTable.after("at-once: register");
    assertEquals(
        List.of("promised yellow v1 at 2026-03-02T10:24", "promised red v1 at 2026-03-02T10:30"),
        slow.until(CaseHall.at("2026-03-02T11:00")));
  }

  @Test
  void an_objection_before_the_notice_goes_into_it_and_a_later_one_is_about_intake() {
    CaseScene scene = CaseTable.after("plain: register; object missing=1; give-notice what=图");
    assertEquals(3, scene.state.intake().notice().orElseThrow().points().size());
    CaseTable.ask(scene, "plain", "object missing=1");
    assertEquals(1, scene.state.intake().quality().size());
    CaseScene accepted = CaseTable.after("plain: register; object missing=1; accept");
    assertEquals(1, accepted.state.intake().quality().size());
    assertTrue(accepted.state.intake().pending().isEmpty());
    CaseTable.ask(accepted, "plain", "object");
    assertEquals(2, accepted.state.intake().quality().size());
    assertEquals(CasePhase.ACCEPTED, accepted.state.phase());
  }

  @Test
  void who_hands_over_becomes_the_backup() {
    CaseScene scene = CaseTable.after("plain: register backup=agent; accept; reassign");
    Chain chain = scene.state.work().track(Work.WHOLE).orElseThrow().chain().orElseThrow();
    assertEquals(CaseHall.Person.BACKUP.account(), chain.clerk());
    assertEquals(CaseHall.Person.REVIEWER.account(), chain.backup());
    CaseTable.ask(scene, "plain", "reassign post=owner by=intake");
    assertEquals(Optional.of(CaseHall.Person.AGENT.account()), scene.state.registered().owner());
    assertEquals(Optional.of(CaseHall.Person.INTAKE.account()), scene.state.registered().backup());
  }
}
