package org.yichuang.deadlines;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * From which day on an application counts as received (收到). Immutable.
 *
 * <p>What arrives online after closing or on a rest day counts from the next working day, and the
 * sender is shown so. What is handed in at a window counts at once, on an open Saturday too.
 *
 * @param counted the day it counts from, and when it arrived
 * @param shift why that is not the day it arrived
 * @param provisional whether the next working day is of a year whose notice is not known
 */
public record Receipt(Dated counted, Shift shift, boolean provisional) {

  /** The names are stored. */
  public enum Channel {
    WINDOW,
    ONLINE
  }

  /** The names are stored. */
  public enum Shift {
    NONE,
    /** On a working day, when its office hours were over. */
    AFTER_CLOSING,
    REST_DAY
  }

  /**
   * @param closing the end of the office hours that the agency has published; not the hall's own
   *     closing, which half days and special days move and a statutory date does not follow
   */
  public static Receipt of(Instant at, Channel channel, Calendars calendars, LocalTime closing) {
    ZonedDateTime arrived = at.atZone(calendars.zone());
    LocalDate day = arrived.toLocalDate();
    Shift shift =
        switch (channel) {
          case WINDOW -> Shift.NONE;
          case ONLINE ->
              !calendars.national().isWorkingDay(day)
                  ? Shift.REST_DAY
                  : arrived.toLocalTime().isBefore(closing) ? Shift.NONE : Shift.AFTER_CLOSING;
        };
    LocalDate counted = shift == Shift.NONE ? day : calendars.workingDayAfter(day, 1);
    boolean provisional =
        channel == Channel.ONLINE
            && !(calendars.national().knows(day.getYear())
                && calendars.national().knows(counted.getYear()));
    return new Receipt(new Dated(counted, at), shift, provisional);
  }
}
