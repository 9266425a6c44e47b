package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;
import org.yichuang.web.ApiClient.Answer;

/** Cases over HTTP, at a real hall over a real database, on a clock of our own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CasesIT {
  private static final String CASES = "/api/v1/cases";
  private static final String ZHANG = "11010519491231002X";
  private static final String LICENCE = "dispatch-licence";
  private CasesWorld world;
  private TestHall hall;
  private ApiClient api;
  private int shops;

  static boolean covers(Operation operation) {
    return operation.getTags().contains("cases");
  }

  @BeforeAll
  void start() throws Exception {
    world = new CasesWorld();
    hall = new TestHall(world);
    api = new ApiClient(hall);
  }

  @BeforeEach
  void morning() {
    hall.now = hall.now.isAfter(TestHall.NOW) ? hall.now.plusSeconds(1) : TestHall.NOW;
  }

  @AfterAll
  void stop() {
    hall.close();
    world.close();
  }

  private static JsonObject applicant(String number) {
    return new JsonObject()
        .put("kind", "person")
        .put("idType", "resident-card")
        .put("idNumber", number)
        .put("name", "张三丰")
        .put("phone", "13800138000");
  }

  /** About a shop of its own, so that it is nobody's duplicate. */
  private JsonObject registration(String item) {
    return new JsonObject()
        .put("hall", "hanjiang")
        .put("item", item)
        .put("applicant", applicant(ZHANG))
        .put("subject", new JsonObject().put("kind", "unit").put("text", "商铺" + ++shops));
  }

  private Answer register(String token, JsonObject registration, String... headers) {
    return api.postJson(token, CASES, registration.encode(), headers);
  }

  private String registered(String item) {
    return register("clerk", registration(item)).expect(201).json().getString("caseNumber");
  }

  private Answer ask(String token, String number, String verb, String body, String... headers) {
    return api.postJson(token, CASES + "/" + number + "/" + verb, body, headers);
  }

  /** Dated today. */
  private String sealed() {
    return "\"document\":{\"number\":\"涵文〔2026〕17号\",\"date\":\"%s\",\"seal\":412}"
        .formatted(hall.now.atZone(TestHall.CONFIG.zone()).toLocalDate());
  }

  private Answer document(String token, String number, String verb, String more) {
    return ask(token, number, verb, "{" + sealed() + more + "}");
  }

  private JsonObject see(String token, String number) {
    return api.get(token, CASES + "/" + number).expect(200).json();
  }

  private static final String CHAIN =
      ",\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer\",\"backup\":\"reviewer-2\"}";

  private String accepted(String item) {
    String number = registered(item);
    document("clerk", number, "accept", CHAIN).expect(200);
    return number;
  }

  @Test
  @Order(1)
  void a_case_goes_from_a_ticket_to_the_archive() {
    api.window("clerk", "open").expect(200);
    String ticket = api.issue().expect(201).json().getString("id");
    JsonObject ofTicket = registration(LICENCE).put("ticket", ticket);
    register("clerk", ofTicket).expect(409, "wrong-ticket-state");
    api.window("clerk", "call-next").expect(200);
    api.window("clerk", "start").expect(200);
    Answer begun = register("clerk", ofTicket, "Idempotency-Key", "first").expect(201);
    JsonObject view = begun.json();
    String number = view.getString("caseNumber");
    assertEquals("0007-261123-000001", number.substring(0, 18));
    assertEquals(CASES + "/" + number, begun.headers().get("location"));
    assertTrue(
        new CaseCodes(new TrackingKey(new byte[32]))
            .fits(CaseNumber.parse(number), view.getString("queryCode")));
    assertEquals("received", view.getString("state"));
    assertEquals(ticket, view.getJsonObject("received").getString("ticket"));
    assertEquals("clerk", view.getJsonObject("responsible").getString("owner"));
    assertEquals("acceptance", view.getJsonArray("clocks").getJsonObject(0).getString("clock"));
    assertFalse(view.containsKey("people"));
    api.at("complete", "{\"outcomes\":[\"accepted\"]}").expect(200);
    api.window("clerk", "close").expect(200);

    JsonObject seen = see("reviewer", number);
    assertEquals("张**", seen.getJsonObject("people").getJsonObject("applicant").getString("name"));
    assertEquals(
        "1101**********002X",
        seen.getJsonObject("people").getJsonObject("applicant").getString("idNumber"));
    assertEquals(
        List.of("decline", "object", "terminate", "withdraw"),
        seen.getJsonArray("may").stream().sorted().filter(v -> !v.equals("reassign")).toList());

    document("reviewer", number, "accept", CHAIN).expect(403, "not-your-role");
    JsonObject accepted = document("clerk", number, "accept", CHAIN).expect(200).json();
    assertEquals("accepted", accepted.getString("state"));
    JsonObject promised = clock(accepted, "promised");
    assertEquals("2026-12-03", promised.getString("dueDate"));
    assertEquals("2026-12-03T16:00:00Z", promised.getString("dueAt"));
    assertEquals(1, promised.getInteger("version"));
    assertEquals("2026-12-21", clock(accepted, "statutory").getString("dueDate"));
    document("clerk", number, "decide", ",\"result\":\"approved\"").expect(403, "not-your-role");
    ask("reviewer", number, "complete-step", "{\"step\":\"sign\"}").expect(409, "wrong-step");
    ask("reviewer-2", number, "complete-step", "{\"step\":\"review\"}").expect(200);
    ask("head", number, "complete-step", "{\"step\":\"sign\"}").expect(200);
    JsonObject decided =
        document("head", number, "decide", ",\"result\":\"approved\"").expect(200).json();
    assertEquals(
        "head",
        decided.getJsonArray("tracks").getJsonObject(0).getJsonObject("decision").getString("by"));
    assertFalse(clock(decided, "statutory").getBoolean("late"));
    document("issuer", number, "issue", ",\"notified\":false").expect(200);
    JsonObject told = api.post("issuer", CASES + "/" + number + "/notify-ready").expect(200).json();
    assertEquals(3, told.getJsonObject("handing").getJsonArray("reminders").size());
    ask("issuer", number, "deliver", "{\"method\":\"agent\",\"recipient\":\"agent\"}")
        .expect(409, "method-excluded");
    ask(
            "issuer",
            number,
            "deliver",
            "{\"method\":\"post\",\"recipient\":\"at-address\",\"parcel\":\"EMS 4711\"}")
        .expect(200);
    ask("issuer", number, "return-parcel", "{\"reason\":\"地址不详\"}").expect(200);
    document("head", number, "correct", ",\"reason\":\"笔误\"").expect(200);
    ask("issuer", number, "deliver", "{\"method\":\"window\",\"recipient\":\"applicant\"}")
        .expect(200);
    JsonObject archived =
        ask("clerk", number, "archive", "{\"shelf\":\"2026-1\"}").expect(200).json();
    assertEquals("archived", archived.getString("state"));
    assertEquals(List.of(), see("clerk", number).getJsonArray("may").getList());

    Answer again = register("clerk", ofTicket, "Idempotency-Key", "first").expect(201);
    assertEquals(begun.body(), again.body());
    register("clerk", registration(LICENCE).put("ticket", ticket), "Idempotency-Key", "first")
        .expect(422, "key-reused");
  }

  private static JsonObject clock(JsonObject view, String name) {
    JsonArray clocks = view.getJsonArray("clocks");
    for (int i = 0; i < clocks.size(); i++) {
      if (clocks.getJsonObject(i).getString("clock").equals(name)) {
        return clocks.getJsonObject(i);
      }
    }
    throw new AssertionError("no clock " + name + " in " + view);
  }

  @Test
  @Order(2)
  void one_notice_is_given_and_answered_and_then_the_case_must_be_accepted() {
    String number = registered(LICENCE);
    ask("clerk", number, "correct-on-spot", "{\"points\":[{\"material\":1,\"what\":\"签名\"}]}")
        .expect(200);
    ask("reviewer", number, "object", "{\"points\":[{\"what\":\"图纸\"}],\"reason\":\"不清\"}")
        .expect(200);
    String missing = ",\"missing\":[{\"material\":2,\"what\":\"委托书\"}],\"answerBy\":\"2026-12-07\"";
    JsonObject noticed = document("clerk", number, "give-notice", missing).expect(200).json();
    assertEquals(2, noticed.getJsonObject("notice").getJsonArray("points").size());
    assertEquals("notice-given", noticed.getString("state"));
    document("clerk", number, "give-notice", missing).expect(409, "wrong-phase");
    ask("clerk", number, "receive-materials", "{\"points\":[3]}").expect(409, "not-in-notice");
    ask("clerk", number, "receive-materials", "{\"points\":[1]}").expect(200);
    document("clerk", number, "still-missing", ",\"points\":[1]").expect(200);
    JsonObject answered =
        ask("clerk", number, "receive-materials", "{\"points\":[1,2]}").expect(200).json();
    assertEquals("received", answered.getString("state"));
    document(
            "clerk",
            number,
            "decline",
            ",\"ground\":\"not-needed\",\"reason\":\"r\",\"remedies\":[\"litigation\"]")
        .expect(409, "must-be-accepted");
    document("clerk", number, "accept", CHAIN).expect(200);
  }

  @Test
  @Order(3)
  void the_same_again_is_told_and_registered() {
    JsonObject registration = registration(LICENCE);
    String first = register("clerk", registration).expect(201).json().getString("caseNumber");
    JsonObject second = register("clerk", registration).expect(201).json();
    assertEquals(List.of(first), second.getJsonArray("duplicates").getList());
    registration.put("item", "tax-certificate");
    assertEquals(
        0, register("clerk", registration).expect(201).json().getJsonArray("duplicates").size());
  }

  @ParameterizedTest
  @Order(4)
  @CsvSource({
    "reassign, '{\"post\":\"clerk\",\"to\":\"reviewer-2\",\"reason\":\"轮休\"}', reviewer",
    "assign-chain, '{\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer\"},\"reason\":\"调岗\"}', head",
    "withdraw, {}, clerk",
  })
  void what_is_asked_of_an_accepted_case_is_done(String verb, String body, String who) {
    ask(who, accepted(LICENCE), verb, body).expect(200);
  }

  @Test
  @Order(5)
  void cases_of_other_kinds_have_verbs_of_their_own() {
    String number = accepted(LICENCE);
    document("reviewer", number, "send-up", ",\"agency\":\"市局\"").expect(409, "not-this-kind");
    document("reviewer", number, "return-down", "").expect(409, "not-this-kind");
    ask(
            "manager",
            number,
            "call-in",
            "{\"branch\":\"water\",\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer\"}}")
        .expect(409, "not-this-kind");
    ask(
            "head",
            number,
            "record-gathering",
            "{\"kind\":\"meeting\",\"date\":\"2026-11-23\",\"note\":\"通过\"}")
        .expect(409, "not-this-kind");
    document("head", number, "terminate", ",\"ground\":\"registered-in-error\",\"reason\":\"重复\"")
        .expect(200);
  }

  @Test
  @Order(6)
  void a_joint_case_is_decided_by_its_last_branch() {
    String number = registered("house-sale");
    document("clerk", number, "accept", CHAIN).expect(409, "chain-not-named");
    String branches =
        ",\"branches\":[{\"branch\":\"tax\",\"lead\":\"head\",\"clerk\":\"reviewer\"},"
            + "{\"branch\":\"register\",\"lead\":\"head\",\"clerk\":\"reviewer-2\"}]";
    document("clerk", number, "accept", CHAIN + branches).expect(200);
    ask(
            "reviewer",
            number,
            "record-gathering",
            "{\"kind\":\"site-visit\",\"date\":\"2026-11-23\",\"branches\":[\"tax\"],\"note\":\"看过\"}")
        .expect(200);
    document("reviewer-2", number, "decide", ",\"branch\":\"register\",\"result\":\"approved\"")
        .expect(409, "branch-waits");
    ask("reviewer", number, "complete-step", "{\"branch\":\"tax\",\"step\":\"review\"}")
        .expect(200);
    document(
            "reviewer",
            number,
            "decide",
            ",\"branch\":\"tax\",\"result\":\"denied\",\"reason\":\"欠税\","
                + "\"remedies\":[\"reconsideration\"]")
        .expect(200);
    JsonObject decided =
        document("reviewer-2", number, "decide", ",\"branch\":\"register\",\"result\":\"approved\"")
            .expect(200)
            .json();
    assertEquals("decided", decided.getString("state"));
    assertEquals(
        "partly",
        decided
            .getJsonArray("tracks")
            .getJsonObject(0)
            .getJsonObject("decision")
            .getString("result"));
  }

  @Test
  @Order(7)
  void suspensions_overlap_and_only_what_is_suspended_resumes() {
    String number = accepted(LICENCE);
    String due = clock(see("reviewer", number), "statutory").getString("dueDate");
    document("reviewer", number, "resume", ",\"ground\":\"hearing\"").expect(409, "not-suspended");
    String hearing = ",\"ground\":\"hearing\",\"reason\":\"听证\",\"expected\":";
    document("reviewer", number, "suspend", hearing + expected(0)).expect(400, "invalid-request");
    document("reviewer", number, "suspend", hearing + expected(10_001))
        .expect(400, "invalid-request");
    document("reviewer", number, "suspend", hearing + expected(10_000))
        .expect(409, "suspended-too-long");
    document("reviewer", number, "suspend", hearing.replace("hearing", "weather") + expected(5))
        .expect(404, "unknown-ground");
    JsonObject suspended =
        document("reviewer", number, "suspend", hearing + expected(5)).expect(200).json();
    assertTrue(clock(suspended, "statutory").getBoolean("stopped"));
    assertNotEquals(due, clock(suspended, "statutory").getString("dueDate"));
    document("reviewer", number, "suspend", hearing + expected(5)).expect(409, "already-suspended");
    document("head", number, "decide", ",\"result\":\"approved\"").expect(409, "steps-open");
    JsonObject resumed =
        document("reviewer", number, "resume", ",\"ground\":\"hearing\"").expect(200).json();
    assertEquals(due, clock(resumed, "statutory").getString("dueDate"));
    assertEquals(3, clock(resumed, "statutory").getInteger("version"));
    document("reviewer", number, "resume", ",\"ground\":\"hearing\"").expect(409, "not-suspended");
  }

  private static String expected(int amount) {
    return "{\"amount\":" + amount + ",\"unit\":\"working-day\"}";
  }

  @Test
  @Order(8)
  void a_case_is_extended_once_and_decided_after_its_acceptance() {
    String number = registered(LICENCE);
    String extension = ",\"approver\":\"agency-head\",\"reason\":\"复杂\"";
    document("reviewer", number, "extend", extension).expect(409, "wrong-phase");
    document("head", number, "decide", ",\"result\":\"approved\"").expect(409, "wrong-phase");
    document("clerk", number, "accept", CHAIN).expect(200);
    JsonObject extended = document("reviewer", number, "extend", extension).expect(200).json();
    assertEquals(1, clock(extended, "statutory").getInteger("extensions"));
    assertEquals("2026-12-03", clock(extended, "promised").getString("dueDate"));
    document("reviewer", number, "extend", extension).expect(409, "extended-often-enough");
  }

  @ParameterizedTest
  @Order(9)
  @CsvSource({
    "110105194912310021, invalid-identity", // the check digit is X
    "11010519490231002X, invalid-identity", // 31 February
    "1101051949123100, invalid-identity",
    "'', invalid-request",
  })
  void a_wrong_number_of_a_card_is_refused_without_being_repeated(String number, String slug) {
    JsonObject registration = registration(LICENCE).put("applicant", applicant(number));
    Answer refused = register("clerk", registration);
    refused.expect(slug.equals("invalid-request") ? 400 : 422, slug);
    assertTrue(number.isEmpty() || !refused.body().toString().contains(number));
  }

  @ParameterizedTest
  @Order(10)
  @CsvSource({"1, 201", "40, 201", "41, 422"})
  void a_name_has_from_one_to_forty_characters(int length, int status) {
    JsonObject named = applicant(ZHANG).put("name", "𠮷".repeat(length));
    Answer answer = register("clerk", registration(LICENCE).put("applicant", named));
    assertEquals(status, answer.status(), answer.body()::toString);
    if (status == 201) {
      String masked =
          see("clerk", answer.json().getString("caseNumber"))
              .getJsonObject("people")
              .getJsonObject("applicant")
              .getString("name");
      assertEquals(length == 1 ? "*" : "𠮷" + "*".repeat(length - 1), masked);
    }
  }

  @ParameterizedTest
  @Order(11)
  @ValueSource(strings = {"0007-261123-000001-", "0007-261399-000001-"})
  void a_mistyped_number_is_told_apart_from_one_without_a_case(String digits) {
    for (char check : "0123456789X".toCharArray()) {
      int status = api.get("clerk", CASES + "/" + digits + check).status();
      assertTrue(status == 400 || (status == 200 && digits.contains("261123")), "" + status);
    }
    api.get(
            "clerk",
            CASES + "/" + new CaseNumber(TestHall.HALL, LocalDate.of(2026, 11, 22), 1).display())
        .expect(404, "unknown-case");
    api.get("clerk", CASES + "/0007").expect(400, "invalid-request");
    api.get(
            "clerk",
            CASES + "/" + new CaseNumber(new HallId(99), LocalDate.of(2026, 11, 23), 1).display())
        .expect(404, "unknown-case");
  }

  @Test
  @Order(12)
  void a_case_of_another_hall_is_not_ones_own_unless_one_is_responsible() {
    String own = accepted(LICENCE);
    api.get("reviewer-elsewhere", CASES + "/" + own).expect(403, "not-allowed");
    ask("reviewer-elsewhere", own, "complete-step", "{\"step\":\"review\"}")
        .expect(403, "not-allowed");
    ask("kiosk", own, "withdraw", "{}").expect(403, "not-allowed");
    register("clerk-elsewhere", registration(LICENCE)).expect(403, "not-allowed");
    register("clerk", registration(LICENCE).put("hall", "nowhere")).expect(404, "unknown-hall");

    String shared =
        register("clerk", registration(LICENCE).put("responsible", "elsewhere"))
            .expect(201)
            .json()
            .getString("caseNumber");
    document(
            "clerk",
            shared,
            "accept",
            ",\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer-elsewhere\"}")
        .expect(200);
    assertEquals(
        "elsewhere",
        see("reviewer-elsewhere", shared).getJsonObject("responsible").getString("hall"));
    ask("reviewer-elsewhere", shared, "complete-step", "{\"step\":\"review\"}").expect(200);
  }

  @Test
  @Order(13)
  void what_is_not_there_is_named() {
    register("clerk", registration("weather-permit")).expect(404, "unknown-item");
    String number = registered(LICENCE);
    document("clerk", number, "accept", ",\"chain\":{\"lead\":\"head\",\"clerk\":\"nobody-here\"}")
        .expect(404, "unknown-colleague");
    ask("clerk", number, "accept", "{" + sealed().replace("-11-23", "-02-30") + CHAIN + "}")
        .expect(400, "invalid-request");
    ask("clerk", number, "accept", "{" + sealed().replace(",\"seal\":412", "") + CHAIN + "}")
        .expect(409, "not-sealed");
    register("clerk", registration(LICENCE).put("ticket", "20261123-B999"))
        .expect(404, "unknown-ticket");
    register(null, registration(LICENCE)).expect(401, "not-signed-in");
    register("guide", registration(LICENCE)).expect(403, "not-allowed");
    register("reviewer", registration(LICENCE)).expect(403, "not-your-role");
  }

  @Test
  @Order(20)
  void an_item_that_was_withdrawn_is_no_more_applied_for_and_its_cases_go_on() {
    String number = accepted(LICENCE);
    try {
      hall.newest = 3;
      assertEquals("accepted", see("clerk", number).getString("state"));
      ask("reviewer", number, "complete-step", "{\"step\":\"review\"}").expect(200);
    } finally {
      hall.newest = 1;
    }
  }

  /** The hall of the test never closes: the last day is over at midnight. */
  @Test
  @Order(30)
  void a_decision_in_the_second_of_the_deadline_is_in_time_and_one_after_it_is_late() {
    String inTime = signed();
    String late = signed();
    String forgotten = signed();
    String decision = ",\"result\":\"approved\"";
    hall.now = Instant.parse("2026-12-03T15:59:59.999Z");
    JsonObject decided = document("head", inTime, "decide", decision).expect(200).json();
    assertFalse(clock(decided, "promised").getBoolean("late"));
    assertEquals("green", decided.getString("light"));
    hall.now = Instant.parse("2026-12-03T16:00:00Z");
    JsonObject tooLate = document("head", late, "decide", decision).expect(200).json();
    assertTrue(clock(tooLate, "promised").getBoolean("late"));
    assertEquals("red", tooLate.getString("light"));
    hall.now = hall.now.plus(Duration.ofDays(30));
    ask("reviewer", forgotten, "reassign", "{\"post\":\"clerk\",\"reason\":\"离职\"}").expect(200);
    JsonObject red = see("head", forgotten);
    assertEquals("red", red.getString("light"));
    assertEquals("red", clock(red, "statutory").getString("light"));
  }

  private String signed() {
    String number = accepted(LICENCE);
    ask("reviewer", number, "complete-step", "{\"step\":\"review\"}").expect(200);
    ask("head", number, "complete-step", "{\"step\":\"sign\"}").expect(200);
    return number;
  }

  @Test
  @Order(100)
  void every_operation_of_cases_was_called() {
    assertEquals(
        api.contract().operations().stream()
            .filter(CasesIT::covers)
            .map(Operation::getOperationId)
            .collect(Collectors.toSet()),
        api.called.stream()
            .filter(
                id ->
                    api.contract().operations().stream()
                        .anyMatch(it -> it.getOperationId().equals(id) && covers(it)))
            .collect(Collectors.toSet()));
  }
}
