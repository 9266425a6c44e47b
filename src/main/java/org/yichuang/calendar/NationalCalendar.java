package org.yichuang.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The working days of a state: Monday to Friday without its holidays, and its make-up days.
 * Immutable; any thread. A day is judged in constant time.
 *
 * <p>It is the calendar of statutory and promised periods (行政许可法 art. 82); what a hall closes or
 * opens never moves them. A year without a notice is not known: its days are judged by their
 * weekday, and whatever was reckoned with them is provisional.
 */
public final class NationalCalendar {
  /** The longest period that is reckoned. */
  public static final int MAX_WORKING_DAYS = 1_000;

  private final String id;
  private final Map<Integer, YearNotice> notices;
  private final SortedSet<Integer> years;
  private final Map<LocalDate, Because> named;
  private final @Nullable RegionalDays regional;

  /**
   * @param id its name, for example {@code cn}
   * @throws IllegalArgumentException for two notices of one year, or when one says that a day is
   *     off and another that it is worked
   */
  public NationalCalendar(String id, Collection<YearNotice> notices) {
    this.id = id;
    Map<Integer, YearNotice> byYear = new HashMap<>();
    SortedSet<Integer> known = new TreeSet<>();
    Map<LocalDate, Because> days = new HashMap<>();
    for (YearNotice notice : notices) {
      if (!known.add(notice.year())) {
        throw new IllegalArgumentException("expected each year once, found " + notice.year());
      }
      byYear.put(notice.year(), notice);
      notice.holidays().forEach(day -> put(days, day, Because.HOLIDAY));
      notice.workdays().forEach(day -> put(days, day, Because.MAKE_UP_DAY));
    }
    this.notices = Map.copyOf(byYear);
    years = Collections.unmodifiableSortedSet(known);
    named = Map.copyOf(days);
    regional = null;
  }

  private NationalCalendar(NationalCalendar national, RegionalDays regional) {
    id = national.id;
    notices = national.notices;
    years = national.years;
    named = national.named;
    this.regional = regional;
  }

  private static void put(Map<LocalDate, Because> days, LocalDate day, Because because) {
    Because before = days.put(day, because);
    if (before != null && before != because) {
      throw new IllegalArgumentException("expected a day either off or worked, found " + day);
    }
  }

  /** The same calendar with the days of a region; what it had of a region before is replaced. */
  public NationalCalendar in(RegionalDays region) {
    return new NationalCalendar(this, region);
  }

  /**
   * The same calendar with a year's notice, which replaces what was known of that year; without the
   * days of any region.
   *
   * @throws IllegalArgumentException when it says that a day is off and the notice of a
   *     neighbouring year that it is worked
   */
  public NationalCalendar with(YearNotice notice) {
    Map<Integer, YearNotice> all = new HashMap<>(notices);
    all.put(notice.year(), notice);
    return new NationalCalendar(id, all.values());
  }

  /** What is known of the year. */
  public Optional<YearNotice> notice(int year) {
    return Optional.ofNullable(notices.get(year));
  }

  public String id() {
    return id;
  }

  /** The years whose notice is known, in order. */
  public SortedSet<Integer> years() {
    return years;
  }

  public boolean knows(int year) {
    return years.contains(year);
  }

  /** What kind of day it is; never {@link Because#START}. */
  public Because kind(LocalDate day) {
    if (regional != null) {
      if (regional.holidays().contains(day)) {
        return Because.REGIONAL_HOLIDAY;
      }
      if (regional.workdays().contains(day)) {
        return Because.REGIONAL_WORKDAY;
      }
    }
    Because because = named.get(day);
    if (because != null) {
      return because;
    }
    if (YearNotice.isWeekend(day)) {
      return knows(day.getYear()) ? Because.WEEKEND : Because.WEEKEND_OF_UNKNOWN_YEAR;
    }
    return knows(day.getYear()) ? Because.WEEKDAY : Because.WEEKDAY_OF_UNKNOWN_YEAR;
  }

  public boolean isWorkingDay(LocalDate day) {
    return kind(day).counted();
  }

  /** How many working days a year has; of a year that is not known, its days Monday to Friday. */
  public int workingDaysOf(int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return (int) first.datesUntil(first.plusYears(1)).filter(this::isWorkingDay).count();
  }

  /**
   * The last day of a period. The start is not counted (民法典 art. 201), the last day is a working
   * day. Takes a step for each calendar day.
   *
   * @param workingDays 1…{@value #MAX_WORKING_DAYS}
   * @throws IllegalArgumentException for another number
   */
  public Due due(LocalDate start, int workingDays) {
    if (workingDays < 1 || workingDays > MAX_WORKING_DAYS) {
      throw new IllegalArgumentException(
          "expected 1…%d working days, found %d".formatted(MAX_WORKING_DAYS, workingDays));
    }
    List<Due.Day> why = new ArrayList<>();
    why.add(new Due.Day(start, false, Because.START, Optional.empty()));
    boolean provisional = false;
    LocalDate day = start;
    for (int left = workingDays; left > 0; ) {
      day = day.plusDays(1);
      Because because = kind(day);
      provisional |= !knows(day.getYear());
      why.add(new Due.Day(day, because.counted(), because, document(because)));
      left -= because.counted() ? 1 : 0;
    }
    return new Due(day, provisional, why);
  }

  /** Number of the regional notice that makes days of that kind; absent for all other kinds. */
  public Optional<String> document(Because because) {
    boolean regionDecided =
        because == Because.REGIONAL_HOLIDAY || because == Because.REGIONAL_WORKDAY;
    return regional != null && regionDecided ? Optional.of(regional.document()) : Optional.empty();
  }
}
