package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yichuang.limits.LimitGauges;

/**
 * Slows down who guesses passwords: by account and address together, by account, and by address.
 * Looks at names as they are typed, so that accounts that exist are treated like those that do not.
 * Whoever signed in once from an address is not stopped by what others do to the account or from
 * the address. Any thread; of one node, bounded.
 */
final class SignInThrottle {
  static final int MAX_AT_ONCE = 16;
  static final Attempts.Rule BOTH = new Attempts.Rule(5, 1_000, 60_000);
  static final Attempts.Rule ACCOUNT = new Attempts.Rule(50, 1_000, 30_000);
  static final Attempts.Rule ADDRESS = new Attempts.Rule(50, 1_000, 60_000);
  private static final int MAX_KNOWN = 10_000;

  /** What became of an attempt. */
  enum Verdict {
    RIGHT,
    WRONG,
    UNKNOWN
  }

  /** Whether an attempt may be made. */
  sealed interface Admission {
    /** It may; {@link #settle} must follow. */
    record Admitted(String username, String address, boolean known) implements Admission {
      String both() {
        return pair(username, address);
      }
    }

    /** Not before the pause is over. */
    record Paused(Duration pause) implements Admission {}
  }

  private final Attempts both;
  private final Attempts accounts;
  private final Attempts addresses;
  private final Map<String, Integer> underWay = new HashMap<>();
  private final Map<String, Boolean> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  SignInThrottle(InstantSource clock, MeterRegistry metrics) {
    both = new Attempts(BOTH, clock);
    accounts = new Attempts(ACCOUNT, clock);
    addresses = new Attempts(ADDRESS, clock);
    LimitGauges.register(metrics, "sign-in-names", Attempts.MAX_KEYS, this::names);
    LimitGauges.register(metrics, "sign-ins-of-an-address", MAX_AT_ONCE, this::mostUnderWay);
  }

  synchronized Admission admit(String username, String address) {
    String pair = pair(username, address);
    boolean trusted = known.containsKey(pair);
    long pause = both.pauseMillis(pair);
    if (!trusted) {
      pause = Math.max(pause, accounts.pauseMillis(username));
      pause = Math.max(pause, addresses.pauseMillis(address));
    }
    int others = underWay.getOrDefault(address, 0);
    if (others >= MAX_AT_ONCE) {
      pause = Math.max(pause, 1_000);
    }
    if (pause > 0) {
      return new Admission.Paused(Duration.ofMillis(pause));
    }
    underWay.put(address, others + 1);
    both.charge(pair);
    if (!trusted) {
      accounts.charge(username);
      addresses.charge(address);
    }
    return new Admission.Admitted(username, address, trusted);
  }

  synchronized void settle(Admission.Admitted attempt, Verdict verdict) {
    underWay.computeIfPresent(attempt.address(), (address, count) -> count > 1 ? count - 1 : null);
    if (verdict == Verdict.WRONG) {
      return;
    }
    if (verdict == Verdict.RIGHT) {
      known.put(attempt.both(), true);
      both.forget(attempt.both());
    } else {
      both.refund(attempt.both());
    }
    if (!attempt.known()) {
      accounts.refund(attempt.username());
      addresses.refund(attempt.address());
    }
  }

  private synchronized int names() {
    return Math.max(both.keys(), Math.max(accounts.keys(), addresses.keys()));
  }

  private synchronized int mostUnderWay() {
    return underWay.values().stream().max(Integer::compare).orElse(0);
  }

  private static String pair(String username, String address) {
    return address + " " + username;
  }
}
