package org.yichuang.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.YearNotice;
import org.yichuang.hall.AccountId;

/** Notices of years in the database; versions are immutable. Any event loop. */
public final class DatabaseCalendarYears implements CalendarYears {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int ATTEMPTS = 3;
  private static final long QUERY_SECONDS = 5;

  /** The columns of a version in the order {@link #year} expects. */
  static final String COLUMNS =
      "y.version, y.year, y.holidays, y.workdays, y.document, y.created_at";

  private static final String ALL =
      """
      select %s, a.username
        from calendar_year y left join account a on a.id = y.created_by
       where y.calendar = $1 order by y.version desc
      """
          .formatted(COLUMNS);
  private static final String INSERT =
      """
      with stored as (
        insert into calendar_year
               (calendar, version, year, holidays, workdays, document, created_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        returning calendar, version, year, document, created_by)
      insert into admin_log (actor, action, target, detail)
      select s.created_by, 'calendar-year-stored', s.calendar || ' ' || s.year,
             jsonb_build_object('version', s.version, 'document', s.document)
        from stored s
      """;

  private final Pool pool;
  private final LiveCatalogue catalogue;

  public DatabaseCalendarYears(Pool pool, LiveCatalogue catalogue) {
    this.pool = pool;
    this.catalogue = catalogue;
  }

  private static String id() {
    return BundledFiles.nationalCalendar().id();
  }

  @Override
  public Future<List<StoredYear>> history() {
    return pool.preparedQuery(ALL)
        .execute(Tuple.of(id()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .map(rows -> rows.stream().map(row -> year(row, row.getString(6))).toList());
  }

  /** From {@link #COLUMNS}. */
  static StoredYear year(Row row, @Nullable String by) {
    return new StoredYear(
        row.getInteger(0),
        new YearNotice(
            row.getInteger(1),
            days(row.getArrayOfLocalDates(2)),
            days(row.getArrayOfLocalDates(3))),
        row.getString(4),
        row.getOffsetDateTime(5).toInstant(),
        by);
  }

  private static Set<LocalDate> days(LocalDate[] days) {
    return new TreeSet<>(Arrays.asList(days));
  }

  @Override
  public Future<Storing> store(YearNotice notice, String document, AccountId by) {
    return store(notice, document, by, ATTEMPTS)
        .compose(
            storing -> {
              if (storing instanceof Storing.Stored stored && stored.added()) {
                catalogue.tellOthers();
                Promise<Storing> known = Promise.promise();
                catalogue.refresh(() -> known.complete(storing));
                return known.future();
              }
              return Future.succeededFuture(storing);
            });
  }

  private Future<Storing> store(YearNotice notice, String document, AccountId by, int attempts) {
    return history()
        .compose(before -> add(before, notice, document, by))
        .recover(
            failure ->
                attempts > 1
                        && failure instanceof PgException refused
                        && UNIQUE_VIOLATION.equals(refused.getSqlState())
                    ? store(notice, document, by, attempts - 1)
                    : Future.failedFuture(failure));
  }

  private Future<Storing> add(
      List<StoredYear> before, YearNotice notice, String document, AccountId by) {
    StoredYear same =
        before.stream()
            .filter(year -> year.notice().year() == notice.year())
            .findFirst()
            .filter(year -> year.notice().equals(notice) && year.document().equals(document))
            .orElse(null);
    if (same != null) {
      return Future.succeededFuture(new Storing.Stored(same, false));
    }
    if (before.size() >= MAX_VERSIONS) {
      return Future.succeededFuture(
          new Storing.Refused(
              "at most %d versions of the calendar, found as many".formatted(MAX_VERSIONS)));
    }
    try {
      calendar(before).with(notice);
    } catch (IllegalArgumentException contradiction) {
      return Future.succeededFuture(
          new Storing.Refused(String.valueOf(contradiction.getMessage())));
    }
    int version = before.isEmpty() ? 1 : before.getFirst().version() + 1;
    return pool.preparedQuery(INSERT)
        .execute(
            Tuple.of(
                id(),
                version,
                notice.year(),
                array(notice.holidays()),
                array(notice.workdays()),
                document,
                by.value()))
        .timeout(QUERY_SECONDS, TimeUnit.SECONDS)
        .compose(done -> history())
        .map(
            after ->
                new Storing.Stored(
                    after.stream()
                        .filter(year -> year.version() == version)
                        .findFirst()
                        .orElseThrow(),
                    true));
  }

  /** What is known with these versions. */
  static NationalCalendar calendar(Collection<StoredYear> years) {
    NationalCalendar calendar = BundledFiles.nationalCalendar();
    for (StoredYear year :
        years.stream().sorted(Comparator.comparingInt(StoredYear::version)).toList()) {
      calendar = calendar.with(year.notice());
    }
    return calendar;
  }

  private static LocalDate[] array(Set<LocalDate> days) {
    return days.toArray(LocalDate[]::new);
  }
}
