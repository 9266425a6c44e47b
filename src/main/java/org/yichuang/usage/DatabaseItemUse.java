package org.yichuang.usage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.yichuang.hall.HallId;

/**
 * Counts in memory and adds to the database now and then, so that no number waits for it. A node
 * that dies loses what it counted last: half a minute of what orders buttons. Any thread.
 */
public final class DatabaseItemUse implements ItemUse {
  /** Items that are counted and not written yet; more are not counted. */
  static final int MAX_PENDING = 20_000;

  private static final long QUERY_SECONDS = 5;
  private static final String ADD =
      """
      insert into item_use (hall, item, month, uses)
      select hall, item, $4, uses from unnest($1::integer[], $2::text[], $3::bigint[]) as n(hall, item, uses)
      on conflict (hall, item, month) do update set uses = item_use.uses + excluded.uses
      """;
  private static final String READ =
      "select hall, item, sum(uses)::bigint from item_use where month > $1 group by hall, item";

  private record Counted(HallId hall, String item) {}

  private final Pool pool;
  private final InstantSource clock;
  private final Map<Counted, Long> pending = new ConcurrentHashMap<>();
  private volatile Map<HallId, Map<String, Long>> known = Map.of();

  public DatabaseItemUse(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public void used(HallId hall, String item) {
    if (pending.size() < MAX_PENDING) {
      pending.merge(new Counted(hall, item), 1L, Long::sum);
    }
  }

  @Override
  public Map<String, Long> uses(HallId hall) {
    return known.getOrDefault(hall, Map.of());
  }

  /** Writes what was counted and reads what all nodes counted; to be called every half minute. */
  public Future<Void> care() {
    LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
    return write(month).eventually(() -> read(month.minusMonths(MONTHS)));
  }

  private Future<Void> write(LocalDate month) {
    Map<Counted, Long> taken = new HashMap<>();
    for (Counted counted : List.copyOf(pending.keySet())) {
      Long uses = pending.remove(counted);
      if (uses != null) {
        taken.put(counted, uses);
      }
    }
    if (taken.isEmpty()) {
      return Future.succeededFuture();
    }
    Counted[] order = taken.keySet().toArray(Counted[]::new);
    Integer[] halls = new Integer[order.length];
    String[] items = new String[order.length];
    Long[] uses = new Long[order.length];
    for (int i = 0; i < order.length; i++) {
      halls[i] = order[i].hall().value();
      items[i] = order[i].item();
      uses[i] = taken.get(order[i]);
    }
    return pool.preparedQuery(ADD)
        .execute(
            Tuple.tuple()
                .addArrayOfInteger(halls)
                .addArrayOfString(items)
                .addArrayOfLong(uses)
                .addLocalDate(month))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .onFailure(
            lost -> taken.forEach((counted, count) -> pending.merge(counted, count, Long::sum)))
        .mapEmpty();
  }

  private Future<Void> read(LocalDate after) {
    return pool.preparedQuery(READ)
        .execute(Tuple.of(after))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Map<HallId, Map<String, Long>> uses = new HashMap<>();
              for (Row row : rows) {
                uses.computeIfAbsent(new HallId(row.getInteger(0)), hall -> new HashMap<>())
                    .put(row.getString(1), row.getLong(2));
              }
              known = uses;
              return null;
            });
  }
}
