package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.limits.LimitGauges;

/**
 * Devices in the database. A device is an account of its own kind, without a password, so that
 * whatever it does names its author as everything else does. Any event loop.
 */
final class DatabaseDevices implements Devices {
  private static final long QUERY_SECONDS = 5;
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
  private static final String COUNT =
      """
      select (select count(*) from pairing where expires_at > $1),
             (select coalesce(max(n), 0) from
               (select count(*) as n from device where revoked_at is null group by hall) as of_hall)
      """;

  private final Pool pool;
  private final InstantSource clock;
  private final DatabasePairings pairings;
  private final Revocations revocations;
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
    this.revocations = revocations;
    pairings = new DatabasePairings(pool, clock, secrets, signs.lifetime(), metrics);
    LimitGauges.register(metrics, "open-pairings", MAX_OPEN, waiting::get);
    LimitGauges.register(metrics, "devices-of-a-hall", MAX_OF_HALL, mostOfHall::get);
  }

  @Override
  public Future<Opening> open(DeviceKind kind, HallId hall, String address) {
    return pairings.open(kind, hall, address);
  }

  @Override
  public Future<Collecting> collect(String own) {
    return pairings.collect(own);
  }

  @Override
  public Future<Approving> approve(
      HallId hall, String code, DeviceKind kind, String name, Principal by) {
    return pairings.approve(hall, code, kind, name, by);
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
    return pairings
        .care()
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

  private OffsetDateTime now() {
    return DatabaseAccess.offset(clock.instant());
  }
}
