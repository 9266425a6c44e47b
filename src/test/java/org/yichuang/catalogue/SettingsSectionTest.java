package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

class SettingsSectionTest {
  private static final QueueId GENERAL = new QueueId("general");
  private static final QueueId TAX = new QueueId("tax");
  private static final String VILLAGE =
      """
      hall: village
      name: { zh: 村服务站, en: Village station }
      time-zone: Asia/Shanghai
      opening-hours: ["08:00-12:00"]
      zones:
        - { id: general, ticket-prefix: A, name: { zh: 综合, en: General }, windows: 1%s }
        - { id: tax, ticket-prefix: T, name: { zh: 税务, en: Tax }, windows: 1 }
      simulation: { mean-service-minutes: { tax: 7.5 } }
      %s
      """;

  private static HallConfig config(String zone, String line) throws InvalidHallFile {
    return HallFile.parse("v", VILLAGE.formatted(zone, line)).config(new HallId(1), 1, false);
  }

  @Test
  void what_is_left_out_is_as_usual() throws InvalidHallFile {
    assertEquals(HallConfig.Settings.DEFAULT, config("", "").settings());
  }

  @Test
  void every_number_can_be_stated() throws InvalidHallFile {
    HallConfig.Settings stated =
        config(
                "",
                """
                rules: { max-recalls: 2, recall-after-seconds: 5, miss-announcements: 3, miss-after-seconds: 30, max-waiting: 50 }
                credits-minutes: { elderly: 1, with-infant: 2, disabled: 3, service: 4 }
                rejoin: { within-minutes: 6, within-calls: 7, at-most: 8, behind: 9 }
                reopen-within-minutes: 10
                matters-at-most: 11
                batch-zone: tax
                elderly-from-age: 65
                appointments: { slot-minutes: 12, lead-minutes: 13, early-minutes: 14, grace-minutes: 15, share-percent: 16, days-ahead: 17, no-shows: 18, no-show-days: 19 }
                conduct: { idle-minutes: 20, unmanned-minutes: 21, fast-miss-seconds: 22, fast-misses: 23, share-of: 24, by-hand-percent: 25, quick-percent: 26, bulk-seconds: 27, bulk-services: 28, silent-minutes: 29 }
                end-after-minutes: 30
                long-wait-minutes: 31
                """)
            .settings();
    assertEquals(
        new HallConfig.Settings(
            new HallConfig.Rules(2, 5_000, 3, 30_000, 50),
            new HallConfig.Policy(
                Map.of(
                    PersonClass.ELDERLY, 60_000L,
                    PersonClass.WITH_INFANT, 120_000L,
                    PersonClass.DISABLED, 180_000L,
                    PersonClass.SERVICE, 240_000L,
                    PersonClass.GREEN_CHANNEL, 3_600_000L),
                360_000,
                7,
                8,
                9,
                600_000,
                11,
                TAX,
                65),
            new HallConfig.Booking(720_000, 780_000, 840_000, 900_000, 16, 17, 18, 19),
            new HallConfig.Conduct(
                1_200_000, 1_260_000, 22_000, 23, 24, 25, 26, 27_000, 28, 1_740_000),
            1_800_000,
            1_860_000),
        stated);
  }

