package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.fuzz.Answer;
import org.yichuang.fuzz.FuzzConnection;
import org.yichuang.fuzz.FuzzContract;
import org.yichuang.fuzz.FuzzOperation;
import org.yichuang.fuzz.Fuzzer;
import org.yichuang.fuzz.Header;
import org.yichuang.fuzz.Message;
import org.yichuang.fuzz.RawProbe;
import org.yichuang.fuzz.RawShapes;
import org.yichuang.fuzz.Seen;
import org.yichuang.fuzz.Tables;
import org.yichuang.web.TestItems;

/**
 * Every operation of the contract, with requests that are right and requests that are not, against
 * a whole server. {@code -Dfuzz.seed=17} repeats a run, {@code -Dfuzz.requests=100000} makes a long
 * one.
 */
class FuzzIT {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4_000);
  private static final int HALLS = 4 + REQUESTS / 200;
  private static final int NEWCOMERS = 7;
  private static final String STRANGER = "127.0.0.2";
  private static final String EXPIRED = "canary-token-that-has-expired";
  private static final List<String> ROLES =
      List.of(
          "admin",
          "manager",
          "clerk",
          "reviewer",
          "head",
          "issuer",
          "agent",
          "auditor",
          "guide",
          "supervisor",
          "kiosk",
          "display");
  private static DatabaseAddress database;
  private static TestServer server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.fresh();
    Halls.create(database, "quiet", 1);
    Halls.create(database, "other", 1);
    for (int i = 0; i < HALLS; i++) {
      create("fuzz-" + i);
    }
    server =
        TestServer.start(
            database,
            "fuzz-it",
            Map.of("YICHUANG_BOOKING_RATE", "100000", "YICHUANG_DEMO_REAL_HOURS", "false"));
    port = URI.create(server.base()).getPort();
    accounts();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void create(String slug) throws Exception {
    String file =
        """
        hall: %s
        name: { zh: 测试大厅, en: A hall for tests }
        time-zone: %s
        opening-hours: ["08:00-17:00"]
        zones:
          - { id: social, ticket-prefix: A, name: { zh: 社保, en: Social }, windows: 1 }
          - { id: tax, ticket-prefix: B, name: { zh: 税务, en: Tax }, windows: 1 }
        """
            .formatted(slug, Halls.noon());
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue.importAbsent(
          connection,
          new StoredCatalogue.Import(
              HallFile.parse("fuzz.yaml", file), "# of tests", TestItems.LIST, true));
    }
  }

  /** One of each role for all halls, a manager of another hall, and a session that is over. */
  private static void accounts() throws Exception {
    try (Connection connection = TestDatabase.superuserConnection(database.database());
        Statement statement = connection.createStatement()) {
      for (String role : ROLES) {
        statement.execute(
            """
            insert into account (username, password_hash, roles, windows)
            select 'any-%s', password_hash, array[upper('%s')],
                   case '%s' when 'clerk' then array['A1', 'B1'] else '{}' end
              from account where username = 'admin'
            """
                .formatted(role, role, role));
      }
      statement.execute(
          """
          insert into account (username, password_hash, roles, hall)
          select 'foreign', password_hash, array['MANAGER'], hall.id
            from account, hall where username = 'admin' and slug = 'other'
          """);
      statement.execute(
          """
          insert into account (username, password_hash, roles)
          select 'bystander', password_hash, array['KIOSK'] from account where username = 'admin'
          """);
    }
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(EXPIRED.getBytes(StandardCharsets.UTF_8));
    try (Connection connection = TestDatabase.superuserConnection(database.database());
        var insert =
            connection.prepareStatement(
                """
                insert into session (token_hash, account, expires_at)
                select ?, id, now() - interval '1 second' from account where username = 'admin'
                """)) {
      insert.setBytes(1, hash);
      insert.executeUpdate();
    }
  }

  private static String signIn(String username) {
    JsonObject body =
        new JsonObject().put("username", username).put("password", TestServer.PASSWORD);
    Message message =
        new Message(
            null,
            "POST",
            "/api/v1/sessions",
            List.of(new Header("Content-Type", "application/json")),
            body.encode().getBytes(StandardCharsets.UTF_8),
            false);
    try (FuzzConnection own = new FuzzConnection("127.0.0.1", port)) {
      Answer answer = own.ask(message);
      if (answer.status() != 201) {
        throw new IllegalStateException("sign in: " + answer);
      }
      return Buffer.buffer(answer.body()).toJsonObject().getString("token");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Test
  void whatever_is_asked_is_answered_as_the_contract_says_and_disturbs_nobody() throws Exception {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    String repeat = "-Dfuzz.seed=" + seed + " -Dfuzz.requests=" + REQUESTS;
    System.out.println("fuzz: " + repeat);
    Vertx vertx = Vertx.vertx();
    try (FuzzConnection connection = new FuzzConnection(STRANGER, port);
        Tables tables = tables();
        Bystander bystander = new Bystander(server.base(), "quiet", "bystander")) {
      Answer yaml = connection.ask(get("/openapi.yaml"));
      FuzzContract contract = new FuzzContract(vertx, yaml.text());
      List<Object> own = new ArrayList<>(List.of("foreign", "bystander", "admin"));
      ROLES.forEach(role -> own.add("any-" + role));
      Set<Object> untouched = new HashSet<>(own);
      untouched.add("quiet");
      Seen seen = new Seen(untouched);
      List<Object> names = new ArrayList<>(own.subList(3, own.size()));
      for (int i = 0; i < NEWCOMERS; i++) {
        names.add("newcomer-" + i);
      }
      seen.fix("username", names);
      seen.fix("password", List.of(TestServer.PASSWORD));
      seen.fix("lead", List.of("any-head"));
      seen.fix("clerk", List.of("any-reviewer"));
      seen.fix("backup", List.of("any-admin"));
      seen.fix("owner", List.of("any-clerk"));
      seen.fix("to", List.of("any-admin"));
      seen.fix("responsible", List.of("other"));
      LocalDate today = LocalDate.now(ZoneId.of(Halls.noon()));
      seen.fix("date", List.of(today.toString()));
      seen.fix("answerBy", List.of(today.plusDays(10).toString()));
      Fuzzer fuzzer =
          new Fuzzer(
              contract,
              seen,
              callers(),
              List.of(TestServer.PASSWORD, "canary-token", EXPIRED),
              Map.of("expired", EXPIRED, "unknown", "canary-token-of-nobody"),
              tables,
              connection,
              seed);
      int operations = contract.operations().size();
      int rounds = Math.max(1, REQUESTS / operations);
      JqwikSession.run(
          () -> {
            int hall = 0;
            here(seen, connection, hall);
            fuzzer.lookAgain();
            for (int round = 0; round < rounds; round++) {
              fuzzer.round();
              JqwikSession.finishTry();
              if (fuzzer.dayEnded() && hall < HALLS - 1) {
                here(seen, connection, ++hall);
                fuzzer.lookAgain();
              }
            }
          });
      System.out.println("fuzz: " + fuzzer);
      assertTrue(
          fuzzer.findings().isEmpty(),
          () -> String.join("\n\n", fuzzer.findings()) + "\n\n" + repeat);
      bystander.expectUndisturbed();
      List<String> never = new ArrayList<>();
      for (FuzzOperation operation : contract.operations()) {
        if (!fuzzer.done().contains(operation.id())) {
          never.add(operation.id());
        }
      }
      System.out.println("fuzz: never done " + never);
      assertTrue(never.size() < operations / 2, () -> "requests are not valid: " + never);
    } finally {
      vertx.close();
    }
    assertEquals(List.of(), server.complaints("canary-token", TestServer.PASSWORD), repeat);
    Halls.verified(database);
  }

  @Test
  void whatever_bytes_come_disturb_nobody_and_leave_nothing() throws Exception {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    String repeat = "-Dfuzz.seed=" + seed;
    System.out.println("fuzz of bytes: " + repeat);
    RawProbe probe = new RawProbe("127.0.0.3", port);
    Map<String, String> findings = new ConcurrentSkipListMap<>();
    try (Tables tables = tables();
        Bystander bystander = new Bystander(server.base(), "quiet", "bystander")) {
      Map<String, String> stored = tables.now();
      String used = used();
      try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
        Random dice = new Random(seed);
        for (int round = 0; round < 3; round++) {
          boolean garbled = round > 0;
          RawShapes.http()
              .forEach(
                  (name, shape) -> {
                    byte[] bytes = garbled ? RawShapes.garbled(shape, dice) : shape;
                    boolean rudely = dice.nextBoolean();
                    senders.execute(() -> probe(findings, name, () -> probe.send(bytes, rudely)));
                  });
          RawShapes.frames()
              .forEach(
                  (name, shape) -> {
                    byte[] bytes = garbled ? RawShapes.garbled(shape, dice) : shape;
                    boolean rudely = dice.nextBoolean();
                    senders.execute(
                        () ->
                            probe(
                                findings,
                                "frame " + name,
                                () -> probe.sendFrames("other", bytes, rudely)));
                  });
        }
      }
      assertEquals(Map.of(), findings, repeat);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!used.equals(used()) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      assertEquals(used, used(), "connections are left");
      assertEquals(stored, tables.now(), repeat);
      bystander.expectUndisturbed();
    }
    assertEquals(List.of(), server.complaints("canary-token", TestServer.PASSWORD), repeat);
  }

  private static void probe(
      Map<String, String> findings, String name, Callable<Optional<String>> probe) {
    try {
      probe.call().ifPresent(finding -> findings.put(name, finding));
    } catch (Exception failed) {
      findings.put(name, failed.toString());
    }
  }

  /** Sockets, and connections of the busiest address. */
  private static String used() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String metrics =
          http.send(
                  HttpRequest.newBuilder(URI.create(server.metrics())).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return metrics
          .lines()
          .filter(line -> line.startsWith("yichuang_limit_used{"))
          .filter(line -> line.contains("sockets") || line.contains("connections"))
          .sorted()
          .collect(Collectors.joining("\n"));
    }
  }

  private static Message get(String path) {
    return new Message(null, "GET", path, List.of(), null, false);
  }

  /** The hall that most requests name, with its windows, slots and cases; seldom another one. */
  private static void here(Seen seen, FuzzConnection connection, int number) throws IOException {
    String hall = "fuzz-" + number;
    List<Object> halls = new ArrayList<>(Collections.nCopies(18, hall));
    halls.addAll(List.of("other", "hanjiang"));
    seen.forget();
    seen.fix("hall", halls);
    for (String path : List.of("/slots?queue=social", "/items", "")) {
      Answer answer = connection.ask(get("/api/v1/halls/" + hall + path));
      if (answer.status() == 200) {
        seen.read(Buffer.buffer(answer.body()).toJsonObject());
      }
    }
    cases(seen, connection, hall);
  }

  /** One that was received, two that were accepted. */
  private static void cases(Seen seen, FuzzConnection connection, String hall) throws IOException {
    String token = signIn("any-admin");
    JsonObject document =
        new JsonObject()
            .put("number", "1")
            .put("date", LocalDate.now(ZoneId.of(Halls.noon())).toString())
            .put("seal", 1);
    for (int i = 0; i < 3; i++) {
      JsonObject registration =
          new JsonObject()
              .put("hall", hall)
              .put("item", "dispatch-licence")
              .put(
                  "applicant",
                  new JsonObject()
                      .put("kind", "organisation")
                      .put("creditCode", "91350100M000100Y43")
                      .put("name", "A company"));
      JsonObject begun = done(connection, token, "/api/v1/cases", registration, 201);
      seen.read(begun);
      if (i > 0) {
        JsonObject acceptance =
            new JsonObject()
                .put("document", document)
                .put(
                    "chain", new JsonObject().put("lead", "any-head").put("clerk", "any-reviewer"));
        String accept = "/api/v1/cases/" + begun.getString("caseNumber") + "/accept";
        seen.read(done(connection, token, accept, acceptance, 200));
      }
    }
  }

  private static JsonObject done(
      FuzzConnection connection, String token, String path, JsonObject body, int status)
      throws IOException {
    Message message =
        new Message(
            null,
            "POST",
            path,
            List.of(
                new Header("Content-Type", "application/json"),
                new Header("Authorization", "Bearer " + token)),
            body.encode().getBytes(StandardCharsets.UTF_8),
            false);
    Answer answer = connection.ask(message);
    if (answer.status() != status) {
      throw new IllegalStateException(path + ": " + answer);
    }
    return Buffer.buffer(answer.body()).toJsonObject();
  }

  private static Tables tables() throws Exception {
    Connection connection = TestDatabase.superuserConnection(database.database());
    try (var query = connection.createStatement();
        var rows = query.executeQuery("select id from hall where slug = 'quiet'")) {
      rows.next();
      return new Tables(connection, rows.getInt(1));
    }
  }

  private static List<Fuzzer.Caller> callers() {
    List<Fuzzer.Caller> callers = new ArrayList<>();
    for (String role : ROLES) {
      callers.add(new Fuzzer.Caller(role, unused -> signIn("any-" + role)));
    }
    callers.add(new Fuzzer.Caller("foreign manager", unused -> signIn("foreign")));
    callers.add(new Fuzzer.Caller("nobody", unused -> ""));
    return callers;
  }
}
