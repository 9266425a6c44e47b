package org.yichuang.catalogue;

/**
 * By which calendars the cases of a hall are reckoned now. Immutable.
 *
 * @param bundled edition of the national calendar that came with the program
 * @param calendar version of the national calendar: how many notices were stored beyond those
 * @param configuration the hall's configuration version since which its opening times and the days
 *     of its region are what they are
 */
public record CalendarEdition(int bundled, int calendar, int configuration) {
  /** Before anything was stored beyond what a hall began with. */
  public static final CalendarEdition FIRST = new CalendarEdition(1, 0, 1);

  /** Whether in something it is newer than this node knows. */
  public boolean isAheadOf(CalendarEdition known) {
    return bundled > known.bundled
        || calendar > known.calendar
        || configuration > known.configuration;
  }
}
