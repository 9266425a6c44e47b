package org.yichuang.persons;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/**
 * How long the records of a table are kept, and how they go: as long as a case names them that is
 * not archived, and {@value #YEARS} years after the last event of each that is (保管期限). Any event
 * loop.
 */
@SuppressWarnings("InlineFormatString") // a statement is read apart from what fills it in
final class Retention {
  static final int YEARS = 10;

  /** The last day of what a case names that is not archived. */
  static final LocalDate OPEN = LocalDate.of(9999, 12, 31);

  static final String TODAY = "(now() at time zone 'UTC')::date";

  private static final String UNTIL =
      """
      (select max(case when c.phase <> 'archived' then date '%2$s' else coalesce(
                (select ((to_timestamp(j.at / 1000.0) at time zone 'UTC') + interval '%3$d years')::date
                   from case_journal j
                  where j.hall = c.hall and j.day = c.day and j.sequence = c.sequence and j.seq = c.seq),
                date '%2$s') end)
         from case_file c where %1$s)
      """;

  /** Whoever is kept so much longer needs no note that they were given again. */
  private static final String LONG = TODAY + " + 366";

  private static final String AGAIN =
      """
      with touched as (
        update %1$s set kept_at = now()
         where id = $1 and erased_at is null and coalesce(%2$s < %3$s, true) returning 1
      )
      select exists (select 1 from touched)
          or exists (select 1 from %1$s where id = $1 and erased_at is null and %2$s >= %3$s)
      """;

  private static final String FORGET =
      """
      delete from %1$s
       where id = $1 and kept_at = $2 and erased_at is null and retain_until is null and %2$s is null
      """;

  private static final String ERASE =
      """
      with named as materialized (select %3$s as until), erased as (
        update %1$s set %2$s
         where id = $1 and erased_at is null and (select coalesce(until < %4$s, true) from named)
        returning id
      ), logged as (
        insert into person_access (account, %1$s, fields, reason, case_number)
        select $2, id, array['erased'], $3, $4 from erased
      )
      select (select count(*)::int from erased) as now, erased_at is not null as before,
             (select until from named) as until, (select until >= %4$s from named) as retained
        from %1$s where id = $1
      """;

  private final Pool pool;
  private final String again;
  private final String forget;
  private final String erase;

  private Retention(Pool pool, String table, String until, String empty) {
    this.pool = pool;
    again = AGAIN.formatted(table, until, LONG);
    forget = FORGET.formatted(table, until);
    erase = ERASE.formatted(table, empty, until, TODAY);
  }

  static Retention ofPersons(Pool pool) {
    return new Retention(pool, PersonTable.NAME, untilOfPerson("$1"), Expiry.EMPTY_PERSON);
  }

  static Retention ofSubjects(Pool pool) {
    return new Retention(pool, SubjectTable.NAME, untilOfSubject("$1"), Expiry.EMPTY_SUBJECT);
  }

  /** The last day of a person's retention as SQL; null: no case names the id. */
  static String untilOfPerson(String id) {
    return UNTIL.formatted("c.applicant = %1$s or c.handler = %1$s".formatted(id), OPEN, YEARS);
  }

  static String untilOfSubject(String id) {
    return UNTIL.formatted("c.subject = " + id, OPEN, YEARS);
  }

  /**
   * Keeps a record off the sweep for whoever is given it once more.
   *
   * @return false when it is gone
   */
  Future<Boolean> again(long id) {
    return Vault.ask(pool, again, Tuple.of(id)).map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Removes what was made, unless somebody else was given it meanwhile or a case names it. */
  Future<Void> forget(List<Fresh.Made> made) {
    return Future.join(
            made.stream()
                .map(row -> Vault.ask(pool, forget, Tuple.of(row.id(), row.at())))
                .toList())
        .mapEmpty();
  }

  Future<Erasing> erase(long id, Inspection why) {
    Tuple arguments =
        Tuple.of(id, why.by().value(), why.reason(), why.of() == null ? null : why.of().display());
    return Vault.ask(pool, erase, arguments).compose(rows -> erased(rows, id, why));
  }

  private Future<Erasing> erased(RowSet<Row> rows, long id, Inspection why) {
    if (rows.size() == 0) {
      return Future.succeededFuture(new Erasing.Refused(unknown()));
    }
    Row row = rows.iterator().next();
    if (row.getInteger("now") == 1 || row.getBoolean("before")) {
      return Future.succeededFuture(new Erasing.Erased());
    }
    if (Boolean.TRUE.equals(row.getBoolean("retained"))) {
      return Future.succeededFuture(new Erasing.Refused(retained(row.getLocalDate("until"))));
    }
    return erase(id, why);
  }

  static PersonRefusal unknown() {
    return new PersonRefusal(
        PersonRefusal.Reason.UNKNOWN_RECORD,
        "a record",
        "none of that number",
        "it may have been removed because no case named it");
  }

  static PersonRefusal retained(LocalDate until) {
    return until.equals(OPEN)
        ? new PersonRefusal(
            PersonRefusal.Reason.RECORD_RETAINED,
            "a record whose retention is over",
            "one that a case names which is not archived",
            "it is erased by itself %d years after the case was archived".formatted(YEARS))
        : new PersonRefusal(
            PersonRefusal.Reason.RECORD_RETAINED,
            "a record whose retention is over",
            "one of an archive that is kept until " + until,
            "it is erased by itself after that day");
  }
}
