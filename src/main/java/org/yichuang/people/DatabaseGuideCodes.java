package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.PersonClass;

/** Guides' codes in the database, as HMACs that only this deployment can make. Any event loop. */
final class DatabaseGuideCodes implements GuideCodes {
  private static final long QUERY_SECONDS = 5;
  private static final int CODES = 1_000_000;
  private static final int TRIES = 5;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String MAKE =
      """
      insert into guide_code (hall, code_hash, class, reason, made_by, expires_at)
      select $1, $2, $3, $4, $5, $6
       where (select count(*) from guide_code where hall = $1 and expires_at > $7 and used_by is null) < $8
      """;

  private static final String USE =
      """
      update guide_code set used_by = $4, attempts = attempts + 1
       where hall = $1 and code_hash = any($2)
         and (used_by = $4 or (used_by is null and expires_at > $3))
      returning class, reason
      """;

  private static final String GIVE_BACK =
      """
      update guide_code
         set attempts = attempts - 1, used_by = case when attempts > 1 then used_by end
       where hall = $1 and code_hash = any($2) and used_by = $3
      """;

  private static final String EXPIRED = "delete from guide_code where expires_at < $1";

  private final Pool pool;
  private final InstantSource clock;
  private final byte[][] secrets;
  private final CodeGuesses guesses;

  /**
   * @param secrets of the deployment, the same at each node: the first makes codes, all are
   *     believed
   */
  DatabaseGuideCodes(Pool pool, InstantSource clock, byte[][] secrets, MeterRegistry metrics) {
    this.pool = pool;
    this.clock = clock;
    this.secrets = secrets.clone();
    guesses = new CodeGuesses("guide-code-guessers", clock, metrics);
  }

  @Override
  public Future<Making> make(HallId hall, Vouched vouched, Principal by) {
    return make(hall, vouched, by, TRIES);
  }

  private Future<Making> make(HallId hall, Vouched vouched, Principal by, int tries) {
    String code = "%06d".formatted(RANDOM.nextInt(CODES));
    Instant now = clock.instant();
    Instant expires = now.plus(LIFETIME);
    return pool.<Making>withTransaction(
            client ->
                client
                    .preparedQuery(MAKE)
                    .execute(
                        Tuple.of(
                            hall.value(),
                            hash(secrets[0], hall, code),
                            vouched.is().name(),
                            vouched.reason(),
                            by.account().value(),
                            DatabaseAccess.offset(expires),
                            DatabaseAccess.offset(now),
                            MAX_OPEN))
                    .compose(
                        rows ->
                            rows.rowCount() == 0
                                ? Future.succeededFuture(new Making.TooMany())
                                : DatabaseAdminLog.write(
                                        client,
                                        by.account(),
                                        "guide-code",
                                        by.username(),
                                        new Scope.OfHall(hall),
                                        new JsonObject()
                                            .put(
                                                "class",
                                                vouched.is().name().toLowerCase(Locale.ROOT))
                                            .put("reason", vouched.reason()))
                                    .map(new Making.Made(code, expires))))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .recover(
            failure ->
                tries > 1
                        && failure instanceof PgException broken
                        && UNIQUE_VIOLATION.equals(broken.getSqlState())
                    ? make(hall, vouched, by, tries - 1)
                    : Future.failedFuture(failure));
  }

  @Override
  public Future<Using> use(HallId hall, String code, AccountId at, String request) {
    Duration pause = guesses.admit(at);
    if (!pause.isZero()) {
      return Future.succeededFuture(new Using.Paused(pause));
    }
    return pool.preparedQuery(USE)
        .execute(
            Tuple.tuple()
                .addInteger(hall.value())
                .addArrayOfBuffer(hashes(hall, code))
                .addOffsetDateTime(DatabaseAccess.offset(clock.instant()))
                .addBuffer(user(at, request)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .<Using>map(
            rows -> {
              if (rows.size() == 0) {
                return new Using.Wrong();
              }
              Row row = rows.iterator().next();
              return new Using.Right(
                  new Vouched(PersonClass.valueOf(row.getString(0)), row.getString(1)));
            })
        .onComplete(
            asked -> {
              if (asked.failed() || asked.result() instanceof Using.Right) {
                guesses.right(at);
              }
            });
  }

  @Override
  public Future<Void> giveBack(HallId hall, String code, AccountId at, String request) {
    return pool.preparedQuery(GIVE_BACK)
        .execute(
            Tuple.tuple()
                .addInteger(hall.value())
                .addArrayOfBuffer(hashes(hall, code))
                .addBuffer(user(at, request)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .mapEmpty();
  }

  /** Deletes codes whose use nobody can repeat any more; to be called now and then. */
  Future<Void> care() {
    return pool.preparedQuery(EXPIRED)
        .execute(Tuple.of(DatabaseAccess.offset(clock.instant().minus(REMEMBERED))))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .mapEmpty();
  }

  private static Buffer user(AccountId at, String request) {
    return Tokens.hash(at.value() + "\0" + request);
  }

  private Buffer[] hashes(HallId hall, String code) {
    return Stream.of(secrets).map(secret -> hash(secret, hall, code)).toArray(Buffer[]::new);
  }

  private static Buffer hash(byte[] secret, HallId hall, String code) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      String text = "guide code 1 %d %s".formatted(hall.value(), code);
      return Buffer.buffer(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
