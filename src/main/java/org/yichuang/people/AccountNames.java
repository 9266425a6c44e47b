package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.yichuang.hall.AccountId;

/** Names of accounts and back. Any event loop. A failed future: the database could not be asked. */
public final class AccountNames {
  /** Asked for at once. */
  public static final int MAX_NAMES = 200;

  private static final long QUERY_SECONDS = 5;
  private static final String BY_NAME =
      "select id, username, roles from account where username = any($1) and kind = 'person'"
          + " and not disabled";
  private static final String BY_ID = "select id, username from account where id = any($1)";

  private final Pool pool;

  public AccountNames(Pool pool) {
    this.pool = pool;
  }

  /** Somebody who can be named for work, and what they may do wherever that is. */
  public record Colleague(AccountId account, Set<Role> roles) {
    public Colleague {
      roles = Set.copyOf(roles);
    }
  }

  /** People who can be named for work; a name that nobody has is missing in the answer. */
  public Future<Map<String, Colleague>> colleagues(Collection<String> names) {
    if (names.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return pool.preparedQuery(BY_NAME)
        .execute(Tuple.tuple().addValue(names.stream().distinct().toArray(String[]::new)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Map<String, Colleague> found = new HashMap<>();
              rows.forEach(
                  row ->
                      found.put(
                          row.getString("username"),
                          new Colleague(
                              new AccountId(row.getInteger("id")), AccountRows.roles(row))));
              return found;
            });
  }

  /** The same, their accounts alone. */
  public Future<Map<String, AccountId>> ids(Collection<String> names) {
    return colleagues(names)
        .map(
            found -> {
              Map<String, AccountId> ids = new HashMap<>();
              found.forEach((name, colleague) -> ids.put(name, colleague.account()));
              return ids;
            });
  }

  /** Names for people to read; who is not there any more is missing in the answer. */
  public Future<Map<AccountId, String>> names(Collection<AccountId> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return pool.preparedQuery(BY_ID)
        .execute(
            Tuple.tuple()
                .addValue(ids.stream().map(AccountId::value).distinct().toArray(Integer[]::new)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Map<AccountId, String> found = new HashMap<>();
              rows.forEach(
                  row -> found.put(new AccountId(row.getInteger("id")), row.getString("username")));
              return found;
            });
  }
}
