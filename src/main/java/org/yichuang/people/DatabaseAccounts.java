package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.WindowId;
import org.yichuang.people.AccountChanges.Step;
import org.yichuang.people.AccountRefusal.Reason;

/** Accounts in the database, changed through {@link AccountChanges}. Any event loop. */
final class DatabaseAccounts implements Accounts {
  private static final long QUERY_SECONDS = AccountChanges.QUERY_SECONDS;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String PASSWORD_LETTERS = "bcdfghjkmnpqrstvwxz23456789";
  private static final int PASSWORD_GROUPS = 3;
  private static final int GROUP_LETTERS = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String LIST =
      ScopeFilter.WITHIN
          + "select t.* from account t where t.kind = 'person' and t.username > $4 and "
          + ScopeFilter.LIES_WITHIN
          + " order by t.username limit $5";
  private static final String OTHER_ADMINISTRATOR =
      """
      select 1 from account
       where id <> $1 and kind = 'person' and not disabled and hall is null and centre is null
         and 'ADMIN' = any(roles)
       limit 1
      """;
  private static final String INSERT =
      """
      insert into account (username, password_hash, initial_until, roles, hall, centre, windows)
      values ($1, $2, $3, $4, $5, $6, $7) returning *
      """;
  private static final String GRANT =
      "update account set roles = $2, hall = $3, centre = $4, windows = $5 where id = $1 returning *";
  private static final String DISABLE =
      "update account set disabled = $2 where id = $1 returning *";
  private static final String PASSWORD =
      "update account set password_hash = $2, initial_until = $3 where id = $1 returning *";
  private static final String END_ALL = "delete from session where account = $1";

  private final Pool pool;
  private final InstantSource clock;
  private final Centres centres;
  private final Passwords passwords;
  private final AccountChanges changes;

  DatabaseAccounts(
      Pool pool,
      InstantSource clock,
      Centres centres,
      Passwords passwords,
      AccountChanges changes) {
    this.pool = pool;
    this.clock = clock;
    this.centres = centres;
    this.passwords = passwords;
    this.changes = changes;
  }

