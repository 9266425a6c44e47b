package org.yichuang.people;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who failed how often. After some free failures each further one costs a pause, twice as long each
 * time. Every attempt counts as failed until it is known to be right, so that many at once gain
 * nothing. Not thread safe; bounded by forgetting the least recently used.
 */
final class Attempts {

  /**
   * @param free failures without a pause
   * @param firstPauseMillis after the first that is not free
   * @param maxPauseMillis the doubling ends here
   */
  record Rule(int free, long firstPauseMillis, long maxPauseMillis) {}

  static final int MAX_KEYS = 10_000;
  private static final long FORGET_MILLIS = 900_000;

  private static final class Failures {
    int count;
    long lastMillis;
    long pausedUntilMillis;
  }

  private final Rule rule;
  private final InstantSource clock;
  private final Map<String, Failures> entries =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_KEYS;
        }
      };

  Attempts(Rule rule, InstantSource clock) {
    this.rule = rule;
    this.clock = clock;
  }

  /** Milliseconds until the next attempt; 0 when it may come now. */
  long pauseMillis(String key) {
    Failures entry = current(key);
    return entry == null ? 0 : Math.max(0, entry.pausedUntilMillis - clock.millis());
  }

  /** One more attempt, failed as long as nobody says otherwise. */
  void charge(String key) {
    long now = clock.millis();
    Failures entry = current(key);
    if (entry == null) {
      entry = new Failures();
      entries.put(key, entry);
    }
    entry.lastMillis = now;
    int paid = ++entry.count - rule.free();
    if (paid > 0) {
      long pause = rule.firstPauseMillis() << Math.min(paid - 1, 30);
      entry.pausedUntilMillis = now + Math.min(rule.maxPauseMillis(), pause);
    }
  }

  /** The attempt was right, or nobody could say. */
  void refund(String key) {
    Failures entry = entries.get(key);
    if (entry != null) {
      entry.count = Math.max(0, entry.count - 1);
      entry.pausedUntilMillis = 0;
    }
  }

  void forget(String key) {
    entries.remove(key);
  }

  int keys() {
    return entries.size();
  }

  private @Nullable Failures current(String key) {
    Failures entry = entries.get(key);
    if (entry != null && clock.millis() - entry.lastMillis > FORGET_MILLIS) {
      entries.remove(key);
      return null;
    }
    return entry;
  }
}
