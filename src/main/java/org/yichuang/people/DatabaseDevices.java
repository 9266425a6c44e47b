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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.limits.LimitGauges;
import org.yichuang.people.AccountRefusal.Reason;

/**
 * Devices and pairings in the database. A device is an account of its own kind, without a password,
 * so that whatever it does names its author as everything else does. Any event loop.
 */
final class DatabaseDevices implements Devices {
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
  private static final String LIST =
      """
      select d.account, d.kind, d.name, a.username, d.paired_at, d.last_seen, d.printer,
             (select max(s.expires_at) from session s where s.account = d.account)
        from device d join account a on a.id = d.paired_by
       where d.hall = $1 and d.revoked_at is null order by d.name, d.account
      """;
  private static final String PRINTER =
      "update device set printer = $3 where account = $1 and hall = $2 and revoked_at is null"
          + " and kind = 'kiosk' returning name";
  private static final String PRINTER_OF =
      "select printer from device where account = $1 and hall = $2 and revoked_at is null";
  private static final String REVOKE =
      """
      update device set revoked_at = $3
       where account = $1 and hall = $2 and revoked_at is null returning name, kind
      """;
  private static final List<String> FORGET =
      List.of(
          "update account set disabled = true where id = $1",
          "delete from session where account = $1",
          "delete from pairing where device = $1");
  private static final String EXPIRED = "delete from pairing where expires_at < $1";
  private static final String COUNT =
      """
      select (select count(*) from pairing where expires_at > $1),
             (select coalesce(max(n), 0) from
               (select count(*) as n from device where revoked_at is null group by hall) as of_hall)
      """;

  private final Pool pool;
  private final InstantSource clock;
  private final byte[][] secrets;
  private final DeviceSigns signs;
  private final Revocations revocations;
  private final CodeGuesses guesses;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger mostOfHall = new AtomicInteger();

  /**
   * @param secrets of the deployment, the same at each node: the first makes codes, all are
   *     believed
   */
  DatabaseDevices(
      Pool pool,
      InstantSource clock,
      byte[][] secrets,
      DeviceSigns signs,
      Revocations revocations,
      MeterRegistry metrics) {
    this.pool = pool;
    this.clock = clock;
    this.secrets = secrets.clone();
    this.signs = signs;
    this.revocations = revocations;
    guesses = new CodeGuesses("pairing-code-guessers", clock, metrics);
    LimitGauges.register(metrics, "open-pairings", MAX_OPEN, waiting::get);
    LimitGauges.register(metrics, "devices-of-a-hall", MAX_OF_HALL, mostOfHall::get);
  }

  @Override
  public Future<Opening> open(DeviceKind kind, HallId hall, String address) {
    PairingCode code = PairingCode.fresh();
    String own = Tokens.fresh();
    Instant expires = clock.instant().plus(CODE_LIFETIME);
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
                MAX_OPEN,
                MAX_OPEN_OF_ADDRESS))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows ->
                rows.rowCount() == 1
                    ? new Opening.Opened(code.shown(), own, expires)
                    : new Opening.TooMany());
  }

  @Override
  public Future<Collecting> collect(String own) {
    if (own.length() > Tokens.MAX_LENGTH) {
      return Future.succeededFuture(new Collecting.Unknown());
    }
    Buffer hash = Tokens.hash(own);
    String token = Tokens.fresh();
    Instant until = clock.instant().plus(signs.lifetime());
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

  @Override
  public Future<Approving> approve(
      HallId hall, String code, DeviceKind kind, String name, Principal by) {
    Duration pause = guesses.admit(by.account());
    if (!pause.isZero()) {
      return Future.succeededFuture(new Approving.Paused(pause));
    }
    return PairingCode.typed(code)
        .map(typed -> approve(hall, typed, kind, name, by))
        .orElseGet(DatabaseDevices::unknownCode)
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
    return row.getLong("devices") < MAX_OF_HALL
        ? null
        : new AccountRefusal(
            Reason.TOO_MANY_DEVICES,
            "at most %d devices in a hall".formatted(MAX_OF_HALL),
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
                            new Device(
                                new AccountId(id),
                                kind,
                                name,
                                by.username(),
                                at.toInstant(),
                                null,
                                null,
                                null))));
  }

  @Override
  public Future<List<Device>> list(HallId hall) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(hall.value()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> rows.stream().map(DatabaseDevices::device).toList());
  }

  private static Device device(Row row) {
    return new Device(
        new AccountId(row.getInteger(0)),
        DeviceKind.of(row.getString(1)).orElseThrow(),
        row.getString(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        instant(row.getOffsetDateTime(5)),
        instant(row.getOffsetDateTime(7)),
        row.getString(6));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  @Override
  public Future<Boolean> printer(
      HallId hall, AccountId device, @Nullable String address, Principal by) {
    return pool.withTransaction(
            client ->
                client
                    .preparedQuery(PRINTER)
                    .execute(Tuple.of(device.value(), hall.value(), address))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(false)
                                : DatabaseAdminLog.write(
                                        client,
                                        by.account(),
                                        "device-printer",
                                        rows.iterator().next().getString(0),
                                        new Scope.OfHall(hall),
                                        new JsonObject()
                                            .put("device", device.value())
                                            .put("printer", address))
                                    .map(true)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public Future<Optional<String>> printerOf(HallId hall, AccountId device) {
    return pool.preparedQuery(PRINTER_OF)
        .execute(Tuple.of(device.value(), hall.value()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.ofNullable(rows.iterator().next().getString(0)));
  }

  @Override
  public Future<Boolean> revoke(HallId hall, AccountId device, Principal by) {
    return pool.withTransaction(
            client ->
                client
                    .preparedQuery(REVOKE)
                    .execute(Tuple.of(device.value(), hall.value(), now()))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(false)
                                : forget(client, device)
                                    .compose(
                                        unused ->
                                            DatabaseAdminLog.write(
                                                client,
                                                by.account(),
                                                "device-revoked",
                                                rows.iterator().next().getString(0),
                                                new Scope.OfHall(hall),
                                                new JsonObject().put("device", device.value())))
                                    .map(true)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .onSuccess(
            found -> {
              if (found) {
                revocations.account(device);
              }
            });
  }

  private static Future<Void> forget(SqlClient client, AccountId device) {
    Future<Void> done = Future.succeededFuture();
    for (String sql : FORGET) {
      done =
          done.compose(
              unused -> client.preparedQuery(sql).execute(Tuple.of(device.value())).mapEmpty());
    }
    return done;
  }

  /** Deletes codes that are over, and counts for the metrics; to be called now and then. */
  Future<Void> care() {
    return pool.preparedQuery(EXPIRED)
        .execute(Tuple.of(now()))
        .compose(unused -> pool.preparedQuery(COUNT).execute(Tuple.of(now())))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Row row = rows.iterator().next();
              waiting.set(row.getLong(0).intValue());
              mostOfHall.set(row.getLong(1).intValue());
              return null;
            });
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
