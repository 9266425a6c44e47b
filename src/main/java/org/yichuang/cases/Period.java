package org.yichuang.cases;

import java.time.LocalDate;

/**
 * Days that indicators are made of. Immutable.
 *
 * @param from inclusive
 * @param to inclusive
 * @param today what is due today or later and still open is not late yet
 */
public record Period(LocalDate from, LocalDate to, LocalDate today) {
  public Period {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "expected an end from %s on, found %s".formatted(from, to));
    }
  }

  boolean has(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
