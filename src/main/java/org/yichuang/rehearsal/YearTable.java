package org.yichuang.rehearsal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yichuang.hall.Hours;
import org.yichuang.hall.QueueId;

/**
 * What a played year was like, zone by zone and weekday by weekday. Not thread-safe.
 *
 * <p>Waiting is from the number to its first call; a zone's utilisation is the time from call to
 * farewell at its windows, of the time that they are open by the hall's hours, so that work after
 * closing can bring it above 1.
 */
final class YearTable {
  private static final String ROW = "%-13s %-4s %5s %8s %7s %7s %7s %7s %8s %6s %8s";

  private static final class Cell {
    int days;
    int longest;
    int afterClosing;
    long busyMillis;
    long openMillis;
    final List<double[]> waits = new ArrayList<>();

    void add(Cell other) {
      days += other.days;
      longest = Math.max(longest, other.longest);
      afterClosing += other.afterClosing;
      busyMillis += other.busyMillis;
      openMillis += other.openMillis;
      waits.addAll(other.waits);
    }
  }

  private final ZoneId zone;
  private final Map<String, Map<DayOfWeek, Cell>> cells = new TreeMap<>();

  YearTable(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Adds a played day.
   *
   * @param windows how many each zone has
   * @param lines of this day
   */
  void add(YearPlan.Day day, Map<QueueId, Integer> windows, List<Turn> turns, LineMeter lines) {
    long opens =
        day.date().atTime(day.open().getFirst().from()).atZone(zone).toInstant().toEpochMilli();
    windows.forEach(
        (queue, count) -> {
          List<Turn> here =
              turns.stream().filter(turn -> turn.errand().queue().equals(queue)).toList();
          Cell cell = new Cell();
          cell.days = 1;
          cell.longest = lines.longest(queue);
          cell.openMillis = count * day.openMillis();
          cell.waits.add(WaitingTimes.firstWaits(here));
          cell.busyMillis =
              turns.stream()
                  .flatMap(turn -> turn.services().stream())
                  .filter(stay -> stay.queue().equals(queue))
                  .mapToLong(Turn.Stay::millis)
                  .sum();
          cell.afterClosing =
              (int)
                  here.stream()
                      .filter(turn -> !turn.papers() && turn.startedMillis() >= 0)
                      .filter(turn -> !isOpen(day.spans(), opens + turn.startedMillis()))
                      .count();
          cells
              .computeIfAbsent(queue.value(), unused -> new EnumMap<>(DayOfWeek.class))
              .computeIfAbsent(day.date().getDayOfWeek(), unused -> new Cell())
              .add(cell);
        });
  }

  private static boolean isOpen(List<Hours.Span> spans, long atMillis) {
    Instant at = Instant.ofEpochMilli(atMillis);
    return spans.stream().anyMatch(span -> span.contains(at));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted(
            "zone", "day", "days", "numbers", "mean", "p50", "p90", "p99", "longest", "util",
            "after"));
    Cell all = new Cell();
    cells.forEach(
        (name, weekdays) -> {
          Cell total = new Cell();
          weekdays.forEach(
              (weekday, cell) -> {
                lines.add(line(name, weekday.getDisplayName(TextStyle.SHORT, Locale.ROOT), cell));
                total.add(cell);
              });
          lines.add(line(name, "all", total));
          all.add(total);
        });
    all.days = cells.values().stream().mapToInt(YearTable::days).max().orElse(0);
    lines.add(line("all zones", "all", all));
    lines.add(
        "(minutes from a number to its first call; util: windows' time with people, of their"
            + " opening time; after: served outside the opening hours)");
    return lines;
  }

  private static int days(Map<DayOfWeek, Cell> weekdays) {
    return weekdays.values().stream().mapToInt(cell -> cell.days).sum();
  }

  private static String line(String name, String weekday, Cell cell) {
    double[] minutes = cell.waits.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    return ROW.formatted(
        name,
        weekday,
        cell.days,
        minutes.length,
        tenths(Arrays.stream(minutes).average().orElse(0)),
        tenths(WaitingTimes.quantile(minutes, 0.5)),
        tenths(WaitingTimes.quantile(minutes, 0.9)),
        tenths(WaitingTimes.quantile(minutes, 0.99)),
        cell.longest,
        String.format(Locale.ROOT, "%.2f", (double) cell.busyMillis / Math.max(1, cell.openMillis)),
        cell.afterClosing);
  }

  private static String tenths(double minutes) {
    return String.format(Locale.ROOT, "%.1f", minutes);
  }
}
