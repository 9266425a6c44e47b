package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** External identities in the database. Any event loop. */
final class DatabaseIdentities implements ExternalIdentities {
  private static final long QUERY_SECONDS = AccountChanges.QUERY_SECONDS;
  private static final String UNIQUE_VIOLATION = "23505";

  /**
   * A claim names an account only when neither the identity nor the account is linked. The locks
   * make whoever unlinks or disables meanwhile wait, and end the session that began here.
   */
  private static final String OPEN =
      """
      with linked as (
        select a.id from account_identity i join account a on a.id = i.account
         where i.issuer = $1 and i.subject = $2 and a.kind = 'person' and not a.disabled
           for share),
      named as (
        select a.id from account a
         where a.username = $3::text and a.kind = 'person' and not a.disabled
           and not exists (
             select from account_identity i
              where i.issuer = $1 and (i.subject = $2 or i.account = a.id))
           for share),
      found as (select id from linked union all select id from named),
      opened as (
        insert into session (token_hash, account, expires_at) select $4, id, $5 from found
        returning token_hash)
      insert into session_identity (token_hash, id_token) select token_hash, $6 from opened
      """;

  private static final String ID_TOKEN =
      "select id_token from session_identity where token_hash = $1";
  private static final String LINK =
      """
      insert into account_identity (issuer, subject, account, linked_by, linked_at)
      values ($1, $2, $3, $4, $5)
      on conflict (account, issuer) do update
        set subject = excluded.subject, linked_by = excluded.linked_by,
            linked_at = excluded.linked_at
      """;
  private static final String LINKED =
      """
      select a.*, i.subject, i.linked_at
        from account a left join account_identity i on i.account = a.id and i.issuer = $2
       where a.username = $1 and a.kind = 'person'
      """;
  private static final String UNLINK =
      "delete from account_identity where account = $1 and issuer = $2";
  private static final String END =
      """
      delete from session s using session_identity i
       where i.token_hash = s.token_hash and s.account = $1
      """;

  private final Pool pool;
  private final InstantSource clock;
  private final Duration lifetime;
  private final AccountChanges changes;

  /**
   * @param lifetime of a session
   */
  DatabaseIdentities(Pool pool, InstantSource clock, Duration lifetime, AccountChanges changes) {
    this.pool = pool;
    this.clock = clock;
    this.lifetime = lifetime;
    this.changes = changes;
  }

  private Future<RowSet<Row>> ask(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values).timeout(QUERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public Future<Optional<Opened>> open(ExternalIdentity identity, String idToken) {
    String token = Tokens.fresh();
    Instant expires = clock.instant().plus(lifetime);
    return ask(
            OPEN,
            Tuple.of(
                identity.issuer(),
                identity.subject(),
                identity.username().orElse(null),
                Tokens.hash(token),
                DatabaseAccess.offset(expires),
                idToken))
        .map(
            rows ->
                rows.rowCount() == 1 ? Optional.of(new Opened(token, expires)) : Optional.empty());
  }

  @Override
  public Future<Optional<String>> idToken(String token) {
    return ask(ID_TOKEN, Tuple.of(Tokens.hash(token)))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getString("id_token")));
  }

  @Override
  public Future<Linking> link(String username, String issuer, String subject, Principal by) {
    Link link = new Link(username, issuer, subject, clock.instant());
    return changes
        .<Linking>change(
            username,
            by,
            Linking.Refused::new,
            (client, account) -> unlessOwn(account, by, () -> link(client, account, link, by)))
        .recover(
            failure ->
                failure instanceof PgException refused
                        && UNIQUE_VIOLATION.equals(refused.getSqlState())
                    ? Future.succeededFuture(new Linking.Taken())
                    : Future.failedFuture(failure));
  }

  /** A stolen session must not become a lasting one. */
  private static Future<Linking> unlessOwn(
      Accounts.Account account, Principal by, Supplier<Future<Linking>> step) {
    return AccountChanges.own(account, by, "ask another administrator")
        .<Future<Linking>>map(refusal -> Future.succeededFuture(new Linking.Refused(refusal)))
        .orElseGet(step);
  }

  private static Future<Linking> link(
      SqlClient client, Accounts.Account account, Link link, Principal by) {
    int id = account.id().value();
    return client
        .preparedQuery(LINK)
        .execute(
            Tuple.of(
                link.issuer(),
                link.subject(),
                id,
                by.account().value(),
                DatabaseAccess.offset(link.linkedAt())))
        .compose(linked -> client.preparedQuery(END).execute(Tuple.of(id)))
        .compose(
            ended ->
                log(
                    client,
                    by,
                    "identity-linked",
                    account,
                    new JsonObject().put("issuer", link.issuer()).put("subject", link.subject())))
        .map(new Linking.Linked(link));
  }

  @Override
  public Future<Linking> linked(String username, String issuer, Principal by) {
    return ask(LINKED, Tuple.of(username, issuer))
        .map(
            rows ->
                rows.size() == 0
                    ? new Linking.Refused(AccountChanges.unknown(username))
                    : linked(rows.iterator().next(), username, issuer, by));
  }

  private Linking linked(Row row, String username, String issuer, Principal by) {
    Optional<AccountRefusal> unseen = changes.unseen(AccountRows.scope(row), username, by);
    if (unseen.isPresent()) {
      return new Linking.Refused(unseen.get());
    }
    String subject = row.getString("subject");
    return subject == null
        ? new Linking.NotLinked()
        : new Linking.Linked(
            new Link(username, issuer, subject, row.getOffsetDateTime("linked_at").toInstant()));
  }

  @Override
  public Future<Linking> unlink(String username, String issuer, Principal by) {
    return changes.change(
        username,
        by,
        Linking.Refused::new,
        (client, account) -> unlessOwn(account, by, () -> unlink(client, account, issuer, by)));
  }

  private static Future<Linking> unlink(
      SqlClient client, Accounts.Account account, String issuer, Principal by) {
    int id = account.id().value();
    return client
        .preparedQuery(UNLINK)
        .execute(Tuple.of(id, issuer))
        .compose(
            gone ->
                gone.rowCount() == 0
                    ? Future.succeededFuture(new Linking.NotLinked())
                    : client
                        .preparedQuery(END)
                        .execute(Tuple.of(id))
                        .compose(
                            ended ->
                                log(
                                    client,
                                    by,
                                    "identity-unlinked",
                                    account,
                                    new JsonObject().put("issuer", issuer)))
                        .map(new Linking.Unlinked()));
  }

  private static Future<Void> log(
      SqlClient client, Principal by, String action, Accounts.Account account, JsonObject detail) {
    return DatabaseAdminLog.write(
        client, by.account(), action, account.username(), account.grant().scope(), detail);
  }
}
