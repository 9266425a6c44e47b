package org.yichuang.calendar;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a region adds to the national calendar, such as 广西's 三月三. Immutable. It prevails over the
 * national calendar on its days.
 *
 * @param document number of the notice, shown wherever one of its days decides
 * @param holidays days off in the region alone
 * @param workdays days worked in the region alone
 */
public record RegionalDays(String document, Set<LocalDate> holidays, Set<LocalDate> workdays) {

  /**
   * @throws IllegalArgumentException without a document, or for a day that is both
   */
  public RegionalDays {
    holidays = Collections.unmodifiableSet(new TreeSet<>(holidays));
    workdays = Collections.unmodifiableSet(new TreeSet<>(workdays));
    if (document.isBlank() || document.length() > 100) {
      throw new IllegalArgumentException(
          "expected a document number of 1…100 characters, found \"%s\"".formatted(document));
    }
    for (LocalDate day : workdays) {
      if (holidays.contains(day)) {
        throw new IllegalArgumentException("expected a day either off or worked, found " + day);
      }
    }
  }
}
