package org.yichuang.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.OpeningPlan;
import org.yichuang.calendar.RegionalDays;
import org.yichuang.calendar.TimeSpan;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.Hours;

/**
 * When a hall is open, as its file states it. Immutable.
 *
 * <p>Of the file: {@code opening} (times of {@code workdays}, of {@code mon} … {@code sun}, of
 * {@code make-up} days and of {@code holidays}), {@code closures}, {@code special-days}, {@code
 * regional-days}. Without {@code opening} a hall is open on working days whenever it gives numbers.
 *
 * <p>{@code issuing} says how much earlier kiosks begin and end than windows: {@code
 * before-opening-minutes}, {@code before-closing-minutes}.
 *
 * @param regional what the hall's region adds to the national calendar; null when nothing
 * @param issuingLeadMillis kiosks begin so long before each opening
 * @param lastIssueMillis kiosks end so long before each closing
 */
public record HallOpening(
    OpeningPlan plan,
    @Nullable RegionalDays regional,
    long issuingLeadMillis,
    long lastIssueMillis) {
  static final HallOpening ROUND_THE_CLOCK =
      new HallOpening(OpeningPlan.ROUND_THE_CLOCK, null, 0, 0);

  /** The calendar of the hall's statutory and promised periods. */
  NationalCalendar workingDays(NationalCalendar national) {
    return regional == null ? national : national.in(regional);
  }

  OpeningCalendar calendar(ZoneId zone, NationalCalendar national) {
    return new OpeningCalendar(zone, workingDays(national), plan);
  }

  Hours hours(ZoneId zone, NationalCalendar national) {
    return new CalendarHours(calendar(zone, national), issuingLeadMillis, lastIssueMillis);
  }

  static HallOpening read(Yaml root, DailyHours hours) {
    OpeningPlan regular = regular(root.get("opening"), hours);
    Set<LocalDate> seen = new HashSet<>();
    List<OpeningPlan.Closure> closures = closures(root.get("closures"), seen);
    List<OpeningPlan.SpecialDay> special = specialDays(root.get("special-days"), seen);
    Yaml issuing = root.get("issuing");
    issuing.only("before-opening-minutes", "before-closing-minutes");
    Optional<RegionalDays> regional = CalendarFile.regional(root.get("regional-days"));
    try {
      return new HallOpening(
          new OpeningPlan(
              regular.weekly(), regular.makeUpDays(), regular.holidays(), closures, special),
          regional.orElse(null),
          minutes(issuing.get("before-opening-minutes")),
          minutes(issuing.get("before-closing-minutes")));
    } catch (IllegalArgumentException contradiction) {
      root.get(closures.isEmpty() ? "special-days" : "closures").problem(contradiction);
      return ROUND_THE_CLOCK;
    }
  }

  private static long minutes(Yaml yaml) {
    return yaml.isPresent() ? 60_000L * yaml.number("a number of minutes", 0, 240) : 0;
  }

  private static OpeningPlan regular(Yaml yaml, DailyHours hours) {
    if (!yaml.isPresent()) {
      return hours.times().isEmpty()
          ? OpeningPlan.ROUND_THE_CLOCK
          : OpeningPlan.onWorkingDays(
              hours.times().stream().map(times -> TimeSpan.parse(times.toString())).toList());
    }
    yaml.only("workdays", "make-up", "holidays", "mon", "tue", "wed", "thu", "fri", "sat", "sun");
    OpeningPlan workdays = OpeningPlan.onWorkingDays(spans(yaml.get("workdays")));
    Map<DayOfWeek, List<TimeSpan>> weekly = new EnumMap<>(workdays.weekly());
    for (DayOfWeek weekday : DayOfWeek.values()) {
      Yaml own = yaml.get(weekday.name().substring(0, 3).toLowerCase(Locale.ROOT));
      if (own.isPresent()) {
        weekly.put(weekday, spans(own));
      }
    }
    Yaml makeUp = yaml.get("make-up");
    return new OpeningPlan(
        weekly,
        makeUp.isPresent() ? spans(makeUp) : workdays.makeUpDays(),
        spans(yaml.get("holidays")),
        List.of(),
        List.of());
  }

  private static List<TimeSpan> spans(Yaml yaml) {
    List<TimeSpan> spans = new ArrayList<>();
    for (Yaml item : yaml.list("a list of hours such as [\"08:00-12:00\"]")) {
      item.read("hours such as 08:00-12:00", TimeSpan::parse).ifPresent(spans::add);
    }
    try {
      OpeningPlan.onWorkingDays(spans);
      return spans;
    } catch (IllegalArgumentException contradiction) {
      yaml.problem(contradiction);
      return List.of();
    }
  }

  private static List<OpeningPlan.Closure> closures(Yaml yaml, Set<LocalDate> seen) {
    List<OpeningPlan.Closure> closures = new ArrayList<>();
    for (Yaml item : yaml.list("a list of closures")) {
      item.only("dates", "reason");
      Optional<Dates> dates = item.get("dates").read(Dates.EXPECTED, Dates::parse);
      dates.ifPresent(days -> days.all().forEach(day -> requireNew(day, seen, item)));
      Optional<String> reason = reason(item);
      if (dates.isPresent() && reason.isPresent()) {
        closures.add(new OpeningPlan.Closure(dates.get().from(), dates.get().to(), reason.get()));
      }
    }
    return closures;
  }

  private static List<OpeningPlan.SpecialDay> specialDays(Yaml yaml, Set<LocalDate> seen) {
    List<OpeningPlan.SpecialDay> days = new ArrayList<>();
    for (Yaml item : yaml.list("a list of special days")) {
      item.only("date", "hours", "reason");
      Optional<LocalDate> date = item.get("date").read("a date", LocalDate::parse);
      date.ifPresent(day -> requireNew(day, seen, item));
      List<TimeSpan> spans = spans(item.get("hours"));
      Optional<String> reason = reason(item);
      if (spans.isEmpty()) {
        item.get("hours").problem("hours of the day; a day without is a closure", "none");
      } else if (date.isPresent() && reason.isPresent()) {
        days.add(new OpeningPlan.SpecialDay(date.get(), spans, reason.get()));
      }
    }
    return days;
  }

  private static void requireNew(LocalDate day, Set<LocalDate> seen, Yaml item) {
    if (!seen.add(day)) {
      item.problem("each day closed or special once", day.toString());
    }
  }

  private static Optional<String> reason(Yaml item) {
    return item.get("reason").read("a reason that people are told", HallFile::notBlank);
  }
}
