package org.yichuang.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.HallFile;

/** Halls to rehearse in. */
final class RehearsalHalls {
  static final int YEAR = 2026;

  /** One busy zone and one quiet zone, and all of the mix. */
  private static final String VILLAGE =
      """
      hall: village
      name: { zh: 村服务站, en: Village station }
      time-zone: Asia/Shanghai
      zones:
        - { id: general, ticket-prefix: A, name: { zh: 综合, en: General }, windows: 2, cases-per-year: 5000 }
        - { id: land, ticket-prefix: B, name: { zh: 土地, en: Land }, windows: 1, cases-per-year: 900 }
      opening: { workdays: ["08:00-12:00", "14:30-17:30"] }
      closures:
        - { dates: 2026-03-10, reason: 停电 }
      special-days:
        - { date: 2026-09-30, hours: ["08:00-12:00"], reason: 节前半天 }
      simulation:
        opening-hours: ["08:00-12:00", "14:30-17:30"]
        service-time: lognormal, coefficient of variation 0.8
        mean-service-minutes: { general: 25, land: 40 }
        arrivals-percent-per-half-hour: { "08:00": [30, 20, 10, 5], "14:30": [20, 10, 5] }
        weekday-factor: { mon: 1.3, fri: 0.7, first-after-holiday: 1.5 }
        mix: { consult-only: { extra: 20%, mean-minutes: 4 }, no-show: 10%, rejoin-of-no-shows: 50%, hold: 8%, transfer: 8%, elderly: 15%, two-matters: 14%, three-or-more: 6%, batch: 2% }
      """;

  private RehearsalHalls() {}

  static HallFile hanjiang() throws Exception {
    try (var file =
        Objects.requireNonNull(
            RehearsalHalls.class
                .getClassLoader()
                .getResourceAsStream("demonstration/hanjiang.yaml"))) {
      return HallFile.parse("h.yaml", new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static HallFile village() throws Exception {
    return HallFile.parse("village.yaml", VILLAGE);
  }

  /** A year in the village. */
  static RehearsedYear village(long seed) throws Exception {
    return new RehearsedYear(village(), BundledFiles.nationalCalendar(), YEAR, seed);
  }
}
