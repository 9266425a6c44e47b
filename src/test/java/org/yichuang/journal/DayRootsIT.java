package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/**
 * Roots of days of a real journal, sound and broken; some days have more than a block of leaves.
 */
class DayRootsIT {
  static final LocalDate FIRST = LocalDate.of(2026, 9, 20);
  private static final int CASES = 600;

  /** The hall of these rows, and room for them. */
  static final String HALL =
      """
      insert into hall (id, slug, founded, centre) overriding system value
      select 1, 'east', date '%1$s', id from centre;
      select ensure_partitions('%1$s'), ensure_partitions('%2$s')
      """
          .formatted(FIRST, FIRST.plusMonths(1));

  private DatabaseAddress database;

  @BeforeEach
  void write() throws Exception {
    database = TestDatabase.fresh();
    owner(database, HALL);
  }

  /** A row of a stream; the day's noon unless said otherwise. */
  static String row(int sequence, int seq, LocalDate written, String time) {
    long at = Instant.parse(written + "T" + time + "Z").toEpochMilli();
    String key = "1, '%s', %s%d".formatted(FIRST, sequence == 0 ? "" : sequence + ", ", seq);
    return ("insert into %s values (%s, 'Thing', 1, '{}', %d, 0, null, null, sha256('before'),"
            + " sha256(('%s ' || %d)::bytea))")
        .formatted(sequence == 0 ? "journal" : "case_journal", key, at, key.replace("'", ""), at);
  }

  /** That many cases of one event each. */
  static String cases(int count) {
    return ("insert into case_journal select 1, '%s', n, 1, 'Thing', 1, '{}', %d, 0, null, null,"
            + " sha256('before'), sha256(n::text::bytea) from generate_series(1, %d) n")
        .formatted(FIRST, Instant.parse(FIRST + "T12:00:00Z").toEpochMilli(), count);
  }

  private void owner(String sql) throws SQLException {
    owner(database, sql);
  }

  static void owner(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What is published when all days before that one are over. */
  private List<DayRoot> publish(LocalDate now) throws SQLException {
    RootClock.stop(database, now.minusDays(1));
    return publish();
  }

  private List<DayRoot> publish() throws SQLException {
    try (Connection connection = database.connect(database.running())) {
      return new DayRoots(connection).publish(100);
    }
  }

  private long behind() throws SQLException {
    try (Connection connection = database.connect(database.running())) {
      return new DayRoots(connection).behind();
    }
  }

  private Object ask(String sql) throws SQLException {
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getObject(1);
    }
  }

  private List<String> problems() throws SQLException {
    List<String> problems = new ArrayList<>();
    try (Connection connection = database.connect(database.running())) {
      connection.setAutoCommit(false);
      new RootVerifier(problems::add).run(connection);
    }
    return problems;
  }

  private List<Integer> leaves(List<DayRoot> roots) {
    return roots.stream().map(DayRoot::leaves).toList();
  }

  @Test
  void a_day_holds_the_heads_of_what_was_written_on_it_and_links_to_the_day_before()
      throws Exception {
    owner(row(0, 1, FIRST, "00:00:00"));
    owner(row(0, 2, FIRST, "23:59:59.999"));
    owner(row(17, 1, FIRST, "12:00:00"));
    owner(row(17, 2, FIRST.plusDays(2), "00:00:00"));
    assertEquals(List.of(), publish(FIRST));
    List<DayRoot> roots = publish(FIRST.plusDays(4));
    assertEquals(List.of(2, 0, 1, 0), leaves(roots));
    assertEquals(Hash.NONE, roots.getFirst().previous());
    for (int i = 1; i < roots.size(); i++) {
      assertEquals(roots.get(i - 1).hash(), roots.get(i).previous());
      assertEquals(FIRST.plusDays(i), roots.get(i).day());
    }
    assertEquals(Merkle.EMPTY, roots.get(1).tree());
    assertEquals(List.of(), publish(FIRST.plusDays(4)));
    assertEquals(List.of(), problems());
  }

