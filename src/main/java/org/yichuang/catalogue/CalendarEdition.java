package org.yichuang.catalogue;

/**
 * By which calendars the cases of a hall are reckoned now. Immutable.
 *
 * @param calendar version of the national calendar: how many notices were stored beyond those that
 *     came with the program
 * @param configuration the hall's configuration version since which its opening times and the days
 *     of its region are what they are
 */
public record CalendarEdition(int calendar, int configuration) {
  /** Before anything was stored beyond what a hall began with. */
  public static final CalendarEdition FIRST = new CalendarEdition(0, 1);

  /** Whether in something it is newer than this node knows. */
  public boolean isAheadOf(CalendarEdition known) {
    return calendar > known.calendar || configuration > known.configuration;
  }
}
