package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.yichuang.hall.AccountId;
import org.yichuang.limits.LimitGauges;

/**
 * Slows down who tries codes that nobody shows: after five wrong ones of an account each further
 * one costs a pause, twice as long each time, up to five minutes. Any thread; of one node.
 */
final class CodeGuesses {
  static final Attempts.Rule RULE = new Attempts.Rule(5, 1_000, 300_000);
  private final Attempts attempts;

  /**
   * @param limit its word in the metrics
   */
  CodeGuesses(String limit, InstantSource clock, MeterRegistry metrics) {
    attempts = new Attempts(RULE, clock);
    LimitGauges.register(metrics, limit, Attempts.MAX_KEYS, this::guessers);
  }

  /** Zero when the account may try, and is charged until {@link #right}. */
  synchronized Duration admit(AccountId account) {
    long pause = attempts.pauseMillis(account.toString());
    if (pause > 0) {
      return Duration.ofSeconds((pause + 999) / 1_000);
    }
    attempts.charge(account.toString());
    return Duration.ZERO;
  }

  /** There was such a code, or nobody could say. */
  synchronized void right(AccountId account) {
    attempts.refund(account.toString());
  }

  private synchronized int guessers() {
    return attempts.keys();
  }
}
