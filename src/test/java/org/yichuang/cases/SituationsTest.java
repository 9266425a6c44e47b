package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.cases.CaseTable.Row;

/** What a verb meets beside the phase. Without a last cell the phase stays. */
class SituationsTest {

  static final List<Row> INTAKE =
      CaseTable.rows(
          """
          withdrawn-yesterday: | register | UNKNOWN_ITEM
          plain: | register version=2 | UNKNOWN_ITEM
          plain: | register by=reviewer | NOT_YOUR_ROLE
          plain: | register by=agent | CaseRegistered CaseReceived | RECEIVED
          plain: | register by=applicant | NOT_YOUR_ROLE
          plain: | register channel=online by=reviewer | NOT_YOUR_ROLE
          plain: at=2026-03-02T18:00 | register channel=online | CaseRegistered | SUBMITTED
          plain: at=2026-03-02T18:00 | register channel=online expires=2026-03-02 | TOO_LATE
          plain: at=2026-03-07T10:00 | register channel=online | CaseRegistered | SUBMITTED
          plain: at=2026-03-07T10:00 | register | CaseRegistered CaseReceived | RECEIVED
          plain: | register expires=2026-03-01 | TOO_LATE
          plain: | register expires=2026-03-02 | CaseRegistered CaseReceived | RECEIVED
          plain: | register duplicates=0001-260227-000003-X | CaseRegistered CaseReceived | RECEIVED
          plain: at=2026-03-02T18:00; register channel=online | receive-materials points=1 | NO_NOTICE
          plain: register | correct-on-spot by=applicant | NOT_YOUR_ROLE
          plain: register | give-notice by=reviewer | NOT_YOUR_ROLE
          plain: register | give-notice answer=+0 | ANSWER_DATE
          plain: register | give-notice answer=+1 | NoticeGiven | NOTICE_GIVEN
          plain: register | give-notice answer=+366 | NoticeGiven | NOTICE_GIVEN
          plain: register | give-notice answer=+367 | ANSWER_DATE
          plain: register | give-notice seal=none | NOT_SEALED
          registration: register | give-notice seal=none | NoticeGiven | NOTICE_GIVEN
          plain: register | give-notice dated=2026-03-03 | DATED_IN_FUTURE
          plain: register | give-notice dated=2026-03-01 | DATED_TOO_EARLY
          plain: register; object missing=20 | give-notice missing=40 what=图 | TOO_MANY_POINTS
          plain: register; object missing=40 | object missing=1 | TOO_MANY_POINTS
          plain: register; object missing=40 | give-notice missing=40 | NoticeGiven | NOTICE_GIVEN
          plain: register; give-notice; receive-materials points=1,2 | give-notice | ALREADY_NOTIFIED
          plain: register; give-notice; receive-materials points=1,2 | decline | MUST_BE_ACCEPTED
          plain: register; give-notice; receive-materials points=1,2 | accept | CaseAccepted | ACCEPTED
          plain: register; give-notice; receive-materials points=1,2 | still-missing points=2 | StillMissingTold | NOTICE_GIVEN
          plain: register; give-notice; receive-materials points=1,2 | still-missing points=3 | NOT_IN_NOTICE
          plain: register; give-notice; receive-materials points=1,2 | still-missing points=0 | NOT_IN_NOTICE
          plain: register; give-notice; receive-materials points=1,2 | still-missing by=reviewer | NOT_YOUR_ROLE
          plain: register; give-notice answer=2026-03-05; at=2026-03-05T10:00; receive-materials points=1,2 | still-missing | ANSWER_DATE
          plain: register; give-notice answer=2026-03-05; at=2026-03-05T10:00; receive-materials points=1,2 | still-missing answer=+5 | StillMissingTold | NOTICE_GIVEN
          plain: register; give-notice | receive-materials | NOT_IN_NOTICE
          plain: register; give-notice | receive-materials points=1,3 | NOT_IN_NOTICE
          plain: register; give-notice; receive-materials points=1 | receive-materials points=2 by=applicant channel=online | MaterialsReceived | RECEIVED
          plain: register; give-notice; receive-materials points=1,2; still-missing points=2 | receive-materials points=1 | MaterialsReceived
          plain: register; give-notice; receive-materials points=1,2; still-missing points=2 | receive-materials points=2 | MaterialsReceived | RECEIVED
          plain: register | accept by=reviewer | NOT_YOUR_ROLE
          plain: register | accept seal=none | NOT_SEALED
          plain: register; at=2026-03-03T10:00 | accept dated=2026-03-02 | CaseAccepted | ACCEPTED
          plain: register | accept branches=fire | UNKNOWN_BRANCH
          joint: register | accept branches=fire,tax | CHAIN_NOT_NAMED
          joint: register | accept | CaseAccepted | ACCEPTED
          plain: register | decline ground=not-competent | AGENCY_REQUIRED
          plain: register | decline ground=not-competent agency=交通局 | CaseDeclined | DECLINED
          plain: register | decline ground=excluded agency=交通局 | AGENCY_REQUIRED
          plain: register | decline remedies=none | REMEDIES_REQUIRED
          plain: register | decline by=lead | NOT_YOUR_ROLE
          plain: register | object by=intake | NOT_YOUR_ROLE
          """);

