package org.yichuang.rehearsal;

import java.util.List;
import java.util.Map;
import org.yichuang.hall.WindowId;

/**
 * Who comes on a day, and when clerks go for a break. Immutable; times in milliseconds since the
 * hall opened.
 *
 * @param visitors in the order of their arrival
 * @param breaks by window, in order; a clerk who is busy then goes as soon as the window is free
 */
record PlannedDay(List<Visitor> visitors, Map<WindowId, List<Break>> breaks) {
  record Break(long fromMillis, long lengthMillis) {}

  PlannedDay {
    visitors = List.copyOf(visitors);
    breaks = Map.copyOf(breaks);
  }

  /** Without breaks. */
  PlannedDay(List<Visitor> visitors) {
    this(visitors, Map.of());
  }
}
