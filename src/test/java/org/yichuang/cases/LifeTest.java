package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.cases.CaseTable.Row;
import org.yichuang.hall.AccountId;

/** Every verb meets a case in every phase. */
class LifeTest {

  /** How a case comes into a phase; the item is what the verb needs. */
  private static String before(CasePhase phase, String item) {
    String received = item + ": register";
    String accepted = received + "; accept";
    String decide =
        switch (item) {
          case "special" -> "decide by=centre";
          case "upward" -> "send-up; return-down; decide";
          default -> "decide";
        };
    String issued = accepted + "; " + decide + "; issue";
    return switch (phase) {
      case UNREGISTERED -> item + ":";
      case SUBMITTED -> item + ": at=2026-03-02T18:00; register channel=online";
      case RECEIVED -> received;
      case NOTICE_GIVEN -> received + "; give-notice";
      case ACCEPTED -> accepted;
      case DECLINED -> received + "; decline";
      case CLOSED_UNCORRECTED -> received + "; give-notice; at=2026-04-02T10:00";
      case DECIDED -> accepted + "; " + decide;
      case ISSUED -> issued;
      case DELIVERED -> issued + "; deliver method=post";
      case ARCHIVED -> issued + "; deliver; archive";
      case WITHDRAWN -> received + "; withdraw";
      case TERMINATED -> received + "; terminate";
    };
  }

  /** Phases in which the step, of such an item, is carried out; in all others it is refused. */
  static final List<Row> LIFE =
      CaseTable.rows(
          """
          plain UNREGISTERED | register | CaseRegistered CaseReceived | RECEIVED
          plain UNREGISTERED | register channel=online | CaseRegistered CaseReceived | RECEIVED
          at-once UNREGISTERED | handle-at-once | CaseRegistered CaseReceived CaseAccepted CaseDecided ResultIssued ResultDelivered | DELIVERED
          plain SUBMITTED RECEIVED | correct-on-spot | CorrectedOnSpot |
          plain RECEIVED | give-notice | NoticeGiven | NOTICE_GIVEN
          plain RECEIVED | still-missing | NO_NOTICE |
          plain NOTICE_GIVEN | still-missing | StillMissingTold |
          plain SUBMITTED | receive-materials | MaterialsReceived | RECEIVED
          plain NOTICE_GIVEN | receive-materials points=1,2 | MaterialsReceived | RECEIVED
          plain NOTICE_GIVEN | receive-materials points=2 | MaterialsReceived |
          plain RECEIVED | accept | CaseAccepted | ACCEPTED
          plain RECEIVED | decline | CaseDeclined | DECLINED
          plain RECEIVED NOTICE_GIVEN ACCEPTED | object | IntakeObjected |
          plain ACCEPTED | assign-chain | ChainNamed |
          plain SUBMITTED RECEIVED NOTICE_GIVEN ACCEPTED DECIDED ISSUED | reassign post=owner to=backup by=centre | CaseHandedOver |
          licence ACCEPTED | complete-step | StepCompleted |
          special ACCEPTED | record-gathering | GatheringRecorded |
          special ACCEPTED | call-in | BranchCalledIn |
          plain ACCEPTED | suspend | CaseSuspended |
          plain ACCEPTED | resume | NOT_SUSPENDED |
          plain ACCEPTED | extend | CaseExtended |
          upward ACCEPTED | send-up | CaseSentUp |
          upward ACCEPTED | return-down | NOT_AT_UPPER_LEVEL |
          plain ACCEPTED | decide | CaseDecided | DECIDED
          plain DECIDED | issue | ResultIssued | ISSUED
          plain ISSUED | notify-ready | ALREADY_TOLD |
          plain ISSUED | deliver | ResultDelivered | DELIVERED
          plain DELIVERED | return-parcel | ParcelReturned | ISSUED
          plain SUBMITTED RECEIVED NOTICE_GIVEN ACCEPTED | withdraw | CaseWithdrawn | WITHDRAWN
          plain RECEIVED NOTICE_GIVEN ACCEPTED | terminate | CaseTerminated | TERMINATED
          plain DECIDED ISSUED DELIVERED | correct | DecisionCorrected |
          plain DECLINED CLOSED_UNCORRECTED DELIVERED WITHDRAWN TERMINATED | archive | CaseArchived | ARCHIVED
          """);

