package org.yichuang.catalogue;

import java.time.LocalDate;
import java.util.List;

/** One date, or the days from one to another, both included. Immutable. */
record Dates(LocalDate from, LocalDate to) {
  static final String EXPECTED = "a date or dates such as 2026-01-01/2026-01-03";
  private static final int MAX_DAYS = 400;

  /**
   * @throws RuntimeException for anything else, and for more than {@value #MAX_DAYS} days
   */
  static Dates parse(String text) {
    String[] ends = text.split("/", -1);
    LocalDate from = LocalDate.parse(ends[0].strip());
    LocalDate to = ends.length == 1 ? from : LocalDate.parse(ends[1].strip());
    if (ends.length > 2 || to.isBefore(from) || !to.isBefore(from.plusDays(MAX_DAYS))) {
      throw new IllegalArgumentException(text);
    }
    return new Dates(from, to);
  }

  List<LocalDate> all() {
    return from.datesUntil(to.plusDays(1)).toList();
  }
}
