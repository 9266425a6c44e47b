package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.TestLog;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.settings.PersonKeys;
import org.yichuang.settings.StartRefused;

/** Records of people in a real database. */
@Isolated("it listens to everything that is logged")
class PersonVaultIT {
  private static final String K1 = PersonCipherTest.key("k1", 1);
  private static final String K2 = PersonCipherTest.key("k2", 2);
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private static final CaseNumber CASE =
      new CaseNumber(new HallId(1), LocalDate.of(2026, 11, 24), 17);
  private static final Inspection WHY =
      new Inspection(new AccountId(7), "asked at the window", CASE);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private DatabaseAddress database;
  private Vertx vertx;
  private Pool pool;

  @BeforeEach
  void connect() throws Exception {
    database = TestDatabase.fresh();
    vertx = Vertx.vertx();
    pool =
        PgBuilder.pool()
            .connectingTo(TestDatabase.options(database).setCachePreparedStatements(true))
            .with(new PoolOptions().setMaxSize(8))
            .using(vertx)
            .build();
  }

  @AfterEach
  void close() throws Exception {
    await(pool.close());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static PersonKeys keys(String... keys) {
    return PersonKeys.parse(String.join(",", keys));
  }

  private PersonVault vault(String... keys) {
    return new DatabasePersonVault(pool, keys(keys), metrics);
  }

  private static Person person(int number) {
    return new Person(
        new Name(PersonKind.PERSON, "张三"),
        new IdNumber(IdType.PASSPORT, "E%08d".formatted(number)),
        null);
  }

  private void owner(String sql) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void start(String... keys) throws Exception {
    try (Connection connection = database.connect(database.running())) {
      PersonKeyCheck.atStart(connection, keys(keys));
    }
  }

  private Rekey.Report rekey(List<String> progress, String... keys) throws Exception {
    try (Connection connection = database.connect(database.running())) {
      return new Rekey(connection, keys(keys), progress::add).run();
    }
  }

  private double counted(String operation, String outcome) {
    return metrics
        .get("yichuang.persons.operations")
        .tags("operation", operation, "outcome", outcome)
        .counter()
        .count();
  }

  @Test
  void it_tells_the_story_of_every_vault() throws Exception {
    VaultStory.tell(vault(K1), today, this::named);
  }

  @Test
  void who_says_the_same_is_the_same_record_and_who_says_something_else_another() throws Exception {
    PersonVault vault = vault(K1);
    Person person = Canaries.person();
    PersonRef first = await(vault.keep(person, new Fresh()));
    assertEquals(first, await(vault.keep(person, new Fresh())));
    PersonRef silent =
        await(vault.keep(new Person(person.name(), person.number(), null), new Fresh()));
    PersonRef handler = await(vault.keep(Canaries.handler(), new Fresh()));
    assertEquals(3, Set.of(first, silent, handler).size());
    assertEquals(handler, await(vault.keep(Canaries.handler(), new Fresh())));
    assertEquals(List.of(handler, silent, first), await(vault.findByNumber(person.number())));
    assertEquals(List.of(), await(vault.findByNumber(new IdNumber(IdType.PASSPORT, "E12345678"))));
    assertEquals(5.0, counted("keep", "done"));
    assertEquals(1.0, metrics.get("yichuang.persons.keys").gauge().value());
  }

  @Test
  void a_number_is_told_apart_by_its_type() throws Exception {
    PersonVault vault = vault(K1);
    Name name = new Name(PersonKind.PERSON, "张三");
    IdNumber permit = new IdNumber(IdType.TRAVEL_PERMIT, "12345678");
    IdNumber passport = new IdNumber(IdType.PASSPORT, "12345678");
    PersonRef one = await(vault.keep(new Person(name, permit, null), new Fresh()));
    PersonRef other = await(vault.keep(new Person(name, passport, null), new Fresh()));
    assertEquals(List.of(one), await(vault.findByNumber(permit)));
    assertEquals(List.of(other), await(vault.findByNumber(passport)));
  }

  @Test
  void a_list_shows_masks_and_no_record_that_is_not_there() throws Exception {
    PersonVault vault = vault(K1);
    PersonRef ref = await(vault.keep(Canaries.handler(), new Fresh()));
    assertEquals(
        Map.of(ref, MaskedPerson.of(Canaries.person())),
        await(vault.masked(List.of(ref, new PersonRef(999)))));
    assertEquals(List.of(), await(vault.looks(ref, new Purview.Everything(), Long.MAX_VALUE, 10)));
    List<PersonRef> many = new ArrayList<>();
    for (int i = 1; i <= PersonVault.MAX_REFS + 1; i++) {
      many.add(new PersonRef(i));
    }
    assertThrows(IllegalArgumentException.class, () -> vault.masked(many));
  }

  @Test
  void who_looks_is_recorded_and_sees_what_was_asked_for_alone() throws Exception {
    PersonVault vault = vault(K1);
    Person person = Canaries.person();
    PersonRef ref = await(vault.keep(Canaries.handler(), new Fresh()));
    Unmasked phone = await(vault.unmasked(List.of(ref), Set.of(PersonField.PHONE), WHY)).get(ref);
    assertEquals(
        new Unmasked(PersonKind.PERSON, IdType.RESIDENT_CARD, null, null, person.phone(), null),
        phone);
    Inspection later = new Inspection(new AccountId(8), "audit", null);
    Unmasked all =
        await(vault.unmasked(List.of(ref), Set.of(PersonField.values()), later)).get(ref);
    assertEquals(
        new Unmasked(
            PersonKind.PERSON,
            IdType.RESIDENT_CARD,
            person.name(),
            person.number(),
            person.phone(),
            Canaries.handler().authorisation()),
        all);
    assertTrue(
        await(vault.unmasked(List.of(new PersonRef(99)), Set.of(PersonField.NAME), WHY)).isEmpty());
    List<Looked> looks = await(vault.looks(ref, new Purview.Everything(), Long.MAX_VALUE, 10));
    assertEquals(
        List.of(List.of("name", "number", "phone", "authorisation"), List.of("phone")),
        looks.stream().map(Looked::fields).toList());
    assertEquals(new AccountId(8), looks.getFirst().by());
    assertEquals(null, looks.getFirst().caseNumber());
    assertEquals("asked at the window", looks.getLast().reason());
    assertEquals(CASE.display(), looks.getLast().caseNumber());
    assertEquals(
        List.of(looks.getLast()),
        await(vault.looks(ref, new Purview.Everything(), looks.getFirst().id(), 10)));
    assertEquals("2", ask("select count(*) from person_access"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update person_access set reason = 'x'",
        "delete from person_access",
        "truncate person_access",
        "update person_key set proof = decode(repeat('00', 32), 'hex')",
        "truncate person",
      })
  void the_running_role_cannot_change_who_looked(String sql) throws Exception {
    PersonVault vault = vault(K1);
    PersonRef ref = await(vault.keep(person(1), new Fresh()));
    await(vault.unmasked(List.of(ref), Set.of(PersonField.NAME), WHY));
    assertEquals("42501", assertThrows(SQLException.class, () -> ask(sql)).getSQLState());
  }

  @Test
  void subjects_are_kept_found_masked_and_looked_at_likewise() throws Exception {
    PersonVault vault = vault(K1);
    SubjectRef ref = await(vault.keep(Canaries.plate(), new Fresh()));
    assertEquals(ref, await(vault.keep(Canaries.plate(), new Fresh())));
    Subject dotted = new Subject(Subject.Kind.PLATE, "鄂X·9Q7K5");
    assertEquals(List.of(ref), await(vault.find(dotted)));
    assertNotEquals(ref, await(vault.keep(dotted, new Fresh())));
    assertEquals(
        Map.of(ref, new MaskedSubject(Subject.Kind.PLATE, "鄂*****5")),
        await(vault.maskedSubjects(List.of(ref))));
    assertEquals(Map.of(ref, Canaries.plate()), await(vault.unmaskedSubjects(List.of(ref), WHY)));
    assertEquals("{text}", ask("select fields from person_access where subject = " + ref.value()));
  }

  private int cases;

  /** A case of the person's, archived so long ago that it keeps them until that day. */
  private void named(PersonRef applicant, LocalDate until) throws SQLException {
    named("applicant, handler", applicant.value() + ", null", until);
  }

  private void named(String columns, String values, LocalDate until) throws SQLException {
    boolean open = until.equals(Retention.OPEN);
    cases++;
    owner(
        """
        insert into case_file (hall, day, sequence, seq, item, item_version, kind, phase, light, channel,
                               arrived, since, visits, %s)
        values (1, '%s', %d, 9, 'licence', 1, 'commitment', '%s', 'green', 'window', '%3$s', '%3$s', 1, %s)
        """
            .replace("%3$s", today.toString())
            .formatted(columns, today, cases, open ? "delivered" : "archived", values));
    if (!open) {
      owner(
          """
          insert into case_journal
          values (1, '%s', %d, 9, 'CaseArchived', 1, '{}', %d, 0, null, null, sha256('x'), sha256('y'))
          """
              .formatted(
                  today,
                  cases,
                  until
                      .minusYears(Retention.YEARS)
                      .atTime(12, 0)
                      .toInstant(ZoneOffset.UTC)
                      .toEpochMilli()));
    }
  }

  private void age(int days) throws SQLException {
    for (String table : List.of("person", "subject")) {
      owner("update %s set kept_at = now() - interval '%d days'".formatted(table, days));
    }
  }

  @Test
  void cases_say_who_is_kept_whatever_became_of_the_answer() throws Exception {
    PersonVault vault = vault(K1);
    PersonRef unnamed = await(vault.keep(person(1), new Fresh()));
    PersonRef open = await(vault.keep(person(2), new Fresh()));
    PersonRef over = await(vault.keep(person(3), new Fresh()));
    PersonRef kept = await(vault.keep(person(4), new Fresh()));
    PersonRef handler = await(vault.keep(Canaries.handler(), new Fresh()));
    SubjectRef unnamedSubject = await(vault.keep(Canaries.plate(), new Fresh()));
    Subject shop = new Subject(Subject.Kind.UNIT, "老王面馆");
    SubjectRef overSubject = await(vault.keep(shop, new Fresh()));
    SubjectRef openSubject = await(vault.keep(new Subject(Subject.Kind.UNIT, "老李面馆"), new Fresh()));
    named(open, today.minusYears(3));
    named(open, Retention.OPEN);
    named(over, today.minusDays(1));
    named(over, today.minusDays(200));
    named(kept, today);
    named(
        "applicant, handler, subject",
        "%d, %d, %d".formatted(over.value(), handler.value(), overSubject.value()),
        today.minusDays(1));
    named(
        "applicant, handler, subject",
        "%d, %d, %d".formatted(open.value(), handler.value(), openSubject.value()),
        Retention.OPEN);
    age(2);
    assertEquals(Swept.NOTHING, await(vault.sweep()));
    age(4);
    assertEquals(new Swept(2, 2, 4), await(vault.sweep()));
    assertEquals(Swept.NOTHING, await(vault.sweep()));
    assertEquals(
        Set.of(open, kept, handler),
        await(vault.masked(List.of(unnamed, open, over, kept, handler))).keySet());
    assertEquals(
        Set.of(openSubject),
        await(vault.maskedSubjects(List.of(unnamedSubject, overSubject, openSubject))).keySet());
    assertNotEquals(over, await(vault.keep(person(3), new Fresh())));

    // years later: looked at again, whatever the date says that was noted
    age(4);
    owner("update person set retain_until = current_date - 100");
    named(handler, Retention.OPEN);
    owner("update case_journal set at = at - 86400000 where sequence = 5");
    assertEquals(new Swept(1, 1, 2), await(vault.sweep()));
    assertEquals(Set.of(open, handler), await(vault.masked(List.of(open, kept, handler))).keySet());
  }

  @Test
  void what_was_made_for_a_refused_request_goes_unless_others_count_on_it() throws Exception {
    PersonVault vault = vault(K1);
    Fresh refused = new Fresh();
    PersonRef alone = await(vault.keep(person(1), refused));
    PersonRef shared = await(vault.keep(person(2), refused));
    PersonRef named = await(vault.keep(person(3), refused));
    SubjectRef plate = await(vault.keep(Canaries.plate(), refused));
    Fresh other = new Fresh();
    assertEquals(shared, await(vault.keep(person(2), other)));
    named(named, Retention.OPEN);
    await(vault.forget(other));
    assertEquals("3", ask("select count(*) from person"));
    await(vault.forget(refused));
    assertEquals(
        Set.of(shared, named), await(vault.masked(List.of(alone, shared, named))).keySet());
    assertTrue(await(vault.maskedSubjects(List.of(plate))).isEmpty());
  }

  @Test
  void whoever_a_case_names_is_given_again_without_a_trace() throws Exception {
    PersonVault vault = vault(K1);
    PersonRef ref = await(vault.keep(person(1), new Fresh()));
    named(ref, Retention.OPEN);
    String before = ask("select xmin || ' ' || kept_at from person");
    assertEquals(ref, await(vault.keep(person(1), new Fresh())));
    assertEquals(before, ask("select xmin || ' ' || kept_at from person"));
    owner("update case_file set phase = 'archived'");
    assertEquals(ref, await(vault.keep(person(1), new Fresh())));
    assertEquals(before, ask("select xmin || ' ' || kept_at from person"));
  }

  @Test
  void the_command_line_erases_everything_that_is_due() throws Exception {
    PersonVault vault = vault(K1);
    for (int i = 0; i < 3; i++) {
      await(vault.keep(person(i), new Fresh()));
    }
    owner(
        """
        insert into person (kind, id_type, name, number, hash, key_id)
        select kind, id_type, name, number, hash, key_id from person, generate_series(1, 400)
        """);
    age(4);
    List<String> said = new ArrayList<>();
    try (Connection connection = database.connect(database.running())) {
      assertEquals(new Swept(1_203, 0, 0), Expiry.run(connection, said::add));
    }
    assertEquals(
        List.of(
            "500 removed that no case names, 0 erased whose retention is over",
            "1000 removed that no case names, 0 erased whose retention is over",
            "1203 removed that no case names, 0 erased whose retention is over"),
        said);
  }

  @Test
  void whoever_is_given_again_is_young_again() throws Exception {
    PersonVault vault = vault(K1);
    PersonRef ref = await(vault.keep(person(1), new Fresh()));
    age(4);
    assertEquals(ref, await(vault.keep(person(1), new Fresh())));
    assertEquals(Swept.NOTHING, await(vault.sweep()));
  }

  @Test
  void erasing_is_refused_while_retention_runs_and_leaves_nothing_afterwards() throws Exception {
    PersonVault vault = vault(K1);
    PersonRef ref = await(vault.keep(Canaries.handler(), new Fresh()));
    named(ref, today.plusDays(30));
    named(ref, today);
    Erasing.Refused retained =
        assertInstanceOf(Erasing.Refused.class, await(vault.erase(ref, WHY)));
    assertEquals(PersonRefusal.Reason.RECORD_RETAINED, retained.refusal().reason());
    assertTrue(
        retained.refusal().text().contains(today.plusDays(30).toString()),
        retained.refusal()::text);
    named(ref, Retention.OPEN);
    assertEquals(
        new Erasing.Refused(Retention.retained(Retention.OPEN)), await(vault.erase(ref, WHY)));
    owner("delete from case_file where sequence <> 2");
    owner("update case_journal set at = at - 86400000");
    assertEquals(new Erasing.Erased(), await(vault.erase(ref, WHY)));
    assertEquals(new Erasing.Erased(), await(vault.erase(ref, WHY)));
    assertTrue(await(vault.masked(List.of(ref))).isEmpty());
    assertEquals(List.of(), await(vault.findByNumber(Canaries.person().number())));
    assertEquals(
        "t",
        ask(
            "select coalesce(name, number, phone, authorisation, hash) is null"
                + " and key_id is null and erased_at is not null from person"));
    assertEquals(
        List.of(List.of("erased")),
        await(vault.looks(ref, new Purview.Everything(), Long.MAX_VALUE, 10)).stream()
            .map(Looked::fields)
            .toList());
    Erasing.Refused unknown =
        assertInstanceOf(Erasing.Refused.class, await(vault.erase(new PersonRef(999), WHY)));
    assertEquals(PersonRefusal.Reason.UNKNOWN_RECORD, unknown.refusal().reason());
    SubjectRef plate = await(vault.keep(Canaries.plate(), new Fresh()));
    assertEquals(new Erasing.Erased(), await(vault.erase(plate, WHY)));
    assertEquals(
        "{erased}", ask("select fields from person_access where subject = " + plate.value()));
    assertEquals(2.0, counted("erase", "record-retained"));
  }

  @Test
  void two_keys_live_at_once_and_people_are_recognised_under_both() throws Exception {
    start(K1);
    PersonRef ref = await(vault(K1).keep(Canaries.person(), new Fresh()));
    for (String[] both : new String[][] {{K1, K2}, {K2, K1}}) {
      start(both);
      assertEquals(ref, await(vault(both).keep(Canaries.person(), new Fresh())));
      assertEquals(List.of(ref), await(vault(both).findByNumber(Canaries.person().number())));
    }
    PersonRef fresh = await(vault(K2, K1).keep(person(1), new Fresh()));
    assertEquals(Set.of(ref, fresh), await(vault(K1, K2).masked(List.of(ref, fresh))).keySet());
    assertEquals("k1,k2", ask("select string_agg(key_id, ',' order by id) from person"));
  }

  @Test
  void rekey_goes_on_where_it_stopped_and_then_the_old_key_can_go() throws Exception {
    start(K1);
    PersonVault old = vault(K1);
    PersonRef canary = await(old.keep(Canaries.handler(), new Fresh()));
    SubjectRef plate = await(old.keep(Canaries.plate(), new Fresh()));
    for (int i = 0; i < Rekey.BATCH + 50; i++) {
      await(old.keep(person(i), new Fresh()));
    }
    PersonRef gone = await(old.keep(person(9_999), new Fresh()));
    await(old.erase(gone, WHY));
    try (Connection connection = database.connect(database.running())) {
      assertFalse(new Rekey(connection, keys(K2, K1), unused -> {}).isReady());
    }
    start(K1, K2);
    StartRefused tooEarly = assertThrows(StartRefused.class, () -> start(K2));
    assertTrue(
        String.valueOf(tooEarly.getMessage()).contains("expected k1, with which records"),
        tooEarly::getMessage);
    try (Connection connection = database.connect(database.running())) {
      Rekey stopped =
          new Rekey(
              connection,
              keys(K2, K1),
              line -> {
                throw new IllegalStateException(line);
              });
      assertTrue(stopped.isReady());
      assertThrows(IllegalStateException.class, stopped::run);
    }
    assertEquals(
        String.valueOf(Rekey.BATCH), ask("select count(*) from person where key_id = 'k2'"));
    assertEquals(canary, await(vault(K1, K2).keep(Canaries.handler(), new Fresh())));
    List<String> said = new ArrayList<>();
    assertEquals(new Rekey.Report(52, 0), rekey(said, K2, K1));
    assertEquals(2, said.size());
    assertEquals(new Rekey.Report(0, 0), rekey(said, K2, K1));
    start(K2);
    PersonVault fresh = vault(K2);
    assertEquals(canary, await(fresh.keep(Canaries.handler(), new Fresh())));
    assertEquals(List.of(plate), await(fresh.find(Canaries.plate())));
    assertEquals(
        Map.of(plate, Canaries.plate()), await(fresh.unmaskedSubjects(List.of(plate), WHY)));
  }

  @Test
  void people_are_shown_and_kept_while_rekey_runs() throws Exception {
    start(K1, K2);
    PersonVault vault = vault(K1, K2);
    List<PersonRef> refs = new ArrayList<>();
    for (int i = 0; i < 3 * Rekey.BATCH; i++) {
      refs.add(await(vault.keep(person(i), new Fresh())));
    }
    start(K2, K1);
    PersonVault server = vault(K2, K1);
    CompletableFuture<Rekey.Report> rekey = new CompletableFuture<>();
    AtomicInteger shown = new AtomicInteger();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (shown.get() == 0) {
                  Thread.onSpinWait();
                }
                rekey.complete(rekey(new ArrayList<>(), K2, K1));
              } catch (Exception failed) {
                rekey.completeExceptionally(failed);
              }
            });
    while (!rekey.isDone() || shown.get() < 10) {
      int i = shown.getAndIncrement() * 37 % (refs.size() - Rekey.BATCH);
      List<PersonRef> some = refs.subList(i, i + Rekey.BATCH);
      assertEquals(Rekey.BATCH, await(server.masked(some)).size());
      assertEquals(refs.get(i), await(server.keep(person(i), new Fresh())));
    }
    assertEquals(new Rekey.Report(refs.size(), 0), rekey.get());
    assertEquals("k2", ask("select string_agg(distinct key_id, ',') from person"));
  }

  @Test
  void another_key_of_the_same_id_is_found_out_at_the_start() throws Exception {
    start(K1);
    start(K1);
    String message =
        assertThrows(StartRefused.class, () -> start(PersonCipherTest.key("k1", 3))).getMessage();
    assertTrue(
        String.valueOf(message).contains("expected the key k1 that this database was used with"),
        message);
  }

  @Test
  void a_record_that_was_tampered_with_is_left_out_and_counted() throws Exception {
    PersonVault vault = vault(K1);
    PersonRef good = await(vault.keep(person(1), new Fresh()));
    PersonRef bad = await(vault.keep(person(2), new Fresh()));
    owner(
        "update person set name = (select name from person where id = %d) where id = %d"
            .formatted(good.value(), bad.value()));
    assertEquals(Set.of(good), await(vault.masked(List.of(good, bad))).keySet());
    assertEquals(1.0, counted("read", "unreadable"));
    start(K1, K2);
    List<String> said = new ArrayList<>();
    assertEquals(new Rekey.Report(1, 1), rekey(said, K2, K1));
    assertEquals(
        "person %d, column name: it was changed, or belongs elsewhere".formatted(bad.value()),
        said.getFirst());
  }

  @Test
  void a_canary_is_in_no_column_and_no_line_of_the_log() throws Exception {
    Logger root = TestLog.of(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Level before = root.getLevel();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.DEBUG);
    try {
      PersonVault vault = vault(K1);
      PersonRef ref = await(vault.keep(Canaries.handler(), new Fresh()));
      SubjectRef plate = await(vault.keep(Canaries.plate(), new Fresh()));
      await(vault.unmasked(List.of(ref), Set.of(PersonField.values()), WHY));
      await(vault.unmaskedSubjects(List.of(plate), WHY));
      await(vault.findByNumber(Canaries.person().number()));
      owner("update person set phone = number");
      assertTrue(await(vault.masked(List.of(ref))).isEmpty());
      String rows = everything();
      assertTrue(rows.contains("asked at the window"));
      owner("revoke insert on person_access, person from " + database.running().user());
      List<String> failures = new ArrayList<>();
      for (Future<?> refused :
          List.of(
              vault.unmasked(List.of(ref), Set.of(PersonField.NUMBER), WHY),
              vault.keep(Canaries.person(), new Fresh()))) {
        failures.add(
            String.valueOf(assertThrows(Exception.class, () -> await(refused)).getMessage()));
      }
      assertTrue(failures.stream().allMatch(text -> text.contains("permission denied")));
      String said =
          String.join("\n", failures)
              + String.join(
                  "\n", log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
      assertTrue(said.contains("it was changed, or belongs elsewhere"), said);
      for (String canary : Canaries.ALL) {
        String bytes = HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8));
        for (String secret :
            List.of(canary, bytes, canary.substring(0, Math.min(8, canary.length())))) {
          assertFalse(said.contains(secret), said);
        }
        assertFalse(rows.contains(canary) || rows.contains(bytes), rows);
      }
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
    }
  }

  /** Every column of every row, bytes as hexadecimal digits. */
  private String everything() throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement()) {
      for (String table : List.of("person", "subject", "person_access", "person_key")) {
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            all.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }
}
