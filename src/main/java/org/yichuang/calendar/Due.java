package org.yichuang.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The last day of a period of working days, and how it was found. Immutable.
 *
 * @param provisional whether a day was judged by its weekday alone, since its year's notice is not
 *     known; such a date is reckoned again when the notice arrives
 * @param why the start and every day after it up to {@code date}, none left out
 */
public record Due(LocalDate date, boolean provisional, List<Day> why) {
  public Due {
    why = List.copyOf(why);
  }

  /**
   * @param counted whether it is one of the working days
   * @param document number of the regional notice that decided; absent for all other days
   */
  public record Day(LocalDate date, boolean counted, Because because, Optional<String> document) {}
}
