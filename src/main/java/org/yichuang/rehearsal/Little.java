package org.yichuang.rehearsal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yichuang.hall.QueueId;

/**
 * Little's law, L = λW, day by day and queue by queue: the integral of the line that the hall
 * counts against the sum of the waits that its visitors had. On a day that begins and ends with
 * nobody waiting both are the same number of milliseconds. Not thread-safe.
 */
final class Little {
  private int days;
  private int lines;
  private int differing;
  private long personMillis;
  private long waits;

  void add(List<Turn> turns, LineMeter meter) {
    Map<QueueId, Long> waited = new HashMap<>();
    for (Turn turn : turns) {
      for (Turn.Stay wait : turn.waits()) {
        waited.merge(wait.queue(), wait.millis(), Long::sum);
        waits++;
      }
    }
    Set<QueueId> queues = new HashSet<>(meter.queues());
    queues.addAll(waited.keySet());
    for (QueueId queue : queues) {
      long measured = meter.personMillis(queue);
      lines++;
      differing += measured == waited.getOrDefault(queue, 0L) ? 0 : 1;
      personMillis += measured;
    }
    days++;
  }

  boolean holds() {
    return differing == 0 && waits > 0;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "Little's law: %d days, %d lines, %,d waits, %,d person-minutes in line; L = λW to the"
            + " millisecond in %d of %d: %s",
        days,
        lines,
        waits,
        personMillis / 60_000,
        lines - differing,
        lines,
        holds() ? "holds" : "BROKEN");
  }
}
