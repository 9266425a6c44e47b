package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;
import org.yichuang.limits.LimitGauges;

/**
 * Sessions in the database, cached for at most 30 s on each node; whoever signs out is forgotten by
 * all nodes at once. Passwords are checked on two threads of their own. Any event loop.
 */
public final class DatabaseAccess implements Access {
  private static final String REVOKED = "yichuang.sessions.revoked";
  private static final int HASHING_THREADS = 2;
  private static final int MAX_HASHING = 64;
  private static final int MAX_EXPIRED = 1_000;
  private static final long QUERY_SECONDS = 5;
  private static final int MAX_TOKEN = 128;

  private static final String ACCOUNT =
      """
      select id, username, roles, hall, windows, password_hash from account where username = $1
      """;
  private static final String SESSION =
      """
      select a.id, a.username, a.roles, a.hall, a.windows, s.expires_at
        from session s join account a on a.id = s.account
       where s.token_hash = $1 and s.expires_at > $2
      """;

  private final Vertx vertx;
  private final Pool pool;
  private final InstantSource clock;
  private final Duration lifetime;
  private final WorkerExecutor hashing;
  private final AtomicInteger underWay = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  private final SessionCache cache;

  /**
   * @param lifetime of a session
   */
  public DatabaseAccess(
      Vertx vertx, Pool pool, InstantSource clock, Duration lifetime, MeterRegistry metrics) {
    this.vertx = vertx;
    this.pool = pool;
    this.clock = clock;
    this.lifetime = lifetime;
    hashing = vertx.createSharedWorkerExecutor("yichuang-passwords", HASHING_THREADS);
    cache = new SessionCache(clock);
    LimitGauges.register(metrics, "sign-ins", MAX_HASHING, underWay::get);
  }

  /** Starts to hear of sessions that end on other nodes. Once for each node. */
  public Future<Void> listen() {
    return vertx
        .eventBus()
        .<String>consumer(REVOKED, message -> cache.revoke(message.body()))
        .completion();
  }

  /** Deletes some of the sessions that have expired; to be called now and then. */
  public Future<Integer> deleteExpired() {
    return pool.preparedQuery(
            """
            delete from session where token_hash in
              (select token_hash from session where expires_at < $1 limit $2)
            """)
        .execute(Tuple.of(offset(clock.instant()), MAX_EXPIRED))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(RowSet::rowCount);
  }

  @Override
  public Future<Login> signIn(String username, String password, String address) {
    if (underWay.incrementAndGet() > MAX_HASHING) {
      underWay.decrementAndGet();
      return Future.succeededFuture(new Login.Busy());
    }
    return pool.preparedQuery(ACCOUNT)
        .execute(Tuple.of(username))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(rows -> check(rows, password))
        .onComplete(unused -> underWay.decrementAndGet());
  }

  private Future<Login> check(RowSet<Row> rows, String password) {
    Row row = rows.size() == 0 ? null : rows.iterator().next();
    String stored = row == null ? PasswordHash.NOBODY : row.getString("password_hash");
    return hashing
        .executeBlocking(() -> PasswordHash.verify(password, stored), false)
        .compose(
            right ->
                right && row != null
                    ? open(principal(row))
                    : Future.succeededFuture(new Login.Denied()));
  }

  private Future<Login> open(Principal principal) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant expires = clock.instant().plus(lifetime);
    return pool.preparedQuery(
            "insert into session (token_hash, account, expires_at) values ($1, $2, $3)")
        .execute(Tuple.of(hash(token), principal.account().value(), offset(expires)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(unused -> new Login.Granted(token, expires, principal));
  }

  @Override
  public Future<Void> signOut(String token) {
    Buffer hash = hash(token);
    return pool.preparedQuery("delete from session where token_hash = $1")
        .execute(Tuple.of(hash))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            unused -> {
              cache.revoke(key(hash));
              vertx.eventBus().publish(REVOKED, key(hash));
              return null;
            });
  }

  @Override
  public Future<Optional<Session>> whoIs(String token) {
    if (token.length() > MAX_TOKEN) {
      return Future.succeededFuture(Optional.empty());
    }
    Buffer hash = hash(token);
    String key = key(hash);
    Optional<Optional<Session>> known = cache.get(key);
    if (known.isPresent()) {
      return Future.succeededFuture(known.get());
    }
    return pool.preparedQuery(SESSION)
        .execute(Tuple.of(hash, offset(clock.instant())))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              @Nullable Row row = rows.size() == 0 ? null : rows.iterator().next();
              Optional<Session> found = Optional.ofNullable(row).map(DatabaseAccess::session);
              cache.put(key, found);
              return found;
            });
  }

  private static Session session(Row row) {
    return new Session(principal(row), row.getOffsetDateTime("expires_at").toInstant());
  }

  private static Principal principal(Row row) {
    Integer hall = row.getInteger("hall");
    return new Principal(
        new AccountId(row.getInteger("id")),
        row.getString("username"),
        Arrays.stream(row.getArrayOfStrings("roles"))
            .map(Role::valueOf)
            .collect(Collectors.toSet()),
        Optional.ofNullable(hall).map(HallId::new),
        Arrays.stream(row.getArrayOfStrings("windows"))
            .map(WindowId::new)
            .collect(Collectors.toSet()));
  }

  private static Buffer hash(String token) {
    try {
      return Buffer.buffer(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String key(Buffer hash) {
    return HexFormat.of().formatHex(hash.getBytes());
  }

  private static OffsetDateTime offset(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
