package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yichuang.hall.AccountId;

/** The administrators' log in the database, which nobody can change. Any event loop. */
final class DatabaseAdminLog implements AdminLog {
  private static final long QUERY_SECONDS = 5;
  private static final String WRITE =
      """
      insert into admin_log (actor, action, target, hall, centre, detail)
      values ($1, $2, $3, $4, $5, $6)
      """;
  private static final String READ =
      ScopeFilter.WITHIN
          + """
          select t.id, t.at, coalesce(d.name, a.username) as by, t.action, t.target, t.detail
            from admin_log t join account a on a.id = t.actor
            left join device d on d.account = a.id
           where t.id < $4 and
          """
          + ScopeFilter.LIES_WITHIN
          + " order by t.id desc limit $5";

  private final Pool pool;

  DatabaseAdminLog(Pool pool) {
    this.pool = pool;
  }

  /** Within the transaction of what was done. */
  static Future<Void> write(
      SqlClient client,
      AccountId by,
      String action,
      String target,
      Scope where,
      JsonObject detail) {
    return client
        .preparedQuery(WRITE)
        .execute(
            Tuple.of(
                by.value(),
                action,
                target,
                ScopeFilter.hall(where),
                ScopeFilter.centre(where),
                detail))
        .mapEmpty();
  }

  @Override
  public Future<List<Entry>> newest(Scope within, long before, int limit) {
    return pool.preparedQuery(READ)
        .execute(ScopeFilter.parameters(within).addLong(before).addInteger(limit))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> rows.stream().map(DatabaseAdminLog::entry).toList());
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getLong(0),
        row.getOffsetDateTime(1).toInstant(),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getJsonObject(5));
  }
}
