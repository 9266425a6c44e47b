package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yichuang.journal.DayRootsIT.FIRST;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.CaseNumber;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.HallId;

/** Roots that a node publishes by itself, and what it says of them. */
class PublishedRootsIT {
  private final Vertx vertx = Vertx.vertx();
  private DatabaseAddress database;
  private PublishedRoots roots;

  @BeforeEach
  void connect() throws Exception {
    database = TestDatabase.fresh();
    DayRootsIT.owner(database, DayRootsIT.HALL);
    Pool pool = PgBuilder.pool().connectingTo(TestDatabase.options(database)).using(vertx).build();
    roots = new PublishedRoots(pool);
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void each_case_of_a_day_of_several_blocks_is_in_its_root() throws Exception {
    for (int cases : new int[] {512, 600}) {
      connect();
      DayRootsIT.owner(database, DayRootsIT.cases(cases));
      DayRootsIT.owner(database, DayRootsIT.row(0, 1, FIRST, "12:00:00"));
      RootClock.stop(database, FIRST);
      try (Connection connection = database.connect(database.running())) {
        assertEquals(1, new DayRoots(connection).publish(1).size());
      }
      for (int sequence : new int[] {1, 2, 254, 255, 256, 257, 511, 512, cases}) {
        PublishedRoots.Inclusion in =
            await(roots.newest(new CaseNumber(new HallId(1), FIRST, sequence))).orElseThrow();
        assertEquals(cases + 1, in.root().leaves());
        assertEquals(sequence, in.position());
        assertEquals(1, in.seq());
        Hash event = MerkleTest.sha(String.valueOf(sequence).getBytes(StandardCharsets.UTF_8));
        assertEquals(
            in.root().tree(),
            MerkleTest.followed(
                MerkleTest.sha(new byte[] {0}, event.bytes()),
                sequence,
                in.root().leaves(),
                in.path()),
            () -> sequence + " of " + cases);
      }
    }
  }

  @Test
  void a_look_says_how_many_roots_are_missing_also_when_it_cannot_publish() throws Exception {
    AtomicReference<String> sql = new AtomicReference<>("select 1");
    RootCare care =
        new RootCare(
            () -> {
              Connection connection = database.connect(database.running());
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql.get());
              }
              return connection;
            });
    assertEquals(Double.NaN, care.daysBehind());
    sql.set("set default_transaction_read_only = on");
    care.publishWhenDue();
    assertEquals(0, care.daysBehind());
    DayRootsIT.owner(database, DayRootsIT.row(0, 1, FIRST, "12:00:00"));
    RootClock.stop(database, FIRST.plusDays(2));
    assertThrows(SQLException.class, care::publishWhenDue);
    assertEquals(3, care.daysBehind());
    sql.set("no statement");
    assertThrows(SQLException.class, care::publishWhenDue);
    assertEquals(Double.NaN, care.daysBehind());
    sql.set("select 1");
    assertEquals(3, care.publishWhenDue().size());
    assertEquals(0, care.daysBehind());
    RootClock.stop(database, FIRST);
    assertEquals(List.of(), care.publishWhenDue());
    assertEquals(-2, care.daysBehind());
  }
}
