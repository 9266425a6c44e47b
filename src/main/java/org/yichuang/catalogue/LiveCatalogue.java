package org.yichuang.catalogue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.deadlines.Calendars;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;

/**
 * The catalogue of a running node: what was loaded at its start, and versions that were stored
 * since. It hears of those over the event bus, looks now and then, and looks when asked: a notice
 * may be lost. Halls are those of the start. Any thread; files are read on a thread of its own.
 */
public final class LiveCatalogue implements Catalogue, Configurations {
  private static final Logger LOG = LoggerFactory.getLogger(LiveCatalogue.class);
  private static final String STORED = "yichuang.configuration.stored";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int ATTEMPTS = 3;
  private static final long QUERY_SECONDS = 5;
  private static final long PARSE_SECONDS = 20;

  private static final String LATER =
      """
      select c.hall, h.slug, c.version, c.content, c.opening, c.items
        from hall_config c
        join hall h on h.id = c.hall
        join unnest($1::int[], $2::int[]) as known(hall, version) on known.hall = c.hall
       where c.version > known.version
       order by c.hall, c.version
      """;
  private static final String YEARS =
      """
      select %s from calendar_year y
       where y.calendar = $1 and y.version > $2 order by y.version
      """
          .formatted(DatabaseCalendarYears.COLUMNS);
  private static final String NEWEST =
      """
      select h.slug, h.always_open, c.version, c.source, c.items_source, c.content, c.opening,
             c.items, p.slug as centre
        from hall_config c join hall h on h.id = c.hall join centre p on p.id = h.centre
       where c.hall = $1 order by c.version desc limit 1
      """;
  private static final String INSERT =
      """
      with stored as (
        insert into hall_config
               (hall, version, source, items_source, content, opening, items, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        returning hall, version, created_by)
      insert into admin_log (actor, action, target, hall, detail)
      select s.created_by, 'configuration-stored', h.slug, s.hall,
             jsonb_build_object('version', s.version)
        from stored s join hall h on h.id = s.hall
      """;
  private static final String WRITTEN =
      """
      select c.version, c.created_at, a.username, c.source, c.items_source
        from hall_config c left join account a on a.id = c.created_by
       where c.hall = $1 and c.version = $2
      """;
  private static final String HISTORY =
      """
      select c.version, c.created_at, a.username
        from hall_config c left join account a on a.id = c.created_by
       where c.hall = $1 order by c.version desc limit $2
      """;

  private static final String CONTENTS =
      """
      select version, content, opening, items from hall_config
       where hall = $1 and version in ($2, $3)
      """;

  private final Vertx vertx;
  private final Pool pool;
  private final WorkerExecutor reading;
  private final JoinedLooks looks = new JoinedLooks(this::later);
  private volatile StoredCatalogue known;

  /** Once for each node. */
  public LiveCatalogue(Vertx vertx, Pool pool, StoredCatalogue atStart) {
    this.vertx = vertx;
    this.pool = pool;
    reading =
        vertx.createSharedWorkerExecutor(
            "yichuang-configurations", 1, PARSE_SECONDS, TimeUnit.SECONDS);
    known = atStart;
  }

  /** Starts to hear of versions that are stored on other nodes, and to look now and then. */
  public Future<Void> listen(long everyMillis) {
    vertx.setPeriodic(everyMillis, unused -> refresh(() -> {}));
    return vertx.eventBus().<String>consumer(STORED, message -> refresh(() -> {})).completion();
  }

  @Override
  public void refresh(Runnable done) {
    Context caller = vertx.getOrCreateContext();
    looks
        .join()
        .onComplete(
            looked -> {
              if (looked.failed()) {
                LOG.warn("no look at newer configurations: {}", looked.cause().getMessage());
              }
              caller.runOnContext(unused -> done.run());
            });
  }

  /** Something was stored that other nodes are to look for. */
  void tellOthers() {
    vertx.eventBus().publish(STORED, "");
  }

