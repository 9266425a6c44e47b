package org.yichuang.catalogue;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/** Notices of halls in PostgreSQL; each change is in the administrators' log. Any event loop. */
public final class DatabaseNotices implements Notices {
  private static final long QUERY_SECONDS = 5;

  private static final String SHOWN =
      """
      select n.id, n.zh, n.en, n.shown_from, n.shown_until, a.username
        from notice n join account a on a.id = n.posted_by
       where n.hall = $1 and n.withdrawn_at is null and n.shown_until > $2
       order by n.shown_from, n.id limit $3
      """;

  /** Two at one moment may make one more than the most; the list shows the first ones then. */
  private static final String POST =
      """
      with posted as (
        insert into notice (hall, zh, en, shown_from, shown_until, posted_by)
        select $1, $2, $3, $4, $5, $6
         where (select count(*) from notice
                 where hall = $1 and withdrawn_at is null and shown_until > $7) < $8
        on conflict (hall, zh, shown_from, shown_until) where withdrawn_at is null do nothing
        returning id, hall, posted_by),
      logged as (
        insert into admin_log (actor, action, target, hall, detail)
        select p.posted_by, 'notice-posted', h.slug, p.hall, jsonb_build_object('notice', p.id)
          from posted p join hall h on h.id = p.hall)
      select id from posted
      union all
      select id from notice
       where hall = $1 and zh = $2 and shown_from = $4 and shown_until = $5
         and withdrawn_at is null
      """;

  private static final String WITHDRAW =
      """
      with withdrawn as (
        update notice set withdrawn_at = now()
         where hall = $1 and id = $2 and withdrawn_at is null
        returning id, hall)
      insert into admin_log (actor, action, target, hall, detail)
      select $3, 'notice-withdrawn', h.slug, w.hall, jsonb_build_object('notice', w.id)
        from withdrawn w join hall h on h.id = w.hall
      """;

  private final Pool pool;

  public DatabaseNotices(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<List<Notice>> of(HallId hall, Instant at) {
    return pool.preparedQuery(SHOWN)
        .execute(Tuple.of(hall.value(), offset(at), (long) MAX_OF_HALL))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> rows.stream().map(DatabaseNotices::notice).toList());
  }

  @Override
  public Future<Posting> post(HallId hall, Text text, Instant at, AccountId by) {
    return pool.preparedQuery(POST)
        .execute(
            Tuple.of(
                hall.value(),
                text.zh(),
                text.en(),
                offset(text.from()),
                offset(text.until()),
                by.value(),
                offset(at),
                (long) MAX_OF_HALL))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(
            rows -> {
              if (rows.size() == 0) {
                return Future.succeededFuture(new Posting.TooMany());
              }
              int id = rows.iterator().next().getInteger(0);
              return of(hall, at)
                  .map(
                      all ->
                          all.stream()
                              .filter(notice -> notice.id() == id)
                              .findFirst()
                              .<Posting>map(Posting.Posted::new)
                              .orElseGet(Posting.TooMany::new));
            });
  }

  @Override
  public Future<Boolean> withdraw(HallId hall, int notice, AccountId by) {
    return pool.preparedQuery(WITHDRAW)
        .execute(Tuple.of(hall.value(), notice, by.value()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> rows.rowCount() > 0);
  }

  private static Notice notice(Row row) {
    return new Notice(
        row.getInteger(0),
        row.getString(1),
        row.getString(2),
        row.getOffsetDateTime(3).toInstant(),
        row.getOffsetDateTime(4).toInstant(),
        row.getString(5));
  }

  private static OffsetDateTime offset(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
