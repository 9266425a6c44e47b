package org.yichuang.people;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose tokens were looked up lately, so that a request costs no SQL. Any thread; bounded by
 * forgetting the least recently used.
 */
final class SessionCache {
  private static final int MAX_ENTRIES = 20_000;
  private static final long KNOWN_MILLIS = 30_000;
  private static final long UNKNOWN_MILLIS = 3_000;

  private record Known(Optional<Session> session, long untilMillis, boolean revoked) {}

  private final InstantSource clock;
  private final Map<String, Known> entries =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  SessionCache(InstantSource clock) {
    this.clock = clock;
  }

  /** Empty when nothing is known; else what was found, which may be nobody. */
  synchronized Optional<Optional<Session>> get(String token) {
    Known entry = entries.get(token);
    return entry == null || entry.untilMillis() < clock.millis()
        ? Optional.empty()
        : Optional.of(entry.session());
  }

  synchronized void put(String token, Optional<Session> session) {
    long keep = clock.millis() + (session.isPresent() ? KNOWN_MILLIS : UNKNOWN_MILLIS);
    long ends = session.map(known -> known.expiresAt().toEpochMilli()).orElse(keep);
    Known before = entries.get(token);
    boolean revoked = before != null && before.revoked() && before.untilMillis() >= clock.millis();
    if (!revoked) {
      entries.put(token, new Known(session, Math.min(keep, ends), false));
    }
  }

  /** Nobody's from now on, whatever a question that is under way finds. */
  synchronized void revoke(String token) {
    entries.put(token, new Known(Optional.empty(), clock.millis() + KNOWN_MILLIS, true));
  }
}
