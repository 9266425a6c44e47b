package org.yichuang.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseFigures;

/**
 * One scope whose cases are supervised on this node, and what is shown of it. Confined to the event
 * loop of {@link LiveAlarms}.
 */
final class AlarmRoom {
  /** Alarms that are shown at once; the worst stay. */
  static final int MAX_ALARMS = 200;

  final CaseScope scope;
  final Set<LiveHub> hubs = new LinkedHashSet<>();

  /** News that came while it was read. */
  final List<CaseNews> meanwhile = new ArrayList<>();

  final Map<HallId, CaseFigures.Lights> lights = new HashMap<>();
  @Nullable ShownCases shown;
  boolean reading;

  /** Whether the last reading succeeded. */
  boolean current;

  /** Heartbeats since the last reading. */
  int beats;

  private final Map<String, AlarmView> byCase = new HashMap<>();
  private final TreeSet<AlarmView> worst = new TreeSet<>(AlarmView.WORST_FIRST);

  AlarmRoom(CaseScope scope) {
    this.scope = scope;
  }

  /** What became of the alarms that clients have. */
  static final class Changes {
    private final SequencedMap<String, AlarmView> changed = new LinkedHashMap<>();
    private final SequencedSet<String> gone = new LinkedHashSet<>();

    /** Changed ones that clients do not have yet. */
    private final Set<String> fresh = new HashSet<>();

    private void changed(AlarmView alarm, boolean wasShown) {
      if (!gone.remove(alarm.number()) && !wasShown) {
        fresh.add(alarm.number());
      }
      changed.put(alarm.number(), alarm);
    }

    private void gone(String number) {
      changed.remove(number);
      if (!fresh.remove(number)) {
        gone.add(number);
      }
    }

    boolean isEmpty() {
      return changed.isEmpty() && gone.isEmpty();
    }

    SharedText delta(Instant at) {
      return ShownCases.delta(at, List.copyOf(changed.values()), List.copyOf(gone));
    }
  }

  /** Forgets all alarms: what there is was read. */
  void empty() {
    byCase.clear();
    worst.clear();
  }

  /** Shows it, unless there are enough that are worse; whatever gives way to it goes. */
  void put(AlarmView alarm, Changes changes) {
    AlarmView before = byCase.get(alarm.number());
    if (alarm.equals(before)) {
      return;
    }
    if (before != null) {
      worst.remove(before);
    }
    byCase.put(alarm.number(), alarm);
    worst.add(alarm);
    changes.changed(alarm, before != null);
    if (worst.size() > MAX_ALARMS) {
      clear(worst.last().number(), changes);
    }
  }

  /** Nothing is shown of the case any more. */
  void clear(String number, Changes changes) {
    AlarmView before = byCase.remove(number);
    if (before != null) {
      worst.remove(before);
      changes.gone(number);
    }
  }

  List<AlarmView> alarms() {
    return List.copyOf(worst);
  }
}
