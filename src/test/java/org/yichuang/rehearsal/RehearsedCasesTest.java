package org.yichuang.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.LifeModel;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.deadlines.AlarmLevel;

class RehearsedCasesTest {
  /** The last moment that is played. */
  private static final Instant END =
      LocalDate.of(2027, 1, 1).atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant().minusMillis(1);

  private static RehearsedYear.Report play(
      int workingDays, long seed, RehearsedCases.Listener listener) throws Exception {
    StoredCatalogue.Import hall =
        BundledFiles.demonstration(BundledFiles.demonstrationHall(), false);
    return RehearsedYear.report(
        hall, BundledFiles.nationalCalendar(), RehearsalHalls.YEAR, seed, workingDays, listener);
  }

  private static int cases(List<YearPlan.Day> days) {
    return days.stream()
        .flatMap(day -> day.cases().values().stream())
        .mapToInt(cases -> cases)
        .sum();
  }

  @Test
  void every_life_is_as_the_slow_model_says_and_each_alarm_is_recorded_once() throws Exception {
    List<CaseNumber> numbers = new ArrayList<>();
    RehearsedYear.Report report =
        play(
            12,
            1,
            life -> {
              numbers.add(life.state().number());
              LifeModel.check(
                  life.events(),
                  life.state(),
                  END,
                  life.state().item().practice().handledByOne(),
                  life.state().number() + " of " + life.state().item().ref());
            });
    CaseCensus census = report.cases();
    List<YearPlan.Day> planned =
        new RehearsedYear(
                BundledFiles.demonstrationHall(),
                BundledFiles.nationalCalendar(),
                RehearsalHalls.YEAR,
                1)
            .plan()
            .days();
    assertEquals(cases(planned.subList(0, 12)), numbers.size(), "whether its visitor came or not");
    assertEquals(89_809, cases(planned));
    assertEquals(numbers.size(), numbers.stream().distinct().count());
    assertTrue(numbers.size() > 4_000, numbers.size() + " cases");
    assertEquals(EnumSet.allOf(CaseKind.class), census.kinds().keySet());
    assertEquals(EnumSet.allOf(AlarmLevel.class), census.alarms().keySet());
    for (Class<? extends CaseEvent> type :
        Set.of(
            CaseEvent.NoticeGiven.class,
            CaseEvent.StillMissingTold.class,
            CaseEvent.MaterialsReceived.class,
            CaseEvent.CaseClosedUncorrected.class,
            CaseEvent.CaseDeemedAccepted.class,
            CaseEvent.CaseDeclined.class,
            CaseEvent.IntakeObjected.class,
            CaseEvent.CaseSuspended.class,
            CaseEvent.CaseResumed.class,
            CaseEvent.CaseExtended.class,
            CaseEvent.CaseSentUp.class,
            CaseEvent.CaseReturnedDown.class,
            CaseEvent.BranchCalledIn.class,
            CaseEvent.BranchDecided.class,
            CaseEvent.GatheringRecorded.class,
            CaseEvent.CaseHandedOver.class,
            CaseEvent.CaseWithdrawn.class,
            CaseEvent.ReadyNotified.class,
            CaseEvent.CollectionReminded.class,
            CaseEvent.ParcelReturned.class,
            CaseEvent.CaseArchived.class)) {
      assertTrue(census.events(type) > 0, type.getSimpleName() + " never happened");
    }
  }

  @Test
  void the_same_seed_lives_the_same_lives_and_another_one_others() throws Exception {
    List<String> first = play(1, 5, life -> {}).lines();
    assertEquals(first, play(1, 5, life -> {}).lines());
    assertNotEquals(first, play(1, 6, life -> {}).lines());
  }
}
