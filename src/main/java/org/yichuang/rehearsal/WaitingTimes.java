package org.yichuang.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Waiting times of a played day, zone by zone, in minutes of that day. */
final class WaitingTimes {
  private WaitingTimes() {}

  /** A table, one line for each zone and one for all; papers do not wait. */
  static List<String> of(List<Turn> turns) {
    Map<String, List<Turn>> zones = new TreeMap<>();
    for (Turn turn : turns) {
      zones.computeIfAbsent(turn.errand().queue().value(), unused -> new ArrayList<>()).add(turn);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-14s %8s %7s %7s %8s %8s %8s %8s"
            .formatted("zone", "tickets", "papers", "missed", "mean", "p50", "p90", "max"));
    zones.forEach((zone, of) -> lines.add(line(zone, of)));
    lines.add(line("all zones", turns));
    lines.add("(minutes from the ticket to its first call)");
    return lines;
  }

  private static String line(String zone, List<Turn> turns) {
    double[] minutes = firstWaits(turns);
    return String.format(
        Locale.ROOT,
        "%-14s %8d %7d %7d %8.1f %8.1f %8.1f %8.1f",
        zone,
        turns.size(),
        turns.stream().filter(Turn::papers).count(),
        turns.stream().filter(turn -> !turn.served()).count(),
        Arrays.stream(minutes).average().orElse(0),
        quantile(minutes, 0.5),
        quantile(minutes, 0.9),
        quantile(minutes, 1));
  }

  /** Minutes from each number to its first call, in order of size. */
  static double[] firstWaits(List<Turn> turns) {
    return turns.stream()
        .filter(turn -> !turn.waits().isEmpty())
        .mapToDouble(turn -> turn.waits().getFirst().millis() / 60_000.0)
        .sorted()
        .toArray();
  }

  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }
}
