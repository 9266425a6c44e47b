package org.yichuang.deadlines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An independent reference: reads the calendar's file by itself and finds an end by stepping from
 * day to day. Shares no code with the rules.
 */
public final class SlowDays {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2040, 12, 31);

  private final boolean[] working = new boolean[(int) (LAST.toEpochDay() - FIRST.toEpochDay()) + 1];

  SlowDays() {
    this(Set.of(), Set.of());
  }

  /** With days that were announced later. */
  public SlowDays(Set<LocalDate> moreHolidays, Set<LocalDate> moreWorkdays) {
    String source = source();
    Set<LocalDate> holidays = dates(source, "holidays");
    Set<LocalDate> workdays = dates(source, "workdays");
    holidays.addAll(moreHolidays);
    workdays.addAll(moreWorkdays);
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      boolean weekend = day.getDayOfWeek().getValue() > 5;
      working[index(day)] = workdays.contains(day) || (!weekend && !holidays.contains(day));
    }
  }

  private static String source() {
    try (InputStream file = SlowDays.class.getResourceAsStream("/calendars/cn.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Set<LocalDate> dates(String source, String key) {
    Set<LocalDate> days = new HashSet<>();
    Matcher list = Pattern.compile(key + ": \\[([^]]*)]").matcher(source);
    while (list.find()) {
      for (String entry : list.group(1).split(",", -1)) {
        String[] ends = entry.strip().split("/", -1);
        LocalDate to = LocalDate.parse(ends[ends.length - 1]);
        for (LocalDate day = LocalDate.parse(ends[0]); !day.isAfter(to); day = day.plusDays(1)) {
          days.add(day);
        }
      }
    }
    return days;
  }

  boolean isWorking(LocalDate day) {
    return working[index(day)];
  }

  public LocalDate workingDays(LocalDate start, int amount, Predicate<LocalDate> uncounted) {
    LocalDate end = start;
    for (int counted = 0; counted < amount; ) {
      end = end.plusDays(1);
      counted += isWorking(end) && !uncounted.test(end) ? 1 : 0;
    }
    return end;
  }

  /** The first day by which enough have passed and that is itself worked and counted. */
  public LocalDate calendarDays(LocalDate start, int amount, Predicate<LocalDate> uncounted) {
    LocalDate end = start;
    int counted = 0;
    while (counted < amount || !isWorking(end) || uncounted.test(end)) {
      end = end.plusDays(1);
      counted += uncounted.test(end) ? 0 : 1;
    }
    return end;
  }

  public LocalDate months(LocalDate start, int amount, Predicate<LocalDate> uncounted) {
    LocalDate corresponding = start;
    while (monthOf(corresponding) < monthOf(start) + amount
        || (corresponding.getDayOfMonth() < start.getDayOfMonth()
            && monthOf(corresponding.plusDays(1)) == monthOf(corresponding))) {
      corresponding = corresponding.plusDays(1);
    }
    return calendarDays(start, (int) (corresponding.toEpochDay() - start.toEpochDay()), uncounted);
  }

  /** Two halves a day; the start's own half is not counted. */
  LocalDate halfDays(LocalDate start, boolean afternoon, int amount) {
    LocalDate end = start;
    int counted = afternoon || !isWorking(start) ? 0 : 1;
    while (counted < amount) {
      end = end.plusDays(1);
      counted += isWorking(end) ? 2 : 0;
    }
    return end;
  }

  private static int monthOf(LocalDate day) {
    return 12 * day.getYear() + day.getMonthValue();
  }

  private static int index(LocalDate day) {
    return (int) (day.toEpochDay() - FIRST.toEpochDay());
  }
}
