package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.HallId;

/** Partitions in time, against a real database, under a clock of the test's. */
class JournalCareIT {
  private static final List<String> TABLES =
      List.of("journal", "case_journal", "case_file", "ticket");

  private final YearMonth current = YearMonth.now(ZoneOffset.UTC);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private DatabaseAddress database;
  private Vertx vertx;
  private Pool pool;

  @BeforeEach
  void connect() throws Exception {
    database = TestDatabase.fresh();
    vertx = Vertx.vertx();
    pool =
        PgBuilder.pool()
            .connectingTo(options())
            .with(new PoolOptions().setMaxSize(8))
            .using(vertx)
            .build();
  }

  private PgConnectOptions options() {
    return TestDatabase.options(database);
  }

  @AfterEach
  void close() throws Exception {
    await(pool.close());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private boolean exists(YearMonth month) throws Exception {
    return missing(month).isEmpty();
  }

  /** Those tables that have no partition of the month. */
  private List<String> missing(YearMonth month) throws Exception {
    List<String> missing = new ArrayList<>();
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet rows =
            statement.executeQuery("select to_regclass('%s_%s')".formatted(table, suffix(month)))) {
          rows.next();
          if (rows.getString(1) == null) {
            missing.add(table);
          }
        }
      }
    }
    return missing;
  }

  private static String suffix(YearMonth month) {
    return month.toString().replace("-", "");
  }

  private void at(LocalDate day, String time) {
    now.set(Instant.parse(day + "T" + time + "Z"));
  }

  @Test
  void the_next_month_is_there_before_this_one_ends() throws Exception {
    JournalCare care = new JournalCare(pool, now::get);
    for (int ahead = 2; ahead <= 11; ahead++) {
      YearMonth month = current.plusMonths(ahead);
      at(month.atEndOfMonth(), "23:59:59.999");
      assertTrue(care.daysCovered() < 32);
      await(care.makePartitionsWhenDue());
      assertTrue(exists(month), month::toString);
      assertTrue(exists(month.plusMonths(1)), month::toString);
      assertEquals(1 + month.plusMonths(1).lengthOfMonth(), care.daysCovered());
    }
  }

  @Test
  void a_machine_that_slept_for_months_makes_them_at_its_first_look() throws Exception {
    JournalCare care = new JournalCare(pool, now::get);
    await(care.makePartitionsWhenDue());
    YearMonth woken = current.plusMonths(5);
    at(woken.atDay(1), "00:00:00");
    assertEquals(0, care.daysCovered());
    await(care.makePartitionsWhenDue());
    assertTrue(exists(woken) && exists(woken.plusMonths(1)));
    assertEquals(woken.lengthOfMonth() + woken.plusMonths(1).lengthOfMonth(), care.daysCovered());
  }

  @Test
  void between_two_looks_nothing_is_asked_for_an_hour() throws Exception {
    JournalCare care = new JournalCare(pool, now::get);
    at(current.plusMonths(1).atDay(10), "10:00:00");
    await(care.makePartitionsWhenDue());
    drop(current.plusMonths(2));
    at(current.plusMonths(1).atDay(10), "11:00:00");
    await(care.makePartitionsWhenDue());
    assertTrue(!exists(current.plusMonths(2)));
    at(current.plusMonths(1).atDay(10), "11:00:01");
    await(care.makePartitionsWhenDue());
    assertTrue(exists(current.plusMonths(2)));
  }

  @Test
  void a_month_of_which_any_part_is_missing_is_made_whole() throws Exception {
    JournalCare care = new JournalCare(pool, now::get);
    YearMonth month = current.plusMonths(1);
    for (String table : TABLES) {
      await(care.makePartitions());
      execute("drop table %s_%s".formatted(table, suffix(month)));
      assertEquals(List.of(table), missing(month));
      await(care.makePartitions());
      assertEquals(List.of(), missing(month));
    }
  }

  @Test
  void days_count_as_covered_only_where_every_table_has_its_partition() throws Exception {
    JournalCare care = new JournalCare(pool, now::get);
    for (String table : TABLES) {
      at(current.atDay(1), "00:00:00");
      await(care.makePartitions());
      execute("drop table %s_%s".formatted(table, suffix(current.plusMonths(1))));
      at(current.minusMonths(1).atDay(1), "00:00:00");
      await(care.makePartitions());
      at(current.atDay(1), "00:00:00");
      assertEquals(current.lengthOfMonth(), care.daysCovered(), table);
    }
  }

  @Test
  void a_table_that_only_has_the_name_of_a_partition_is_not_taken_for_one() throws Exception {
    JournalCare care = new JournalCare(pool, now::get);
    YearMonth month = current.plusMonths(1);
    await(care.makePartitions());
    execute("alter table case_file detach partition case_file_" + suffix(month));
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> await(care.makePartitions()));
    assertTrue(
        refused.getMessage().contains("\"case_file_%s\" already exists".formatted(suffix(month))),
        refused::getMessage);
  }

  private void drop(YearMonth month) throws Exception {
    for (String table : TABLES) {
      execute("drop table %s_%s".formatted(table, suffix(month)));
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void nodes_that_look_at_the_same_moment_make_them_once() throws Exception {
    at(current.plusMonths(7).atDay(15), "12:00:00");
    List<Future<Void>> all = new ArrayList<>();
    for (int node = 0; node < 8; node++) {
      all.add(new JournalCare(pool, now::get).makePartitions());
    }
    await(Future.all(all));
    assertTrue(exists(current.plusMonths(7)) && exists(current.plusMonths(8)));
  }

  @Test
  void a_hall_waits_for_its_turn_to_be_read_for_as_long_as_it_takes() throws Exception {
    Pool one =
        PgBuilder.pool()
            .connectingTo(options())
            .with(new PoolOptions().setMaxSize(1).setConnectionTimeout(1))
            .using(vertx)
            .build();
    JournalReader reader = new PgJournalReader(one, 1);
    List<Future<JournalReader.Loaded>> read = new ArrayList<>();
    await(one.query("select 1").execute());
    try (Connection other = database.connect(database.migrating());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table journal in access exclusive mode");
      for (int hall = 1; hall <= 100; hall++) {
        Promise<JournalReader.Loaded> answer = Promise.promise();
        reader.load(new HallId(hall), answer::complete);
        read.add(answer.future());
      }
      assertThrows(
          ExecutionException.class,
          () -> await(one.query("select 1").execute()),
          "whoever waits for the connection itself has given up by now");
      other.rollback();
    }
    for (Future<JournalReader.Loaded> loaded : read) {
      assertEquals(new JournalReader.Loaded.Rows(List.of()), await(loaded));
    }
    await(one.close());
  }
}