  @Test
  void windows_serve_second_skills_with_their_penalty_and_queues_have_their_usual_service()
      throws InvalidHallFile {
    HallConfig config =
        config(
            ", usual-service-minutes: 4, second-skills: [{ zone: tax, penalty-minutes: 5 }]", "");
    HallConfig.Window window = config.window(new WindowId("A1")).orElseThrow();
    assertEquals(List.of(GENERAL, TAX), window.queues());
    assertEquals(Map.of(TAX, 300_000L), window.penaltyMillis());
    assertEquals(List.of(TAX), config.window(new WindowId("T1")).orElseThrow().queues());
    assertEquals(240_000, config.queue(GENERAL).orElseThrow().usualServiceMillis());
    assertEquals(450_000, config.queue(TAX).orElseThrow().usualServiceMillis());
    assertEquals(
        HallConfig.Queue.USUAL_SERVICE_MILLIS,
        config("", "").queue(GENERAL).orElseThrow().usualServiceMillis());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | rules: { max-recall: 2 } | v:9: expected one of max-recalls, recall-after-seconds, miss-announcements, miss-after-seconds, max-waiting, found max-recall
          ~~ | rules: 7 | v:9: expected a map, found "7"
          ~~ | credits-minutes: { ordinary: 2 } | v:9: expected one of elderly, with-infant, disabled, service, green-channel, found ordinary
          ~~ | credits-minutes: { elderly: 2h } | v:9: expected a number of minutes of 0…1440, found "2h"
          ~~ | rejoin: { behind: 0 } | v:9: expected a number of 1…100, found "0"
          ~~ | reopen-within-minutes: 241 | v:9: expected a number of minutes of 0…240, found "241"
          ~~ | matters-at-most: 21 | v:9: expected a number of 1…20, found "21"
          ~~ | batch-zone: social | v:9: expected a zone of this hall: general, tax, found "social"
          ~~ | appointments: { share: 3 } | v:9: expected one of slot-minutes, lead-minutes, early-minutes, grace-minutes, share-percent, days-ahead, no-shows, no-show-days, found share
          ~~ | appointments: { share-percent: 101 } | v:9: expected a number of 0…100, found "101"
          ~~ | conduct: { idle-minutes: 0 } | v:9: expected a number of minutes of 1…240, found "0"
          ~~ | end-after-minutes: -1 | v:9: expected a number of minutes of 0…720, found "-1"
          ~, second-skill: []~ | ~~ | v:6: expected one of id, ticket-prefix, name, departments, cases-per-year, windows, clerks, second-skills, usual-service-minutes, found second-skill
          ~, second-skills: [{ zone: social, penalty-minutes: 5 }]~ | ~~ | v:6: expected a zone of this hall: general, tax, found "social"
          ~, second-skills: [{ zone: general, penalty-minutes: 5 }]~ | ~~ | v:6: expected another zone than its own, each once, found general
          ~, second-skills: [{ zone: tax, penalty: 5, penalty-minutes: 5 }]~ | ~~ | v:6: expected one of zone, penalty-minutes, found penalty
          ~, usual-service-minutes: 0~ | ~~ | v:6: expected minutes of 0.1…480, found "0"
          """)
  void a_mistake_is_named_with_its_line(String zone, String line, String problem) {
    InvalidHallFile invalid = assertThrows(InvalidHallFile.class, () -> config(zone, line));
    assertEquals(List.of(problem), invalid.problems());
  }

  @Test
  void a_practice_divides_the_times_of_people_and_no_counts() throws InvalidHallFile {
    HallFile file =
        HallFile.parse(
            "v", VILLAGE.formatted(", second-skills: [{ zone: tax, penalty-minutes: 5 }]", ""));
    HallConfig practice = file.practice(10).config(new HallId(1), 1, true);
    HallConfig.Policy policy = practice.policy();
    assertEquals(90_000, policy.creditMillis().get(PersonClass.ELDERLY));
    assertEquals(180_000, policy.rejoinWithinMillis());
    assertEquals(10, policy.rejoinWithinCalls());
    assertEquals(30_000, policy.reopenWithinMillis());
    assertEquals(180_000, practice.booking().slotMillis());
    assertEquals(30_000, practice.conduct().idleMillis());
    assertEquals(120_000, practice.conduct().silentMillis());
    assertEquals(45_000, practice.queue(TAX).orElseThrow().usualServiceMillis());
    assertEquals(
        Map.of(TAX, 30_000L), practice.window(new WindowId("A1")).orElseThrow().penaltyMillis());
    assertEquals(new HallConfig.Rules(3, 1_000, 2, 6_000, 2_000), practice.rules());
  }

  @Test
  void slots_of_the_fastest_practice_are_a_minute_long() throws InvalidHallFile {
    HallFile file = HallFile.parse("v", VILLAGE.formatted("", ""));
    assertEquals(
        60_000, file.practice(1_000).config(new HallId(1), 1, true).booking().slotMillis());
  }
}
