package org.yichuang.web;

import static java.util.stream.Collectors.joining;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.yichuang.cases.CaseItems;
import org.yichuang.cluster.CasePorts;
import org.yichuang.cluster.NoCases;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseRegister;
import org.yichuang.journal.FlightPort;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.PgCaseReader;
import org.yichuang.journal.PgFlights;
import org.yichuang.journal.PgJournalReader;
import org.yichuang.journal.PublishedRoots;
import org.yichuang.people.AccountNames;
import org.yichuang.people.LookupGuesses;
import org.yichuang.people.Role;
import org.yichuang.persons.DatabasePersonVault;
import org.yichuang.persons.MemoryPersonVault;
import org.yichuang.persons.PersonKeyCheck;
import org.yichuang.settings.PersonKeys;

/**
 * Days, cases and people of the hall of {@link TestHall} in a real database, with the accounts of
 * {@link MemoryAccess}; and a hall {@code elsewhere} beside it.
 */
final class CasesWorld implements AutoCloseable {
  static final HallConfig ELSEWHERE = TestHall.config(TestHall.ELSEWHERE, "elsewhere");
  private static final PersonKeys KEYS =
      PersonKeys.parse("k1:" + Base64.getEncoder().encodeToString(new byte[32]));
  private static final int MONTHS = 4;

  /** Of an address in a minute. */
  static final int LOOKUP_RATE = 300;

  private static final PrometheusMeterRegistry METRICS =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  final DatabaseAddress database;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  CasesWorld() throws Exception {
    database = TestDatabase.fresh();
    fill();
    pool =
        PgBuilder.pool()
            .connectingTo(options())
            .with(new PoolOptions().setMaxSize(6))
            .using(vertx)
            .build();
  }

  private PgConnectOptions options() {
    return TestDatabase.options(database);
  }

  private void fill() throws Exception {
    try (Connection owner = database.connect(database.migrating());
        Statement statement = owner.createStatement()) {
      statement.execute(
          """
          insert into hall (id, slug, founded, centre) overriding system value
          select v.id, v.slug, date '2026-11-23', c.id
            from centre c, (values (7, 'hanjiang'), (8, 'elsewhere')) as v(id, slug)
          """);
      LocalDate month = LocalDate.of(2026, 11, 1);
      for (int i = 0; i < MONTHS; i++) {
        statement.execute("select ensure_partitions(date '" + month.plusMonths(i) + "')");
      }
      new MemoryAccess()
          .people(
              who -> {
                try {
                  statement.execute(
                      "insert into account (id, username, roles) overriding system value values"
                          + " (%d, '%s', '{%s}')"
                              .formatted(
                                  who.account().value(),
                                  who.username(),
                                  who.roles().stream().map(Role::name).collect(joining(","))));
                } catch (java.sql.SQLException failed) {
                  throw new IllegalStateException(failed);
                }
              });
    }
    try (Connection running = database.connect(database.running())) {
      PersonKeyCheck.atStart(running, KEYS);
    }
  }

  /** Cases of another hall, with an event each, at noon. */
  void events(int hall, LocalDate day, int count) throws Exception {
    try (Connection owner = database.connect(database.migrating());
        Statement statement = owner.createStatement()) {
      statement.execute(
          """
          insert into case_journal
          select %d, '%s', n, 1, 'Thing', 1, '{}', %d, 0, null, null, sha256('before'), sha256(n::text::bytea)
            from generate_series(1, %d) n
          """
              .formatted(
                  hall, day, day.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli(), count));
    }
  }

  /** Records of people and subjects, and when the last of them was written. */
  String records() throws Exception {
    try (Connection owner = database.connect(database.migrating());
        Statement statement = owner.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select string_agg(kind || ' ' || at, ', ' order by id)
                  from (select id, kind, xmin::text as at from person
                        union all select id, kind, xmin::text from subject) both_tables
                """)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  FlightPort flights(Vertx loops) {
    return new PgFlights(loops, options());
  }

  JournalReader journal() {
    return new PgJournalReader(pool, 3);
  }

  CasePorts ports() {
    return new CasePorts(new PgCaseReader(pool, 3, 100), row -> {}, CasePorts.Limits.DEFAULT);
  }

  CaseParts parts(Function<HallId, CaseItems> items, InstantSource clock) {
    return new CaseParts(
        new CaseFiles(new PgCaseReader(pool, 3, 100), items),
        new CaseRegister(pool),
        new DatabasePersonVault(pool, KEYS, METRICS),
        new AccountNames(pool),
        new LookupGuesses(clock, METRICS),
        Rates.ofLookups(LOOKUP_RATE, clock, METRICS),
        new PublishedRoots(pool));
  }

  /** Of a hall whose database is not there. */
  static CaseParts none(Vertx vertx, Function<HallId, CaseItems> items) {
    Pool away =
        PgBuilder.pool()
            .connectingTo(new PgConnectOptions().setHost("127.0.0.1").setPort(1))
            .using(vertx)
            .build();
    return new CaseParts(
        new CaseFiles(new NoCases(), items),
        new CaseRegister(away),
        new MemoryPersonVault(() -> TestHall.NOW),
        new AccountNames(away),
        new LookupGuesses(() -> TestHall.NOW, METRICS),
        Rates.ofLookups(LOOKUP_RATE, () -> TestHall.NOW, METRICS),
        new PublishedRoots(away));
  }

  /** The first column of a query, as text; of the superuser, who sees everything. */
  List<String> column(String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (Connection all = TestDatabase.superuserConnection(database.database());
        Statement statement = all.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  @Override
  public void close() {
    TestHall.await(pool.close());
    TestHall.await(vertx.close());
  }
}