  static final List<Row> WORK =
      CaseTable.rows(
          """
          plain: register; accept | assign-chain by=reviewer | NOT_YOUR_ROLE
          plain: register; accept | assign-chain reason=none | REASON_REQUIRED
          plain: register; accept | assign-chain branch=fire | UNKNOWN_BRANCH
          plain: register; at=2026-03-10T10:00 | decide | CHAIN_NOT_NAMED
          plain: register; at=2026-03-10T10:00; assign-chain reason=none | decide | CaseDecided | DECIDED
          plain: register; at=2026-03-10T10:00 | reassign | CHAIN_NOT_NAMED
          plain: register; accept | reassign | CaseHandedOver
          plain: register; accept | reassign by=backup | CaseHandedOver
          plain: register; accept | reassign by=stranger | NOT_IN_CHAIN
          plain: register; accept | reassign to=reviewer | ALREADY_THEIRS
          plain: register; accept | reassign branch=fire | CHAIN_NOT_NAMED
          plain: register | reassign post=owner by=intake | NO_BACKUP
          plain: register backup=agent | reassign post=owner by=intake | CaseHandedOver
          plain: register backup=agent | reassign post=owner by=agent | CaseHandedOver
          plain: register | reassign post=owner by=reviewer to=reviewer | NOT_IN_CHAIN
          licence: register; accept | complete-step step=sign by=lead | WRONG_STEP
          licence: register; accept | complete-step by=lead | NOT_YOUR_ROLE
          licence: register; accept | complete-step by=stranger | NOT_IN_CHAIN
          licence: register; accept | complete-step branch=fire | UNKNOWN_BRANCH
          licence: register; accept; complete-step | complete-step | WRONG_STEP
          licence: register; accept; complete-step | complete-step step=sign by=lead | StepCompleted
          licence: register; accept; complete-step; complete-step step=sign by=lead | complete-step step=sign by=lead | WRONG_STEP
          licence: register; accept; complete-step | decide | STEPS_OPEN
          licence: register; accept; complete-step; complete-step step=sign by=lead | decide | CaseDecided | DECIDED
          plain: register; accept | record-gathering | NOT_THIS_KIND
          major: register; accept | record-gathering | NOT_THIS_KIND
          major: register; accept | record-gathering kind=meeting | GatheringRecorded
          joint: register; accept | record-gathering branches=fire,tax | GatheringRecorded
          joint: register; accept | record-gathering branches=fire,water | UNKNOWN_BRANCH
          joint: register; accept | record-gathering by=intake | NOT_YOUR_ROLE
          joint: register; accept | record-gathering held=+1 | DATED_IN_FUTURE
          joint: register; accept | record-gathering held=2026-03-01 | DATED_TOO_EARLY
          joint: register; accept | call-in | NOT_THIS_KIND
          special: register; accept | call-in by=lead | NOT_YOUR_ROLE
          special: register; accept; call-in | call-in | BRANCH_EXISTS
          special: register; accept; call-in | decide by=centre | BRANCHES_OPEN
          special: register; accept; call-in; decide branch=water result=denied reason=水位 | decide by=centre | CaseDecided | DECIDED
          special: register; accept | decide | NOT_YOUR_ROLE
          """);

