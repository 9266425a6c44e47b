package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.journal.DayRootsIT.FIRST;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/** What the tables of roots take, whatever program asks. */
class DayRootTablesIT {
  private static final List<String> CHANGES =
      List.of(
          "update day_root set hash = hash",
          "delete from day_root",
          "update day_leaf set hash = hash",
          "truncate day_block");

  private DatabaseAddress database;

  @BeforeEach
  void write() throws Exception {
    database = TestDatabase.fresh();
    DayRootsIT.owner(database, DayRootsIT.HALL);
  }

  @Test
  void the_running_role_cannot_publish_another_day_than_the_next_that_is_over() throws Exception {
    DayRootsIT.owner(database, DayRootsIT.row(0, 1, FIRST, "12:00:00"));
    RootClock.stop(database, FIRST.plusDays(4));
    refused("that day is not over", root(FIRST.plusDays(5), 0, "sha256('x')"));
    try (Connection connection = database.connect(database.running())) {
      assertEquals(2, new DayRoots(connection).publish(2).size());
    }
    LocalDate next = FIRST.plusDays(2);
    String previous = "(select hash from day_root where day = '%s')".formatted(next.minusDays(1));
    String another = "expected the root of %s behind that of the day before".formatted(next);
    refused(another, root(next.plusDays(1), 0, previous));
    refused(another, root(FIRST.minusDays(1), 0, previous));
    refused(another, root(next, 0, "sha256('another')"));
    refused("over its 0 leaves, found 7", root(next, 7, previous));
    for (LocalDate day : List.of(FIRST, next.plusDays(1), FIRST.plusDays(9))) {
      refused(
          "expected parts of the day after the newest root",
          "insert into day_leaf values ('%s', 9, 1, '%s', 0, 9, sha256('x'))".formatted(day, day));
      refused(
          "expected parts of the day after the newest root",
          "insert into day_block values ('%s', 9, sha256('x'))".formatted(day));
    }
    try (Connection connection = database.connect(database.running())) {
      assertEquals(3, new DayRoots(connection).publish(100).size());
    }
    refused(
        "expected parts of the day after the newest root",
        "insert into day_leaf values ('%s', 0, 1, '%s', 0, 9, sha256('x'))"
            .formatted(FIRST.plusDays(5), FIRST));
  }

  private static String root(LocalDate day, int leaves, String previous) {
    return "insert into day_root select '%s', %d, sha256('tree'), %s, sha256('hash')"
        .formatted(day, leaves, previous);
  }

  private void refused(String because, String sql) throws SQLException {
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement()) {
      SQLException refused = assertThrows(SQLException.class, () -> statement.execute(sql), sql);
      assertTrue(refused.getMessage().contains(because), refused::getMessage);
    }
  }

  @Test
  void nobody_changes_what_was_published_the_running_role_not_even_may() throws Exception {
    DayRootsIT.owner(database, DayRootsIT.row(0, 1, FIRST, "12:00:00"));
    RootClock.stop(database, FIRST);
    try (Connection connection = database.connect(database.running())) {
      assertEquals(1, new DayRoots(connection).publish(100).size());
    }
    for (String sql : CHANGES) {
      refused("permission denied", sql);
      SQLException refused =
          assertThrows(SQLException.class, () -> DayRootsIT.owner(database, sql), sql);
      assertTrue(
          refused.getMessage().contains("expected what was published to stay as it is"),
          refused::getMessage);
    }
  }
}