  private Future<Void> later() {
    return pool.preparedQuery(YEARS)
        .execute(Tuple.of(known.national().id(), known.calendarVersion()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture()
                    : reading.executeBlocking(() -> learnYears(rows)))
        .compose(years -> laterVersions());
  }

  private synchronized @Nullable Void learnYears(RowSet<Row> rows) {
    known =
        known.withYears(rows.stream().map(row -> DatabaseCalendarYears.year(row, null)).toList());
    return null;
  }

  private Future<Void> laterVersions() {
    List<HallConfig> halls = known.halls();
    Integer[] ids = halls.stream().map(hall -> hall.id().value()).toArray(Integer[]::new);
    Integer[] versions = halls.stream().map(HallConfig::version).toArray(Integer[]::new);
    return pool.preparedQuery(LATER)
        .execute(Tuple.tuple().addArrayOfInteger(ids).addArrayOfInteger(versions))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture()
                    : reading.executeBlocking(() -> learn(rows)));
  }

  private synchronized @Nullable Void learn(RowSet<Row> rows) {
    List<StoredCatalogue.Version> more = new ArrayList<>();
    for (Row row : rows) {
      more.add(
          StoredCatalogue.Version.read(
              new HallId(row.getInteger(0)),
              row.getString(1),
              row.getInteger(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              known.national()));
    }
    known = known.with(more);
    return null;
  }

  @Override
  public Future<Storing> store(HallId hall, Texts texts, OptionalInt over, AccountId by) {
    return store(hall, texts, over, by, ATTEMPTS)
        .compose(
            storing -> {
              if (storing instanceof Storing.Stored stored && stored.added()) {
                tellOthers();
                return looks.join().map(storing).otherwise(storing);
              }
              return Future.succeededFuture(storing);
            });
  }

  private Future<Storing> store(
      HallId hall, Texts texts, OptionalInt over, AccountId by, int attempts) {
    return pool.preparedQuery(NEWEST)
        .execute(Tuple.of(hall.value()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(rows -> add(hall, rows.iterator().next(), texts, over, by))
        .recover(
            failure ->
                attempts > 1
                        && failure instanceof PgException refused
                        && UNIQUE_VIOLATION.equals(refused.getSqlState())
                    ? store(hall, texts, over, by, attempts - 1)
                    : Future.failedFuture(failure));
  }

  private Future<Storing> add(
      HallId hall, Row newest, Texts texts, OptionalInt over, AccountId by) {
    NewVersion.Target target = target(hall, newest);
    int version = newest.getInteger(2);
    String itemsSource = texts.items() == null ? newest.getString(4) : texts.items();
    return reading
        .executeBlocking(
            () -> NewVersion.read(target, texts, StoredJson.items(newest.getString(7))))
        .compose(
            fresh -> {
              if (same(newest, texts.file(), itemsSource, fresh)) {
                return Future.<Storing>succeededFuture(new Storing.Stored(version, false));
              }
              if (over.orElse(version) != version) {
                return Future.<Storing>succeededFuture(new Storing.Overtaken(version));
              }
              return insert(
                  Tuple.of(
                      hall.value(),
                      version + 1,
                      texts.file(),
                      itemsSource,
                      fresh.content(),
                      fresh.opening(),
                      fresh.items(),
                      by.value()),
                  version + 1);
            })
        .recover(
            failure ->
                failure instanceof InvalidHallFile invalid
                    ? Future.succeededFuture(new Storing.Invalid(invalid.problems()))
                    : Future.failedFuture(failure));
  }

  @Override
  public Future<Previewing> preview(HallId hall, Texts texts, List<Edit> edits, int against) {
    return Future.all(
            pool.preparedQuery(NEWEST)
                .execute(Tuple.of(hall.value()))
                .timeout(QUERY_SECONDS, TimeUnit.SECONDS),
            pool.preparedQuery(CONTENTS)
                .execute(Tuple.of(hall.value(), against, against))
                .timeout(QUERY_SECONDS, TimeUnit.SECONDS))
        .compose(
            both -> {
              RowSet<Row> newest = both.resultAt(0);
              RowSet<Row> older = both.resultAt(1);
              return reading.executeBlocking(
                  () ->
                      previewed(
                          hall, newest.iterator().next(), older.iterator().next(), texts, edits));
            })
        .recover(
            failure ->
                failure instanceof InvalidHallFile invalid
                    ? Future.succeededFuture(new Previewing.Invalid(invalid.problems()))
                    : Future.failedFuture(failure));
  }

  private static Previewing previewed(
      HallId hall, Row newest, Row older, Texts texts, List<Edit> edits) throws InvalidHallFile {
    HallText text = new HallText(texts.file()).with(HallText.edits(edits, VersionContent.MAPPER));
    Texts edited = new Texts(text.source(), texts.items());
    NewVersion fresh =
        NewVersion.read(target(hall, newest), edited, StoredJson.items(newest.getString(7)));
    VersionContent before = VersionContent.of(older);
    VersionContent after = new VersionContent(fresh.content(), fresh.opening(), fresh.items());
    return new Previewing.Fits(
        edited, text.tree().toString(), before.differenceTo(after), newest.getBoolean(1));
  }

  @Override
  public Future<Optional<Difference>> difference(HallId hall, int from, int to) {
    return pool.preparedQuery(CONTENTS)
        .execute(Tuple.of(hall.value(), from, to))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(
            rows ->
                reading.executeBlocking(
                    () -> {
                      VersionContent before = null;
                      VersionContent after = null;
                      for (Row row : rows) {
                        before = row.getInteger(0) == from ? VersionContent.of(row) : before;
                        after = row.getInteger(0) == to ? VersionContent.of(row) : after;
                      }
                      return before == null || after == null
                          ? Optional.empty()
                          : Optional.of(before.differenceTo(after));
                    }));
  }

  private static NewVersion.Target target(HallId hall, Row newest) {
    return new NewVersion.Target(
        hall, newest.getString(0), newest.getString(8), newest.getBoolean(1));
  }

  private static boolean same(
      Row newest, String source, @Nullable String itemsSource, NewVersion fresh) {
    return source.equals(newest.getString(3))
        && Objects.equals(itemsSource, newest.getString(4))
        && fresh.content().equals(newest.getString(5))
        && fresh.opening().equals(newest.getString(6))
        && fresh.items().equals(newest.getString(7));
  }

  private Future<Storing> insert(Tuple columns, int version) {
    return pool.preparedQuery(INSERT)
        .execute(columns)
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(done -> new Storing.Stored(version, true));
  }

  @Override
  public Future<Optional<Written>> written(HallId hall, int version) {
    return pool.preparedQuery(WRITTEN)
        .execute(Tuple.of(hall.value(), version))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new Written(
                                entry(row), new Texts(row.getString(3), row.getString(4)))));
  }

  @Override
  public Future<List<Entry>> history(HallId hall) {
    return pool.preparedQuery(HISTORY)
        .execute(Tuple.of(hall.value(), MAX_HISTORY))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> rows.stream().map(LiveCatalogue::entry).toList());
  }

