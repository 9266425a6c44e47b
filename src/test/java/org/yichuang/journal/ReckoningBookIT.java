package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.CaseNumber;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.HallId;
import org.yichuang.journal.ReckoningBook.Found;
import org.yichuang.journal.ReckoningBook.Progress;

/** The book of what was reckoned, in a real database. */
class ReckoningBookIT {
  private static final HallId HALL = new HallId(7);
  private static final LocalDate DAY = LocalDate.parse("2026-11-23");

  private final Vertx vertx = Vertx.vertx();
  private DatabaseAddress database;
  private ReckoningBook book;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.fresh();
    try (Connection owner = database.connect(database.migrating());
        Statement statement = owner.createStatement()) {
      statement.execute(
          """
          insert into hall (id, slug, founded, centre) overriding system value
          select 7, 'hanjiang', date '2026-11-23', id from centre
          """);
    }
    Pool pool = PgBuilder.pool().connectingTo(TestDatabase.options(database)).using(vertx).build();
    book = new PgReckoningBook(pool);
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static <T> Found<T> asked(Consumer<Consumer<Found<T>>> question) throws Exception {
    Promise<Found<T>> answer = Promise.promise();
    question.accept(answer::complete);
    return await(answer.future());
  }

  private Found<Progress> save(Progress progress) throws Exception {
    return asked(answer -> book.save(HALL, progress, answer));
  }

  private Found<Optional<Progress>> kept() throws Exception {
    return asked(answer -> book.find(HALL, answer));
  }

  @Test
  void what_was_kept_is_found_and_a_later_calendar_is_not_replaced() throws Exception {
    assertEquals(new Found.Value<>(Optional.empty()), kept());
    Progress later = new Progress(2, 1, 4, 1, new CaseNumber(HALL, DAY, 17), false);
    assertEquals(new Found.Value<>(later), save(later));
    for (Progress older :
        List.of(
            new Progress(1, 9, 9, 9, null, true),
            new Progress(2, 0, 9, 0, null, true),
            new Progress(2, 1, 3, 0, null, true))) {
      assertInstanceOf(Found.Failed.class, save(older), older::toString);
      assertEquals(new Found.Value<>(Optional.of(later)), kept());
    }
    Progress anew = new Progress(2, 1, 4, 1, null, false);
    assertEquals(new Found.Value<>(anew), save(anew));
    assertEquals(new Found.Value<>(Optional.of(anew)), kept());
  }

  @Test
  void an_index_of_its_own_finds_the_cases_whose_clocks_run() throws Exception {
    try (Connection owner = database.connect(database.migrating());
        Statement statement = owner.createStatement()) {
      statement.execute("select ensure_partitions(date '2026-11-01')");
      statement.execute("alter table case_file drop constraint case_file_pkey");
      statement.execute("set enable_seqscan = off");
      String question =
          PgReckoningBook.RUNNING
              .replace("$1", "7")
              .replace("$2", "date '2026-11-01'")
              .replace("$3", "1")
              .replace("$4", "25");
      StringBuilder plan = new StringBuilder();
      try (ResultSet lines = statement.executeQuery("explain " + question)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      assertTrue(plan.toString().contains("Index"), plan::toString);
      assertFalse(plan.toString().contains("Seq Scan"), plan::toString);
    }
  }

  @Test
  void the_schemas_indexes_know_the_same_open_phases_as_the_program() throws Exception {
    List<String> said =
        Pattern.compile("phase in \\([^)]*\\)")
            .matcher(Files.readString(Path.of("schema/V1__spine.sql")))
            .results()
            .map(MatchResult::group)
            .toList();
    assertTrue(said.size() >= 2, said::toString);
    said.forEach(one -> assertEquals("phase " + OpenPhases.SQL, one));
  }
}
