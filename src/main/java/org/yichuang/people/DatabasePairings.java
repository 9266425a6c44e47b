package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.people.AccountRefusal.Reason;
import org.yichuang.people.Devices.Approving;
import org.yichuang.people.Devices.Collecting;
import org.yichuang.people.Devices.Opening;

/**
 * How a device becomes one of a hall: it shows a code, somebody approves it, it fetches its token.
 * Codes in the database, as hashes. Any event loop.
 */
final class DatabasePairings {
  private static final long QUERY_SECONDS = 5;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int NAME_LETTERS = 10;

  private static final String OPEN =
      """
      insert into pairing (secret_hash, code_hash, kind, hall, address, expires_at)
      select $1, $2, $3, $4, $5, $6
       where (select count(*) from pairing where expires_at > $7) < $8
         and (select count(*) from pairing where address = $5 and expires_at > $7) < $9
      on conflict do nothing
      """;

  /** The code goes with the token: who fetches twice finds nothing. */
  private static final String COLLECT =
      """
      with taken as (
        delete from pairing where secret_hash = $1 and expires_at > $2 and device is not null
        returning device),
      opened as (
        insert into session (token_hash, account, expires_at)
        select $3, a.id, $4 from taken t join account a on a.id = t.device where not a.disabled
        returning account)
      select a.*, d.kind as device_kind, d.name as device_name, false as by_provider
        from opened o join account a on a.id = o.account join device d on d.account = a.id
      """;

  private static final String WAITING =
      "select expires_at from pairing where secret_hash = $1 and expires_at > $2 and device is"
          + " null";
  private static final String CODE =
      """
      select p.secret_hash, p.kind, p.hall, p.device,
             (select count(*) from device d where d.hall = $3 and d.revoked_at is null) as devices
        from pairing p where p.code_hash = any($1) and p.expires_at > $2 for update
      """;
  private static final String ACCOUNT =
      """
      insert into account (username, kind, roles, hall) values ($1, 'device', $2, $3) returning id
      """;
  private static final String DEVICE =
      """
      insert into device (account, hall, kind, name, paired_by, paired_at)
      values ($1, $2, $3, $4, $5, $6)
      """;
  private static final String APPROVE = "update pairing set device = $2 where secret_hash = $1";

  private static final String EXPIRED = "delete from pairing where expires_at < $1";

  private final Pool pool;
  private final InstantSource clock;
  private final byte[][] secrets;
  private final Duration lifetime;
  private final CodeGuesses guesses;

  /**
   * @param secrets of the deployment, the same at each node: the first makes codes, all are
   *     believed
   * @param lifetime of a token that is not used
   */
  DatabasePairings(
      Pool pool, InstantSource clock, byte[][] secrets, Duration lifetime, MeterRegistry metrics) {
    this.pool = pool;
    this.clock = clock;
    this.secrets = secrets.clone();
    this.lifetime = lifetime;
    guesses = new CodeGuesses("pairing-code-guessers", clock, metrics);
  }

