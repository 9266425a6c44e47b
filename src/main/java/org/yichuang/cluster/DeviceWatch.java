package org.yichuang.cluster;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yichuang.hall.ConductRules;
import org.yichuang.hall.HallState;

/**
 * When the devices of one hall were last heard. Confined to its owner, in memory alone: after a
 * take-over the time counts from that.
 */
final class DeviceWatch {
  private final Map<String, Instant> heard = new HashMap<>();

  void heard(String device, Instant at) {
    heard.put(device, at);
  }

  /** The hall was taken over: whoever was heard today has time from now. */
  void takenOver(HallState state, Instant at) {
    ConductRules.devices(state).forEach(device -> heard.putIfAbsent(device, at));
  }

  void forget() {
    heard.clear();
  }

  /** When the next device of today is silent for too long. */
  Optional<Instant> nextSilent(HallState state) {
    Instant next = null;
    for (String device : ConductRules.devices(state)) {
      Optional<Instant> due = silentAt(state, device);
      if (due.isPresent() && (next == null || due.get().isBefore(next))) {
        next = due.get();
      }
    }
    return Optional.ofNullable(next);
  }

  /** Devices heard today and silent for too long by now, each with its last sign. */
  Map<String, Instant> silent(HallState state, Instant at) {
    Map<String, Instant> silent = new LinkedHashMap<>();
    for (String device : ConductRules.devices(state)) {
      Instant last = heard.get(device);
      if (last != null && silentAt(state, device).filter(due -> !due.isAfter(at)).isPresent()) {
        silent.put(device, last);
      }
    }
    return silent;
  }

  private Optional<Instant> silentAt(HallState state, String device) {
    Instant last = heard.get(device);
    return last == null ? Optional.empty() : ConductRules.silentAt(state, device, last);
  }
}
