package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.deadlines.Receipt;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.RecordedEvent;

/** Streams of cases in a real database, sound and broken. */
class CaseStreamsIT {
  private static final int CASES = 4;
  private static final AccountId CLERK = new AccountId(1);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final List<JournalRow> rows = new ArrayList<>();
  private final List<CaseRow> caseRows = new ArrayList<>();
  private final List<CaseFile> files = new ArrayList<>();
  private LocalDate day = LocalDate.EPOCH;

  @Test
  void every_broken_row_of_a_case_is_found() throws Exception {
    DatabaseAddress database = written();
    assertEquals(List.of(), verified(database).problems());
    assertEquals(CASES, verified(database).cases());
    assertEquals(caseRows.size(), verified(database).caseEvents());
    owner(database, "update case_journal set actor = 7 where sequence = 1 and seq = 1");
    owner(database, "update case_file set phase = 'decided' where sequence = 2");
    owner(database, "delete from case_file where sequence = 3");
    owner(database, "delete from case_journal where sequence = 4");
    owner(
        database,
        "insert into case_journal select hall, day, 9, seq, type, version, payload, at, actor,"
            + " command_id, command_digest, previous, hash from case_journal where sequence = 2");
    List<String> found = verified(database).problems();
    CaseNumber ninth = new CaseNumber(rows.getFirst().hall(), day, 9);
    List<String> expected = new ArrayList<>();
    expected.add("case %s/1: its columns do not have the hash that is stored".formatted(number(1)));
    expected.add(
        "table case_file, %s, phase: expected %s, found decided"
            .formatted(number(2), files.get(1).phase()));
    expected.add("table case_file: %s is missing".formatted(number(3)));
    for (CaseRow row : caseRows) {
      if (row.number().sequence() == 2) {
        expected.add(
            "case %s/%d: its columns do not have the hash that is stored"
                .formatted(ninth, row.recorded().seq()));
      }
    }
    expected.add("case %s: its hall gave the number, and it has no stream".formatted(number(4)));
    expected.add("case %s: its hall's stream gives no such number".formatted(ninth));
    expected.add("table case_file, %s: it is not of the journal".formatted(number(4)));
    expected.add("table case_file: %s is missing".formatted(ninth));
    assertEquals(expected, found);
  }

  @Test
  void a_case_with_an_event_less_or_an_unknown_one_is_found() throws Exception {
    DatabaseAddress database = written();
    owner(database, "delete from case_journal where sequence = 1 and seq = 1");
    owner(database, "update case_journal set type = 'Nonsense' where sequence = 2 and seq = 1");
    List<String> found = verified(database).problems();
    assertEquals("case %s/2: expected sequence 1".formatted(number(1)), found.getFirst());
    assertEquals(
        List.of(
            "case %s: expected 2 events of the command that gave the number, found 0 of another command"
                .formatted(number(1))),
        found.stream().filter(line -> line.contains(number(1) + ": expected 2 events")).toList());
    assertEquals(
        1,
        found.stream()
            .filter(line -> line.startsWith("case %s/1: unknown event type".formatted(number(2))))
            .count());
  }

  @Test
  void a_clerks_case_is_read_before_the_herds_however_long_those_wait() throws Exception {
    DatabaseAddress database = written();
    Vertx vertx = Vertx.vertx();
    Pool one =
        PgBuilder.pool()
            .connectingTo(options(database))
            .with(new PoolOptions().setMaxSize(1).setMaxWaitQueueSize(1).setConnectionTimeout(1))
            .using(vertx)
            .build();
    PgCaseReader reader = new PgCaseReader(one, 1, 50);
    List<Future<CaseReader.Loaded>> herd = new ArrayList<>();
    List<String> order = new ArrayList<>();
    Future<CaseReader.Loaded> clerks;
    try (Connection other = database.connect(database.migrating());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table case_journal in access exclusive mode");
      for (int reading = 0; reading < 50; reading++) {
        herd.add(load(reader, CaseReader.Cause.DEADLINE, order));
      }
      assertThrows(
          ExecutionException.class,
          () -> await(one.query("select 1").execute()),
          "whoever waits for the connection itself has given up by now");
      clerks = load(reader, CaseReader.Cause.COMMAND, order);
      assertEquals(50, reader.waiting());
      assertInstanceOf(
          CaseReader.Loaded.Failed.class, await(load(reader, CaseReader.Cause.DEADLINE, order)));
      order.clear();
      other.rollback();
    }
    for (Future<CaseReader.Loaded> reading : herd) {
      assertEquals(CASES, ((CaseReader.Loaded.Streams) await(reading)).rows().size());
    }
    assertEquals(CASES, ((CaseReader.Loaded.Streams) await(clerks)).rows().size());
    assertEquals("COMMAND", order.get(1), "behind the one that was under way alone");
    await(vertx.close());
  }