  private static Entry entry(Row row) {
    return new Entry(row.getInteger(0), row.getOffsetDateTime(1).toInstant(), row.getString(2));
  }

  @Override
  public List<HallConfig> halls() {
    return known.halls();
  }

  @Override
  public Optional<HallConfig> hall(String slug) {
    return known.hall(slug);
  }

  @Override
  public HallConfig newest(HallId hall) {
    return known.newest(hall);
  }

  @Override
  public LocalDate founded(HallId hall) {
    return known.founded(hall);
  }

  @Override
  public HallConfig version(HallId hall, int version) {
    return known.version(hall, version);
  }

  @Override
  public ItemList items(HallId hall, int version) {
    return known.items(hall, version);
  }

  @Override
  public OpeningCalendar openings(HallId hall, int version) {
    return known.openings(hall, version);
  }

  @Override
  public NationalCalendar workingDays(HallId hall, int version) {
    return known.workingDays(hall, version);
  }

  @Override
  public Optional<NationalCalendar> calendar(String id) {
    return known.calendar(id);
  }

  @Override
  public CalendarEdition calendarEdition(HallId hall) {
    return known.calendarEdition(hall);
  }

  @Override
  public Calendars calendarsOf(HallId hall) {
    return known.calendarsOf(hall);
  }
}
