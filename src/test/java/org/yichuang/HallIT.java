package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yichuang.HallClient.Answer;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.persons.Canaries;

/** A whole server under many clients. */
class HallIT {
  private static DatabaseAddress database;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.fresh();
    Halls.create(database, "crowd", 1);
    Halls.create(database, "row", 25);
    Halls.create(database, "rush", 25);
    server = TestServer.start(database, "hall-it");
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      assertEquals(143, server.stop());
      Halls.verified(database);
    } finally {
      server.close();
    }
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }

  @Test
  void every_frame_of_a_display_and_of_a_supervisor_is_as_the_contract_says() throws Exception {
    LiveContract contract = new LiveContract();
    HallClient admin = new HallClient(server.base(), "hanjiang", "admin");
    HallClient supervisor = new HallClient(server.base(), "hanjiang", "supervisor");
    try (LiveContract.Socket display =
            new LiveContract.Socket(server.base(), "hanjiang", "board", null);
        LiveContract.Socket desk =
            new LiveContract.Socket(server.base(), "hanjiang", "supervision", supervisor.token())) {
      assertEquals(200, admin.window("C1", "open").status());
      assertEquals(201, admin.issue("property").status());
      assertEquals(200, admin.window("C1", "call-next").status());
      Map<String, Validator> shown = contract.messages("showBoard");
      Map<String, Validator> supervised = contract.messages("showSupervision");
      Set<String> frames = Set.of("snapshot", "delta", "heartbeat", "hint");
      assertEquals(frames.size() + 1, shown.size());
      assertTrue(shown.containsKey("identify"), "a manager asks for that one");
      display.expect(shown, frames);
      desk.expect(supervised, frames);
      display.ask();
      desk.ask();
      display.expect(shown, Set.of("snapshot"));
      desk.expect(supervised, Set.of("snapshot"));
    }
    try (LiveContract.Socket cases =
        new LiveContract.Socket(
            server.base(), "/api/v1/supervision/live?hall=hanjiang", supervisor.token())) {
      cases.expect(contract.messages("showCases"), Set.of("snapshot", "heartbeat"));
    }
  }

  @Test
  void sixty_four_clients_who_issue_at_once_get_every_number_once() throws Exception {
    HallClient admin = new HallClient(server.base(), "crowd", "admin");
    List<Integer> numbers =
        together(
                IntStream.range(0, 64)
                    .<Callable<List<Integer>>>mapToObj(
                        client ->
                            () -> {
                              List<Integer> mine = new ArrayList<>();
                              for (int i = 0; i < 20; i++) {
                                Answer answer = admin.issue("all");
                                assertEquals(201, answer.status(), answer.body());
                                String number = answer.json().getString("number");
                                mine.add(Integer.parseInt(number.substring(1)));
                              }
                              return mine;
                            })
                    .toList())
            .stream()
            .flatMap(List::stream)
            .sorted()
            .toList();
    assertEquals(IntStream.rangeClosed(1, 64 * 20).boxed().toList(), numbers);
  }

  @Test
  void twenty_five_windows_that_call_at_once_on_one_queue_share_the_tickets_in_order()
      throws Exception {
    HallClient admin = new HallClient(server.base(), "row", "admin");
    int tickets = 200;
    for (int i = 0; i < tickets; i++) {
      assertEquals(201, admin.issue("all").status());
    }
    List<List<Integer>> called =
        together(
            IntStream.rangeClosed(1, 25)
                .<Callable<List<Integer>>>mapToObj(window -> () -> serve(admin, "T" + window))
                .toList());
    Set<Integer> all = new HashSet<>();
    for (List<Integer> one : called) {
      assertEquals(one.stream().sorted().toList(), one);
      one.forEach(number -> assertTrue(all.add(number), "called twice: " + number));
    }
    assertEquals(tickets, all.size());
    JsonObject board = admin.board();
    assertEquals(0, board.getJsonArray("queues").getJsonObject(0).getInteger("waiting"));
  }

  @Test
  void of_two_hundred_calls_at_once_each_window_gets_one_ticket() throws Exception {
    HallClient admin = new HallClient(server.base(), "rush", "admin");
    for (int window = 1; window <= 25; window++) {
      assertEquals(201, admin.issue("all").status());
      assertEquals(200, admin.window("T" + window, "open").status());
    }
    List<Answer> answers =
        together(
            IntStream.range(0, 200)
                .<Callable<Answer>>mapToObj(
                    call -> () -> admin.window("T" + (1 + call % 25), "call-next"))
                .toList());
    List<String> called =
        answers.stream()
            .filter(answer -> answer.status() == 200)
            .map(answer -> answer.json().getJsonObject("ticket").getString("number"))
            .sorted()
            .toList();
    assertEquals(
        IntStream.rangeClosed(1, 25).mapToObj("T%03d"::formatted).sorted().toList(), called);
    assertEquals(
        175, answers.stream().filter(answer -> answer.body().contains("window-occupied")).count());
  }

  private static List<Integer> serve(HallClient clerk, String window) {
    List<Integer> called = new ArrayList<>();
    assertEquals(200, clerk.window(window, "open").status());
    Answer answer = clerk.window(window, "call-next");
    while (answer.status() == 200) {
      String number = answer.json().getJsonObject("ticket").getString("number");
      called.add(Integer.parseInt(number.substring(1)));
      assertEquals(200, clerk.window(window, "start").status());
      assertEquals(200, clerk.complete(window).status());
      answer = clerk.window(window, "call-next");
    }
    assertEquals(204, answer.status(), answer.body());
    assertEquals(200, clerk.window(window, "close").status());
    return called;
  }

  @Test
  void a_repeated_key_is_answered_as_before_and_another_body_is_refused() {
    HallClient kiosk = new HallClient(server.base(), "hanjiang", "kiosk");
    Answer first = kiosk.issue("social", "once");
    assertEquals(201, first.status(), first.body());
    assertEquals(first, kiosk.issue("social", "once"));
    assertEquals(422, kiosk.issue("commerce", "once").status());
    assertEquals(201, kiosk.issue("commerce", "twice").status());
  }

  @Test
  void the_demonstration_lists_what_people_can_apply_for() {
    HallClient visitor = new HallClient(server.base(), "hanjiang", "kiosk");
    JsonObject page = visitor.get("/items?limit=100").json();
    assertEquals(page.getInteger("total"), page.getJsonArray("items").size());
    assertTrue(page.getInteger("total") >= 45, page::encode);
    for (int i = 0; i < page.getJsonArray("items").size(); i++) {
      String item = page.getJsonArray("items").getJsonObject(i).getString("id");
      Answer guide = visitor.get("/items/" + item);
      assertEquals(200, guide.status(), guide.body());
      assertTrue(guide.json().getJsonArray("materials").size() >= 2, guide.body());
    }
    assertEquals(0, visitor.in("row").get("/items").json().getInteger("total"));
    assertEquals(400, visitor.get("/items?hall=row").status());
  }

  @Test
  void a_clerk_works_at_the_windows_of_the_own_zone_alone() {
    HallClient clerk = new HallClient(server.base(), "hanjiang", "clerk-B1");
    assertEquals(403, clerk.window("A1", "open").status());
    assertEquals(403, clerk.in("row").window("T1", "open").status());
    assertEquals(201, clerk.issue("social").status());
    assertEquals(403, clerk.in("row").issue("all").status());
    assertEquals(200, clerk.window("B2", "open").status());
    assertEquals(200, clerk.window("B2", "close").status());
  }

  /** I9: a whole life of a case, looked at from everywhere. */
  @Test
  void whoever_a_case_is_about_is_told_to_nobody_who_does_not_ask_for_a_reason() throws Exception {
    HallClient clerk = new HallClient(server.base(), "hanjiang", "manager");
    String cases = server.base() + "/api/v1/cases";
    List<String> said = new ArrayList<>();
    try (LiveContract.Socket board =
            new LiveContract.Socket(server.base(), "hanjiang", "board", null);
        LiveContract.Socket supervision =
            new LiveContract.Socket(server.base(), "hanjiang", "supervision", clerk.token())) {
      Answer begun = clerk.ask("POST", cases, canaryCase());
      assertEquals(201, begun.status(), begun.body());
      said.add(begun.body());
      String number = begun.json().getString("caseNumber");
      String own = cases + "/" + number;
      for (Step step : life()) {
        HallClient does = new HallClient(server.base(), "hanjiang", step.who());
        Answer done = does.ask("POST", own + "/" + step.verb(), new JsonObject(step.body()));
        assertEquals(200, done.status(), done.body());
        said.add(done.body());
      }
      for (String path : List.of("", "/history?limit=100", "/clocks/statutory/why")) {
        said.add(clerk.ask("GET", own + path, null).body());
      }
      said.add(clerk.ask("GET", cases + "?hall=hanjiang", null).body());
      JsonObject wrong = canaryCase();
      wrong.getJsonObject("applicant").put("idNumber", Canaries.NUMBER + "1");
      said.add(clerk.ask("POST", cases, wrong).body());
      wrong.getJsonObject("applicant").put("idNumber", Canaries.NUMBER);
      said.add(clerk.ask("POST", cases, wrong.put("item", "no-such-item")).body());
      said.add(
          clerk
              .ask(
                  "POST",
                  cases + "/search",
                  new JsonObject()
                      .put("hall", "hanjiang")
                      .put("idType", "resident-card")
                      .put("idNumber", Canaries.NUMBER))
              .body());
      assertTrue(said.getLast().contains(number), said.getLast());
      Answer asked =
          clerk.ask(
              "POST",
              own + "/people",
              new JsonObject("{\"reason\":\"测试\",\"fields\":[\"name\",\"number\",\"phone\"]}"));
      assertTrue(asked.body().contains(Canaries.NUMBER), "with a reason they are shown");
      said.add(board.heard());
      said.add(supervision.heard());
    }
    said.add(metrics());
    said.addAll(stored());
    for (String canary : Canaries.ALL) {
      assertEquals(List.of(), said.stream().filter(text -> text.contains(canary)).toList());
    }
    assertEquals(List.of(), server.complaints(Canaries.ALL.toArray(String[]::new)));
  }

  private static JsonObject canaryCase() {
    JsonObject person =
        new JsonObject()
            .put("kind", "person")
            .put("idType", "resident-card")
            .put("idNumber", Canaries.NUMBER)
            .put("name", Canaries.NAME)
            .put("phone", Canaries.PHONE);
    return new JsonObject()
        .put("hall", "hanjiang")
        .put("item", "entertainment-venue-licence")
        .put("applicant", person)
        .put(
            "handler",
            person
                .copy()
                .put(
                    "authorisation",
                    new JsonObject().put("document", Canaries.PROXY).put("date", "2026-01-05")))
        .put("subject", new JsonObject().put("kind", "plate").put("text", Canaries.PLATE));
  }

  /** Who asks what. */
  private record Step(String who, String verb, String body) {}

  private static List<Step> life() {
    LocalDate today = LocalDate.now(ZoneId.of(Halls.noon()));
    String document = "\"document\":{\"number\":\"1\",\"date\":\"%s\",\"seal\":1}".formatted(today);
    List<Step> life = new ArrayList<>();
    life.add(
        new Step(
            "manager",
            "give-notice",
            "{%s,\"missing\":[{\"what\":\"x\"}],\"answerBy\":\"%s\"}"
                .formatted(document, today.plusDays(9))));
    life.add(new Step("manager", "receive-materials", "{\"points\":[1]}"));
    life.add(
        new Step(
            "manager",
            "accept",
            "{%s,\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer\"}}".formatted(document)));
    life.add(new Step("reviewer", "complete-step", "{\"step\":\"review\"}"));
    life.add(new Step("reviewer", "complete-step", "{\"step\":\"proposal\"}"));
    life.add(new Step("head", "decide", "{%s,\"result\":\"approved\"}".formatted(document)));
    life.add(new Step("issuer", "issue", "{%s,\"notified\":true}".formatted(document)));
    life.add(new Step("issuer", "deliver", "{\"method\":\"window\",\"recipient\":\"applicant\"}"));
    life.add(new Step("issuer", "archive", "{\"shelf\":\"1\"}"));
    return life;
  }

  private static String metrics() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(server.metrics())).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /** Every row of every table, the bytes of journals as the text that they are. */
  private static List<String> stored() throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection all = TestDatabase.superuserConnection(database.database());
        Statement statement = all.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery(
              "select relname from pg_class where relkind in ('r', 'p') and not relispartition"
                  + " and relnamespace = 'public'::regnamespace")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        String text =
            table.endsWith("journal")
                ? "type || ' ' || convert_from(payload, 'UTF8')"
                : "row_to_json(t)::text";
        try (ResultSet found = statement.executeQuery("select " + text + " from " + table + " t")) {
          while (found.next()) {
            rows.add(found.getString(1));
          }
        }
      }
    }
    return rows;
  }
}
