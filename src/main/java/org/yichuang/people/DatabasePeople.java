package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import org.yichuang.catalogue.Centres;

/** Accounts, sessions and devices of a running node, put together. Any event loop. */
public final class DatabasePeople {
  private final Pool pool;
  private final DeviceSigns signs;
  private final Revocations revocations;
  private final DatabaseAccess sessions;
  private final Access access;
  private final Accounts accounts;
  private final DatabaseDevices devices;
  private final DatabaseGuideCodes guideCodes;
  private final ExternalIdentities identities;
  private final AdminLog log;

  /**
   * How long what lives.
   *
   * @param session of a person since the sign-in
   * @param device the token of a device since it was used last
   */
  public record Lifetimes(Duration session, Duration device) {}

  /**
   * Once for each node.
   *
   * @param secrets of the deployment, the same at each node: the first makes, all are believed
   */
  public DatabasePeople(
      Vertx vertx,
      Pool pool,
      InstantSource clock,
      Centres centres,
      Lifetimes lifetimes,
      byte[][] secrets,
      MeterRegistry metrics) {
    this.pool = pool;
    SessionCache cache = new SessionCache(clock);
    revocations = new Revocations(vertx, cache);
    signs = new DeviceSigns(clock, lifetimes.device());
    Passwords passwords = new Passwords(vertx, metrics);
    sessions =
        new DatabaseAccess(pool, clock, lifetimes.session(), passwords, cache, revocations, signs);
    access = new ThrottledAccess(sessions, clock, metrics);
    AccountChanges changes = new AccountChanges(pool, centres, revocations);
    accounts = new DatabaseAccounts(pool, clock, centres, passwords, changes);
    devices = new DatabaseDevices(pool, clock, secrets, signs, revocations, metrics);
    guideCodes = new DatabaseGuideCodes(pool, clock, secrets, metrics);
    identities = new DatabaseIdentities(pool, clock, lifetimes.session(), changes);
    log = new DatabaseAdminLog(pool);
  }

  /** Starts to hear of what is revoked on other nodes. */
  public Future<Void> listen() {
    return revocations.listen();
  }

  public Access access() {
    return access;
  }

  public Accounts accounts() {
    return accounts;
  }

  public Devices devices() {
    return devices;
  }

  public GuideCodes guideCodes() {
    return guideCodes;
  }

  public ExternalIdentities identities() {
    return identities;
  }

  public AdminLog log() {
    return log;
  }

  /** Writes down which devices were seen; to be called every half minute or so. */
  public Future<Void> careForDevices() {
    return signs.write(pool).eventually(() -> devices.care()).eventually(() -> guideCodes.care());
  }

  /** Deletes some of what has expired; to be called now and then. */
  public Future<Integer> deleteExpired() {
    return sessions.deleteExpired();
  }
}
