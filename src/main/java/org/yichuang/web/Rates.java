package org.yichuang.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.yichuang.hall.AccountId;
import org.yichuang.limits.LimitGauges;

/**
 * How many requests an account makes on this node, whatever its tokens: a steady rate, and five
 * seconds of it at once. Any thread. Holds what accounts exist, and forgets those who are idle.
 */
public final class AccountRates {
  private static final long BURST_NANOS = 5_000_000_000L;
  private static final int MANY = 20_000;

  private final InstantSource clock;
  private final long intervalNanos;

  /** By account: when its bucket is full again. */
  private final Map<AccountId, AtomicLong> fullAgain = new ConcurrentHashMap<>();

  /**
   * @param perSecond requests of one account, 1…1,000,000
   */
  public AccountRates(int perSecond, InstantSource clock, MeterRegistry metrics) {
    this.clock = clock;
    intervalNanos = 1_000_000_000L / perSecond;
    LimitGauges.register(metrics, "account-requests", 5.0 * perSecond, this::mostUsed);
  }

  /** 0 when the account may go on; else whole seconds to wait. */
  long pauseSeconds(AccountId account) {
    long now = nanos();
    if (fullAgain.size() > MANY) {
      fullAgain.values().removeIf(full -> full.get() <= now);
    }
    AtomicLong full = fullAgain.computeIfAbsent(account, fresh -> new AtomicLong());
    while (true) {
      long before = full.get();
      long after = Math.max(before, now) + intervalNanos;
      long over = after - now - BURST_NANOS;
      if (over > 0) {
        return 1 + over / 1_000_000_000L;
      }
      if (full.compareAndSet(before, after)) {
        return 0;
      }
    }
  }

  private double mostUsed() {
    long now = nanos();
    return fullAgain.values().stream()
        .mapToDouble(full -> Math.max(0, full.get() - now) / (double) intervalNanos)
        .max()
        .orElse(0);
  }

  private long nanos() {
    return clock.millis() * 1_000_000;
  }
}
