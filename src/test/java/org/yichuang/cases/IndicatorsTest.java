package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.deadlines.Limit;

class IndicatorsTest {
  private static final Period MARCH =
      new Period(
          LocalDate.parse("2026-03-01"),
          LocalDate.parse("2026-03-31"),
          LocalDate.parse("2026-04-01"));

  /**
   * What one case adds to each figure; promised by 2026-03-16, by law 2026-03-30, unless it says
   * otherwise.
   *
   * @param onTime numerator and denominator, as are the others
   */
  record Adds(String told, String onTime, String byLaw, String spot, String visits) {
    @Override
    public String toString() {
      return told;
    }
  }

  static List<Adds> cases() {
    return """
        plain: register | 0/0 | 0/0 | 0/0 | 0/0
        plain: register; at=2026-03-31T10:00 | 0/1 | 0/1 | 0/0 | 0/0
        plain: register; accept | 0/1 | 0/1 | 0/0 | 0/0
        plain: register; accept; decide | 1/1 | 1/1 | 1/1 | 1/1
        plain: register; accept; at=2026-03-16T23:59; decide | 1/1 | 1/1 | 0/1 | 1/1
        plain: register; accept; at=2026-03-17T10:00; decide | 0/1 | 1/1 | 0/1 | 1/1
        plain: register; accept; at=2026-03-31T10:00; decide | 0/1 | 0/1 | 0/1 | 1/1
        plain: register; accept; at=2026-03-31T10:00; decide; issue; at=2026-04-01T10:00; deliver | 0/1 | 0/1 | 0/1 | 2/1
        plain: register; accept; at=2026-03-17T10:00; decide dated=2026-03-16 | 1/1 | 1/1 | 0/1 | 1/1
        plain: register channel=online; accept; decide | 1/1 | 1/1 | 0/1 | 0/1
        plain: register; accept; at=2026-03-05T10:00; withdraw | 0/0 | 0/0 | 0/0 | 0/0
        plain: register; accept; at=2026-03-20T10:00; withdraw | 0/1 | 0/0 | 0/0 | 0/0
        plain: register; accept; extend | 0/1 | 0/0 | 0/0 | 0/0
        plain: register; give-notice; at=2026-04-01T09:00 | 0/0 | 0/0 | 0/0 | 0/0
        headed: register; accept; decide by=lead | 0/0 | 1/1 | 1/1 | 1/1
        at-once: handle-at-once | 1/1 | 0/0 | 1/1 | 1/1
        plain: at=2026-03-27T10:00; register; accept | 0/0 | 0/0 | 0/0 | 0/0
        plain: at=2026-03-27T10:00; register; accept; decide | 0/0 | 0/0 | 1/1 | 1/1
        plain: at=2026-02-02T10:00; register; accept | 0/0 | 0/1 | 0/0 | 0/0
        """
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(
            cells ->
                new Adds(
                    cells[0].strip(),
                    cells[1].strip(),
                    cells[2].strip(),
                    cells[3].strip(),
                    cells[4].strip()))
        .toList();
  }

  private static CaseRecord record(String told) {
    return CaseRecord.of(CaseTable.after(told).state);
  }

