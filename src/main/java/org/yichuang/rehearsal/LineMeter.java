package org.yichuang.rehearsal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.yichuang.hall.QueueId;

/**
 * How long lines are over time, as the hall itself counts them: the integral of their length and
 * the longest. Confined to the rehearsal.
 */
final class LineMeter {
  private static final class Line {
    int length;
    int longest;
    long sinceMillis;
    long area;
  }

  private final Map<QueueId, Line> lines = new HashMap<>();

  /** The line has this length from now on. */
  void observe(QueueId queue, int length, long atMillis) {
    Line line = lines.computeIfAbsent(queue, unused -> new Line());
    if (length != line.length) {
      line.area += line.length * (atMillis - line.sinceMillis);
      line.sinceMillis = atMillis;
      line.length = length;
      line.longest = Math.max(line.longest, length);
    }
  }

  Set<QueueId> queues() {
    return lines.keySet();
  }

  /** Waiting people times milliseconds, until the line was last empty. */
  long personMillis(QueueId queue) {
    Line line = lines.get(queue);
    return line == null ? 0 : line.area;
  }

  int longest(QueueId queue) {
    Line line = lines.get(queue);
    return line == null ? 0 : line.longest;
  }

  /** A new day: lines that are empty begin anew. */
  void reset() {
    lines.clear();
  }
}
