package org.yichuang.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.yichuang.hall.AccountId;
import org.yichuang.limits.LimitGauges;

/**
 * How often each of many does something on this node: a steady rate, and a burst of it at once. Any
 * thread. Forgets those who are idle.
 *
 * @param <K> who is counted
 */
public final class Rates<K> {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int MANY = 20_000;

  private final InstantSource clock;
  private final long intervalNanos;
  private final long burstNanos;
  private final AtomicLong sweptNanos = new AtomicLong();

  /** By key: when its bucket is full again. */
  private final Map<K, AtomicLong> fullAgain = new ConcurrentHashMap<>();

  private Rates(long intervalNanos, long burstNanos, InstantSource clock) {
    this.intervalNanos = intervalNanos;
    this.burstNanos = burstNanos;
    this.clock = clock;
  }

  /**
   * Requests of accounts, whatever their tokens; five seconds of the rate at once.
   *
   * @param perSecond of one account, 1…1,000,000
   */
  public static Rates<AccountId> ofAccounts(
      int perSecond, InstantSource clock, MeterRegistry metrics) {
    Rates<AccountId> rates = new Rates<>(SECOND_NANOS / perSecond, 5 * SECOND_NANOS, clock);
    LimitGauges.register(metrics, "account-requests", 5.0 * perSecond, rates::mostUsed);
    return rates;
  }

  /**
   * Bookings of addresses without an account; a minute of the rate at once.
   *
   * @param perMinute of one address, 1…1,000,000
   */
  public static Rates<String> ofBookings(
      int perMinute, InstantSource clock, MeterRegistry metrics) {
    Rates<String> rates = new Rates<>(60 * SECOND_NANOS / perMinute, 60 * SECOND_NANOS, clock);
    LimitGauges.register(metrics, "bookings-of-an-address", perMinute, rates::mostUsed);
    return rates;
  }

  /**
   * Requests of addresses whose devices are not paired yet; a minute of the rate at once.
   *
   * @param perMinute of one address, 1…1,000,000
   */
  public static Rates<String> ofPairings(
      int perMinute, InstantSource clock, MeterRegistry metrics) {
    Rates<String> rates = new Rates<>(60 * SECOND_NANOS / perMinute, 60 * SECOND_NANOS, clock);
    LimitGauges.register(metrics, "pairings-of-an-address", perMinute, rates::mostUsed);
    return rates;
  }

  /**
   * Cases that are looked up by number and code from an address; a minute of the rate at once.
   *
   * @param perMinute of one address, 1…1,000,000
   */
  public static Rates<String> ofLookups(int perMinute, InstantSource clock, MeterRegistry metrics) {
    Rates<String> rates = new Rates<>(60 * SECOND_NANOS / perMinute, 60 * SECOND_NANOS, clock);
    LimitGauges.register(metrics, "lookups-of-an-address", perMinute, rates::mostUsed);
    return rates;
  }

  /**
   * Numbers on paper that are drawn for an address without an account; a minute of the rate at
   * once.
   *
   * @param perMinute of one address, 1…1,000,000
   */
  public static Rates<String> ofPages(int perMinute, InstantSource clock, MeterRegistry metrics) {
    Rates<String> rates = new Rates<>(60 * SECOND_NANOS / perMinute, 60 * SECOND_NANOS, clock);
    LimitGauges.register(metrics, "pages-of-an-address", perMinute, rates::mostUsed);
    return rates;
  }

  /**
   * Codes of an identity provider that browsers of an address bring to be traded; a minute of the
   * rate at once.
   *
   * @param perMinute of one address, 1…1,000,000
   */
  public static Rates<String> ofProviderSignIns(
      int perMinute, InstantSource clock, MeterRegistry metrics) {
    Rates<String> rates = new Rates<>(60 * SECOND_NANOS / perMinute, 60 * SECOND_NANOS, clock);
    LimitGauges.register(metrics, "provider-sign-ins-of-an-address", perMinute, rates::mostUsed);
    return rates;
  }

  /** 0 when it may go on, and is counted; else whole seconds to wait. */
  long pauseSeconds(K key) {
    long now = nanos();
    sweep(now);
    AtomicLong full = fullAgain.computeIfAbsent(key, fresh -> new AtomicLong());
    while (true) {
      long before = full.get();
      long after = Math.max(before, now) + intervalNanos;
      long over = after - now - burstNanos;
      if (over > 0) {
        return 1 + over / SECOND_NANOS;
      }
      if (full.compareAndSet(before, after)) {
        return 0;
      }
    }
  }

  private void sweep(long now) {
    long before = sweptNanos.get();
    if (fullAgain.size() > MANY
        && Math.abs(now - before) > SECOND_NANOS
        && sweptNanos.compareAndSet(before, now)) {
      fullAgain.values().removeIf(full -> full.get() <= now);
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
