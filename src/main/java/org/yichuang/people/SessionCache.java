package org.yichuang.people;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yichuang.hall.AccountId;

/**
 * Whose tokens were looked up lately, so that a request costs no SQL. Any thread; bounded by
 * forgetting the least recently used.
 */
final class SessionCache {
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_FORGOTTEN = 10_000;
  private static final long KNOWN_MILLIS = 30_000;
  private static final long UNKNOWN_MILLIS = 3_000;

  private record Known(Optional<Session> session, long untilMillis, boolean revoked) {}

  private final InstantSource clock;
  private final Map<String, Known> entries = bounded(MAX_ENTRIES);
  private final Map<AccountId, Long> forgotten = bounded(MAX_FORGOTTEN);
  private long events;

  SessionCache(InstantSource clock) {
    this.clock = clock;
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>(64, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /** Empty when nothing is known; else what was found, which may be nobody. */
  synchronized Optional<Optional<Session>> get(String token) {
    Known entry = entries.get(token);
    return entry == null || entry.untilMillis() < clock.millis()
        ? Optional.empty()
        : Optional.of(entry.session());
  }

  /** To be asked before a token is looked up, and given back with what was found. */
  synchronized long asking() {
    return events;
  }

  /**
   * Keeps what was found, unless the account was forgotten or the token revoked meanwhile.
   *
   * @param asked what {@link #asking} said before
   */
  synchronized void put(String token, Optional<Session> session, long asked) {
    long keep = clock.millis() + (session.isPresent() ? KNOWN_MILLIS : UNKNOWN_MILLIS);
    long ends = session.map(known -> known.expiresAt().toEpochMilli()).orElse(keep);
    Known before = entries.get(token);
    boolean revoked = before != null && before.revoked() && before.untilMillis() >= clock.millis();
    boolean old =
        session
            .map(known -> forgotten.getOrDefault(known.principal().account(), 0L) > asked)
            .orElse(false);
    if (!revoked && !old) {
      entries.put(token, new Known(session, Math.min(keep, ends), false));
    }
  }

  /** Nobody's from now on, whatever a question that is under way finds. */
  synchronized void revoke(String token) {
    events++;
    entries.put(token, new Known(Optional.empty(), clock.millis() + KNOWN_MILLIS, true));
  }

  /** Its sessions are looked up anew: it has changed, or has none any more. */
  synchronized void forget(AccountId account) {
    forgotten.put(account, ++events);
    entries
        .values()
        .removeIf(
            known ->
                known.session().filter(it -> it.principal().account().equals(account)).isPresent());
  }
}
