package org.yichuang.persons;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;

/** How long the records of a table are kept, and how they go. Any event loop. */
final class Retention {
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
  private final Pool pool;
  private final String retain;
  private final String erase;

  private Retention(Pool pool, String table, String empty) {
    this.pool = pool;
    retain =
        """
        update %s set retain_until = greatest(retain_until, $2) where id = $1 and erased_at is null
        """
            .formatted(table);
    erase =
        """
        with erased as (
          update %1$s set %2$s
           where id = $1 and erased_at is null
             and (retain_until is null or retain_until < (now() at time zone 'UTC')::date)
          returning id
        ), logged as (
          insert into person_access (account, %1$s, fields, reason, case_number)
          select $2, id, array['erased'], $3, $4 from erased
        )
        select (select count(*)::int from erased) as now, erased_at is not null as before,
               retain_until >= (now() at time zone 'UTC')::date as retained, retain_until
          from %1$s where id = $1
        """
            .formatted(table, empty);
  }

  static Retention ofPersons(Pool pool) {
    return new Retention(pool, PersonTable.NAME, Expiry.EMPTY_PERSON);
  }

  static Retention ofSubjects(Pool pool) {
    return new Retention(pool, SubjectTable.NAME, Expiry.EMPTY_SUBJECT);
  }

  Future<Boolean> retain(long id, LocalDate until) {
    if (until.isAfter(LAST)) {
      throw new IllegalArgumentException("expected a day of 9999 at most, found " + until);
    }
    return Vault.ask(pool, retain, Tuple.of(id, until)).map(rows -> rows.rowCount() == 1);
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
      return Future.succeededFuture(
          new Erasing.Refused(retained(row.getLocalDate("retain_until"))));
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
    return new PersonRefusal(
        PersonRefusal.Reason.RECORD_RETAINED,
        "a record whose retention is over",
        "one of an archive that is kept until " + until,
        "it is erased by itself after that day");
  }
}