  private static String fraction(Indicator indicator) {
    return indicator.numerator() + "/" + indicator.denominator();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_adds_to_the_figures_what_the_table_says(Adds adds) {
    List<CaseRecord> one = List.of(record(adds.told()));
    assertEquals(adds.onTime(), fraction(Indicators.onTime(CaseTally.of(one, MARCH))), "on time");
    assertEquals(
        adds.byLaw(), fraction(Indicators.onTimeByLaw(CaseTally.of(one, MARCH))), "by law");
    assertEquals(
        adds.spot(), fraction(Indicators.onTheSpot(CaseTally.of(one, MARCH))), "on the spot");
    assertEquals(
        adds.visits(), fraction(Indicators.visitsPerCase(CaseTally.of(one, MARCH))), "visits");
  }

  @Test
  void what_is_due_today_and_open_is_neither_late_nor_on_time() {
    List<CaseRecord> one = List.of(record("plain: register; accept"));
    for (String today : List.of("2026-03-10", "2026-03-16")) {
      Period period = new Period(MARCH.from(), MARCH.to(), LocalDate.parse(today));
      assertEquals("0/0", fraction(Indicators.onTime(CaseTally.of(one, period))));
    }
    Period next = new Period(MARCH.from(), MARCH.to(), LocalDate.parse("2026-03-17"));
    assertEquals("0/1", fraction(Indicators.onTime(CaseTally.of(one, next))));
  }

  @Test
  void figures_of_many_cases_add_up() {
    List<CaseRecord> all = cases().stream().map(adds -> record(adds.told())).toList();
    Indicator onTime = Indicators.onTime(CaseTally.of(all, MARCH));
    assertEquals("5/12", fraction(onTime));
    assertEquals(Optional.of(new BigDecimal("0.416667")), onTime.value());
    assertEquals("1/1", fraction(Indicators.immediateOnTheSpot(CaseTally.of(all, MARCH))));
    assertEquals("9/10", fraction(Indicators.atMostOnce(CaseTally.of(all, MARCH))));
    assertEquals(Optional.empty(), Indicators.onTime(CaseTally.NONE).value());
    assertEquals(
        CaseTally.of(all, MARCH),
        all.stream()
            .map(one -> CaseTally.of(List.of(one), MARCH))
            .reduce(CaseTally.NONE, CaseTally::plus));
  }

  @Test
  void delivery_is_measured_apart() {
    Period april =
        new Period(
            LocalDate.parse("2026-03-01"),
            LocalDate.parse("2026-04-30"),
            LocalDate.parse("2026-05-01"));
    String decided = "plain: register; accept; decide; ";
    List<CaseRecord> cases =
        Stream.of(
                "issue",
                "issue notified=no",
                "issue notified=no; at=2026-03-16T18:00; notify-ready",
                "at=2026-03-17T10:00; issue")
            .map(rest -> record(decided + rest))
            .toList();
    assertEquals("2/4", fraction(Indicators.deliveredOnTime(CaseTally.of(cases, april))));
    assertEquals(
        "0/0",
        fraction(
            Indicators.deliveredOnTime(
                CaseTally.of(
                    List.of(record("plain: register; accept; decide result=denied reason=x")),
                    april))));
  }

  @Test
  void every_open_case_has_its_age() {
    List<CaseRecord> cases =
        List.of(
            record("plain: register"),
            record("plain: register; accept"),
            record("plain: register; accept; decide"),
            record("plain: at=2026-03-27T10:00; register"),
            record("plain: at=2026-03-26T10:00; register"),
            record("headed: at=2025-11-03T10:00; register; accept"));
    assertEquals(
        List.of(1L, 1L, 0L, 2L, 0L, 1L),
        Indicators.ageing(CaseTally.of(cases, MARCH)).stream()
            .map(Indicators.AgeBand::cases)
            .toList());
    assertEquals(
        List.of(
            new Indicators.AgeBand(0, Optional.of(5), 0),
            new Indicators.AgeBand(6, Optional.of(10), 0),
            new Indicators.AgeBand(11, Optional.of(20), 0),
            new Indicators.AgeBand(21, Optional.of(45), 0),
            new Indicators.AgeBand(46, Optional.of(90), 0),
            new Indicators.AgeBand(91, Optional.empty(), 0)),
        Indicators.ageing(CaseTally.NONE));
  }

  @ParameterizedTest(name = "{0}: {1}, by volume {2}")
  @CsvSource({
    "'20wd 8wd 1', 0.600000, 0.600000",
    "'20wd 8wd 1; 10wd 10wd 3', 0.300000, 0.150000",
    "'20wd 8wd 1; 20wd 10cd 5', 0.600000, 0.600000",
    "'20wd 8wd 1; none 5wd 9', 0.600000, 0.600000",
    "'20wd 8wd 1; 20wd none 9', 0.600000, 0.600000",
    "'20wd+10wd 8wd 1', 0.600000, 0.600000",
    "'3mo 1mo 1; 3mo 2mo 1', 0.500000, 0.500000",
    "'20wd 8wd 0', 0.600000, ",
    "'none 8wd 1', , ",
  })
  void promises_are_shorter_than_the_law_by(String items, BigDecimal mean, BigDecimal byVolume) {
    List<Promises.ItemPromise> promises =
        Stream.of(items.split("; ", -1))
            .map(item -> item.split(" ", -1))
            .map(
                parts ->
                    new Promises.ItemPromise(
                        parts[0].equals("none") ? null : Limit.parse(parts[0]),
                        parts[1].equals("none") ? null : Limit.parse(parts[1]),
                        Long.parseLong(parts[2])))
            .toList();
    assertEquals(Optional.ofNullable(mean), Promises.compression(promises).value());
    assertEquals(Optional.ofNullable(byVolume), Promises.compressionByVolume(promises).value());
  }

  @Test
  void a_default_is_no_rating() {
    Satisfaction ratings = new Satisfaction(40, 10, 5, 4, 1, 0);
    assertEquals("19/20", fraction(ratings.rate()));
    assertEquals("20/40", fraction(ratings.response()));
    assertEquals(Optional.empty(), new Satisfaction(40, 0, 0, 0, 0, 0).rate().value());
    assertThrows(IllegalArgumentException.class, () -> new Satisfaction(1, 1, 1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Satisfaction(9, 1, -1, 0, 0, 0));
  }

  @Test
  void a_figure_shows_its_formula_in_both_languages() {
    for (Indicator indicator :
        List.of(
            Indicators.onTime(CaseTally.NONE),
            Promises.compression(List.of()),
            new Satisfaction(0, 0, 0, 0, 0, 0).rate())) {
      assertFalse(indicator.formula().zh().isBlank());
      assertFalse(indicator.formula().en().isBlank());
    }
  }
}