  static final List<Row> PAUSES =
      CaseTable.rows(
          """
          plain: register; accept | suspend ground=lunch | UNKNOWN_GROUND
          plain: register; accept | suspend expected=11wd | SUSPENDED_TOO_LONG
          plain: register; accept | suspend by=intake | NOT_YOUR_ROLE
          plain: register; accept | suspend by=stranger | NOT_IN_CHAIN
          plain: register; accept; suspend | suspend | ALREADY_SUSPENDED
          plain: register; accept; suspend | suspend ground=hearing | CaseSuspended
          plain: register; accept; suspend | decide | SUSPENDED
          plain: register; accept; suspend; suspend ground=hearing; resume | decide | SUSPENDED
          plain: register; accept; suspend; resume | decide | CaseDecided | DECIDED
          plain: register; accept; suspend | resume | CaseResumed
          plain: register; accept; suspend; resume | resume | NOT_SUSPENDED
          plain: register; accept; suspend; at=2026-03-18T10:00 | decide | CaseDecided | DECIDED
          plain: register; accept; at=2026-03-03T10:00; suspend | resume dated=2026-03-02 | TOO_EARLY
          plain: register; accept; suspend | withdraw | CaseWithdrawn | WITHDRAWN
          plain: register; accept | suspend branch=fire | UNKNOWN_BRANCH
          joint: register; accept | suspend | NOT_YOUR_ROLE
          joint: register; accept | suspend by=lead | CaseSuspended
          joint: register; accept | suspend branch=fire | CaseSuspended
          joint: register; accept | suspend branch=tax | CaseSuspended
          joint: register; accept | suspend branch=build | BRANCH_WAITS
          joint: register; accept; suspend branch=fire | decide branch=fire | SUSPENDED
          joint: register; accept; suspend branch=fire; complete-step branch=tax | decide branch=tax | BranchDecided
          joint: register; accept; suspend by=lead | decide branch=fire | SUSPENDED
          plain: register; accept; extend | extend | EXTENDED_OFTEN_ENOUGH
          plain: register; accept | extend by=stranger | NOT_IN_CHAIN
          plain: register; accept; at=2026-03-31T10:00 | extend | TOO_LATE
          joint: register; accept | extend branch=tax | CLOCK_DOES_NOT_RUN
          joint: register; accept | extend | RANK_TOO_LOW
          joint: register; accept | extend approver=government-head | CaseExtended
          joint: register; accept | extend branch=fire | CaseExtended
          headed: register; accept | extend approver=government-head | CaseExtended
          registration: register; accept | extend | EXTENSION_NOT_PROVIDED
          plain: register; accept | send-up | NOT_THIS_KIND
          upward: register; accept | decide | NOT_SENT_UP
          upward: register; accept; send-up | send-up | AT_UPPER_LEVEL
          upward: register; accept; send-up | decide | AT_UPPER_LEVEL
          upward: register; accept; send-up | return-down | CaseReturnedDown
          upward: register; accept; at=2026-03-03T10:00; send-up | return-down dated=2026-03-02 | DATED_TOO_EARLY
          upward: register; accept; send-up; return-down | decide | CaseDecided | DECIDED
          upward: register; accept; send-up; return-down | send-up | CaseSentUp
          upward-stops: register; accept; send-up | suspend ground=sent-up | ALREADY_SUSPENDED
          """);

  static final List<Row> DECISIONS =
      CaseTable.rows(
          """
          plain: register | decide | WRONG_PHASE
          plain: register; accept | decide by=intake | NOT_YOUR_ROLE
          plain: register; accept | decide by=stranger | NOT_IN_CHAIN
          plain: register; accept | decide by=centre | NOT_YOUR_ROLE
          plain: register by=everybody; accept by=everybody | decide by=everybody | SEPARATION
          apart: register by=everybody; accept by=everybody | decide by=everybody | SEPARATION
          at-once: register by=everybody; accept by=everybody | decide by=everybody | CaseDecided | DECIDED
          at-once: register; accept; assign-chain | decide by=intake | NOT_IN_CHAIN
          plain: register; accept; decide by=lead | issue by=lead | NOT_YOUR_ROLE
          plain: register; accept; reassign to=everybody; decide by=everybody | issue by=everybody | SEPARATION
          plain: register; accept | decide result=denied | REASON_REQUIRED
          plain: register; accept | decide result=denied reason=水位 remedies=none | REMEDIES_REQUIRED
          plain: register; accept | decide result=denied reason=水位 | CaseDecided | DECIDED
          plain: register; accept | decide result=replied | WRONG_RESULT
          question: register; accept | decide result=approved | WRONG_RESULT
          question: register; accept | decide | CaseDecided | DECIDED
          headed: register; accept | decide | NOT_YOUR_ROLE
          headed: register; accept | decide by=lead | CaseDecided | DECIDED
          major: register; accept | decide by=lead | MEETING_REQUIRED
          major: register; accept; record-gathering kind=meeting | decide by=lead | CaseDecided | DECIDED
          joint: register; accept | decide | BRANCH_REQUIRED
          joint: register; accept | decide branch=water | UNKNOWN_BRANCH
          joint: register; accept | decide branch=build | BRANCH_WAITS
          joint: register; accept | decide branch=tax | STEPS_OPEN
          joint: register; accept; decide branch=fire | decide branch=fire | BRANCH_DECIDED
          joint: register; accept; decide branch=fire result=denied reason=通道; complete-step branch=tax; decide branch=tax | decide branch=build | BranchDecided CaseDecided | DECIDED
          plain: register | withdraw by=stranger | CaseWithdrawn | WITHDRAWN
          plain: register | withdraw by=issuer | NOT_YOUR_ROLE
          plain: register | withdraw dated=2026-03-03 | DATED_IN_FUTURE
          plain: register | terminate by=intake | NOT_YOUR_ROLE
          plain: register; accept; decide; issue; deliver | correct branch=fire | UNKNOWN_BRANCH
          plain: register; accept; decide | correct by=issuer | NOT_YOUR_ROLE
          plain: register; accept; decide | issue notified=no | ResultIssued | ISSUED
          plain: register; accept; decide; issue notified=no | notify-ready | ReadyNotified
          plain: register; accept; decide; issue | deliver by=agent | NOT_YOUR_ROLE
          plain: register; accept; decide; issue | deliver method=agent by=agent | ResultDelivered | DELIVERED
          registration: register; accept; decide; issue | deliver method=post | METHOD_EXCLUDED
          plain: register; accept; decide; issue; deliver | return-parcel | NOT_POSTED
          plain: register; accept; decide; issue; deliver | archive by=reviewer | NOT_YOUR_ROLE
          at-once: | handle-at-once result=denied | REASON_REQUIRED
          at-once: | handle-at-once by=reviewer | NOT_YOUR_ROLE
          apart: | handle-at-once by=everybody | SEPARATION
          plain: | handle-at-once | NOT_THIS_KIND
          gone: | handle-at-once | UNKNOWN_ITEM
          """);