  private Future<CaseReader.Loaded> load(
      CaseReader reader, CaseReader.Cause cause, List<String> order) {
    Promise<CaseReader.Loaded> answer = Promise.promise();
    reader.load(
        files.stream().map(CaseFile::number).toList(),
        cause,
        loaded -> {
          synchronized (order) {
            order.add(cause.name());
          }
          answer.complete(loaded);
        });
    return answer.future();
  }

  private CaseNumber number(int sequence) {
    return caseRows.stream()
        .map(CaseRow::number)
        .filter(number -> number.sequence() == sequence)
        .findFirst()
        .orElseThrow();
  }

  private static JournalVerifier.Report verified(DatabaseAddress database) throws Exception {
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue catalogue = StoredCatalogue.load(connection);
      return new JournalVerifier(
              catalogue::version,
              new CaseBook(
                  catalogue::caseItems, hall -> new CaseRules(catalogue.calendarsOf(hall))))
          .verify(connection);
    }
  }

  private static void owner(DatabaseAddress database, String sql) throws Exception {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A hall's day and its cases, by the statement of a flight. */
  private DatabaseAddress written() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    try (Connection connection = database.connect(database.running())) {
      BundledFiles.demonstrationCentres().importAbsent(connection);
      StoredCatalogue.importAbsent(
          connection, BundledFiles.demonstration(BundledFiles.demonstrationHall(), true));
      StoredCatalogue catalogue = StoredCatalogue.load(connection);
      HallConfig hall = catalogue.halls().getFirst();
      day = now.atZone(hall.zone()).toLocalDate();
      hall(hall, new HallEvent.DayOpened(day, hall.version(), null), null);
      ItemRef item =
          new ItemRef(
              catalogue.items(hall.id(), hall.version()).items().getFirst().id().value(),
              hall.version());
      for (int sequence = 1; sequence <= CASES; sequence++) {
        begin(catalogue, hall, item, sequence);
      }
      fly(database, hall);
    }
    return database;
  }

  private void hall(HallConfig hall, HallEvent event, @Nullable CommandStamp stamp) {
    rows.add(
        JournalRow.link(
            hall.id(),
            new RecordedEvent(day, rows.size() + 1, now, CLERK, stamp, event),
            rows.isEmpty() ? Hash.NONE : rows.getLast().hash()));
  }

  private void begin(StoredCatalogue catalogue, HallConfig hall, ItemRef item, int sequence) {
    CommandStamp stamp = new CommandStamp(new UUID(1, sequence), new UUID(2, sequence));
    CaseRules rules = new CaseRules(catalogue.calendarsOf(hall.id()));
    CaseNumber number = new CaseNumber(hall.id(), day, sequence);
    CaseState state = CaseState.unregistered(number, catalogue.caseItems(hall.id()));
    CaseCommand register =
        new CaseCommand.RegisterCase(
            item,
            Receipt.Channel.WINDOW,
            new PersonRef(1),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    CaseOutcome outcome =
        rules.decide(state, register, new Author(CLERK, Set.of(CaseRole.INTAKE)), now);
    List<CaseEvent> events = ((CaseOutcome.Accepted) outcome).events();
    hall(hall, new HallEvent.CaseOpened(sequence, events.size(), null), stamp);
    Hash head = Hash.NONE;
    for (CaseEvent event : events) {
      CaseRow row =
          CaseRow.link(
              number, new RecordedCaseEvent(state.seq() + 1, now, CLERK, stamp, event), head);
      state = state.apply(row.recorded());
      head = row.hash();
      caseRows.add(row);
    }
    files.add(CaseFile.of(state, rules));
  }

  private void fly(DatabaseAddress database, HallConfig hall) throws Exception {
    Vertx vertx = Vertx.vertx();
    PgConnectOptions options = options(database);
    Cargo cargo =
        new Cargo(
            hall.id(),
            List.of(new Cargo.StreamHead(day, 0)),
            rows,
            List.of(),
            new Cargo.OfCases(
                files.stream().map(file -> new Cargo.CaseHead(file.number(), 0)).toList(),
                caseRows,
                files));
    Promise<FlightPort.FlightResult> landed = Promise.promise();
    vertx.runOnContext(
        unused -> {
          PgFlights flights = new PgFlights(vertx, options);
          flights.settle(certain -> flights.fly(List.of(cargo), landed::complete));
        });
    FlightPort.FlightResult result = await(landed.future());
    await(vertx.close());
    assertEquals(Set.of(), ((FlightPort.FlightResult.Landed) result).moved(), result::toString);
  }

  private static PgConnectOptions options(DatabaseAddress database) {
    return TestDatabase.options(database);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
