package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final LocalDate FIRST = LocalDate.of(2026, 9, 20);
  private static final int CASES = 600;

  private DatabaseAddress database;

  @BeforeEach
  void write() throws Exception {
    database = TestDatabase.fresh();
    owner(
        "select ensure_partitions('%s'), ensure_partitions('%s')"
            .formatted(FIRST, FIRST.plusMonths(1)));
  }

  /** A row of a stream; the day's noon unless said otherwise. */
  private static String row(int sequence, int seq, LocalDate written, String time) {
    long at = Instant.parse(written + "T" + time + "Z").toEpochMilli();
    String key = "1, '%s', %s%d".formatted(FIRST, sequence == 0 ? "" : sequence + ", ", seq);
    return ("insert into %s values (%s, 'Thing', 1, '{}', %d, 0, null, null, sha256('before'),"
            + " sha256(('%s ' || %d)::bytea))")
        .formatted(sequence == 0 ? "journal" : "case_journal", key, at, key.replace("'", ""), at);
  }

  private void owner(String sql) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<DayRoot> publish(LocalDate now) throws SQLException {
    try (Connection connection = database.connect(database.running())) {
      return new DayRoots(connection).publish(Instant.parse(now + "T01:00:00Z"), 100);
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
  void nodes_that_try_at_once_publish_each_day_once() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    List<DayRoot> all = new ArrayList<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      List<Callable<List<DayRoot>>> attempts =
          List.of(
              () -> publish(FIRST.plusDays(6)),
              () -> publish(FIRST.plusDays(6)),
              () -> publish(FIRST.plusDays(6)),
              () -> publish(FIRST.plusDays(6)));
      for (var attempt : nodes.invokeAll(attempts)) {
        all.addAll(attempt.get());
      }
    }
    all.addAll(publish(FIRST.plusDays(6)));
    assertEquals(6, all.stream().map(DayRoot::day).distinct().count());
    assertEquals(6, all.size());
    assertEquals(List.of(), problems());
  }

  @Test
  void whatever_is_changed_in_leaves_roots_or_rows_is_found() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    owner(
        "insert into case_journal select 1, '%s', n, 1, 'Thing', 1, '{}', %d, 0, null, null,"
                .formatted(FIRST, Instant.parse(FIRST + "T12:00:00Z").toEpochMilli())
            + " sha256('before'), sha256(n::text::bytea) from generate_series(1, "
            + CASES
            + ") n");
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
  void the_running_role_cannot_change_what_was_published() throws Exception {
    owner(row(0, 1, FIRST, "12:00:00"));
    publish(FIRST.plusDays(1));
    for (String sql :
        List.of(
            "update day_root set hash = hash",
            "delete from day_root",
            "update day_leaf set hash = hash",
            "truncate day_block")) {
      try (Connection connection = database.connect(database.running());
          Statement statement = connection.createStatement()) {
        SQLException refused = assertThrows(SQLException.class, () -> statement.execute(sql));
        assertTrue(refused.getMessage().contains("permission denied"), refused::getMessage);
      }
    }
  }
}
