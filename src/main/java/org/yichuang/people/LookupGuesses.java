package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.yichuang.cases.CaseNumber;
import org.yichuang.limits.LimitGauges;

/**
 * Slows down who tries query codes of a case. After five wrong ones of an address each further one
 * costs that address a pause, twice as long each time, up to five minutes; after fifty of all
 * addresses together the case is locked to everybody in the same way. The second limit is higher,
 * so that one address cannot lock the applicant out. Whether there is such a case makes no
 * difference. Any thread; of one node.
 */
public final class LookupGuesses {
  static final Attempts.Rule OF_ADDRESS = new Attempts.Rule(5, 1_000, 300_000);
  static final Attempts.Rule OF_CASE = new Attempts.Rule(50, 60_000, 300_000);
  private final Attempts addresses;
  private final Attempts cases;

  public LookupGuesses(InstantSource clock, MeterRegistry metrics) {
    addresses = new Attempts(OF_ADDRESS, clock);
    cases = new Attempts(OF_CASE, clock);
    LimitGauges.register(metrics, "query-code-guessers", Attempts.MAX_KEYS, this::guessers);
    LimitGauges.register(metrics, "query-code-cases", Attempts.MAX_KEYS, this::guessed);
  }

  /** Zero when the address may try, and is charged until {@link #right}. */
  public synchronized Duration admit(CaseNumber number, String address) {
    long pause =
        Math.max(
            addresses.pauseMillis(pair(number, address)), cases.pauseMillis(number.toString()));
    if (pause > 0) {
      return Duration.ofSeconds((pause + 999) / 1_000);
    }
    addresses.charge(pair(number, address));
    cases.charge(number.toString());
    return Duration.ZERO;
  }

  /** It was the case's code. */
  public synchronized void right(CaseNumber number, String address) {
    addresses.refund(pair(number, address));
    cases.refund(number.toString());
  }

  private static String pair(CaseNumber number, String address) {
    return number + " " + address;
  }

  private synchronized int guessers() {
    return addresses.keys();
  }

  private synchronized int guessed() {
    return cases.keys();
  }
}