  static Stream<Row> situations() {
    return Stream.of(INTAKE, WORK, PAUSES, DECISIONS).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("situations")
  void a_verb_meets_what_the_table_says(Row row) {
    CaseScene scene = CaseTable.after(row.before());
    CaseState before = scene.state;
    String item = row.before().substring(0, row.before().indexOf(':'));
    assertEquals(row.expected(), CaseTable.ask(scene, item, row.step()));
    assertEquals(
        row.then().isEmpty() ? before.phase().name() : row.then(), scene.state.phase().name());
    assertEquals(scene.state, scene.replayed());
  }

  /** What no command leads to: it comes by itself, or by another calendar. */
  private static final Set<String> BY_ITSELF =
      Set.of(
          "CaseDeemedAccepted",
          "CaseClosedUncorrected",
          "CollectionReminded",
          "RenewalGranted",
          "DeadlineReached",
          "DeadlinesReckoned");

  /** Not met by a line of a table. */
  private static final Set<String> ELSEWHERE = Set.of("TOO_MANY_BRANCHES", "TOO_MANY_EVENTS");

  @Test
  void every_reason_and_every_event_is_expected_by_a_table() {
    Set<String> expected =
        Stream.concat(situations(), LifeTest.transitions().stream())
            .flatMap(row -> Stream.of(row.expected().split(" ", -1)))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        CaseTable.leaves(CaseEvent.class).stream()
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    known.removeAll(BY_ITSELF);
    for (CaseRefusal.Reason reason : CaseRefusal.Reason.values()) {
      known.add(reason.name());
    }
    known.removeAll(ELSEWHERE);
    assertEquals(known, expected);
  }

  @Test
  void a_special_case_has_so_many_branches() {
    CaseScene scene = CaseTable.after("special: register; accept");
    for (int i = 1; i <= CaseItem.MAX_BRANCHES; i++) {
      assertEquals("BranchCalledIn", CaseTable.ask(scene, "special", "call-in branch=b" + i));
    }
    assertEquals("TOO_MANY_BRANCHES", CaseTable.ask(scene, "special", "call-in branch=more"));
  }

  @Test
  void a_case_that_only_grows_is_brought_to_its_end() {
    CaseScene scene = CaseTable.after("plain: register; accept");
    while (scene.state.seq() < CaseRules.MAX_EVENTS) {
      assertEquals("CaseHandedOver", CaseTable.ask(scene, "plain", "reassign by=lead"));
    }
    assertEquals("TOO_MANY_EVENTS", CaseTable.ask(scene, "plain", "reassign by=lead"));
    assertEquals("CaseDecided", CaseTable.ask(scene, "plain", "decide"));
  }

  @Test
  void refusals_say_what_they_are_about() {
    says("plain: register", "decide", "accepted", "received");
    says("plain: register; accept", "accept", "received", "accepted");
    says("joint: register; accept", "decide branch=water", "[build, fire, tax]", "water");
    says("licence: register; accept", "decide", "steps", "review");
    says("plain: register; accept", "suspend ground=lunch", "行政许可法", "lunch");
    says("plain: register; accept", "decide by=intake", "review or lead", "intake");
    says("plain: register; accept", "issue", "decided", "accepted");
  }

  private static void says(String before, String step, String expected, String found) {
    CaseScene scene = CaseTable.after(before);
    CaseOutcome outcome =
        scene.decide(CaseTable.command(step, "plain", scene.now), CaseTable.author(step).author());
    CaseRefusal refusal = ((CaseOutcome.Refused) outcome).refusal();
    assertTrue(refusal.expected().contains(expected), refusal.toString());
    assertTrue(refusal.found().contains(found), refusal.toString());
  }
}
