package org.yichuang.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yichuang.hall.QueueId;

/** Waiting times of a played day, zone by zone, in minutes of that day. */
final class WaitingTimes {
  private WaitingTimes() {}

  /** A table, one line for each zone and one for all. */
  static List<String> of(List<RehearsedDay.Visit> visits) {
    Map<String, List<RehearsedDay.Visit>> zones = new TreeMap<>();
    for (RehearsedDay.Visit visit : visits) {
      QueueId queue = visit.visitor().queue();
      zones.computeIfAbsent(queue.value(), unused -> new ArrayList<>()).add(visit);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-14s %8s %7s %8s %8s %8s %8s"
            .formatted("zone", "tickets", "missed", "mean", "p50", "p90", "max"));
    zones.forEach((zone, of) -> lines.add(line(zone, of)));
    lines.add(line("all zones", visits));
    lines.add("(minutes from the ticket to its first call)");
    return lines;
  }

  private static String line(String zone, List<RehearsedDay.Visit> visits) {
    double[] minutes =
        visits.stream()
            .filter(visit -> visit.calledMillis() >= 0)
            .mapToDouble(visit -> visit.waitedMillis() / 60_000.0)
            .sorted()
            .toArray();
    return "%-14s %8d %7d %8.1f %8.1f %8.1f %8.1f"
        .formatted(
            zone,
            visits.size(),
            visits.stream().filter(visit -> !visit.served()).count(),
            Arrays.stream(minutes).average().orElse(0),
            quantile(minutes, 0.5),
            quantile(minutes, 0.9),
            quantile(minutes, 1));
  }

  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }
}
