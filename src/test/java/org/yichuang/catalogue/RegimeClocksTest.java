package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.OpeningPlan;
import org.yichuang.calendar.TimeSpan;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.CaseClocks;
import org.yichuang.deadlines.CaseTerms;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockKind;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.ClockOutcome;
import org.yichuang.deadlines.ClockRules;
import org.yichuang.deadlines.Dated;
import org.yichuang.deadlines.LegalRule;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.StartEvent;

/** The regimes that come with the program, running. */
class RegimeClocksTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final ClockRules RULES =
      new ClockRules(
          new Calendars(
              BundledFiles.nationalCalendar(),
              new OpeningCalendar(
                  ZONE,
                  BundledFiles.nationalCalendar(),
                  OpeningPlan.onWorkingDays(List.of(TimeSpan.parse("09:00-17:00"))))));
  private static final ClockId STATUTORY = ClockId.of(ClockKind.STATUTORY);

  private static Regime regime(String id) throws Exception {
    return BundledFiles.regimes().stream()
        .filter(regime -> regime.id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Dated on(String day) {
    Instant nine = LocalDate.parse(day).atTime(LocalTime.of(9, 0)).atZone(ZONE).toInstant();
    return Dated.of(nine, ZONE);
  }

  private static CaseClocks after(CaseClocks clocks, ClockOutcome outcome) {
    return switch (outcome) {
      case ClockOutcome.Changed changed -> clocks.apply(changed.events());
      case ClockOutcome.Refused refused -> throw new AssertionError(refused.refusal());
    };
  }

  @ParameterizedTest(name = "{0} from {1}: {2}, extended {3}")
  @CsvSource({
    "licensing,              ACCEPTANCE, 2026-04-01, 2026-04-16",
    "licensing-joint,        ACCEPTANCE, 2026-05-11, 2026-06-01",
    "construction-permit,    RECEIPT,    2026-03-09, ''",
    "environmental-assessment, RECEIPT,  2026-05-06, ''",
    "private-education,      ACCEPTANCE, 2026-06-04, ''",
    "investment-approval,    ACCEPTANCE, 2026-04-01, 2026-06-01",
    "market-entity,          RECEIPT,    2026-03-05, 2026-03-10",
    "real-estate,            ACCEPTANCE, 2026-04-16, ''",
    "work-injury,            ACCEPTANCE, 2026-05-06, ''",
    "subsistence,            ACCEPTANCE, 2026-04-16, 2026-05-11",
    "information-disclosure, RECEIPT,    2026-03-30, 2026-04-28",
    "identity-card,          RECEIPT,    2026-05-06, 2026-06-01",
    "passport,               RECEIPT,    2026-03-17, 2026-04-01",
    "legal-aid,              RECEIPT,    2026-03-09, ''",
  })
  void a_case_received_on_monday_and_accepted_on_wednesday_is_due(
      String id, StartEvent start, String due, String extended) throws Exception {
    Regime regime = regime(id);
    ClockLaw law = regime.clockLaw();
    assertEquals(start, law.start());
    CaseTerms terms = new CaseTerms(law, regime.limit(), null);
    CaseClocks clocks = CaseClocks.NONE;
    clocks = after(clocks, RULES.receive(clocks, terms, on("2026-03-02"), null));
    clocks = after(clocks, RULES.accept(clocks, terms, on("2026-03-04")));
    assertEquals(due, clocks.clock(STATUTORY).orElseThrow().deadline().date().toString());
    ClockOutcome more = RULES.extend(clocks, "", Rank.GOVERNMENT_HEAD, on("2026-03-05"));
    if (extended.isEmpty()) {
      assertTrue(more instanceof ClockOutcome.Refused);
    } else {
      clocks = after(clocks, more);
      assertEquals(extended, clocks.clock(STATUTORY).orElseThrow().deadline().date().toString());
    }
  }

  @Test
  void what_is_no_licence_follows_its_own_law() throws Exception {
    ClockLaw licence = regime("licensing").clockLaw();
    ClockLaw disclosure = regime("information-disclosure").clockLaw();
    assertEquals("《中华人民共和国行政许可法》第四十五条", licence.article(LegalRule.UNCOUNTED));
    assertEquals("《中华人民共和国政府信息公开条例》第三十三条", disclosure.article(LegalRule.UNCOUNTED));
    assertTrue(licence.licence());
    assertFalse(disclosure.licence());
    assertEquals(8, licence.grounds().size());
    assertEquals("60mo", regime("work-injury").clockLaw().grounds().getFirst().most().toString());
    assertEquals(Rank.GOVERNMENT_HEAD, regime("licensing-joint").clockLaw().extension().rank());
  }
}
