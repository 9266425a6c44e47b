package org.yichuang.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.yichuang.database.DatabaseAddress;

/** Stops the clock by which a test's database says which days are over. */
public final class RootClock {
  private RootClock() {}

  public static void stop(DatabaseAddress database, LocalDate lastDayOver) throws SQLException {
    try (Connection owner = database.connect(database.migrating());
        Statement statement = owner.createStatement()) {
      statement.execute(
          "create or replace function last_day_over() returns date language sql volatile as $$"
              + " select date '%s' $$".formatted(lastDayOver));
    }
  }
}
