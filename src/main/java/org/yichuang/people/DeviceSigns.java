package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.yichuang.hall.AccountId;

/**
 * When paired devices were seen at this node. Kept in memory and written together now and then, so
 * that a device's request costs no SQL; the sessions of those that were seen are prolonged by the
 * same statement, at most once a day each. Any thread.
 */
final class DeviceSigns {
  private static final long QUERY_SECONDS = 10;
  private static final String WRITE =
      """
      with seen as (select * from unnest($1::int[], $2::timestamptz[]) as s(account, at)),
      prolonged as (
        update session set expires_at = $3 from seen
         where session.account = seen.account and session.expires_at < $4
           and session.expires_at > seen.at)
      update device set last_seen = seen.at from seen
       where device.account = seen.account
         and (device.last_seen is null or device.last_seen < seen.at)
      """;

  private final InstantSource clock;
  private final Duration lifetime;
  private final Map<AccountId, OffsetDateTime> seen = new ConcurrentHashMap<>();

  /**
   * @param lifetime of a device's token since it was used last
   */
  DeviceSigns(InstantSource clock, Duration lifetime) {
    this.clock = clock;
    this.lifetime = lifetime;
  }

  Duration lifetime() {
    return lifetime;
  }

  void seen(Session session) {
    if (session.principal().device().isPresent()) {
      seen.put(session.principal().account(), DatabaseAccess.offset(clock.instant()));
    }
  }

  /** To be called now and then. */
  Future<Void> write(Pool pool) {
    Map<AccountId, OffsetDateTime> now = Map.copyOf(seen);
    if (now.isEmpty()) {
      return Future.succeededFuture();
    }
    now.forEach(seen::remove);
    AccountId[] accounts = now.keySet().toArray(AccountId[]::new);
    Integer[] ids = new Integer[accounts.length];
    OffsetDateTime[] ats = new OffsetDateTime[accounts.length];
    for (int i = 0; i < accounts.length; i++) {
      ids[i] = accounts[i].value();
      ats[i] = now.get(accounts[i]);
    }
    OffsetDateTime until = DatabaseAccess.offset(clock.instant().plus(lifetime));
    return pool.preparedQuery(WRITE)
        .execute(Tuple.of(ids, ats, until, until.minusDays(1)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .onFailure(away -> now.forEach(seen::putIfAbsent))
        .mapEmpty();
  }
}
