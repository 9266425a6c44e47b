package org.yichuang.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a hall means to be open, in its civil time. Immutable.
 *
 * <p>Closures and special days concern the people who come; they never move a statutory date. Half
 * days of village rooms (每周若干个半天, source 002) and open Saturdays are the times of a weekday.
 *
 * @param weekly by weekday; a weekday that is missing is closed
 * @param makeUpDays the times of a Saturday or Sunday that the yearly notice makes a workday; none:
 *     those of its weekday
 * @param holidays the times of a day that a national or regional notice makes a holiday
 * @param closures days without opening
 * @param specialDays days with times of their own, whatever day of the week or holiday they are
 */
public record OpeningPlan(
    Map<DayOfWeek, List<TimeSpan>> weekly,
    List<TimeSpan> makeUpDays,
    List<TimeSpan> holidays,
    List<Closure> closures,
    List<SpecialDay> specialDays) {

  public static final int MAX_SPANS = 12;
  public static final int MAX_CLOSURES = 400;
  public static final int MAX_SPECIAL_DAYS = 400;

  /** Open at any time, holidays included. */
  public static final OpeningPlan ROUND_THE_CLOCK =
      new OpeningPlan(
          everyWeekday(List.of(TimeSpan.WHOLE_DAY), DayOfWeek.values()),
          List.of(TimeSpan.WHOLE_DAY),
          List.of(TimeSpan.WHOLE_DAY),
          List.of(),
          List.of());

  /**
   * @throws IllegalArgumentException when times overlap, a day is closed or special twice, or
   *     something is too long
   */
  public OpeningPlan {
    Map<DayOfWeek, List<TimeSpan>> ordered = new EnumMap<>(DayOfWeek.class);
    weekly.forEach((weekday, spans) -> ordered.put(weekday, checked(spans)));
    weekly = Map.copyOf(ordered);
    makeUpDays = checked(makeUpDays);
    holidays = checked(holidays);
    closures = List.copyOf(closures);
    specialDays = List.copyOf(specialDays);
    require(closures.size() <= MAX_CLOSURES, "at most 400 closures", closures.size());
    require(specialDays.size() <= MAX_SPECIAL_DAYS, "at most 400 special days", specialDays.size());
    Set<LocalDate> seen = new HashSet<>();
    for (Closure closure : closures) {
      for (LocalDate day : closure.days()) {
        require(seen.add(day), "each day closed or special once", day);
      }
    }
    for (SpecialDay special : specialDays) {
      require(seen.add(special.date()), "each day closed or special once", special.date());
    }
  }

  /** The same times on every working day of the national calendar, closed on all others. */
  public static OpeningPlan onWorkingDays(List<TimeSpan> spans) {
    return new OpeningPlan(
        everyWeekday(
            spans,
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY),
        spans,
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * Days on which the hall is closed though it would be open.
   *
   * @param to the last of them
   * @param reason shown to the people
   */
  public record Closure(LocalDate from, LocalDate to, String reason) {
    public static final int MAX_DAYS = 400;

    public Closure {
      require(
          !to.isBefore(from) && to.isBefore(from.plusDays(MAX_DAYS)),
          "a first day and a last one at most 400 days on",
          from + "/" + to);
      requireReason(reason);
    }

    List<LocalDate> days() {
      return from.datesUntil(to.plusDays(1)).toList();
    }
  }

  /**
   * A day with times of its own: a half day, an opening on a holiday.
   *
   * @param spans at least one; a day without is a {@link Closure}
   * @param reason shown to the people
   */
  public record SpecialDay(LocalDate date, List<TimeSpan> spans, String reason) {
    public SpecialDay {
      spans = checked(spans);
      require(!spans.isEmpty(), "hours of a special day", spans);
      requireReason(reason);
    }
  }

  private static Map<DayOfWeek, List<TimeSpan>> everyWeekday(
      List<TimeSpan> spans, DayOfWeek... weekdays) {
    Map<DayOfWeek, List<TimeSpan>> weekly = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek weekday : weekdays) {
      weekly.put(weekday, spans);
    }
    return weekly;
  }

  private static List<TimeSpan> checked(List<TimeSpan> spans) {
    require(spans.size() <= MAX_SPANS, "at most 12 openings of a day", spans.size());
    return TimeSpan.inOrder(spans);
  }

  private static void requireReason(String reason) {
    require(!reason.isBlank() && reason.length() <= 100, "a reason of 1…100 characters", reason);
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
