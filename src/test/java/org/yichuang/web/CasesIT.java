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
import java.util.Set;
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
  /** What {@link CaseLookupIT} calls. */
  private static final Set<String> OF_HOLDERS =
      Set.of("proveCase", "caseQr", "lookupCase", "proveCaseToHolder");

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
  void a_case_goes_from_a_ticket_to_the_archive() throws Exception {
    api.window("clerk", "open").expect(200);
    String ticket = api.issue().expect(201).json().getString("id");
    JsonObject ofTicket = registration(LICENCE).put("ticket", ticket);
    register("clerk", ofTicket).expect(409, "wrong-ticket-state");
    assertEquals("null", world.records(), "a refused registration leaves nobody");
    api.window("clerk", "call-next").expect(200);
    api.window("clerk", "start").expect(200);
    Answer begun = register("clerk", ofTicket, "Idempotency-Key", "first").expect(201);
    String records = world.records();
    assertEquals(1, records.split("person", -1).length - 1, records);
    JsonObject another = registration(LICENCE);
    another.remove("hall");
    JsonObject twice =
        new JsonObject()
            .put("hall", "hanjiang")
            .put("ticket", "20261123-B999")
            .put("cases", new JsonArray().add(another).add(another));
    assertEquals(404, api.postJson("clerk", CASES + "/batch", twice.encode()).status());
    assertEquals(records, world.records(), "who is named already stays as they are");
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
    "assign-chain, '{\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer\"},\"reason\":\"调岗\"}',"
        + " head",
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
    document("clerk", number, "accept", ",\"chain\":{\"lead\":\"reviewer\",\"clerk\":\"reviewer\"}")
        .expect(422, "unfit-colleague");
    document("clerk", number, "accept", ",\"chain\":{\"lead\":\"head\",\"clerk\":\"issuer\"}")
        .expect(422, "unfit-colleague");
    register("clerk", registration(LICENCE).put("owner", "guide")).expect(422, "unfit-colleague");
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
  @Order(14)
  void several_cases_begin_together_or_none_of_them() {
    JsonObject first = registration(LICENCE);
    JsonObject second = registration("tax-certificate").put("applicant", company());
    first.remove("hall");
    second.remove("hall");
    JsonObject batch =
        new JsonObject()
            .put("hall", "hanjiang")
            .put("cases", new JsonArray().add(first).add(second));
    Answer begun =
        api.postJson("clerk", CASES + "/batch", batch.encode(), "Idempotency-Key", "batch")
            .expect(201);
    JsonArray cases = begun.json().getJsonArray("cases");
    assertEquals(2, cases.size());
    assertEquals(LICENCE, cases.getJsonObject(0).getJsonObject("item").getString("id"));
    assertEquals(
        begun.body(),
        api.postJson("clerk", CASES + "/batch", batch.encode(), "Idempotency-Key", "batch").body());
    manyOfOneApplicant();
    second.getJsonObject("applicant").put("creditCode", "91350100M000100Y44");
    Answer refused = api.postJson("clerk", CASES + "/batch", batch.encode());
    refused.expect(422, "invalid-identity");
    assertTrue(
        refused.json().getString("detail").startsWith("cases/1/applicant.creditCode: "),
        refused.body()::toString);
  }

  private void manyOfOneApplicant() {
    JsonArray many = new JsonArray();
    for (int i = 0; i < 9; i++) {
      JsonObject one = registration(LICENCE).put("applicant", applicant(ZHANG).put("name", "张多多"));
      one.remove("hall");
      many.add(one);
    }
    JsonObject batch = new JsonObject().put("hall", "hanjiang").put("cases", many);
    JsonArray cases =
        api.postJson("clerk", CASES + "/batch", batch.encode())
            .expect(201)
            .json()
            .getJsonArray("cases");
    List<String> numbers =
        cases.stream().map(each -> ((JsonObject) each).getString("caseNumber")).toList();
    assertEquals(9, Set.copyOf(numbers).size());
    assertEquals(numbers.stream().sorted().toList(), numbers);
    for (int i = 0; i < 9; i++) {
      assertEquals(
          many.getJsonObject(i).getJsonObject("subject").getString("text"),
          subjectOf(numbers.get(i)));
    }
  }

  private String subjectOf(String number) {
    return api.postJson(
            "issuer",
            CASES + "/" + number + "/people",
            "{\"reason\":\"核对\",\"fields\":[\"subject\"]}")
        .expect(200)
        .json()
        .getJsonObject("subject")
        .getString("text");
  }

  private static JsonObject company() {
    return new JsonObject()
        .put("kind", "organisation")
        .put("creditCode", "91350100M000100Y43")
        .put("name", "涵江餐饮有限公司");
  }

  @Test
  @Order(15)
  void an_immediate_case_is_done_in_one_visit() {
    String document = "{\"number\":\"即办〔2026〕1号\",\"date\":\"2026-11-23\"}";
    JsonObject atOnce =
        registration("tax-certificate")
            .put(
                "accept",
                new JsonObject(
                    "{\"document\":%s,\"chain\":{\"lead\":\"clerk\",\"clerk\":\"clerk\"}}"
                        .formatted(document)))
            .put(
                "decide",
                new JsonObject("{\"document\":%s,\"result\":\"approved\"}".formatted(document)))
            .put("issue", new JsonObject("{\"document\":%s,\"notified\":true}".formatted(document)))
            .put("deliver", new JsonObject("{\"method\":\"window\",\"recipient\":\"applicant\"}"));
    JsonObject done =
        api.postJson("clerk", CASES + "/handle-at-once", atOnce.encode()).expect(201).json();
    assertEquals("delivered", done.getString("state"));
    atOnce.put("item", LICENCE);
    api.postJson("clerk", CASES + "/handle-at-once", atOnce.encode()).expect(409, "not-this-kind");
  }

  @Test
  @Order(16)
  void lists_are_by_number_and_show_people_masked() {
    String number = accepted(LICENCE);
    JsonObject list = list("hall=hanjiang&state=accepted&clerk=reviewer&limit=1");
    assertEquals(1, list.getJsonArray("cases").size());
    JsonObject entry = list.getJsonArray("cases").getJsonObject(0);
    assertEquals("张**", entry.getJsonObject("applicant").getString("name"));
    assertEquals("reviewer", entry.getString("clerk"));
    String next = list.getString("next");
    JsonObject more = list("hall=hanjiang&state=accepted&clerk=reviewer&limit=100&after=" + next);
    JsonArray cases = more.getJsonArray("cases");
    assertEquals(number, cases.getJsonObject(cases.size() - 1).getString("caseNumber"));
    assertFalse(more.containsKey("next"));
    assertEquals(0, list("hall=hanjiang&light=red").getJsonArray("cases").size());
    assertEquals(0, list("hall=hanjiang&dueBefore=2026-11-23").getJsonArray("cases").size());
    assertTrue(!list("hall=hanjiang&dueBefore=2026-12-04").getJsonArray("cases").isEmpty());
    api.get("clerk", CASES + "?hall=elsewhere").expect(403, "not-allowed");
    api.get("clerk", CASES + "?hall=nowhere").expect(404, "unknown-hall");
    api.get("clerk", CASES + "?hall=hanjiang&dueBefore=2026-02-30").expect(400, "invalid-request");
    api.get("clerk", CASES + "?hall=hanjiang&clerk=nobody-here").expect(404, "unknown-colleague");
    api.get("clerk", CASES + "?hall=hanjiang&after=0007-261123-000001-0")
        .expect(400, "invalid-case-number");
    api.get("clerk", CASES).expect(400, "invalid-request");
  }

  private JsonObject list(String query) {
    return api.get("clerk", CASES + "?" + query).expect(200).json();
  }

  @Test
  @Order(17)
  void somebody_is_found_by_the_number_of_the_card_however_it_is_typed() {
    String own = "44030119900307451";
    String number = own + checked(own);
    String first =
        register("clerk", registration(LICENCE).put("applicant", applicant(number)))
            .expect(201)
            .json()
            .getString("caseNumber");
    String wish = "{\"hall\":\"hanjiang\",\"idType\":\"resident-card\",\"idNumber\":\"%s\"}";
    JsonArray found =
        api.postJson(
                "clerk",
                CASES + "/search",
                wish.formatted(number.substring(0, 6) + " " + number.substring(6)))
            .expect(200)
            .json()
            .getJsonArray("cases");
    assertEquals(1, found.size());
    assertEquals(first, found.getJsonObject(0).getString("caseNumber"));
    String second =
        register("clerk", registration(LICENCE).put("applicant", applicant(number)))
            .expect(201)
            .json()
            .getString("caseNumber");
    JsonObject paged = new JsonObject(wish.formatted(number)).put("limit", 1);
    JsonObject page = api.postJson("clerk", CASES + "/search", paged.encode()).expect(200).json();
    assertEquals(first, page.getString("next"));
    JsonObject last =
        api.postJson("clerk", CASES + "/search", paged.put("after", first).encode())
            .expect(200)
            .json();
    assertEquals(second, last.getJsonArray("cases").getJsonObject(0).getString("caseNumber"));
    assertFalse(last.containsKey("next"));
    api.postJson("clerk", CASES + "/search", wish.formatted("110105194912310021"))
        .expect(422, "invalid-identity");
    api.postJson("clerk-elsewhere", CASES + "/search", wish.formatted(number))
        .expect(403, "not-allowed");
  }

  private static char checked(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum = (sum + digits.charAt(i) - '0') * 2 % 11;
    }
    int check = (12 - sum) % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }

  @Test
  @Order(17)
  void words_that_are_kept_for_good_name_nobody_by_a_number() {
    String number = registered(LICENCE);
    String history = CASES + "/" + number + "/history";
    String before = api.get("auditor", history).expect(200).body().toString();
    for (String said : List.of("联系13800138000", "１１０１０５１９４９１２３１００２Ｘ本人")) {
      ask("reviewer", number, "reassign", "{\"post\":\"clerk\",\"reason\":\"" + said + "\"}")
          .expect(422, "personal-data");
      String missing = ",\"answerBy\":\"2026-12-07\",\"missing\":[{\"what\":\"" + said + "\"}]";
      JsonObject refused =
          document("clerk", number, "give-notice", missing).expect(422, "personal-data").json();
      assertTrue(refused.getString("detail").startsWith("missing/0/what: "), refused::encode);
      assertFalse(refused.encode().contains("138"), refused::encode);
    }
    assertEquals(before, api.get("auditor", history).expect(200).body().toString());
  }

  @Test
  @Order(17)
  void what_is_wrong_is_named_by_its_place_in_a_batch_of_one_too() {
    JsonObject wrong = registration(LICENCE);
    wrong.getJsonObject("applicant").put("idNumber", "110105194912310021");
    String alone = register("clerk", wrong).expect(422).json().getString("detail");
    JsonObject batch =
        new JsonObject().put("hall", wrong.remove("hall")).put("cases", new JsonArray().add(wrong));
    String within =
        api.postJson("clerk", CASES + "/batch", batch.encode())
            .expect(422)
            .json()
            .getString("detail");
    assertTrue(alone.startsWith("applicant"), alone);
    assertEquals("cases/0/" + alone, within);
  }

  @Test
  @Order(18)
  void people_are_shown_for_a_reason_and_who_looked_is_seen_by_auditors() {
    JsonObject registration =
        registration(LICENCE)
            .put("applicant", company())
            .put(
                "handler",
                applicant(ZHANG)
                    .put(
                        "authorisation",
                        new JsonObject().put("document", "委托书").put("date", "2026-11-20")));
    String number = register("clerk", registration).expect(201).json().getString("caseNumber");
    String address = CASES + "/" + number + "/people";
    JsonObject seen =
        api.postJson(
                "issuer",
                address,
                "{\"reason\":\"电话通知\",\"fields\":[\"name\",\"phone\",\"authorisation\"]}")
            .expect(200)
            .json();
    assertEquals(
        "委托书", seen.getJsonObject("handler").getJsonObject("authorisation").getString("document"));
    assertEquals("涵江餐饮有限公司", seen.getJsonObject("applicant").getString("name"));
    assertEquals("13800138000", seen.getJsonObject("handler").getString("phone"));
    assertFalse(seen.getJsonObject("handler").containsKey("idNumber"));
    assertFalse(seen.containsKey("subject"));
    assertEquals(List.of(), reasons("auditor", address, "?person=subject"));
    JsonObject about =
        api.postJson("issuer", address, "{\"reason\":\"查勘\",\"fields\":[\"subject\"]}")
            .expect(200)
            .json();
    assertEquals(Set.of("subject"), about.fieldNames());
    assertEquals(
        registration.getJsonObject("subject").getString("text"),
        about.getJsonObject("subject").getString("text"));
    assertEquals(List.of("查勘"), reasons("auditor", address, "?person=subject"));
    api.postJson("auditor", address, "{\"reason\":\"r\",\"fields\":[\"name\"]}")
        .expect(403, "not-allowed");
    api.postJson("issuer", address, "{\"reason\":\" \",\"fields\":[\"name\"]}")
        .expect(400, "invalid-request");
    JsonObject look =
        api.get("auditor", address + "/looks?person=handler&limit=1")
            .expect(200)
            .json()
            .getJsonArray("looks")
            .getJsonObject(0);
    assertEquals("issuer", look.getString("by"));
    assertEquals("电话通知", look.getString("reason"));
    assertEquals(number, look.getString("caseNumber"));
    assertEquals(List.of("name", "phone", "authorisation"), look.getJsonArray("fields").getList());
    api.get("manager", address + "/looks").expect(403, "not-allowed");
  }

  /** A record is shared by all who were told the same of somebody. */
  @Test
  @Order(18)
  void who_looked_for_a_case_of_another_hall_is_that_halls_to_know() throws Exception {
    JsonObject registration =
        registration(LICENCE).put("applicant", applicant(ZHANG).put("name", "张三丰二"));
    String number = register("clerk", registration).expect(201).json().getString("caseNumber");
    String people = CASES + "/" + number + "/people";
    api.postJson("issuer", people, "{\"reason\":\"here\",\"fields\":[\"name\"]}").expect(200);
    CaseNumber elsewhere = new CaseNumber(TestHall.ELSEWHERE, LocalDate.of(2026, 11, 23), 1);
    for (String of : List.of("'" + elsewhere.display() + "'", "null")) {
      world.column(
          """
          insert into person_access (account, person, fields, reason, case_number)
          select account, person, fields, 'elsewhere', %s from person_access
           where reason = 'here' returning id
          """
              .formatted(of));
    }
    assertEquals(List.of("here"), reasons("auditor", people, ""));
    assertEquals(List.of("elsewhere", "elsewhere", "here"), reasons("admin", people, ""));
  }

  private List<String> reasons(String token, String people, String query) {
    return api
        .get(token, people + "/looks" + query)
        .expect(200)
        .json()
        .getJsonArray("looks")
        .stream()
        .map(look -> ((JsonObject) look).getString("reason"))
        .toList();
  }

  @Test
  @Order(19)
  void the_history_tells_everything_but_people_and_every_date_has_its_reasons() {
    String number = accepted(LICENCE);
    JsonObject history =
        api.get("auditor", CASES + "/" + number + "/history?limit=2").expect(200).json();
    assertEquals(2, history.getInteger("next"));
    JsonObject first = history.getJsonArray("events").getJsonObject(0);
    assertEquals("CaseRegistered", first.getString("event"));
    assertEquals("clerk", first.getString("by"));
    assertEquals("clerk", first.getJsonObject("facts").getString("owner"));
    assertFalse(first.getJsonObject("facts").containsKey("applicant"));
    JsonObject accepted =
        api.get("auditor", CASES + "/" + number + "/history?after=2")
            .expect(200)
            .json()
            .getJsonArray("events")
            .getJsonObject(0);
    assertEquals("head", accepted.getJsonObject("facts").getJsonObject("chain").getString("lead"));
    assertEquals("ended", accepted.getJsonArray("clocks").getJsonObject(0).getString("what"));

    String why = CASES + "/" + number + "/clocks/";
    JsonObject promised = api.get("clerk", why + "promised/why").expect(200).json();
    assertEquals("2026-12-03", promised.getString("dueDate"));
    assertEquals("2026-12-03", promised.getString("recorded"));
    assertEquals(8, promised.getInteger("counted"));
    assertEquals(11, promised.getJsonArray("days").size());
    assertEquals("weekend", promised.getJsonArray("days").getJsonObject(5).getString("because"));
    assertTrue(
        promised.getJsonArray("days").getJsonObject(5).getString("article").contains("第八十二条"));
    api.get("clerk", why + "delivery/why").expect(404, "unknown-clock");
    api.get("clerk", why + "step:review@tax/why").expect(404, "unknown-clock");
    document(
            "reviewer",
            number,
            "suspend",
            ",\"ground\":\"hearing\",\"reason\":\"听证\",\"expected\":" + expected(5))
        .expect(200);
    JsonObject stopped = api.get("clerk", why + "statutory/why").expect(200).json();
    assertEquals("2026-12-28", stopped.getString("expected"));
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

  /** Of the newest configuration, which holds from the next day on; its clocks are of Berlin. */
  @Test
  @Order(90)
  void an_item_that_was_withdrawn_yesterday_is_no_more_applied_for_and_its_cases_go_on() {
    String number = accepted(LICENCE);
    hall.newest = 3;
    hall.now = Instant.parse("2027-01-05T09:00:00Z");
    api.window("manager", "open").expect(200);
    register("clerk", registration(LICENCE)).expect(404, "unknown-item");
    assertEquals(1, see("clerk", number).getJsonObject("item").getInteger("version"));
    ask("reviewer", number, "complete-step", "{\"step\":\"review\"}").expect(200);
  }

  @Test
  @Order(100)
  void every_operation_of_cases_was_called() {
    assertEquals(
        api.contract().operations().stream()
            .filter(CasesIT::covers)
            .map(Operation::getOperationId)
            .filter(id -> !OF_HOLDERS.contains(id))
            .collect(Collectors.toSet()),
        api.called.stream()
            .filter(
                id ->
                    api.contract().operations().stream()
                        .anyMatch(it -> it.getOperationId().equals(id) && covers(it)))
            .collect(Collectors.toSet()));
  }
}
