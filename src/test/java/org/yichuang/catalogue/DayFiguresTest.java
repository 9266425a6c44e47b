package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.hall.QueueId;

class DayFiguresTest {
  private static final String HALL =
      """
      hall: village
      name: { zh: 村服务站, en: Village station }
      time-zone: Asia/Shanghai
      zones:
        - { id: general, ticket-prefix: A, name: { zh: 综合, en: General }, windows: 2, cases-per-year: 800 }
      simulation:
        opening-hours: ["08:00-12:00"]
        working-days-per-year: 200
        service-time: lognormal, coefficient of variation 0.5
        mean-service-minutes: { general: 12.5 }
        arrivals-percent-per-half-hour: { "08:00": [60, 40] }
        weekday-factor: { mon: 1.3 }
        mix: { no-show: 6% }
      """;

  @Test
  void the_demonstrations_zones_have_the_figures_of_the_file_in_its_order() throws Exception {
    Map<QueueId, DayFigures.Zone> zones = HallFileTest.demonstration().figures().zones();
    assertEquals(
        List.of(
            "commerce",
            "social",
            "property",
            "livelihood",
            "construction",
            "investment",
            "economy",
            "convenience",
            "police"),
        zones.keySet().stream().map(QueueId::value).toList());
    assertEquals(
        new DayFigures.Zone(Optional.of(31_000), Optional.of(9.0)),
        zones.get(new QueueId("social")));
    assertEquals(
        new DayFigures.Zone(Optional.empty(), Optional.empty()), zones.get(new QueueId("police")));
    assertEquals(
        89_809, zones.values().stream().mapToInt(zone -> zone.casesPerYear().orElse(0)).sum());
  }

  @Test
  void the_demonstrations_arrivals_are_a_whole_day() throws Exception {
    List<DayFigures.HalfHour> arrivals = HallFileTest.demonstration().figures().arrivals();
    assertEquals(14, arrivals.size());
    assertEquals(new DayFigures.HalfHour(LocalTime.of(8, 0), 0.075), arrivals.getFirst());
    assertEquals(LocalTime.of(11, 30), arrivals.get(7).from());
    assertEquals(LocalTime.of(14, 30), arrivals.get(8).from());
    assertEquals(new DayFigures.HalfHour(LocalTime.of(17, 0), 0.015), arrivals.getLast());
    assertEquals(1.0, arrivals.stream().mapToDouble(DayFigures.HalfHour::share).sum(), 1e-9);
  }

  @Test
  void the_demonstrations_other_figures_are_read() throws Exception {
    DayFigures figures = HallFileTest.demonstration().figures();
    assertEquals(248, figures.workingDaysPerYear());
    assertEquals(0.8, figures.variation());
    assertEquals(
        new VisitMix(0.2, 4, 0.06, 0.5, 0.04, 0.05, 0.15, 0.14, 0.06, 0.01), figures.mix());
    assertEquals(1.3, figures.weekdays().get("mon"));
    assertEquals(0.7, figures.weekdays().get("fri"));
    assertEquals(6, figures.weekdays().size());
    assertEquals(2, figures.hours().times().size());
  }

  @Test
  void a_file_states_its_figures() throws InvalidHallFile {
    DayFigures figures = HallFile.parse("v.yaml", HALL).figures();
    assertEquals(
        Map.of(new QueueId("general"), new DayFigures.Zone(Optional.of(800), Optional.of(12.5))),
        figures.zones());
    assertEquals(
        List.of(
            new DayFigures.HalfHour(LocalTime.of(8, 0), 0.6),
            new DayFigures.HalfHour(LocalTime.of(8, 30), 0.4)),
        figures.arrivals());
    assertEquals(0.5, figures.variation());
    assertEquals(200, figures.workingDaysPerYear());
  }

  @Test
  void without_figures_the_usual_ones_hold() throws InvalidHallFile {
    String bare = HALL.substring(0, HALL.indexOf("simulation:"));
    DayFigures figures = HallFile.parse("v.yaml", bare).figures();
    assertEquals(250, figures.workingDaysPerYear());
    assertEquals(0.8, figures.variation());
    assertEquals(VisitMix.PLAIN, figures.mix());
    assertEquals(List.of(), figures.arrivals());
    assertEquals(Map.of(), figures.weekdays());
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          cases-per-year: 800 | cases-per-year: many | v.yaml:5: expected cases a year of 0…100000000, found "many"
          working-days-per-year: 200 | working-days-per-year: 367 | v.yaml:8: expected working days a year of 1…366, found "367"
          variation 0.5    | variation half    | v.yaml:9: expected lognormal, coefficient of variation and a number, found "lognormal, coefficient of variation half"
          general: 12.5    | general: long     | v.yaml:10: expected minutes of 0.1…480, found "long"
          "08:00": [60     | "8": [60          | v.yaml:11: expected a time of day such as 08:00, found 8
          [60, 40]         | [60, most]        | v.yaml:11: expected a percentage, found "most"
          mon: 1.3         | mon: busy         | v.yaml:12: expected a factor, found "busy"
          no-show: 6%      | no-show: few%     | v.yaml:13: expected a share, found "few%"
          no-show: 6%      | elderly: 101%     | v.yaml:13: expected a share of 0…100 %, found 1.01
          no-show: 6%      | hold: 60%, transfer: 50% | v.yaml:13: expected hold and transfer, and kinds of visits, of at most 100 % together, found 1.1 and 0.0
          """)
  void a_mistake_is_told_with_its_line(String right, String wrong, String problem) {
    assertTrue(HALL.contains(right));
    assertEquals(
        List.of(problem),
        assertThrows(
                InvalidHallFile.class, () -> HallFile.parse("v.yaml", HALL.replace(right, wrong)))
            .problems());
  }
}