  @Override
  public Future<List<Account>> list(Scope within, String after, int limit) {
    return pool.preparedQuery(LIST)
        .execute(ScopeFilter.parameters(within).addString(after).addInteger(limit))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> rows.stream().map(AccountRows::account).toList());
  }

  @Override
  public Future<Changing> create(String username, Grant grant, Principal by) {
    Optional<AccountRefusal> refusal = grant.refusal(by, centres.tree());
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    String password = freshPassword();
    return passwords.atOnce(
        () -> passwords.hash(password).compose(hash -> create(username, grant, by, password, hash)),
        new Changing.Busy());
  }

  private Future<Changing> create(
      String username, Grant grant, Principal by, String password, String hash) {
    Tuple columns = Tuple.of(username, hash, initialUntil());
    grant(columns, grant);
    return pool.<Changing>withTransaction(
            client ->
                client
                    .preparedQuery(INSERT)
                    .execute(columns)
                    .map(rows -> AccountRows.account(rows.iterator().next()))
                    .compose(
                        made ->
                            log(client, by, "account-created", made, grant.detail())
                                .map(new Changing.NewPassword(made, password))))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .recover(
            failure ->
                failure instanceof PgException broken
                        && UNIQUE_VIOLATION.equals(broken.getSqlState())
                    ? refused(
                        new AccountRefusal(
                            Reason.ACCOUNT_EXISTS,
                            "a new name",
                            username + ", which exists",
                            "choose another"))
                    : Future.failedFuture(failure));
  }

  private static void grant(Tuple columns, Grant grant) {
    columns
        .addArrayOfString(grant.roles().stream().sorted().map(Role::name).toArray(String[]::new))
        .addInteger(ScopeFilter.hall(grant.scope()))
        .addInteger(ScopeFilter.centre(grant.scope()))
        .addArrayOfString(
            grant.windows().stream().map(WindowId::value).sorted().toArray(String[]::new));
  }

  @Override
  public Future<Changing> change(String username, Grant grant, Principal by) {
    Optional<AccountRefusal> refusal = grant.refusal(by, centres.tree());
    return refusal.isPresent()
        ? refused(refusal.get())
        : changes.<Changing>change(
            username,
            by,
            Changing.Refused::new,
            (client, account) -> {
              if (account.grant().rulesEverything() && !grant.rulesEverything()) {
                return unlessLast(client, account, () -> change(client, account, grant, by));
              }
              return change(client, account, grant, by);
            });
  }

  private static Future<Changing> change(
      SqlClient client, Account account, Grant grant, Principal by) {
    Tuple columns = Tuple.of(account.id().value());
    grant(columns, grant);
    return update(
        client,
        GRANT,
        columns,
        by,
        "account-changed",
        grant.detail().put("before", account.grant().detail()));
  }

  @Override
  public Future<Changing> disable(String username, boolean disabled, Principal by) {
    return changes.<Changing>change(
        username,
        by,
        Changing.Refused::new,
        (client, account) -> {
          Step<Changing> step =
              (on, whose) ->
                  update(
                      on,
                      DISABLE,
                      Tuple.of(whose.id().value(), disabled),
                      by,
                      disabled ? "account-disabled" : "account-enabled",
                      new JsonObject());
          if (!disabled) {
            return step.take(client, account);
          }
          return account.grant().rulesEverything()
              ? unlessLast(client, account, () -> endAll(client, account, step))
              : endAll(client, account, step);
        });
  }

  @Override
  public Future<Changing> resetPassword(String username, Principal by) {
    String password = freshPassword();
    return passwords.atOnce(
        () ->
            passwords
                .hash(password)
                .compose(
                    hash ->
                        changes.<Changing>change(
                            username,
                            by,
                            Changing.Refused::new,
                            (client, account) -> reset(client, account, hash, by)))
                .map(
                    changing ->
                        changing instanceof Changing.Changed changed
                            ? new Changing.NewPassword(changed.account(), password)
                            : changing),
        new Changing.Busy());
  }

  private Future<Changing> reset(SqlClient client, Account account, String hash, Principal by) {
    Optional<AccountRefusal> own =
        AccountChanges.own(
            account, by, "change your password by PUT /api/v1/sessions/current/password");
    return own.isPresent()
        ? refused(own.get())
        : endAll(
            client,
            account,
            (on, whose) ->
                update(
                    on,
                    PASSWORD,
                    Tuple.of(whose.id().value(), hash, initialUntil()),
                    by,
                    "password-reset",
                    new JsonObject()));
  }

  /** The account's row first: whoever signs in meanwhile waits for it, and is seen then. */
  private static Future<Changing> endAll(SqlClient client, Account account, Step<Changing> first) {
    return first
        .take(client, account)
        .compose(
            changing ->
                client
                    .preparedQuery(END_ALL)
                    .execute(Tuple.of(account.id().value()))
                    .map(changing));
  }

  private static Future<Changing> update(
      SqlClient client, String sql, Tuple columns, Principal by, String action, JsonObject detail) {
    return client
        .preparedQuery(sql)
        .execute(columns)
        .map(rows -> AccountRows.account(rows.iterator().next()))
        .compose(
            account -> log(client, by, action, account, detail).map(new Changing.Changed(account)));
  }

  private static Future<Changing> unlessLast(
      SqlClient client, Account account, Supplier<Future<Changing>> step) {
    return client
        .preparedQuery(OTHER_ADMINISTRATOR)
        .execute(Tuple.of(account.id().value()))
        .compose(
            others ->
                others.size() > 0
                    ? step.get()
                    : refused(
                        new AccountRefusal(
                            Reason.LAST_ADMINISTRATOR,
                            "another administrator of everything",
                            "none but " + account.username(),
                            "make one first")));
  }

  private static Future<Void> log(
      SqlClient client, Principal by, String action, Account account, JsonObject detail) {
    return DatabaseAdminLog.write(
        client, by.account(), action, account.username(), account.grant().scope(), detail);
  }

  private static Future<Changing> refused(AccountRefusal refusal) {
    return Future.succeededFuture(new Changing.Refused(refusal));
  }

  private OffsetDateTime initialUntil() {
    return DatabaseAccess.offset(clock.instant().plus(INITIAL_LIFETIME));
  }

  /** 71 bits, to be read out and typed once. */
  private static String freshPassword() {
    StringBuilder password = new StringBuilder();
    for (int group = 0; group < PASSWORD_GROUPS; group++) {
      password.append(group == 0 ? "" : "-");
      for (int i = 0; i < GROUP_LETTERS; i++) {
        password.append(PASSWORD_LETTERS.charAt(RANDOM.nextInt(PASSWORD_LETTERS.length())));
      }
    }
    return password.toString();
  }
}
