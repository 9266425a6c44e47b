package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the database, cached for at most 30 s on each node; whoever signs out is forgotten by
 * all nodes at once. Any event loop.
 */
final class DatabaseAccess implements Access {
  private static final int MAX_EXPIRED = 1_000;
  private static final long QUERY_SECONDS = 5;

  private static final String ACCOUNT =
      """
      select a.*, null as device_kind, null as device_name, false as by_provider from account a
       where username = $1 and not disabled and (initial_until is null or initial_until > $2)
      """;
  private static final String SESSION =
      """
      select a.*, d.kind as device_kind, d.name as device_name, s.expires_at,
             i.token_hash is not null as by_provider
        from session s join account a on a.id = s.account left join device d on d.account = a.id
        left join session_identity i on i.token_hash = s.token_hash
       where s.token_hash = $1 and s.expires_at > $2 and not a.disabled
         and (a.initial_until is null or a.initial_until > $2 or i.token_hash is not null)
      """;

  /** Nothing when the account has changed since its password was looked at. */
  private static final String OPEN =
      """
      insert into session (token_hash, account, expires_at)
      select $1, id, $3 from account
       where id = $2 and not disabled and password_hash = $4 for share
      """;

  private static final String CHANGE =
      """
      update account set password_hash = $2, initial_until = null
       where id = $1 and password_hash = $3 and not disabled
      """;
  private static final String END_ALL = "delete from session where account = $1";
  private static final String LOGGED =
      """
      insert into admin_log (actor, action, target, hall, centre)
      select id, 'own-password-changed', username, hall, centre from account where id = $1
      """;

  private final Pool pool;
  private final InstantSource clock;
  private final Duration lifetime;
  private final Passwords passwords;
  private final SessionCache cache;
  private final Revocations revocations;
  private final DeviceSigns signs;

  /**
   * @param lifetime of a session
   */
  DatabaseAccess(
      Pool pool,
      InstantSource clock,
      Duration lifetime,
      Passwords passwords,
      SessionCache cache,
      Revocations revocations,
      DeviceSigns signs) {
    this.pool = pool;
    this.clock = clock;
    this.lifetime = lifetime;
    this.passwords = passwords;
    this.cache = cache;
    this.revocations = revocations;
    this.signs = signs;
  }

  /** Deletes some of the sessions that have expired; to be called now and then. */
  Future<Integer> deleteExpired() {
    return pool.preparedQuery(
            """
            delete from session where token_hash in
              (select token_hash from session where expires_at < $1 limit $2)
            """)
        .execute(Tuple.of(now(), MAX_EXPIRED))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(RowSet::rowCount);
  }

  @Override
  public void onRevoked(Runnable listener) {
    revocations.onRevoked(listener);
  }

  @Override
  public Future<Login> signIn(String username, String password, String address) {
    return passwords.atOnce(
        () ->
            pool.preparedQuery(ACCOUNT)
                .execute(Tuple.of(username, now()))
                .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
                .compose(rows -> check(first(rows), password)),
        new Login.Busy());
  }

  private Future<Login> check(@Nullable Row account, String password) {
    String stored = account == null ? null : account.getString("password_hash");
    return passwords
        .verify(password, stored)
        .compose(
            right ->
                right && account != null && stored != null
                    ? open(AccountRows.session(account, clock.instant()), stored)
                    : Future.succeededFuture(new Login.Denied()));
  }

  private Future<Login> open(Session session, String stored) {
    String token = Tokens.fresh();
    Instant expires = clock.instant().plus(lifetime);
    return pool.preparedQuery(OPEN)
        .execute(
            Tuple.of(
                Tokens.hash(token), session.principal().account().value(), offset(expires), stored))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows ->
                rows.rowCount() == 1
                    ? new Login.Granted(
                        token, new Session(session.principal(), expires, session.initial()))
                    : new Login.Denied());
  }

  @Override
  public Future<Login> changePassword(Principal who, String current, String next, String address) {
    return passwords.atOnce(
        () ->
            pool.preparedQuery("select password_hash from account where id = $1")
                .execute(Tuple.of(who.account().value()))
                .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
                .compose(rows -> change(who, first(rows), current, next)),
        new Login.Busy());
  }

  private Future<Login> change(Principal who, @Nullable Row account, String current, String next) {
    String stored = account == null ? null : account.getString(0);
    return passwords
        .verify(current, stored)
        .compose(
            right ->
                right && stored != null
                    ? passwords.hash(next).compose(hash -> change(who, stored, hash))
                    : Future.succeededFuture(new Login.Denied()));
  }

  /** Every session ends; whoever changed it gets a new one. */
  private Future<Login> change(Principal who, String stored, String hash) {
    int account = who.account().value();
    return pool.withTransaction(
            client ->
                client
                    .preparedQuery(CHANGE)
                    .execute(Tuple.of(account, hash, stored))
                    .compose(
                        rows ->
                            rows.rowCount() == 0
                                ? Future.succeededFuture(false)
                                : client
                                    .preparedQuery(END_ALL)
                                    .execute(Tuple.of(account))
                                    .compose(
                                        unused ->
                                            client.preparedQuery(LOGGED).execute(Tuple.of(account)))
                                    .map(true)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(
            changed -> {
              if (!changed) {
                return Future.succeededFuture(new Login.Denied());
              }
              revocations.account(who.account());
              return pool.preparedQuery(ACCOUNT)
                  .execute(Tuple.of(who.username(), now()))
                  .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
                  .compose(
                      rows -> {
                        Row row = first(rows);
                        return row == null
                            ? Future.succeededFuture(new Login.Denied())
                            : open(AccountRows.session(row, clock.instant()), hash);
                      });
            });
  }

  @Override
  public Future<Void> signOut(String token) {
    Buffer hash = Tokens.hash(token);
    return pool.preparedQuery("delete from session where token_hash = $1")
        .execute(Tuple.of(hash))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            unused -> {
              revocations.token(Tokens.key(hash));
              return null;
            });
  }

  @Override
  public Future<Optional<Session>> whoIs(String token) {
    if (token.length() > Tokens.MAX_LENGTH) {
      return Future.succeededFuture(Optional.empty());
    }
    Buffer hash = Tokens.hash(token);
    String key = Tokens.key(hash);
    Optional<Optional<Session>> known = cache.get(key);
    if (known.isPresent()) {
      known.get().ifPresent(signs::seen);
      return Future.succeededFuture(known.get());
    }
    long asked = cache.asking();
    return pool.preparedQuery(SESSION)
        .execute(Tuple.of(hash, now()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Optional<Session> found =
                  Optional.ofNullable(first(rows))
                      .map(
                          row ->
                              AccountRows.session(
                                  row, row.getOffsetDateTime("expires_at").toInstant()));
              cache.put(key, found, asked);
              found.ifPresent(signs::seen);
              return found;
            });
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }

  private OffsetDateTime now() {
    return offset(clock.instant());
  }

  static OffsetDateTime offset(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
