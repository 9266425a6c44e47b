package org.yichuang.persons;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/**
 * What of people goes by itself: {@value #UNNAMED_DAYS} days after it was given, when no case names
 * it; and when every case that names it ended so long ago that nothing must be kept any more. The
 * table of cases says so, which is written with their events: neither an answer nor a node has to
 * live for it. By the clock of the database, in batches of {@value #BATCH}; whoever is being
 * written to is left for the next time.
 */
@SuppressWarnings("InlineFormatString") // a statement is read apart from what fills it in
public final class Expiry {
  static final int BATCH = 500;

  /** Longer than any command is under way. */
  static final int UNNAMED_DAYS = 3;

  static final String EMPTY_PERSON =
      "name = null, number = null, phone = null, authorisation = null, hash = null, key_id = null,"
          + " erased_at = now()";
  static final String EMPTY_SUBJECT = "text = null, hash = null, key_id = null, erased_at = now()";

  /** How long until a record is looked at again that a case names which is not archived. */
  private static final int LOOK_AGAIN_DAYS = 90;

  private static final String SWEEP =
      """
      with due as materialized (
        select id from %1$s
         where erased_at is null and kept_at < now() - interval '%5$d days' and %2$s
         limit %6$d for update skip locked
      ), judged as materialized (
        select id, %3$s as until from due
      ), removed as (
        delete from %1$s using judged j where %1$s.id = j.id and j.until is null returning 1
      ), erased as (
        update %1$s set %4$s from judged j where %1$s.id = j.id and j.until < %7$s returning 1
      ), kept as (
        update %1$s set retain_until = case j.until when date '%9$s' then %7$s + %8$d else j.until end
          from judged j where %1$s.id = j.id and j.until >= %7$s returning 1
      )
      select (select count(*)::int from removed), (select count(*)::int from erased),
             (select count(*)::int from kept)
      """;

  private static final String NEVER_LOOKED_AT = "retain_until is null order by kept_at";
  private static final String OVER =
      "retain_until < %s order by retain_until".formatted(Retention.TODAY);

  /** What a sweep runs; each statement until it finds nothing. */
  static final List<String> SWEEPS =
      List.of(persons(NEVER_LOOKED_AT), subjects(NEVER_LOOKED_AT), persons(OVER), subjects(OVER));

  private Expiry() {}

  private static String persons(String which) {
    return sweep(PersonTable.NAME, which, Retention.untilOfPerson("due.id"), EMPTY_PERSON);
  }

  private static String subjects(String which) {
    return sweep(SubjectTable.NAME, which, Retention.untilOfSubject("due.id"), EMPTY_SUBJECT);
  }

  private static String sweep(String table, String which, String until, String empty) {
    return SWEEP.formatted(
        table,
        which,
        until,
        empty,
        UNNAMED_DAYS,
        BATCH,
        Retention.TODAY,
        LOOK_AGAIN_DAYS,
        Retention.OPEN);
  }

  /**
   * Everything that is due, for the command line. Blocking; each batch is its own transaction.
   *
   * @param connection of the running role
   * @param progress lines for whoever watches
   */
  public static Swept run(Connection connection, Consumer<String> progress) throws SQLException {
    Swept all = Swept.NOTHING;
    try (Statement statement = connection.createStatement()) {
      for (String sweep : SWEEPS) {
        for (Swept some = batch(statement, sweep);
            !some.equals(Swept.NOTHING);
            some = batch(statement, sweep)) {
          all = all.plus(some);
          progress.accept(
              "%d removed that no case names, %d erased whose retention is over"
                  .formatted(all.removed(), all.erased()));
        }
      }
    }
    return all;
  }

  private static Swept batch(Statement statement, String sweep) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sweep)) {
      rows.next();
      return new Swept(rows.getInt(1), rows.getInt(2), rows.getInt(3));
    }
  }
}
