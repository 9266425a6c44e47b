package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;

/**
 * Plays the working days of a year through the rules alone, in one hall that opens and closes its
 * days by itself. Single-threaded; the same seed plays the same year.
 */
final class RehearsedYear {

  /** One played day, as visitors and as the hall's lines tell it. */
  @FunctionalInterface
  interface Listener {
    void played(YearPlan.Day day, List<Turn> turns, LineMeter lines);
  }

  private final HallFile file;
  private final HallConfig hall;
  private final YearPlan plan;
  private final DayPlan days;
  private final VirtualTime time;
  private final CoreFloor floor;

  RehearsedYear(HallFile file, NationalCalendar calendar, int year, long seed) {
    this.file = file;
    hall = file.config(new HallId(1), 1, false);
    SplittableRandom random = new SplittableRandom(seed);
    plan =
        YearPlan.draw(
            file.figures(), calendar, hall.hours(), hall.zone(), year, new Draws(random.split()));
    days = new DayPlan(file.figures(), hall.policy().maxMatters(), random);
    time = new VirtualTime(opening(plan.days().getFirst()));
    floor = new CoreFloor(hall, time);
  }

  YearPlan plan() {
    return plan;
  }

  int events() {
    return floor.events();
  }

  /** How many windows serve each zone that people come to. */
  Map<QueueId, Integer> windows() {
    Map<QueueId, Integer> windows = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    for (QueueId zone : DayPlan.zones(file.figures())) {
      windows.put(
          zone,
          (int) hall.windows().stream().filter(window -> window.queues().contains(zone)).count());
    }
    return windows;
  }

  void play(Listener listener) {
    play(Integer.MAX_VALUE, listener);
  }

  private void play(int workingDays, Listener listener) {
    for (YearPlan.Day day : plan.days().stream().limit(workingDays).toList()) {
      listener.played(day, play(day), floor.lines());
    }
  }

  private List<Turn> play(YearPlan.Day day) {
    PlannedDay planned = new PlannedDay(days.draw(day.cases(), day.open()), days.breaks(hall));
    RehearsedDay.Pace pace = new RehearsedDay.Pace(1, RehearsedDay.Pace.USUAL_WALK_MILLIS);
    RehearsedDay rehearsed = new RehearsedDay(floor, time, time, pace, line -> {});
    List<Future<List<Turn>>> played = new ArrayList<>();
    time.after(
        Duration.between(time.instant(), opening(day)).toMillis(),
        () -> {
          floor.lines().reset();
          played.add(rehearsed.play(planned));
        });
    while ((played.isEmpty() || !played.getFirst().isComplete()) && time.step()) {}
    Future<List<Turn>> result = played.getFirst();
    if (!result.succeeded()) {
      throw new IllegalStateException(day.date() + ": the rehearsal stopped", result.cause());
    }
    return result.result();
  }

  private Instant opening(YearPlan.Day day) {
    return day.date().atTime(day.open().getFirst().from()).atZone(hall.zone()).toInstant();
  }

  /** What a played year was like. */
  record Report(List<String> lines, CaseCensus cases) {}

  /** Plays the year with its cases and tells what it was like; without items, its visits alone. */
  static Report report(
      StoredCatalogue.Import hall, NationalCalendar calendar, int year, long seed) {
    return report(hall, calendar, year, seed, Integer.MAX_VALUE, life -> {});
  }

  /**
   * @param workingDays of which people come, from the first of the year; cases live to its end
   */
  static Report report(
      StoredCatalogue.Import imported,
      NationalCalendar calendar,
      int year,
      long seed,
      int workingDays,
      RehearsedCases.Listener listener) {
    RehearsedYear played = new RehearsedYear(imported.file(), calendar, year, seed);
    YearTable table = new YearTable(played.hall.zone());
    Little little = new Little();
    Map<QueueId, Integer> windows = played.windows();
    LocalDate after = LocalDate.of(year + 1, 1, 1);
    CaseCensus census = new CaseCensus();
    RehearsedCases cases =
        new RehearsedCases(
            imported,
            after.atStartOfDay(played.hall.zone()).toInstant(),
            seed,
            life -> {
              census.add(life);
              listener.lived(life);
            });
    int[] totals = new int[3];
    played.play(
        workingDays,
        (day, turns, lines) -> {
          table.add(day, windows, turns, lines);
          little.add(turns, lines);
          totals[0] += day.cases().values().stream().mapToInt(planned -> planned).sum();
          totals[1] += turns.size();
          totals[2]++;
          if (!imported.items().items().isEmpty()) {
            cases.play(day, turns, played.opening(day));
          }
        });
    List<String> report = new ArrayList<>(table.lines());
    report.add(
        String.format(
            Locale.ROOT,
            "%d: %d working days, %,d cases, %,d numbers, %,d events, seed %d",
            year,
            totals[2],
            totals[0],
            totals[1],
            played.events() + census.events(),
            seed));
    report.add(little.line());
    if (census.cases() > 0) {
      report.add(
          String.format(
              Locale.ROOT, "%,d cases lived, %,d events folded", census.cases(), census.events()));
      report.addAll(census.lines(year, after));
    }
    return new Report(report, census);
  }
}
