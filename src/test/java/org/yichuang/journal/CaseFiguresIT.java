package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CasePhase;
import org.yichuang.cases.CaseRecord;
import org.yichuang.cases.CaseTally;
import org.yichuang.cases.Period;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.HallId;

/** What the database adds up is what the rules say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseFiguresIT {
  private static final long SEED = 20_261_127;
  private static final int CASES = 3_000;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final LocalDate FIRST = TODAY.withDayOfMonth(1);
  private static final List<HallId> HALLS = List.of(new HallId(1), new HallId(2), new HallId(3));

  /** A case, and what of it the record of indicators does not say. */
  private record Filed(
      CaseRecord record, String item, String light, CaseFile.@Nullable Raised alarm) {}

  private final Random dice = new Random(SEED);
  private final List<Filed> filed = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private CaseFigures figures;

  @BeforeAll
  void fill() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    try (Connection connection = database.connect(database.running())) {
      try (var partitions = connection.createStatement()) {
        partitions.execute("select ensure_partitions(date '%s')".formatted(FIRST));
      }
      write(connection);
    }
    PgConnectOptions options = TestDatabase.options(database);
    Pool pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
    figures = new PgCaseFigures(pool);
  }

  @AfterAll
  void close() throws Exception {
    await(vertx.close());
  }

  private void write(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into case_file (hall, day, sequence, seq, item, item_version, kind, phase, light,
              channel, applicant, arrived, since, decided, promised, promised_running,
              promised_late, statutory, statutory_running, statutory_late, delivery,
              delivery_running, delivery_late, visits, alarm, alarm_clock, alarm_version, alarm_at,
              alarm_due)
            values (?, ?, ?, 3, ?, 1, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              ?, ?)
            """)) {
      for (int sequence = 1; sequence <= CASES; sequence++) {
        CaseRecord record = record(sequence);
        String light = List.of("green", "yellow", "red").get(dice.nextInt(3));
        Filed one = new Filed(record, "item-" + dice.nextInt(5), light, alarm());
        filed.add(one);
        insert.setInt(1, record.number().hall().value());
        insert.setObject(2, record.number().day());
        insert.setInt(3, sequence);
        insert.setString(4, one.item());
        insert.setString(5, record.kind().word());
        insert.setString(6, record.phase().word());
        insert.setString(7, light);
        insert.setString(8, record.atWindow() ? "window" : "online");
        insert.setObject(9, record.arrived());
        insert.setObject(10, record.arrived());
        insert.setObject(11, record.decided().orElse(null));
        due(insert, 12, record.promised());
        due(insert, 15, record.statutory());
        due(insert, 18, record.delivery());
        insert.setInt(21, record.visits());
        CaseFile.Raised alarm = one.alarm();
        insert.setString(22, alarm == null ? null : alarm.level());
        insert.setString(23, alarm == null ? null : alarm.clock());
        insert.setObject(24, alarm == null ? null : alarm.version());
        insert.setObject(25, alarm == null ? null : alarm.at().toEpochMilli());
        insert.setObject(26, alarm == null ? null : alarm.dueDate());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void due(PreparedStatement insert, int first, Optional<CaseRecord.Due> due)
      throws SQLException {
    if (due.isPresent()) {
      insert.setObject(first, due.get().date());
      insert.setBoolean(first + 1, due.get().running());
      insert.setBoolean(first + 2, due.get().late());
    } else {
      insert.setNull(first, Types.DATE);
      insert.setNull(first + 1, Types.BOOLEAN);
      insert.setNull(first + 2, Types.BOOLEAN);
    }
  }

  private CaseFile.@Nullable Raised alarm() {
    if (dice.nextInt(20) > 0) {
      return null;
    }
    LocalDate due = TODAY.minusDays(dice.nextInt(4));
    return new CaseFile.Raised(
        CaseFigures.LEVELS.get(dice.nextInt(CaseFigures.LEVELS.size())),
        "promised",
        1,
        due.atTime(9, 0).toInstant(ZoneOffset.UTC),
        due,
        null);
  }

  private CaseRecord record(int sequence) {
    List<CasePhase> phases = List.copyOf(EnumSet.complementOf(EnumSet.of(CasePhase.UNREGISTERED)));
    CasePhase phase = phases.get(dice.nextInt(phases.size()));
    LocalDate arrived = TODAY.minusDays(dice.nextInt(120) - 2L);
    return new CaseRecord(
        new CaseNumber(HALLS.get(dice.nextInt(HALLS.size())), FIRST, sequence),
        dice.nextInt(3) == 0 ? CaseKind.IMMEDIATE : CaseKind.PROMISED,
        phase,
        dice.nextBoolean(),
        arrived,
        phase.isOpen() || dice.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of(arrived.plusDays(dice.nextInt(3))),
        due(),
        due(),
        due(),
        dice.nextInt(4));
  }

  private Optional<CaseRecord.Due> due() {
    if (dice.nextInt(5) == 0) {
      return Optional.empty();
    }
    boolean running = dice.nextBoolean();
    return Optional.of(
        new CaseRecord.Due(
            TODAY.minusDays(dice.nextInt(90) - 30L), running, !running && dice.nextBoolean()));
  }

  @Test
  void the_database_adds_up_what_the_rules_add_up() throws Exception {
    List<HallId> asked = HALLS.subList(0, 2);
    for (LocalDate today : List.of(TODAY, TODAY.minusDays(20))) {
      for (LocalDate from : List.of(TODAY, TODAY.minusDays(30), TODAY.minusYears(1))) {
        Map<HallId, LocalDate> halls = new HashMap<>();
        asked.forEach(hall -> halls.put(hall, today));
        LocalDate to = TODAY.plusDays(7);
        Map<String, CaseTally> found = await(figures.tallies(halls, from, to));
        for (int item = 0; item < 5; item++) {
          String name = "item-" + item;
          List<CaseRecord> records =
              filed.stream()
                  .filter(one -> one.item().equals(name))
                  .map(Filed::record)
                  .filter(record -> asked.contains(record.number().hall()))
                  .toList();
          assertEquals(
              CaseTally.of(records, new Period(from, to, today)),
              found.get(name),
              "seed %d, %s from %s, today %s".formatted(SEED, name, from, today));
        }
      }
    }
    assertEquals(Map.of(), await(figures.tallies(Map.of(), FIRST, TODAY)));
  }

  @Test
  void lights_are_counted_for_each_hall() throws Exception {
    Map<HallId, CaseFigures.Lights> expected = new HashMap<>();
    for (HallId hall : HALLS) {
      List<Filed> here =
          filed.stream().filter(one -> one.record().number().hall().equals(hall)).toList();
      expected.put(
          hall,
          new CaseFigures.Lights(
              open(here, "green"),
              open(here, "yellow"),
              open(here, "red"),
              here.stream().filter(one -> one.alarm() != null).count()));
    }
    assertEquals(expected, await(figures.lights(HALLS)));
    assertEquals(Map.of(), await(figures.lights(List.of(new HallId(9)))));
  }

  private static long open(List<Filed> here, String light) {
    return here.stream()
        .filter(one -> one.record().phase().isOpen() && one.light().equals(light))
        .count();
  }

  @Test
  void alarmed_cases_come_worst_first_page_by_page() throws Exception {
    for (String light : Arrays.asList(null, "red")) {
      List<CaseNumber> expected =
          filed.stream()
              .filter(one -> one.alarm() != null && (light == null || light.equals(one.light())))
              .sorted(
                  Comparator.comparingInt(
                          (Filed one) -> CaseFigures.LEVELS.indexOf(one.alarm().level()))
                      .reversed()
                      .thenComparing(one -> one.alarm().dueDate())
                      .thenComparing(one -> one.record().number()))
              .map(one -> one.record().number())
              .toList();
      assertTrue(expected.size() > 30, "alarms: " + expected.size());
      List<CaseNumber> found = new ArrayList<>();
      List<CaseFigures.Alarmed> page = await(figures.alarmed(HALLS, light, null, 7));
      while (!page.isEmpty()) {
        page.forEach(one -> found.add(one.number()));
        page = await(figures.alarmed(HALLS, light, page.getLast().place(), 7));
      }
      assertEquals(expected, found);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
