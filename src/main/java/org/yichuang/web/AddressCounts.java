package org.yichuang.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yichuang.limits.LimitGauges;

/** How many things each address holds open at this node. Any thread; holds only those that do. */
public final class AddressCounts {
  private final int max;
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param limit the word for its metric
   * @param max of one address
   */
  public AddressCounts(String limit, int max, MeterRegistry metrics) {
    this.max = max;
    LimitGauges.register(
        metrics, limit, max, () -> open.values().stream().max(Integer::compare).orElse(0));
  }

  /** Takes one place more; false when the address has none left. */
  boolean take(String address) {
    int now = open.merge(address, 1, Integer::sum);
    if (now > max) {
      give(address);
      return false;
    }
    return true;
  }

  void give(String address) {
    open.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
  }
}
