package org.yichuang.live;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.journal.CaseFigures;

/** Lights and alarms of a scope, with its frame; encoded when first asked for. Any thread. */
final class ShownCases {

  /**
   * Open cases of a hall by their lights.
   *
   * @param alarms cases with an alarm that nobody has met yet, issued ones among them
   */
  record LightsView(String hall, long green, long yellow, long red, long alarms) {
    static LightsView of(String hall, CaseFigures.Lights lights) {
      return new LightsView(hall, lights.green(), lights.yellow(), lights.red(), lights.alarmed());
    }
  }

  private record Snapshot(
      String type, Instant at, List<LightsView> halls, List<AlarmView> alarms) {}

  private record Delta(
      String type,
      Instant at,
      @Nullable List<LightsView> halls,
      @Nullable List<AlarmView> alarms,
      @Nullable List<String> cleared) {}

  private final Instant at;
  private final List<LightsView> halls;
  private final List<AlarmView> alarms;
  private @Nullable SharedText snapshot;

  ShownCases(Instant at, List<LightsView> halls, List<AlarmView> alarms) {
    this.at = at;
    this.halls = List.copyOf(halls);
    this.alarms = List.copyOf(alarms);
  }

  boolean sameAs(@Nullable ShownCases other) {
    return other != null && halls.equals(other.halls) && alarms.equals(other.alarms);
  }

  synchronized SharedText snapshot() {
    SharedText encoded = snapshot;
    if (encoded == null) {
      encoded = new SharedText(PublicJson.write(new Snapshot("snapshot", at, halls, alarms)));
      snapshot = encoded;
    }
    return encoded;
  }

  /** New counts of all halls. */
  SharedText counts() {
    return new SharedText(PublicJson.write(new Delta("delta", at, halls, null, null)));
  }

  /**
   * @param changed alarms that are new or differ
   * @param cleared cases that have none any more, or gave way to worse ones
   */
  static SharedText delta(Instant at, List<AlarmView> changed, List<String> cleared) {
    return new SharedText(
        PublicJson.write(
            new Delta(
                "delta",
                at,
                null,
                changed.isEmpty() ? null : changed,
                cleared.isEmpty() ? null : cleared)));
  }
}