  @Test
  void what_is_written_too_late_for_its_day_is_in_the_root_of_the_day_after() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    assertEquals(List.of(1), leaves(publish(FIRST.plusDays(1))));
    owner(row(0, 2, FIRST, "23:59:59.999"));
    assertEquals(List.of(), problems());
    assertEquals(List.of(1), leaves(publish(FIRST.plusDays(2))));
    assertEquals(List.of(0), leaves(publish(FIRST.plusDays(3))));
    publish(FIRST.plusDays(12));
    assertEquals(List.of(), problems());
    owner(row(0, 3, FIRST, "23:59:59.999"));
    assertEquals(List.of("hall 1, %s/3: it is in no root".formatted(FIRST)), problems());
  }

  @Test
  void what_is_slipped_into_an_exported_month_that_is_attached_is_found() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    owner(row(17, 1, FIRST, "12:00:00"));
    publish(FIRST.plusDays(12));
    owner(
        "insert into exported_month (month, file, sha256) values ('%s', 'x', sha256('x'))"
            .formatted(FIRST.withDayOfMonth(1)));
    assertEquals(List.of(), problems());
    owner(row(0, 2, FIRST, "13:00:00"));
    owner(row(17, 2, FIRST, "13:00:00"));
    owner(row(18, 1, FIRST, "13:00:00"));
    assertEquals(
        List.of(
            "hall 1, %s/2: it is in no root".formatted(FIRST),
            "hall 1, %s, case 17/2: it is in no root".formatted(FIRST),
            "hall 1, %s, case 18/1: it is in no root".formatted(FIRST)),
        problems());
  }

  @Test
  void what_is_slipped_in_with_a_time_that_is_to_come_is_found() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    owner(row(17, 1, FIRST, "12:00:00"));
    publish(FIRST.plusDays(12));
    owner(row(17, 2, FIRST.plusDays(13), "23:59:59"));
    assertEquals(List.of(), problems());
    owner(row(17, 3, FIRST.plusDays(14), "00:00:00"));
    owner(row(0, 2, FIRST.plusDays(20_000), "00:00:00"));
    assertEquals(
        List.of(
            "hall 1, %s/2: its time is still to come".formatted(FIRST),
            "hall 1, %s, case 17/3: its time is still to come".formatted(FIRST)),
        problems());
  }

  @Test
  void nodes_that_try_at_once_publish_each_day_once() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    RootClock.stop(database, FIRST.plusDays(5));
    List<DayRoot> all = new ArrayList<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (var attempt :
          nodes.invokeAll(Collections.<Callable<List<DayRoot>>>nCopies(4, this::publish))) {
        all.addAll(attempt.get());
      }
    }
    all.addAll(publish());
    assertEquals(6, all.stream().map(DayRoot::day).distinct().count());
    assertEquals(6, all.size());
    assertEquals(List.of(), problems());
  }

  @Test
  void whatever_is_changed_in_leaves_roots_or_rows_is_found() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    owner(cases(CASES));
    assertEquals(List.of(CASES + 1, 0, 0), leaves(publish(FIRST.plusDays(3))));
    assertEquals(List.of(), problems());
    tampered(
        "update case_journal set hash = sha256('x') where sequence = 5",
        "leaf 5 of %1$s, hall 1, %1$s, case 5/1: the row has another hash than the one that was published");
    tampered(
        "delete from case_journal where sequence = 6",
        "leaf 6 of %1$s, hall 1, %1$s, case 6/1: the journal has no such row");
    tampered(
        "update day_root set tree = sha256('x') where leaves > 0",
        "root of %1$s: its columns do not have the hash that is stored",
        "root of %1$s: its %2$d leaves are not those of the tree that was published");
    tampered(
        "update day_block set hash = sha256('x') where position = 1",
        "root of %1$s: its blocks are not those of its leaves");
    tampered(
        "delete from day_root where day = '%s'".formatted(FIRST.plusDays(1)),
        "root of %3$s: it does not link to the one before",
        "root of %3$s: expected one of %4$s before it, found none");
  }

  private void tampered(String sql, String... expected) throws Exception {
    try (Connection connection = database.connect(database.migrating())) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String table : List.of("day_root", "day_leaf", "day_block")) {
          statement.execute("alter table %s disable trigger user".formatted(table));
        }
        statement.execute(sql);
      }
      List<String> problems = new ArrayList<>();
      new RootVerifier(problems::add).run(connection);
      connection.rollback();
      assertEquals(
          Arrays.stream(expected)
              .map(line -> line.formatted(FIRST, CASES + 1, FIRST.plusDays(2), FIRST.plusDays(1)))
              .toList(),
          problems);
    }
  }

  @Test
  void a_day_is_over_an_hour_after_its_end_by_the_clock_of_the_database() throws Exception {
    String at = "select last_day_over_at('2026-11-24T%sZ')::text";
    assertEquals("2026-11-22", ask(at.formatted("00:59:59.999999")));
    assertEquals("2026-11-23", ask(at.formatted("01:00:00")));
    assertEquals(
        true,
        ask(
            "select last_day_over() between last_day_over_at(statement_timestamp())"
                + " and last_day_over_at(clock_timestamp())"));
  }

  @Test
  void a_clock_that_is_set_back_is_told_and_nothing_is_published_until_it_is_right()
      throws Exception {
    assertEquals(0, behind());
    owner(row(0, 1, FIRST, "12:00:00"));
    RootClock.stop(database, FIRST.minusDays(1));
    assertEquals(0, behind());
    RootClock.stop(database, FIRST.plusDays(2));
    assertEquals(3, behind());
    assertEquals(3, publish().size());
    assertEquals(0, behind());
    RootClock.stop(database, FIRST);
    assertEquals(-2, behind());
    assertEquals(List.of(), publish());
    assertEquals(
        List.of(
            "root of %s: expected none after %s, the last day that is over"
                .formatted(FIRST.plusDays(2), FIRST)),
        problems());
    RootClock.stop(database, FIRST.plusDays(3));
    assertEquals(1, publish().size());
    assertEquals(List.of(), problems());
  }

  @Test
  void the_oldest_event_is_found_without_reading_the_journal() throws Exception {
    owner(
        "insert into journal select 1, date '%s' + n / 2000, n %% 2000 + 1, 'Thing', 1, '{}', n, 0,"
                .formatted(FIRST)
            + " null, null, sha256('before'), sha256('x') from generate_series(0, 19999) n");
    owner("analyze journal");
    assertEquals(0L, ask(DayRoots.OLDEST_EVENT));
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement();
        ResultSet plan =
            statement.executeQuery("explain (analyze, timing off) " + DayRoots.OLDEST_EVENT)) {
      List<String> lines = new ArrayList<>();
      while (plan.next()) {
        lines.add(plan.getString(1));
      }
      List<String> read =
          lines.stream()
              .filter(line -> line.contains("journal_") && !line.contains("never executed"))
              .toList();
      assertFalse(read.isEmpty());
      for (String line : read) {
        assertTrue(line.matches(".*rows=[01](\\.\\d+)? loops=1\\)"), () -> lines.toString());
      }
    }
  }
}