  Future<Opening> open(DeviceKind kind, HallId hall, String address) {
    PairingCode code = PairingCode.fresh();
    String own = Tokens.fresh();
    Instant expires = clock.instant().plus(Devices.CODE_LIFETIME);
    return pool.preparedQuery(OPEN)
        .execute(
            Tuple.of(
                Tokens.hash(own),
                Buffer.buffer(code.hash(secrets[0])),
                kind.word(),
                hall.value(),
                address,
                DatabaseAccess.offset(expires),
                now(),
                Devices.MAX_OPEN,
                Devices.MAX_OPEN_OF_ADDRESS))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows ->
                rows.rowCount() == 1
                    ? new Opening.Opened(code.shown(), own, expires)
                    : new Opening.TooMany());
  }

  Future<Collecting> collect(String own) {
    if (own.length() > Tokens.MAX_LENGTH) {
      return Future.succeededFuture(new Collecting.Unknown());
    }
    Buffer hash = Tokens.hash(own);
    String token = Tokens.fresh();
    Instant until = clock.instant().plus(lifetime);
    return pool.preparedQuery(COLLECT)
        .execute(Tuple.of(hash, now(), Tokens.hash(token), DatabaseAccess.offset(until)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(
            rows ->
                rows.size() == 1
                    ? Future.succeededFuture(
                        new Collecting.Collected(
                            token, AccountRows.session(rows.iterator().next(), until)))
                    : waiting(hash));
  }

  private Future<Collecting> waiting(Buffer hash) {
    return pool.preparedQuery(WAITING)
        .execute(Tuple.of(hash, now()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows ->
                rows.size() == 0
                    ? new Collecting.Unknown()
                    : new Collecting.Waiting(
                        rows.iterator().next().getOffsetDateTime(0).toInstant()));
  }

  Future<Approving> approve(HallId hall, String code, DeviceKind kind, String name, Principal by) {
    Duration pause = guesses.admit(by.account());
    if (!pause.isZero()) {
      return Future.succeededFuture(new Approving.Paused(pause));
    }
    return PairingCode.typed(code)
        .map(typed -> approve(hall, typed, kind, name, by))
        .orElseGet(DatabasePairings::unknownCode)
        .onComplete(
            asked -> {
              boolean wrong =
                  asked.succeeded()
                      && asked.result() instanceof Approving.Refused refused
                      && refused.refusal().reason() == Reason.UNKNOWN_CODE;
              if (!wrong) {
                guesses.right(by.account());
              }
            });
  }

  private Future<Approving> approve(
      HallId hall, PairingCode code, DeviceKind kind, String name, Principal by) {
    return pool.<Approving>withTransaction(
            client ->
                client
                    .preparedQuery(CODE)
                    .execute(
                        Tuple.tuple()
                            .addArrayOfBuffer(hashes(code))
                            .addValue(now())
                            .addInteger(hall.value()))
                    .compose(
                        rows -> {
                          Row row = rows.size() == 0 ? null : rows.iterator().next();
                          if (row == null || row.getInteger("hall") != hall.value()) {
                            return unknownCode();
                          }
                          AccountRefusal refusal = refusal(row, kind);
                          return refusal == null
                              ? add(client, row.getBuffer("secret_hash"), hall, kind, name, by)
                              : refused(refusal);
                        }))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .recover(
            failure ->
                failure instanceof PgException broken
                        && UNIQUE_VIOLATION.equals(broken.getSqlState())
                    ? refused(
                        new AccountRefusal(
                            Reason.DEVICE_NAME_TAKEN,
                            "a name that no device of the hall has",
                            name,
                            "choose another, or revoke that device first"))
                    : Future.failedFuture(failure));
  }

  /** Under each key: a device shows a code for ten minutes, also while keys change. */
  private Buffer[] hashes(PairingCode code) {
    return Stream.of(secrets).map(key -> Buffer.buffer(code.hash(key))).toArray(Buffer[]::new);
  }

  private static @Nullable AccountRefusal refusal(Row row, DeviceKind kind) {
    if (row.getInteger("device") != null) {
      return new AccountRefusal(
          Reason.PAIRING_APPROVED,
          "a code that nobody approved",
          "one that was approved",
          "look into the list of devices; a device that did not get its token shows a new code");
    }
    if (!row.getString("kind").equals(kind.word())) {
      return new AccountRefusal(
          Reason.OTHER_DEVICE,
          "the code of a " + kind.word(),
          "that of a " + row.getString("kind"),
          "look at the device itself before you approve it");
    }
    return row.getLong("devices") < Devices.MAX_OF_HALL
        ? null
        : new AccountRefusal(
            Reason.TOO_MANY_DEVICES,
            "at most %d devices in a hall".formatted(Devices.MAX_OF_HALL),
            String.valueOf(row.getLong("devices")),
            "revoke one first");
  }

  private Future<Approving> add(
      SqlClient client, Buffer pairing, HallId hall, DeviceKind kind, String name, Principal by) {
    String username =
        kind.word() + "-" + Tokens.key(Tokens.hash(Tokens.fresh())).substring(0, NAME_LETTERS);
    String[] roles = {kind.role().name()};
    OffsetDateTime at = now();
    return client
        .preparedQuery(ACCOUNT)
        .execute(Tuple.of(username, roles, hall.value()))
        .map(rows -> rows.iterator().next().getInteger(0))
        .compose(
            id ->
                client
                    .preparedQuery(DEVICE)
                    .execute(
                        Tuple.of(id, hall.value(), kind.word(), name, by.account().value(), at))
                    .compose(unused -> client.preparedQuery(APPROVE).execute(Tuple.of(pairing, id)))
                    .compose(
                        unused ->
                            DatabaseAdminLog.write(
                                client,
                                by.account(),
                                "device-paired",
                                name,
                                new Scope.OfHall(hall),
                                new JsonObject().put("kind", kind.word()).put("device", id)))
                    .map(
                        new Approving.Approved(
                            new Devices.Device(
                                new AccountId(id),
                                kind,
                                name,
                                by.username(),
                                at.toInstant(),
                                null,
                                null,
                                null))));
  }

  /** Deletes codes that are over. */
  Future<Void> care() {
    return pool.preparedQuery(EXPIRED)
        .execute(Tuple.of(now()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .mapEmpty();
  }

  private static Future<Approving> unknownCode() {
    return refused(
        new AccountRefusal(
            Reason.UNKNOWN_CODE,
            "the code that a device of this hall shows now",
            "another",
            "read it again; codes change every ten minutes"));
  }

  private static Future<Approving> refused(AccountRefusal refusal) {
    return Future.succeededFuture(new Approving.Refused(refusal));
  }

  private OffsetDateTime now() {
    return DatabaseAccess.offset(clock.instant());
  }
}
