package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;

/** Accounts, sessions and devices of a running node, put together. Any event loop. */
public final class DatabasePeople {
  private final Pool pool;
  private final DeviceSigns signs;
  private final Revocations revocations;
  private final DatabaseAccess sessions;
  private final Access access;

  /**
   * How long what lives.
   *
   * @param session of a person since the sign-in
   * @param device the token of a device since it was used last
   */
  public record Lifetimes(Duration session, Duration device) {}

  /** Once for each node. */
  public DatabasePeople(
      Vertx vertx, Pool pool, InstantSource clock, Lifetimes lifetimes, MeterRegistry metrics) {
    this.pool = pool;
    SessionCache cache = new SessionCache(clock);
    revocations = new Revocations(vertx, cache);
    signs = new DeviceSigns(clock, lifetimes.device());
    Passwords passwords = new Passwords(vertx, metrics);
    sessions =
        new DatabaseAccess(
            pool, clock, lifetimes.session(), passwords, cache, revocations, signs);
    access = new ThrottledAccess(sessions, clock, metrics);
  }

  /** Starts to hear of what is revoked on other nodes. */
  public Future<Void> listen() {
    return revocations.listen();
  }

  public Access access() {
    return access;
  }

  /** Writes down which devices were seen; to be called every half minute or so. */
  public Future<Void> writeSigns() {
    return signs.write(pool);
  }

  /** Deletes some of what has expired; to be called now and then. */
  public Future<Integer> deleteExpired() {
    return sessions.deleteExpired();
  }
}
