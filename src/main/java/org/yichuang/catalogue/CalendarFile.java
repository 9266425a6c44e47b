package org.yichuang.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.RegionalDays;
import org.yichuang.calendar.YearNotice;

/**
 * A national calendar as its YAML file states it, with vectors that it must reproduce. Immutable.
 *
 * <p>A file whose vectors do not come out is refused: a make-up day that was left out shows itself
 * here and not in a case's deadline.
 *
 * @param edition goes up with every change of the years
 */
public record CalendarFile(NationalCalendar calendar, int edition, List<Vector> vectors) {
  private static final int MAX_YEARS = 200;
  private static final int MAX_EDITIONS = 100_000;
  private static final int MAX_DAYS_OF_A_NOTICE = 200;

  public CalendarFile {
    vectors = List.copyOf(vectors);
  }

  /** From the day after the start the {@code days}-th working day is {@code due}. */
  public record Vector(LocalDate start, int days, LocalDate due) {}

  /**
   * @param file its name, for problems
   */
  public static CalendarFile parse(String file, String source) throws InvalidHallFile {
    Yaml root = Yaml.parse(file, source);
    root.finish();
    Optional<String> id =
        root.get("calendar").read("a short name in small letters", CalendarFile::name);
    int edition = root.get("edition").number("the number of the edition", 1, MAX_EDITIONS);
    Yaml years = root.get("years");
    if (years.keys().isEmpty() || years.keys().size() > MAX_YEARS) {
      years.problem("1…%d years".formatted(MAX_YEARS), String.valueOf(years.keys().size()));
    }
    List<YearNotice> notices = new ArrayList<>();
    for (String year : years.keys()) {
      notice(year, years.get(year)).ifPresent(notices::add);
    }
    root.finish();
    NationalCalendar calendar;
    try {
      calendar = new NationalCalendar(id.orElseThrow(), notices);
    } catch (IllegalArgumentException contradiction) {
      years.problem(contradiction);
      throw new InvalidHallFile(root.problems());
    }
    List<Vector> vectors = new ArrayList<>();
    for (Yaml vector : root.get("vectors").list("a list of vectors")) {
      vector(vector, calendar).ifPresent(vectors::add);
    }
    root.finish();
    return new CalendarFile(calendar, edition, vectors);
  }

  /** The days that a region adds, under the keys {@code document, holidays, workdays}. */
  static Optional<RegionalDays> regional(Yaml yaml) {
    if (!yaml.isPresent()) {
      return Optional.empty();
    }
    yaml.only("document", "holidays", "workdays");
    Optional<String> document =
        yaml.get("document").read("the number of the regional notice", CalendarFile::document);
    Set<LocalDate> holidays = days(yaml.get("holidays"));
    Set<LocalDate> workdays = days(yaml.get("workdays"));
    if (holidays.isEmpty() && workdays.isEmpty()) {
      yaml.problem("holidays or workdays of the region", "none");
    }
    try {
      return document.map(number -> new RegionalDays(number, holidays, workdays));
    } catch (IllegalArgumentException contradiction) {
      yaml.problem(contradiction);
      return Optional.empty();
    }
  }

  private static Optional<YearNotice> notice(String key, Yaml yaml) {
    Set<LocalDate> holidays = days(yaml.get("holidays"));
    Set<LocalDate> workdays = days(yaml.get("workdays"));
    if (!key.matches("[0-9]{4}")) {
      yaml.problem("a year such as 2026", key);
      return Optional.empty();
    }
    try {
      return Optional.of(new YearNotice(Integer.parseInt(key), holidays, workdays));
    } catch (IllegalArgumentException contradiction) {
      yaml.problem(contradiction);
      return Optional.empty();
    }
  }

  private static Set<LocalDate> days(Yaml yaml) {
    Set<LocalDate> days = new TreeSet<>();
    for (Yaml item : yaml.list("a list of dates")) {
      Optional<Dates> dates = item.read(Dates.EXPECTED, Dates::parse);
      for (LocalDate day : dates.map(Dates::all).orElse(List.of())) {
        if (!days.add(day)) {
          item.problem("each day once", day.toString());
        }
      }
      if (days.size() > MAX_DAYS_OF_A_NOTICE) {
        item.problem("at most %d days".formatted(MAX_DAYS_OF_A_NOTICE), "more");
        break;
      }
    }
    return days;
  }

  private static Optional<Vector> vector(Yaml yaml, NationalCalendar calendar) {
    Optional<LocalDate> start = yaml.get("start").read("a date", LocalDate::parse);
    int days =
        yaml.get("days").number("a number of working days", 1, NationalCalendar.MAX_WORKING_DAYS);
    Optional<LocalDate> due = yaml.get("due").read("a date", LocalDate::parse);
    if (start.isEmpty() || due.isEmpty()) {
      return Optional.empty();
    }
    LocalDate reckoned = calendar.due(start.get(), days).date();
    if (!reckoned.equals(due.get())) {
      yaml.problem(
          "%s as working day %d after %s".formatted(due.get(), days, start.get()),
          reckoned.toString());
    }
    return Optional.of(new Vector(start.get(), days, due.get()));
  }

  private static String name(String text) {
    if (!text.matches("[a-z][a-z0-9-]{1,31}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static String document(String text) {
    if (text.isBlank() || text.length() > 100) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
