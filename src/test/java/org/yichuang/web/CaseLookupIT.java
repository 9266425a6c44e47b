package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;
import org.yichuang.journal.DayRoots;
import org.yichuang.journal.RootClock;
import org.yichuang.web.ApiClient.Answer;

/** A case in the eyes of whoever holds its number and its code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseLookupIT {
  private static final String CASES = "/api/v1/cases/";
  private static final String PUBLIC = "/api/v1/public/cases/";
  private static final String NAME = "欧阳测试";
  private static final String ID = "11010519491231002X";
  private static final String PHONE = "13800138000";
  private CasesWorld world;
  private TestHall hall;
  private ApiClient api;
  private int shops;

  private record Receipt(String number, String code) {}

  static boolean covers(Operation operation) {
    return operation.getTags().contains("tracking");
  }

  @BeforeAll
  void start() throws Exception {
    world = new CasesWorld();
    hall = new TestHall(world);
    api = new ApiClient(hall);
  }

  @AfterAll
  void stop() {
    hall.close();
    world.close();
  }

  private Receipt registered() {
    JsonObject begun =
        api.postJson(
                "clerk",
                "/api/v1/cases",
                new JsonObject()
                    .put("hall", "hanjiang")
                    .put("item", "dispatch-licence")
                    .put(
                        "applicant",
                        new JsonObject()
                            .put("kind", "person")
                            .put("idType", "resident-card")
                            .put("idNumber", ID)
                            .put("name", NAME)
                            .put("phone", PHONE))
                    .put("subject", new JsonObject().put("kind", "unit").put("text", "铺" + ++shops))
                    .encode())
            .expect(201)
            .json();
    return new Receipt(begun.getString("caseNumber"), begun.getString("queryCode"));
  }

  private Answer look(String number, String code) {
    return api.postJson(
        null, PUBLIC + number + "/lookup", new JsonObject().put("code", code).encode());
  }

  private JsonObject seen(Receipt receipt) {
    return look(receipt.number(), receipt.code()).expect(200).json();
  }

  private void act(String token, Receipt receipt, String verb, String more) {
    String document =
        "{\"document\":{\"number\":\"涵文〔2026〕17号\",\"date\":\"%s\",\"seal\":412}%s}"
            .formatted(LocalDate.ofInstant(hall.now, TestHall.CONFIG.zone()), more);
    api.postJson(token, CASES + receipt.number() + "/" + verb, document).expect(200);
  }

  @Test
  void an_applicant_reads_in_plain_words_where_the_case_stands() {
    Receipt receipt = registered();
    JsonObject received = seen(receipt);
    assertEquals("欧阳**", received.getString("applicant"));
    assertEquals("已收件，最晚11月30日（周一）告知是否受理", received.getJsonObject("says").getString("zh"));
    act(
        "clerk",
        receipt,
        "give-notice",
        ",\"missing\":[{\"material\":2,\"what\":\"委托书\"}],\"answerBy\":\"2026-12-07\"");
    JsonObject asked = seen(receipt);
    assertEquals("还缺 1 项材料，请在12月7日（周一）前补齐", asked.getJsonObject("says").getString("zh"));
    assertEquals(List.of("委托书"), asked.getJsonObject("missing").getJsonArray("points").getList());
    api.postJson(
            "clerk",
            CASES + receipt.number() + "/receive-materials",
            "{\"channel\":\"window\",\"points\":[1]}")
        .expect(200);
    act(
        "clerk",
        receipt,
        "accept",
        ",\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer\",\"backup\":\"reviewer-2\"}");
    JsonObject accepted = seen(receipt);
    assertEquals("已受理，承诺12月3日（周四）前办结，还剩 8 个工作日", accepted.getJsonObject("says").getString("zh"));
    assertEquals(
        "accepted, promised by Thursday 3 December, 8 working days left",
        accepted.getJsonObject("says").getString("en"));
    assertEquals(8, accepted.getJsonObject("due").getInteger("workingDaysLeft"));
    assertEquals(
        List.of(
            "case-registered",
            "case-received",
            "notice-given",
            "materials-received",
            "case-accepted"),
        stages(accepted));
    assertNothingPersonal(accepted.encode());
  }

  private static List<String> stages(JsonObject progress) {
    JsonArray stages = progress.getJsonArray("stages");
    return stages.stream().map(stage -> ((JsonObject) stage).getString("stage")).toList();
  }

  private static void assertNothingPersonal(String text) {
    for (String canary : List.of(NAME, ID, PHONE, "测试")) {
      assertFalse(text.contains(canary), canary);
    }
  }

  @Test
  void a_code_is_read_as_people_type_it() {
    Receipt receipt = registered();
    String code = receipt.code();
    String typed =
        " %s-%s %s"
            .formatted(code.substring(0, 4), code.substring(4, 8), code.substring(8))
            .toUpperCase(java.util.Locale.ROOT)
            .replace('0', 'O')
            .replace('1', 'I');
    assertEquals(
        receipt.number(), seen(new Receipt(receipt.number(), typed)).getString("caseNumber"));
  }

  @Test
  void a_wrong_code_and_a_number_without_a_case_get_the_same_answer() {
    Receipt receipt = registered();
    Answer wrong = look(receipt.number(), "000000000000").expect(404, "wrong-query-code");
    String nobodys = new CaseNumber(new HallId(7), LocalDate.of(2026, 11, 20), 9).display();
    assertEquals(wrong.body(), look(nobodys, "000000000000").body());
    String elsewhere = new CaseNumber(new HallId(99), LocalDate.of(2026, 11, 20), 9).display();
    assertEquals(wrong.body(), look(elsewhere, "000000000000").body());
    CaseCodes codes = new CaseCodes(new TrackingKey(new byte[32]));
    for (String number : List.of(nobodys, elsewhere)) {
      assertEquals(wrong.body(), look(number, codes.of(CaseNumber.parse(number))).body());
    }
    look("0007-261123-000017-0".equals(receipt.number()) ? "" : "0007-261123-000017-0", "x")
        .expect(400, "invalid-case-number");
  }

  @Test
  void who_tries_codes_by_the_hundred_waits_and_the_right_code_is_good_afterwards() {
    Receipt receipt = registered();
    Map<Integer, Integer> answers = new TreeMap<>();
    Answer last = null;
    for (int i = 0; i < 200; i++) {
      last = look(receipt.number(), "%012d".formatted(i));
      answers.merge(last.status(), 1, Integer::sum);
    }
    assertEquals(Map.of(404, 6, 429, 194), answers);
    last.expect(429, "lookups-paused");
    assertEquals("1", last.headers().get("retry-after"));
    look(receipt.number(), receipt.code()).expect(429);
    Receipt another = registered();
    hall.now = hall.now.plusSeconds(1);
    assertEquals(another.number(), seen(another).getString("caseNumber"));
    assertEquals(receipt.number(), seen(receipt).getString("caseNumber"));
  }

  @Test
  void a_proof_verifies_without_the_server_and_a_changed_one_does_not(@TempDir Path directory)
      throws Exception {
    Receipt receipt = registered();
    act(
        "clerk",
        receipt,
        "accept",
        ",\"chain\":{\"lead\":\"head\",\"clerk\":\"reviewer\",\"backup\":\"reviewer-2\"}");
    String proof =
        api.get("reviewer", CASES + receipt.number() + "/proof").expect(200).body().toString();
    assertEquals(
        proof,
        api.postJson(
                null,
                PUBLIC + receipt.number() + "/proof",
                new JsonObject().put("code", receipt.code()).encode())
            .expect(200)
            .body()
            .toString());
    assertNothingPersonal(proof);
    api.get(null, CASES + receipt.number() + "/proof").expect(401);
    Path file = directory.resolve("proof.txt");
    Files.writeString(file, proof);
    Verified whole = verify(file);
    assertEquals(0, whole.status(), whole::said);
    assertTrue(whole.said().contains("whole: 3 events"), whole::said);
    Files.writeString(file, proof.replace(" CaseAccepted 1 ", " CaseDeclined 1 "));
    assertEquals(1, verify(file).status());
    List<String> lines = proof.lines().toList();
    Files.write(
        file, List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(3), lines.get(5)));
    assertEquals(1, verify(file).status());
    Files.writeString(file, "yichuang-proof 1\n");
    assertEquals(2, verify(file).status());
  }

  @Test
  void the_root_of_a_day_proves_a_case_to_whoever_kept_it(@TempDir Path directory)
      throws Exception {
    Receipt receipt = registered();
    Path file = directory.resolve("proof.txt");
    String before =
        api.get("reviewer", CASES + receipt.number() + "/proof").expect(200).body().toString();
    Files.writeString(file, before);
    assertEquals(1, verify(file, "0".repeat(64)).status());
    String day = LocalDate.ofInstant(hall.now, ZoneOffset.UTC).toString();
    for (int other : new int[] {1, 9}) {
      world.events(other, LocalDate.parse(day), 300);
    }
    RootClock.stop(world.database, LocalDate.parse(day));
    try (Connection connection = world.database.connect(world.database.running())) {
      new DayRoots(connection).publish(100);
    }
    JsonObject root = api.get(null, "/api/v1/public/roots/" + day).expect(200).json();
    assertTrue(root.getInteger("leaves") > 600, root::encode);
    String next = LocalDate.parse(day).plusDays(1).toString();
    assertEquals(
        root,
        api.get(null, "/api/v1/public/roots?limit=1&before=" + next)
            .expect(200)
            .json()
            .getJsonArray("roots")
            .getJsonObject(0));
    String proof =
        api.get("reviewer", CASES + receipt.number() + "/proof").expect(200).body().toString();
    assertTrue(proof.startsWith(before), proof);
    Files.writeString(file, proof);
    Verified whole = verify(file, root.getString("root"));
    assertEquals(0, whole.status(), whole::said);
    assertTrue(whole.said().contains("is in the root of " + day), whole::said);
    assertEquals(1, verify(file, "0".repeat(64)).status());
    Files.writeString(file, proof.replaceFirst("path [0-9a-f]{4}", "path ffff"));
    assertEquals(1, verify(file, root.getString("root")).status());
    api.get(null, "/api/v1/public/roots/2031-01-01").expect(404, "unknown-root");
    api.get(null, "/api/v1/public/roots/2026-13-24").expect(400, "invalid-request");
    api.get(null, "/api/v1/public/roots?before=2026-13-24").expect(400, "invalid-request");
  }

  private record Verified(int status, String said) {}

  private static Verified verify(Path file, String... root) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "docs/VerifyProof.java",
                            file.toString()),
                        Stream.of(root))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Verified(process.waitFor(), said);
  }

  @Test
  void a_receipt_has_a_drawing_that_leads_to_the_page() {
    Receipt receipt = registered();
    Answer drawing = api.get("clerk", CASES + receipt.number() + "/qr.svg").expect(200);
    assertEquals("image/svg+xml", drawing.headers().get("content-type"));
    assertFalse(drawing.body().toString().contains(receipt.code()));
    api.get("kiosk", CASES + receipt.number() + "/qr.svg").expect(403);
  }
}
