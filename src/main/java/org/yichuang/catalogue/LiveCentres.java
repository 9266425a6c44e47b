package org.yichuang.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;

/**
 * The tree of centres of a running node: read at its start, when another node has changed it, and
 * now and then, since a notice may be lost. Changes are made one at a time in the whole deployment,
 * judged by the tree that the database has. Any thread.
 */
public final class LiveCentres implements Centres {
  private static final Logger LOG = LoggerFactory.getLogger(LiveCentres.class);
  private static final String CHANGED = "yichuang.centres.changed";
  private static final long QUERY_SECONDS = 5;
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtext('yichuang.centres'))";
  private static final String CENTRES =
      "select id, slug, name_zh, name_en, level, parent from centre order by id";
  private static final String HALLS = "select id, centre from hall order by id";
  private static final String INSERT =
      """
      insert into centre (slug, name_zh, name_en, level, parent)
      values ($1, $2, $3, $4, $5) returning id
      """;
  private static final String UPDATE =
      "update centre set name_zh = $2, name_en = $3, level = $4, parent = $5 where id = $1";
  private static final String GIVE = "update hall set centre = $2 where id = $1 returning slug";
  private static final String LOGGED =
      """
      insert into admin_log (actor, action, target, hall, centre, detail)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private final Vertx vertx;
  private final Pool pool;
  private volatile CentreTree tree = new CentreTree(List.of(), Map.of());

  public LiveCentres(Vertx vertx, Pool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /** Reads the tree, and goes on hearing of it. Once for each node. */
  public Future<Void> listen(long everyMillis) {
    vertx.setPeriodic(everyMillis, unused -> refreshQuietly());
    return vertx
        .eventBus()
        .<String>consumer(CHANGED, message -> refreshQuietly())
        .completion()
        .compose(unused -> refresh());
  }

  private void refreshQuietly() {
    refresh().onFailure(away -> LOG.warn("no look at the centres: {}", away.getMessage()));
  }

  private Future<Void> refresh() {
    return read(pool)
        .onSuccess(found -> tree = found)
        .<Void>mapEmpty()
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS);
  }

  private static Future<CentreTree> read(SqlClient client) {
    return client
        .query(CENTRES)
        .execute()
        .compose(centres -> client.query(HALLS).execute().map(halls -> tree(centres, halls)));
  }

  private static CentreTree tree(RowSet<Row> centres, RowSet<Row> halls) {
    List<Centre> all = new ArrayList<>();
    for (Row row : centres) {
      Integer parent = row.getInteger(5);
      all.add(
          new Centre(
              new CentreId(row.getInteger(0)),
              row.getString(1),
              new LocalText(row.getString(2), row.getString(3)),
              CentreLevel.of(row.getString(4)).orElseThrow(),
              parent == null ? null : new CentreId(parent)));
    }
    Map<HallId, CentreId> ofHall = new HashMap<>();
    for (Row row : halls) {
      ofHall.put(new HallId(row.getInteger(0)), new CentreId(row.getInteger(1)));
    }
    return new CentreTree(all, ofHall);
  }

  @Override
  public CentreTree tree() {
    return tree;
  }

  @Override
  public Future<Changing> add(
      String slug, LocalText name, CentreLevel level, CentreId parent, AccountId by) {
    return change(
        new CentreTree.Wish(null, slug, level, parent),
        (client, before) ->
            client
                .preparedQuery(INSERT)
                .execute(Tuple.of(slug, name.zh(), name.en(), level.word(), parent.value()))
                .map(rows -> new CentreId(rows.iterator().next().getInteger(0)))
                .map(id -> new Centre(id, slug, name, level, parent)),
        "centre-added",
        by);
  }

  @Override
  public Future<Changing> change(
      CentreId centre, LocalText name, CentreLevel level, @Nullable CentreId parent, AccountId by) {
    String slug = tree.centre(centre).map(Centre::slug).orElse("");
    return change(
        new CentreTree.Wish(centre, slug, level, parent),
        (client, before) ->
            client
                .preparedQuery(UPDATE)
                .execute(
                    Tuple.of(
                        centre.value(),
                        name.zh(),
                        name.en(),
                        level.word(),
                        parent == null ? null : parent.value()))
                .map(new Centre(centre, slug, name, level, parent)),
        "centre-changed",
        by);
  }

  @Override
  public Future<Changing> giveHall(HallId hall, CentreId to, AccountId by) {
    return transaction(
        (client, before) ->
            client
                .preparedQuery(GIVE)
                .execute(Tuple.of(hall.value(), to.value()))
                .compose(
                    rows ->
                        log(
                            client,
                            Tuple.of(
                                by.value(),
                                "hall-given",
                                rows.iterator().next().getString(0),
                                hall.value(),
                                null,
                                new JsonObject()
                                    .put("from", slug(before.centreOf(hall).orElse(null)))
                                    .put("to", slug(before.centre(to).orElse(null))))))
                .map(new Changing.Changed(before.centre(to).orElseThrow())));
  }

  /** A change under the lock, and the tree that it changes. */
  @FunctionalInterface
  private interface Step<T> {
    Future<T> take(SqlClient client, CentreTree before);
  }

  private Future<Changing> change(
      CentreTree.Wish wish, Step<Centre> step, String action, AccountId by) {
    return transaction(
        (client, before) ->
            before
                .refusal(wish)
                .<Future<Changing>>map(
                    refusal -> Future.succeededFuture(new Changing.Refused(refusal)))
                .orElseGet(
                    () ->
                        step.take(client, before)
                            .compose(
                                centre ->
                                    log(client, entry(before, centre, action, by))
                                        .map(new Changing.Changed(centre)))));
  }

  private static Tuple entry(CentreTree before, Centre centre, String action, AccountId by) {
    JsonObject detail =
        new JsonObject()
            .put("name", centre.name().zh())
            .put("level", centre.level().word())
            .put(
                "parent",
                centre.parent() == null ? null : slug(before.centre(centre.parent()).orElse(null)));
    return Tuple.of(by.value(), action, centre.slug(), null, centre.id().value(), detail);
  }

  private static @Nullable String slug(@Nullable Centre centre) {
    return centre == null ? null : centre.slug();
  }

  private static Future<Void> log(SqlClient client, Tuple entry) {
    return client.preparedQuery(LOGGED).execute(entry).mapEmpty();
  }

  private Future<Changing> transaction(Step<Changing> step) {
    return pool.withTransaction(
            client ->
                client
                    .query(ONE_AT_A_TIME)
                    .execute()
                    .compose(unused -> read(client))
                    .compose(before -> step.take(client, before)))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(
            changing -> {
              vertx.eventBus().publish(CHANGED, "");
              return refresh().map(changing).otherwise(changing);
            });
  }
}