  /** A row for each phase: those of the table, and a refusal for every phase it leaves out. */
  static List<Row> transitions() {
    List<Row> all = new ArrayList<>();
    for (Row row : LIFE) {
      List<String> words = List.of(row.before().split(" ", -1));
      for (CasePhase phase : CasePhase.values()) {
        if (words.contains(phase.name())) {
          all.add(
              new Row(
                  before(phase, words.getFirst()),
                  row.step(),
                  row.expected(),
                  row.then().isEmpty() ? phase.name() : row.then()));
        }
      }
    }
    for (CaseVerb verb : CaseVerb.values()) {
      List<Row> known = LIFE.stream().filter(row -> verb(row).equals(verb)).toList();
      Set<String> phases =
          known.stream()
              .flatMap(row -> Stream.of(row.before().split(" ", -1)))
              .collect(Collectors.toSet());
      for (CasePhase phase : CasePhase.values()) {
        if (!phases.contains(phase.name())) {
          all.add(
              new Row(
                  before(phase, "plain"), known.getFirst().step(), "WRONG_PHASE", phase.name()));
        }
      }
    }
    return all;
  }

  private static CaseVerb verb(Row row) {
    return CaseVerb.valueOf(row.step().split(" ", 2)[0].toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void a_verb_does_to_a_case_what_the_table_says(Row row) {
    CaseScene scene = CaseTable.after(row.before());
    CaseState before = scene.state;
    String item = row.before().substring(0, row.before().indexOf(':'));
    assertEquals(row.expected(), CaseTable.ask(scene, item, row.step()));
    assertEquals(row.then(), scene.state.phase().name());
    if (row.expected().equals("WRONG_PHASE")) {
      assertEquals(before, scene.state);
    }
    assertEquals(scene.state, scene.replayed());
  }

  @Test
  void the_table_of_verbs_is_the_table_of_this_test() {
    for (CaseVerb verb : CaseVerb.values()) {
      Set<String> here =
          LIFE.stream()
              .filter(row -> verb(row).equals(verb))
              .flatMap(row -> Stream.of(row.before().split(" ", -1)).skip(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(
          verb.phases().stream()
              .map(CasePhase::name)
              .collect(Collectors.toCollection(TreeSet::new)),
          here,
          verb.word());
    }
  }

  @Test
  void every_command_has_its_verb() {
    Set<Class<?>> met =
        LIFE.stream()
            .map(row -> CaseTable.command(row.step(), "plain", CaseHall.MONDAY).getClass())
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(CaseTable.leaves(CaseCommand.class)), met);
    assertEquals(CaseVerb.values().length, met.size());
  }

  @Test
  void a_stream_that_leaves_the_life_of_a_case_is_broken() {
    for (CasePhase phase : CasePhase.values()) {
      CaseScene scene = CaseTable.after(before(phase, "plain"));
      Set<CasePhase> tried = new TreeSet<>(Arrays.asList(CasePhase.values()));
      tried.removeAll(phase.next());
      if (tried.contains(CasePhase.ARCHIVED)) {
        assertThrows(
            IllegalStateException.class,
            () -> scene.apply(new CaseEvent.CaseArchived("7"), AccountId.SYSTEM),
            phase.name());
      } else {
        scene.apply(new CaseEvent.CaseArchived("7"), AccountId.SYSTEM);
        assertEquals(CasePhase.ARCHIVED, scene.state.phase());
      }
    }
  }

  @Test
  void a_gap_or_a_step_back_in_time_breaks_a_stream() {
    CaseScene scene = CaseTable.after("plain: register");
    CaseEvent event = new CaseEvent.CorrectedOnSpot(List.of(new Missing(1, "副本")));
    assertThrows(
        IllegalStateException.class,
        () ->
            scene.state.apply(
                new RecordedCaseEvent(
                    scene.state.seq() + 2, scene.now, AccountId.SYSTEM, null, event)));
    assertThrows(
        IllegalStateException.class,
        () ->
            scene.state.apply(
                new RecordedCaseEvent(
                    scene.state.seq() + 1,
                    scene.now.minusMillis(1),
                    AccountId.SYSTEM,
                    null,
                    event)));
  }
}
