package org.yichuang.persons;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/**
 * What of people goes by itself: a day after it was given, when no case has named it; and after the
 * last day of its retention. By the clock of the database, in batches of {@value #BATCH}; whoever
 * is being written to is left for the next time.
 */
public final class Expiry {
  static final int BATCH = 500;

  private static final String UNNAMED =
      """
      with due as materialized (
        select id from %1$s
         where retain_until is null and erased_at is null and kept_at < now() - interval '24 hours'
         order by kept_at limit %2$d for update skip locked)
      delete from %1$s using due where %1$s.id = due.id
      """;
  private static final String OVER =
      """
      with due as materialized (
        select id from %1$s
         where retain_until < (now() at time zone 'UTC')::date and erased_at is null
           and kept_at < now() - interval '24 hours'
         order by retain_until limit %2$d for update skip locked)
      update %1$s set %3$s from due where %1$s.id = due.id
      """;

  static final String EMPTY_PERSON =
      "name = null, number = null, phone = null, authorisation = null, hash = null, key_id = null,"
          + " erased_at = now()";
  static final String EMPTY_SUBJECT = "text = null, hash = null, key_id = null, erased_at = now()";

  static final String UNNAMED_PERSONS = UNNAMED.formatted("person", BATCH);
  static final String UNNAMED_SUBJECTS = UNNAMED.formatted("subject", BATCH);
  static final String PERSONS_OVER = OVER.formatted("person", BATCH, EMPTY_PERSON);
  static final String SUBJECTS_OVER = OVER.formatted("subject", BATCH, EMPTY_SUBJECT);

  private Expiry() {}

  /**
   * Everything that is due, for the command line. Blocking; each batch is its own transaction.
   *
   * @param connection of the running role
   * @param progress lines for whoever watches
   */
  public static Swept run(Connection connection, Consumer<String> progress) throws SQLException {
    Swept all = new Swept(0, 0);
    try (Statement statement = connection.createStatement()) {
      for (Swept some = batch(statement); some.removed() + some.erased() > 0; ) {
        all = all.plus(some);
        progress.accept(
            "%d removed that no case named, %d erased whose retention is over"
                .formatted(all.removed(), all.erased()));
        some = batch(statement);
      }
    }
    return all;
  }

  private static Swept batch(Statement statement) throws SQLException {
    return new Swept(
        statement.executeUpdate(UNNAMED_PERSONS) + statement.executeUpdate(UNNAMED_SUBJECTS),
        statement.executeUpdate(PERSONS_OVER) + statement.executeUpdate(SUBJECTS_OVER));
  }
}
