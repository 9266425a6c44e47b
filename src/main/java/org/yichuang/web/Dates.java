package org.yichuang.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Dates as clients write them. Pure functions; any thread. */
final class Dates {
  private static final int LENGTH = "2026-11-23".length();

  private Dates() {}

  /** Null when the text is no date of the calendar, or one beyond the year 9999. */
  static @Nullable LocalDate parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notInAnyCalendar) {
      return null;
    }
  }
}
