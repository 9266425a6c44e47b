package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.people.ExternalIdentities;
import org.yichuang.people.ExternalIdentity;
import org.yichuang.web.ApiClient.Answer;

/** Centres, accounts and devices over HTTP, in a real database, at two nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeopleIT {
  private static final Set<String> TAGS = Set.of("administration", "devices");
  private static final String CENTRES = "/api/v1/admin/centres";
  private static final String ACCOUNTS = "/api/v1/admin/accounts";
  private static final String PAIRINGS = "/api/v1/public/pairings";
  private static final String DEVICES = HALL + "/devices";
  private DatabaseAddress database;
  private PeopleWorld world;
  private final Vertx cluster = Vertx.vertx();
  private PeopleWorld otherWorld;
  private PeopleWorld deafWorld;
  private TestHall hall;
  private TestHall other;
  private ApiClient api;
  private ApiClient atOther;
  private String admin;
  private int names;

  static boolean covers(Operation operation) {
    return operation.getTags().stream().anyMatch(TAGS::contains);
  }

  @BeforeAll
  void start() throws Exception {
    database = TestDatabase.fresh();
    PeopleWorld.fill(database);
    world = new PeopleWorld(cluster, database);
    otherWorld = new PeopleWorld(cluster, database);
    deafWorld = new PeopleWorld(Vertx.vertx(), database);
    hall = new TestHall(world);
    other = new TestHall(otherWorld);
    api = new ApiClient(hall);
    atOther = new ApiClient(other);
    admin = signIn("admin", PeopleWorld.PASSWORD);
    JsonObject county =
        new JsonObject(
            "{\"id\":\"county\",\"level\":\"county\",\"parent\":\"home\","
                + "\"name\":{\"zh\":\"县\",\"en\":\"County\"}}");
    api.postJson(admin, CENTRES, county.encode()).expect(201);
    api.postJson(admin, CENTRES, county.put("id", "town").put("parent", "county").encode())
        .expect(201);
    api.postJson(admin, CENTRES, county.put("id", "other").put("parent", "home").encode())
        .expect(201);
    api.putJson(admin, HALL + "/centre", "{\"centre\":\"town\"}").expect(200);
  }

  @AfterAll
  void stop() {
    for (AutoCloseable part : List.of(hall, other, world, otherWorld, deafWorld)) {
      try {
        part.close();
      } catch (Exception failed) {
        throw new IllegalStateException(failed);
      }
    }
    TestHall.await(cluster.close());
  }

  private String signIn(String username, String password) {
    return api.postJson(
            null,
            "/api/v1/sessions",
            new JsonObject().put("username", username).put("password", password).encode())
        .expect(201)
        .json()
        .getString("token");
  }

  private String name() {
    return "person-" + ++names;
  }

  private static String grant(String username, String role, String place) {
    return "{\"username\":\"" + username + "\",\"roles\":[\"" + role + "\"]" + place(place) + "}";
  }

  private static String place(String place) {
    return switch (place.charAt(0)) {
      case 'c' -> ",\"centre\":\"" + place.substring(2) + "\"";
      case 'h' -> ",\"hall\":\"" + place.substring(2) + "\"";
      default -> "";
    };
  }

  /** A new account that has changed its password; its token. */
  private String person(String username, String role, String place) {
    String initial =
        api.postJson(admin, ACCOUNTS, grant(username, role, place))
            .expect(201)
            .json()
            .getString("password");
    String first = signIn(username, initial);
    return api.putJson(
            first,
            "/api/v1/sessions/current/password",
            "{\"current\":\"" + initial + "\",\"next\":\"" + PeopleWorld.PASSWORD + "\"}")
        .expect(201)
        .json()
        .getString("token");
  }

  @ParameterizedTest(name = "{0} at {1} gives {2} at {3}: {4}")
  @CsvSource({
    "admin, everything, admin, everything, 201",
    "admin, c:county, admin, c:county, 201",
    "admin, c:county, admin, c:town, 201",
    "admin, c:county, manager, h:hanjiang, 201",
    "admin, c:county, admin, everything, 403",
    "admin, c:county, clerk, c:home, 403",
    "admin, c:other, clerk, h:hanjiang, 403",
    "manager, c:county, admin, c:town, 403",
    "manager, c:county, manager, c:town, 201",
    "manager, h:hanjiang, manager, h:hanjiang, 201",
    "manager, h:hanjiang, admin, h:hanjiang, 403",
    "manager, h:hanjiang, clerk, c:town, 403",
    "manager, h:hanjiang, clerk, everything, 403",
    "supervisor, h:hanjiang, clerk, h:hanjiang, 403",
    "kiosk, h:hanjiang, kiosk, h:hanjiang, 403",
  })
  @Order(1)
  void nobody_gives_more_than_they_have(
      String role, String place, String given, String where, int status) {
    String token = person(name(), role, place);
    api.postJson(token, ACCOUNTS, grant(name(), given, where)).expect(status);
  }

  @ParameterizedTest(name = "{0} at {1} changes {2} at {3}: {4}")
  @CsvSource({
    "admin, c:county, admin, h:hanjiang, 200, 200",
    "admin, c:county, clerk, c:home, 404, 404",
    "admin, c:other, clerk, h:hanjiang, 404, 403",
    "manager, h:hanjiang, clerk, h:hanjiang, 200, 200",
    "manager, h:hanjiang, admin, h:hanjiang, 403, 403",
    "manager, h:hanjiang, clerk, c:town, 404, 404",
  })
  @Order(1)
  void nobody_takes_from_those_who_have_more(
      String role, String place, String whose, String where, int status, int granting) {
    String token = person(name(), role, place);
    String username = name();
    api.postJson(admin, ACCOUNTS, grant(username, whose, where)).expect(201);
    String account = ACCOUNTS + "/" + username;
    String clerk = "{\"roles\":[\"clerk\"],\"hall\":\"hanjiang\",\"windows\":[\"A1\"]}";
    api.post(token, account + "/reset-password").expect(status);
    api.post(token, account + "/disable").expect(status);
    api.post(token, account + "/enable").expect(status);
    api.putJson(token, account + "/identity", subject(username)).expect(status);
    api.get(token, account + "/identity").expect(status == 200 ? 200 : 404);
    api.ask("DELETE", account + "/identity", token, null).expect(status == 200 ? 204 : status);
    api.putJson(token, account, clerk).expect(granting);
  }

  private static String subject(String subject) {
    return new JsonObject().put("subject", subject).encode();
  }

  private Future<Optional<ExternalIdentities.Opened>> opening(String subject, String claim) {
    return world
        .people()
        .identities()
        .open(
            new ExternalIdentity(PeopleWorld.ISSUER, subject, Optional.ofNullable(claim)),
            "an ID token");
  }

  /** The token of a session that began at the provider; null when it was refused. */
  private String open(String subject, String claim) {
    return TestHall.await(opening(subject, claim))
        .map(ExternalIdentities.Opened::token)
        .orElse(null);
  }

  private String account(String role, String place) {
    String username = name();
    api.postJson(admin, ACCOUNTS, grant(username, role, place)).expect(201);
    return username;
  }

  private Answer link(String username, String subject) {
    return api.putJson(admin, ACCOUNTS + "/" + username + "/identity", subject(subject));
  }

  /** At the node that is told by a notice. */
  private static void awaitSignedOut(ApiClient node, String token) {
    for (int asked = 0; asked < 1_000; asked++) {
      if (node.get(token, DEVICES).status() == 401) {
        return;
      }
    }
    node.get(token, DEVICES).expect(401, "not-signed-in");
  }

  @Test
  @Order(4)
  void an_identity_signs_in_a_fresh_account_until_it_is_unlinked() {
    assertNull(open("zhang", null));
    String username = account("manager", "h:hanjiang");
    link(username, "zhang").expect(200);
    link(account("clerk", "h:hanjiang"), "zhang").expect(409, "identity-taken");
    String token = open("zhang", null);
    api.get(token, DEVICES).expect(200);
    assertNull(
        api.get(token, "/api/v1/sessions/current")
            .expect(200)
            .json()
            .getValue("passwordChangeRequired"));
    atOther.get(token, DEVICES).expect(200);

    link(username, "li").expect(200);
    api.get(token, DEVICES).expect(401, "not-signed-in");
    awaitSignedOut(atOther, token);
    assertNull(open("zhang", null));
    String again = open("li", null);
    api.get(again, DEVICES).expect(200);
    String identity = ACCOUNTS + "/" + username + "/identity";
    assertEquals("li", api.get(admin, identity).expect(200).json().getString("subject"));

    atOther.ask("DELETE", identity, admin, null).expect(204);
    awaitSignedOut(api, again);
    assertNull(open("li", null));
    api.ask("DELETE", identity, admin, null).expect(404, "unknown-identity");
    api.get(admin, identity).expect(404, "unknown-identity");
    api.get(admin, ACCOUNTS + "/nobody/identity").expect(404, "unknown-account");
  }

  @Test
  @Order(4)
  void nobody_links_the_own_account_so_that_a_stolen_session_ends() {
    api.putJson(admin, ACCOUNTS + "/admin/identity", subject("wang")).expect(409, "own-account");
    api.ask("DELETE", ACCOUNTS + "/admin/identity", admin, null).expect(409, "own-account");
  }

  @Test
  @Order(4)
  void a_disabled_account_is_not_signed_in_and_its_old_sessions_do_not_come_back() {
    String username = account("manager", "h:hanjiang");
    link(username, "zhao").expect(200);
    String token = open("zhao", null);
    api.post(admin, ACCOUNTS + "/" + username + "/disable").expect(200);
    assertNull(open("zhao", null));
    assertNull(open("zhao", account("manager", "h:hanjiang")), "a link hides the claim");
    api.post(admin, ACCOUNTS + "/" + username + "/enable").expect(200);
    api.get(token, DEVICES).expect(401, "not-signed-in");
    api.get(open("zhao", null), DEVICES).expect(200);
  }

  @Test
  @Order(4)
  void a_claim_names_an_account_that_has_no_identity() {
    String username = account("manager", "h:hanjiang");
    api.get(open("qian", username), DEVICES).expect(200);
    link(username, "sun").expect(200);
    assertNull(open("qian", username));
    assertNull(open("qian", "nobody"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update account set disabled = true where username = '%s'",
        "delete from account_identity where subject = '%s'"
      })
  @Order(4)
  void whoever_signs_in_while_it_is_taken_from_them_waits_and_is_refused(String taking) {
    String username = account("manager", "h:hanjiang");
    link(username, username).expect(200);
    SqlConnection connection = TestHall.await(world.pool.getConnection());
    Transaction transaction = TestHall.await(connection.begin());
    TestHall.await(connection.query(taking.formatted(username)).execute());
    Future<Optional<ExternalIdentities.Opened>> opening = opening(username, null);
    while (!opening.isComplete() && waiting() == 0) {
      Thread.onSpinWait();
    }
    TestHall.await(transaction.commit());
    TestHall.await(connection.close());
    assertEquals(Optional.empty(), TestHall.await(opening));
  }

  private long waiting() {
    return TestHall.await(
            world
                .pool
                .query(
                    "select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                .execute())
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  @Order(2)
  void lists_hold_what_lies_within_the_own_place() {
    String manager = person("manager-in-hall", "manager", "h:hanjiang");
    String county = person("admin-of-county", "admin", "c:county");
    Set<String> seen = names(manager);
    assertTrue(seen.contains("manager-in-hall"));
    assertFalse(seen.contains("admin-of-county"));
    assertFalse(seen.contains("admin"));
    assertTrue(names(county).containsAll(seen));
    assertTrue(names(county).contains("admin-of-county"));
    assertFalse(names(county).contains("admin"));
    assertTrue(names(admin).containsAll(names(county)));
    String outside = person("admin-of-other", "admin", "c:other");
    assertEquals(Set.of("admin-of-other"), tail(names(outside)));
    api.get(outside, DEVICES).expect(403, "not-allowed");
    api.get(person(name(), "clerk", "h:hanjiang"), ACCOUNTS).expect(403, "not-allowed");
  }

  private static Set<String> tail(Set<String> all) {
    return all.stream().filter(name -> !name.startsWith("person-")).collect(Collectors.toSet());
  }

  /** All of them, page by page. */
  private Set<String> names(String token) {
    Set<String> names = new java.util.TreeSet<>();
    String after = "";
    do {
      JsonObject page =
          api.get(token, ACCOUNTS + "?limit=5" + (after.isEmpty() ? "" : "&after=" + after))
              .expect(200)
              .json();
      JsonArray accounts = page.getJsonArray("accounts");
      accounts.forEach(account -> names.add(((JsonObject) account).getString("username")));
      after = page.getString("next", "");
    } while (!after.isEmpty());
    return names;
  }

  @Test
  @Order(3)
  void the_last_administrator_stays_also_when_two_take_it_from_one_another_at_once()
      throws Exception {
    api.get(admin, "/api/v1/admin/owners").expect(200);
    for (String name : names(admin)) {
      if (!name.equals("admin")) {
        api.post(admin, ACCOUNTS + "/" + name + "/disable").expect(200);
      }
    }
    api.post(admin, ACCOUNTS + "/admin/disable").expect(409, "last-administrator");
    api.putJson(admin, ACCOUNTS + "/admin", "{\"roles\":[\"manager\"]}")
        .expect(409, "last-administrator");
    api.putJson(admin, ACCOUNTS + "/admin", "{\"roles\":[\"admin\"],\"centre\":\"home\"}")
        .expect(409, "last-administrator");
    api.post(admin, ACCOUNTS + "/admin/reset-password").expect(409, "own-account");
    String second = person("second", "admin", "everything");
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      CompletableFuture<Integer> one =
          CompletableFuture.supplyAsync(
              () -> api.post(admin, ACCOUNTS + "/second/disable").status(), both);
      CompletableFuture<Integer> two =
          CompletableFuture.supplyAsync(
              () -> atOther.post(second, ACCOUNTS + "/admin/disable").status(), both);
      List<Integer> statuses = Stream.of(one.get(), two.get()).sorted().toList();
      assertEquals(200, statuses.getFirst());
      assertTrue(Set.of(409, 401).contains(statuses.getLast()), statuses::toString);
    }
    boolean first = api.get(admin, "/api/v1/sessions/current").status() == 200;
    String left = first ? admin : second;
    api.post(left, ACCOUNTS + "/" + (first ? "second" : "admin") + "/enable").expect(200);
    admin = first ? admin : signIn("admin", PeopleWorld.PASSWORD);
  }

  @Test
  @Order(4)
  void an_initial_password_is_good_for_choosing_another_one_for_a_week() {
    String initial =
        api.postJson(admin, ACCOUNTS, grant("newcomer", "manager", "h:hanjiang"))
            .expect(201)
            .json()
            .getString("password");
    api.postJson(admin, ACCOUNTS, grant("newcomer", "manager", "h:hanjiang"))
        .expect(409, "account-exists");
    String token = signIn("newcomer", initial);
    assertTrue(
        api.get(token, "/api/v1/sessions/current")
            .expect(200)
            .json()
            .getBoolean("passwordChangeRequired"));
    api.get(token, DEVICES).expect(403, "not-allowed");
    api.get(token, ACCOUNTS).expect(403, "not-allowed");
    String again =
        api.post(admin, ACCOUNTS + "/newcomer/reset-password")
            .expect(200)
            .json()
            .getString("password");
    api.get(token, "/api/v1/sessions/current").expect(401, "not-signed-in");
    world.now = world.now.plus(Duration.ofDays(7));
    String body = "{\"username\":\"newcomer\",\"password\":\"" + again + "\"}";
    try {
      api.postJson(null, "/api/v1/sessions", body).expect(401, "wrong-credentials");
    } finally {
      world.now = world.now.minus(Duration.ofDays(7));
    }
    api.postJson(null, "/api/v1/sessions", body).expect(201);
  }

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "town | 'county','parent':'town' | 409 | centre-cycle",
        "county | 'county','parent':'county' | 409 | centre-cycle",
        "county | 'county','parent':'town' | 409 | centre-cycle",
        "home | 'province','parent':'town' | 409 | centre-root",
        "town | 'county' | 409 | centre-root",
        "town | 'city','parent':'county' | 409 | centre-level",
        "town | 'county','parent':'nowhere' | 404 | unknown-centre",
        "nowhere | 'county','parent':'home' | 404 | unknown-centre",
        "town | 'township','parent':'county' | 200 |",
      })
  @Order(5)
  void the_tree_of_centres_has_rules(String centre, String level, int status, String slug) {
    String body = "{'name':{'zh':'新名','en':'New name'},'level':" + level.strip() + "}";
    Answer answer =
        api.putJson(admin, CENTRES + "/" + centre.strip(), body.replace('\'', '"')).expect(status);
    assertEquals(slug == null ? "" : slug.strip(), answer.problem());
  }

  @Test
  @Order(5)
  void two_moves_at_once_make_no_cycle() throws Exception {
    String body = "{\"name\":{\"zh\":\"甲\",\"en\":\"A\"},\"level\":\"county\",\"parent\":\"%s\"";
    for (String id : List.of("left", "right")) {
      api.postJson(admin, CENTRES, body.formatted("home") + ",\"id\":\"" + id + "\"}").expect(201);
    }
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      CompletableFuture<Integer> one =
          CompletableFuture.supplyAsync(
              () -> api.putJson(admin, CENTRES + "/left", body.formatted("right") + "}").status(),
              both);
      CompletableFuture<Integer> two =
          CompletableFuture.supplyAsync(
              () -> api.putJson(admin, CENTRES + "/right", body.formatted("left") + "}").status(),
              both);
      assertEquals(List.of(200, 409), Stream.of(one.get(), two.get()).sorted().toList());
    }
    assertEquals(
        6, api.get(null, "/api/v1/centres").expect(200).json().getJsonArray("centres").size());
  }

  @Test
  @Order(5)
  void who_moves_a_hall_or_a_centre_rules_both_places() {
    String county = person(name(), "admin", "c:county");
    api.putJson(county, HALL + "/centre", "{\"centre\":\"county\"}").expect(200);
    api.putJson(county, HALL + "/centre", "{\"centre\":\"home\"}").expect(403, "not-allowed");
    api.putJson(county, HALL + "/centre", "{\"centre\":\"other\"}").expect(403, "not-allowed");
    api.putJson(county, HALL + "/centre", "{\"centre\":\"town\"}").expect(200);
    String town = "{\"name\":{\"zh\":\"镇\",\"en\":\"Town\"},\"level\":\"township\",\"parent\":";
    api.putJson(county, CENTRES + "/town", town + "\"other\"}").expect(403, "not-allowed");
    api.putJson(county, CENTRES + "/town", town + "\"county\"}").expect(200);
    api.putJson(county, CENTRES + "/county", town + "\"other\"}").expect(403, "not-allowed");
  }

  private JsonObject opened(String kind) {
    return api.postJson(null, PAIRINGS, "{\"kind\":\"" + kind + "\",\"hall\":\"hanjiang\"}")
        .expect(201)
        .json();
  }

  private static String approval(String code, String kind, String name) {
    return new JsonObject().put("code", code).put("kind", kind).put("name", name).encode();
  }

  private Answer collect(JsonObject pairing) {
    return atOther.postJson(
        null,
        PAIRINGS + "/collect",
        new JsonObject().put("secret", pairing.getString("secret")).encode());
  }

  @Test
  @Order(6)
  void a_device_is_paired_by_its_code_and_revoked_at_every_node_at_once() {
    String manager = person(name(), "manager", "h:hanjiang");
    JsonObject pairing = opened("kiosk");
    assertEquals("waiting", collect(pairing).expect(200).json().getString("state"));
    String typed = pairing.getString("code").toLowerCase(java.util.Locale.ROOT).replace('-', ' ');
    JsonObject device =
        api.postJson(manager, DEVICES, approval(typed, "kiosk", "入口取号机")).expect(201).json();
    JsonObject session = collect(pairing).expect(201).json();
    String token = session.getString("token");
    assertEquals(new JsonArray().add("kiosk"), session.getJsonArray("roles"));
    collect(pairing).expect(404, "unknown-pairing");
    for (ApiClient node : List.of(api, atOther)) {
      JsonObject current = node.get(token, "/api/v1/sessions/current").expect(200).json();
      assertEquals("入口取号机", current.getString("username"));
      assertEquals("kiosk", current.getString("device"));
      assertEquals("hanjiang", current.getString("hall"));
      node.postJson(token, HALL + "/tickets", "{\"queue\":\"social\"}").expect(201);
      node.get(token, DEVICES).expect(403, "not-allowed");
    }
    TestHall.await(world.people().careForDevices());
    JsonObject listed =
        api.get(manager, DEVICES).expect(200).json().getJsonArray("devices").getJsonObject(0);
    assertEquals(device.getInteger("id"), listed.getInteger("id"));
    assertTrue(listed.containsKey("lastSeen"));
    assertTrue(listed.containsKey("until"));
    String address = DEVICES + "/" + device.getInteger("id");
    api.putJson(manager, address + "/printer", "{\"address\":\"10.0.0.1\"}")
        .expect(409, "printer-not-allowed");
    JsonObject rung = api.post(manager, address + "/identify").expect(200).json();
    assertEquals("入口取号机", rung.getString("name"));
    assertEquals(List.of(device.getInteger("id") + " 入口取号机"), hall.rung);
    api.post(manager, DEVICES + "/1/identify").expect(404, "unknown-device");
    api.ask("DELETE", address, manager, null).expect(204);
    api.ask("DELETE", address, manager, null).expect(404, "unknown-device");
    api.get(token, "/api/v1/sessions/current").expect(401, "not-signed-in");
    TestHall.until(() -> atOther.get(token, "/api/v1/sessions/current").status() == 401);
    api.ask("DELETE", DEVICES + "/1", manager, null).expect(404, "unknown-device");
    assertFalse(api.get(manager, DEVICES).expect(200).body().toString().contains("入口取号机"));
  }

  @Test
  @Order(6)
  void a_code_is_approved_once_by_one_for_what_it_is() throws Exception {
    String manager = person(name(), "manager", "h:hanjiang");
    JsonObject pairing = opened("display");
    String code = pairing.getString("code");
    api.postJson(manager, DEVICES, approval(code, "kiosk", "大屏")).expect(409, "other-device");
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<CompletableFuture<Answer>> answers =
          IntStream.range(0, 2)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              (i == 0 ? api : atOther)
                                  .postJson(manager, DEVICES, approval(code, "display", "大屏" + i)),
                          both))
              .toList();
      List<Integer> statuses =
          answers.stream().map(CompletableFuture::join).map(Answer::status).sorted().toList();
      assertEquals(List.of(201, 409), statuses);
    }
    api.postJson(manager, DEVICES, approval(code, "display", "大屏三"))
        .expect(409, "pairing-approved");
    String token = collect(pairing).expect(201).json().getString("token");
    api.post(token, HALL + "/heartbeat").expect(204);
    api.postJson(token, HALL + "/tickets", "{\"queue\":\"social\"}").expect(403, "not-allowed");
    api.postJson(manager, DEVICES, approval(code, "display", "大屏四")).expect(404, "unknown-code");
    String taken =
        api.get(manager, DEVICES)
            .expect(200)
            .json()
            .getJsonArray("devices")
            .getJsonObject(0)
            .getString("name");
    api.postJson(manager, DEVICES, approval(opened("display").getString("code"), "display", taken))
        .expect(409, "device-name-taken");
  }

  @Test
  @Order(6)
  void a_code_ends_after_ten_minutes_and_a_token_after_its_days_without_use() {
    String manager = person(name(), "manager", "h:hanjiang");
    JsonObject late = opened("kiosk");
    JsonObject fetchedLate = opened("kiosk");
    JsonObject used = opened("kiosk");
    api.postJson(manager, DEVICES, approval(fetchedLate.getString("code"), "kiosk", "甲"))
        .expect(201);
    api.postJson(manager, DEVICES, approval(used.getString("code"), "kiosk", "乙")).expect(201);
    String token = collect(used).expect(201).json().getString("token");
    JsonObject before = api.get(token, "/api/v1/sessions/current").expect(200).json();
    pass(Duration.ofMinutes(10));
    api.postJson(manager, DEVICES, approval(late.getString("code"), "kiosk", "丙"))
        .expect(404, "unknown-code");
    collect(late).expect(404, "unknown-pairing");
    collect(fetchedLate).expect(404, "unknown-pairing");
    pass(Duration.ofDays(29));
    api.get(token, "/api/v1/sessions/current").expect(200);
    TestHall.await(world.people().careForDevices());
    pass(Duration.ofDays(29));
    JsonObject after = api.get(token, "/api/v1/sessions/current").expect(200).json();
    assertTrue(after.getString("expiresAt").compareTo(before.getString("expiresAt")) > 0);
    pass(Duration.ofDays(31));
    api.get(token, "/api/v1/sessions/current").expect(401, "not-signed-in");
    pass(Duration.ofDays(-89).minusMinutes(10));
  }

  @Test
  @Order(6)
  void what_is_revoked_ends_where_it_was_heard_of_at_once_and_elsewhere_within_thirty_seconds() {
    for (String how : List.of("disable", "reset-password", "sign-out", "own-password")) {
      String username = name();
      String token = person(username, "manager", "h:hanjiang");
      for (PeopleWorld node : List.of(world, otherWorld, deafWorld)) {
        assertTrue(knows(node, token), how);
      }
      revoke(how, username, token);
      assertFalse(knows(world, token), how);
      TestHall.until(() -> !knows(otherWorld, token));
      assertTrue(knows(deafWorld, token), how);
      pass(Duration.ofMillis(30_001));
      assertFalse(knows(deafWorld, token), how);
    }
  }

  private static boolean knows(PeopleWorld node, String token) {
    return TestHall.await(node.access().whoIs(token)).isPresent();
  }

  private void revoke(String how, String username, String token) {
    switch (how) {
      case "sign-out" -> api.ask("DELETE", "/api/v1/sessions/current", token, null).expect(204);
      case "own-password" ->
          api.putJson(
                  token,
                  "/api/v1/sessions/current/password",
                  "{\"current\":\"" + PeopleWorld.PASSWORD + "\",\"next\":\"battery staple\"}")
              .expect(201);
      default -> api.post(admin, ACCOUNTS + "/" + username + "/" + how).expect(200);
    }
  }

  @Test
  @Order(6)
  void other_roles_hold_at_the_next_request() {
    String username = name();
    String token = person(username, "manager", "h:hanjiang");
    api.get(token, DEVICES).expect(200);
    atOther.get(token, DEVICES).expect(200);
    api.putJson(admin, ACCOUNTS + "/" + username, "{\"roles\":[\"display\"],\"hall\":\"hanjiang\"}")
        .expect(200);
    api.get(token, DEVICES).expect(403, "not-allowed");
    TestHall.until(() -> atOther.get(token, DEVICES).status() == 403);
  }

  private void pass(Duration time) {
    world.now = world.now.plus(time);
    otherWorld.now = otherWorld.now.plus(time);
    deafWorld.now = deafWorld.now.plus(time);
  }

  @Test
  @Order(7)
  void a_code_of_the_old_key_is_good_while_keys_change() throws Exception {
    byte[] next = new byte[32];
    next[0] = 1;
    String manager = person(name(), "manager", "h:hanjiang");
    String code = opened("display").getString("code");
    try (PeopleWorld changed = new PeopleWorld(cluster, database, next, new byte[32]);
        TestHall node = new TestHall(changed)) {
      new ApiClient(node).postJson(manager, DEVICES, approval(code, "display", "旧钥匙")).expect(201);
    }
  }

  @Test
  @Order(7)
  void whoever_tries_codes_is_slowed_down_before_they_find_one() {
    String manager = person(name(), "manager", "h:hanjiang");
    String code = opened("kiosk").getString("code");
    for (int i = 0; i < 6; i++) {
      api.postJson(manager, DEVICES, approval("BBBB-BBB" + "BCDFGH".charAt(i), "kiosk", "甲"))
          .expect(404, "unknown-code");
    }
    Answer paused =
        api.postJson(manager, DEVICES, approval(code, "kiosk", "甲")).expect(429, "codes-paused");
    assertEquals("1", paused.headers().get("retry-after"));
    pass(Duration.ofSeconds(1));
    api.postJson(manager, DEVICES, approval("nonsense", "kiosk", "甲")).expect(404, "unknown-code");
    assertEquals(
        "2",
        api.postJson(manager, DEVICES, approval(code, "kiosk", "甲"))
            .expect(429, "codes-paused")
            .headers()
            .get("retry-after"));
    String elsewhere = person(name(), "manager", "h:hanjiang");
    api.postJson(elsewhere, DEVICES, approval(code, "kiosk", "丁")).expect(201);
  }

  @Test
  @Order(8)
  void an_address_has_twenty_codes_that_wait() {
    pass(Duration.ofMinutes(11));
    for (int i = 0; i < 20; i++) {
      opened("display");
    }
    api.postJson(null, PAIRINGS, "{\"kind\":\"kiosk\",\"hall\":\"hanjiang\"}")
        .expect(429, "too-many-pairings");
    TestHall.await(world.people().careForDevices());
    String metrics = world.metrics.scrape();
    assertTrue(metrics.contains("yichuang_limit_used{limit=\"open-pairings\"} 20.0"), metrics);
    pass(Duration.ofMinutes(11));
    opened("display");
    api.postJson(null, PAIRINGS, "{\"kind\":\"kiosk\",\"hall\":\"nowhere\"}")
        .expect(404, "unknown-hall");
  }

  @Test
  @Order(9)
  void the_log_names_who_did_what_and_holds_no_secret_and_every_operation_was_called() {
    JsonArray entries = new JsonArray();
    String after = "";
    do {
      JsonObject page =
          api.get(admin, "/api/v1/admin/log?limit=40" + (after.isEmpty() ? "" : "&after=" + after))
              .expect(200)
              .json();
      entries.addAll(page.getJsonArray("entries"));
      after = page.containsKey("next") ? page.getLong("next").toString() : "";
    } while (!after.isEmpty());
    Set<String> actions =
        entries.stream()
            .map(entry -> ((JsonObject) entry).getString("action"))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "centre-added",
            "centre-changed",
            "hall-given",
            "account-created",
            "account-changed",
            "account-disabled",
            "account-enabled",
            "password-reset",
            "own-password-changed",
            "device-paired",
            "device-revoked",
            "identity-linked",
            "identity-unlinked"),
        actions);
    assertFalse(entries.encode().contains(PeopleWorld.PASSWORD));
    assertFalse(entries.encode().contains("argon2"));
    String manager = person(name(), "manager", "h:hanjiang");
    api.get(manager, "/api/v1/admin/log")
        .expect(200)
        .json()
        .getJsonArray("entries")
        .forEach(
            entry ->
                assertFalse(
                    Set.of("centre-added", "centre-changed")
                        .contains(((JsonObject) entry).getString("action"))));
    assertEquals(
        api.contract().operations().stream()
            .filter(PeopleIT::covers)
            .map(Operation::getOperationId)
            .collect(Collectors.toSet()),
        Stream.concat(api.called.stream(), atOther.called.stream())
            .filter(
                id ->
                    api.contract().operations().stream()
                        .anyMatch(it -> it.getOperationId().equals(id) && covers(it)))
            .collect(Collectors.toSet()));
  }
}
