package org.yichuang.deadlines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a calendar's new year makes of many cases. Immutable.
 *
 * @param events to be applied to the cases they concern, in the order of the cases
 * @param changed every deadline that changed, before and after
 * @param <K> what names a case
 */
public record Recomputation<K>(Map<K, ClockEvent.Reckoned> events, List<Changed<K>> changed) {
  public Recomputation {
    events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
    changed = List.copyOf(changed);
  }

  /** One line of the list. */
  public record Changed<K>(K of, DeadlineChange change) {}

  /**
   * @param rules by the new calendar, for the hall of each case
   */
  public static <K> Recomputation<K> of(
      Map<K, CaseClocks> cases, Function<? super K, ClockRules> rules) {
    Map<K, ClockEvent.Reckoned> events = new LinkedHashMap<>();
    List<Changed<K>> changed = new ArrayList<>();
    cases.forEach(
        (name, clocks) -> {
          Optional<ClockEvent.Reckoned> event = rules.apply(name).reckonAnew(clocks);
          event.ifPresent(
              reckoned -> {
                events.put(name, reckoned);
                reckoned.changes().forEach(change -> changed.add(new Changed<>(name, change)));
              });
        });
    return new Recomputation<>(events, changed);
  }
}
