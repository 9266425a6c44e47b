package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.AccountId;
import org.yichuang.people.AccountRefusal.Reason;

/**
 * Who may change an account that is there: whoever may give and take all that it has; somebody from
 * another place does not learn that it exists. One change at a time in the whole deployment, so
 * that two administrators cannot take each other's role at once. Any event loop.
 */
final class AccountChanges {
  static final long QUERY_SECONDS = 5;
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtext('yichuang.accounts'))";
  private static final String FIND =
      "select * from account where username = $1 and kind = 'person'";

  private final Pool pool;
  private final Centres centres;
  private final Revocations revocations;

  AccountChanges(Pool pool, Centres centres, Revocations revocations) {
    this.pool = pool;
    this.centres = centres;
    this.revocations = revocations;
  }

  /** A change within a transaction. */
  @FunctionalInterface
  interface Step<T> {
    Future<T> take(SqlClient client, Accounts.Account account);
  }

  /** All nodes look the account up anew once the step was taken. */
  <T> Future<T> change(
      String username, Principal by, Function<AccountRefusal, T> refused, Step<T> step) {
    AtomicReference<@Nullable AccountId> taken = new AtomicReference<>();
    return pool.<T>withTransaction(
            client ->
                client
                    .query(ONE_AT_A_TIME)
                    .execute()
                    .compose(unused -> client.preparedQuery(FIND).execute(Tuple.of(username)))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(refused.apply(unknown(username)));
                          }
                          Accounts.Account account = AccountRows.account(rows.iterator().next());
                          Optional<AccountRefusal> refusal =
                              unseen(account.grant().scope(), username, by)
                                  .or(() -> account.grant().refusal(by, centres.tree()));
                          if (refusal.isPresent()) {
                            return Future.succeededFuture(refused.apply(refusal.get()));
                          }
                          taken.set(account.id());
                          return step.take(client, account);
                        }))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .onComplete(
            unused -> {
              AccountId changed = taken.get();
              if (changed != null) {
                revocations.account(changed);
              }
            });
  }

  /** Why somebody may not even know of an account. */
  Optional<AccountRefusal> unseen(Scope scope, String username, Principal by) {
    return by.scope().covers(scope, centres.tree())
        ? Optional.empty()
        : Optional.of(unknown(username));
  }

  /** Why somebody may not do this to their own account. */
  static Optional<AccountRefusal> own(Accounts.Account account, Principal by, String remedy) {
    return account.id().equals(by.account())
        ? Optional.of(
            new AccountRefusal(
                Reason.OWN_ACCOUNT, "the account of somebody else", "your own", remedy))
        : Optional.empty();
  }

  static AccountRefusal unknown(String username) {
    return new AccountRefusal(
        Reason.UNKNOWN_ACCOUNT,
        "an account within the place of your own",
        username,
        "choose one of GET /api/v1/admin/accounts");
  }
}
