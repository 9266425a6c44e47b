package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.web.ApiClient.HALL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ItemRoutesTest {
  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterAll
  void close() {
    hall.close();
  }

  @ParameterizedTest(name = "?{0}: {1} of {2}, next {3}")
  @CsvSource(
      textBlock =
          """
          '',                            dispatch-licence tax-certificate house-sale, 3, ''
          limit=2,                       dispatch-licence tax-certificate,            3, tax-certificate
          limit=2&after=tax-certificate, house-sale,                                  3, ''
          after=house-sale,              '',                                          3, ''
          queue=tax,                     tax-certificate house-sale,                  2, ''
          queue=tax&limit=1,             tax-certificate,                             2, tax-certificate
          queue=tax&q=SALE,              house-sale,                                  1, ''
          q=%E8%AE%B8%E5%8F%AF,          dispatch-licence,                            1, ''
          q=house+tax,                   house-sale,                                  1, ''
          q=a+%26+taxes,                 house-sale,                                  1, ''
          q=%20%20,                      dispatch-licence tax-certificate house-sale, 3, ''
          q=lwpq,                        dispatch-licence,                            1, ''
          q=ZYDJ,                        house-sale,                                  1, ''
          q=fire,                        '',                                          0, ''
          """)
  void items_are_paged_and_found(String query, String ids, int total, String next) {
    JsonObject page = api.get(null, HALL + "/items?" + query).expect(200).json();
    List<String> found = new ArrayList<>();
    JsonArray items = page.getJsonArray("items");
    for (int i = 0; i < items.size(); i++) {
      found.add(items.getJsonObject(i).getString("id"));
    }
    assertEquals(ids, found.stream().collect(Collectors.joining(" ")));
    assertEquals(total, page.getInteger("total"));
    assertEquals(next, page.getString("next", ""));
    assertEquals(1, page.getInteger("version"));
  }

  @Test
  void a_number_for_an_item_is_of_the_version_in_force() {
    hall.newest = 3;
    try {
      api.postJson("kiosk", HALL + "/tickets", "{\"item\":\"tax-certificate\"}").expect(201);
      api.postJson("kiosk", HALL + "/tickets", "{\"matters\":[{\"item\":\"tax-certificate\"}]}")
          .expect(201);
      api.postJson("kiosk", HALL + "/tickets", "{\"item\":\"nothing\"}")
          .expect(404, "unknown-item");
    } finally {
      hall.newest = 1;
    }
  }

  @Test
  void what_numbers_are_taken_for_comes_first() {
    try (TestHall fresh = new TestHall()) {
      ApiClient asked = new ApiClient(fresh);
      for (int repeated = 0; repeated < 3; repeated++) {
        asked
            .postJson(
                "kiosk",
                HALL + "/tickets",
                "{\"matters\":[{\"item\":\"house-sale\"},{\"queue\":\"social\"}]}",
                "Idempotency-Key",
                "one-visit")
            .expect(201);
      }
      asked.postJson("kiosk", HALL + "/tickets", "{\"item\":\"nothing\"}").expect(404);
      JsonArray items =
          asked.get(null, HALL + "/items?order=used").expect(200).json().getJsonArray("items");
      assertEquals("house-sale", items.getJsonObject(0).getString("id"));
      assertEquals(1, items.getJsonObject(0).getInteger("uses"));
      assertEquals("dispatch-licence", items.getJsonObject(1).getString("id"));
      assertEquals(false, items.getJsonObject(1).containsKey("uses"));
      for (int more = 0; more < 2; more++) {
        asked.postJson("kiosk", HALL + "/tickets", "{\"item\":\"tax-certificate\"}").expect(201);
      }
      assertEquals(
          List.of("tax-certificate", "house-sale"),
          asked
              .get(null, HALL + "/items?order=used&queue=tax&limit=2")
              .expect(200)
              .json()
              .getJsonArray("items")
              .stream()
              .map(item -> ((JsonObject) item).getString("id"))
              .toList());
    }
  }

  @Test
  void an_item_is_its_service_guide() {
    assertEquals(
        new JsonObject(
            """
            {"id":"dispatch-licence","version":1,"queue":"social",
             "name":{"zh":"劳务派遣经营许可","en":"Labour dispatch licence"},
             "kind":"promised","nature":"licence","department":"人社局",
             "regime":{"id":"licensing","name":{"zh":"行政许可","en":"Administrative licence"},
              "reference":"《行政许可法》第四十二条","start":"acceptance",
              "extensions":{"count":1,"length":{"amount":10,"unit":"working-day"},
               "rank":"agency-head","approver":{"zh":"负责人","en":"Head of the agency"}},
              "acceptanceWorkingDays":5,"silence":["accepted"]},
             "statutory":{"amount":20,"unit":"working-day","extension":10},
             "promised":{"amount":8,"unit":"working-day"},
             "uncounted":[{"id":"hearing","name":{"zh":"听证","en":"Hearing"}}],
             "branches":[],
             "steps":[{"id":"review","name":{"zh":"审查","en":"Review"}},
              {"id":"sign","name":{"zh":"签批","en":"Signature"}}],
             "materials":[{"name":{"zh":"申请书","en":"Application"},"form":"original"},
              {"name":{"zh":"授权委托书","en":"Power of attorney"},"form":"copy",
               "when":{"zh":"委托时","en":"by an agent"}}],
             "delivery":["window","post"],
             "serviceTime":"PT25M","onlineBookable":true,"audience":["organisation"]}
            """),
        api.get(null, HALL + "/items/dispatch-licence").expect(200).json());
  }

  @Test
  void a_joint_item_names_its_branches_and_what_comes_first() {
    JsonArray branches =
        api.get(null, HALL + "/items/house-sale").expect(200).json().getJsonArray("branches");
    assertEquals(
        new JsonArray(
            """
            [{"id":"tax","name":{"zh":"税费申报","en":"Taxes"},"department":"税务局","regime":"service","after":[],
              "steps":[{"id":"review","name":{"zh":"审查","en":"Review"}}]},
             {"id":"register","name":{"zh":"登记","en":"Registration"},"department":"不动产登记局",
              "regime":"licensing","statutory":{"amount":20,"unit":"working-day","extension":10},"after":["tax"],"steps":[]}]
            """),
        branches);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /items?limit=0       | limit: expected a number of 1…100, found 0; see /openapi.yaml
          /items?page=2        | query: expected only limit, after, queue, q, order, found "page"; see /openapi.yaml
          /items?q=a&q=b       | q: expected one value, found several; see /openapi.yaml
          /items?order=used&after=house-sale | expected after with order=list, found it with order=used, which has one page; see /openapi.yaml
          /items?q=%FF         | query: expected UTF-8 in percent signs, found other bytes; see /openapi.yaml
          /items?queue=nowhere | expected a queue of hall hanjiang, found nowhere; choose one of GET /api/v1/halls/hanjiang
          /items/nothing       | expected an item of hall hanjiang, found nothing; choose one of GET /api/v1/halls/hanjiang/items
          /board?x=1           | query: expected none, found "x"; see /openapi.yaml
          """)
  void a_problem_says_what_was_expected(String path, String detail) {
    ApiClient.Answer answer = api.get(null, HALL + path);
    assertTrue(answer.status() >= 400, answer::toString);
    assertEquals(detail, answer.json().getString("detail"));
  }
}
