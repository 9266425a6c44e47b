package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonJsonTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final String ORGANISATION =
      "{\"kind\":\"organisation\",\"creditCode\":\"91350100M000100Y43\",\"name\":\"老王面馆\"}";

  private static JsonObject handler() {
    return new JsonObject()
        .put("kind", "person")
        .put("idType", "resident-card")
        .put("idNumber", "11010519491231002x")
        .put("name", "张三")
        .put("phone", "138 1234 5678")
        .put(
            "authorisation",
            new JsonObject().put("document", "委托书 2026-17").put("date", "2026-11-24"));
  }

  private static <T> T read(PersonReading<T> reading) {
    return assertInstanceOf(PersonReading.Read.class, reading) == null
        ? null
        : ((PersonReading.Read<T>) reading).value();
  }

  private static <T> List<String> places(PersonReading<T> reading) {
    return ((PersonReading.Refused<T>) reading)
        .wrong().stream().map(PersonReading.Wrong::place).toList();
  }

  @Test
  void a_person_an_organisation_and_a_handler_are_read() {
    Person person = read(PersonJson.person(handler(), TODAY));
    assertEquals("11010519491231002X", person.number().value());
    assertEquals("13812345678", person.phone().value());
    Person organisation = read(PersonJson.person(new JsonObject(ORGANISATION), TODAY));
    assertEquals(IdType.CREDIT_CODE, organisation.number().type());
    Handler handler = read(PersonJson.handler(handler(), TODAY));
    assertEquals(new Authorisation("委托书 2026-17", TODAY), handler.authorisation());
  }

  @Test
  void what_was_read_is_shown_as_it_was_sent_or_masked() {
    Handler handler = read(PersonJson.handler(handler(), TODAY));
    Person person = handler.person();
    Unmasked unmasked =
        new Unmasked(
            person.kind(),
            person.number().type(),
            person.name(),
            person.number(),
            person.phone(),
            handler.authorisation());
    assertEquals(
        handler().put("idNumber", "11010519491231002X").put("phone", "13812345678"),
        PersonJson.json(unmasked));
    assertEquals(
        "{\"kind\":\"person\",\"idType\":\"resident-card\",\"name\":\"张*\","
            + "\"idNumber\":\"1101**********002X\",\"phone\":\"138****5678\"}",
        PersonJson.json(MaskedPerson.of(person)).encode());
    Person organisation = read(PersonJson.person(new JsonObject(ORGANISATION), TODAY));
    assertEquals(
        new JsonObject(ORGANISATION).put("idType", "credit-code"),
        PersonJson.json(MaskedPerson.of(organisation)));
    Subject plate =
        read(PersonJson.subject(new JsonObject("{\"kind\":\"plate\",\"text\":\"鄂A12345\"}")));
    assertEquals("{\"kind\":\"plate\",\"text\":\"鄂A12345\"}", PersonJson.json(plate).encode());
    assertEquals(
        "{\"kind\":\"plate\",\"text\":\"鄂*****5\"}",
        PersonJson.json(MaskedSubject.of(plate)).encode());
  }

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind          | alien              | kind
          kind          | organisation       | creditCode
          idType        | credit-code        | idNumber
          idType        | library-card       | idType
          idNumber      | 110105194912310021 | idNumber
          name          | ''                 | name
          name          | 张3                 | name
          phone         | 12                 | phone
          authorisation | on paper           | authorisation
          """)
  void every_wrong_value_has_its_place(String member, String value, String place) {
    assertEquals(List.of(place), places(PersonJson.handler(handler().put(member, value), TODAY)));
  }

  @ParameterizedTest
  @CsvSource({"2026-11-25", "2026-02-30", "yesterday", "''", "1949-09-30"})
  void an_authorisation_has_a_date_that_has_been(String date) {
    JsonObject body = handler();
    body.getJsonObject("authorisation").put("date", date);
    assertEquals(
        date.equals("1949-09-30") ? List.of("authorisation") : List.of("authorisation.date"),
        places(PersonJson.handler(body, TODAY)));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertEquals(
        List.of("name", "idType", "idNumber", "phone", "authorisation"),
        places(
            PersonJson.handler(
                new JsonObject("{\"kind\":\"person\",\"phone\":null,\"name\":7}"), TODAY)));
    assertEquals(List.of("kind", "text"), places(PersonJson.subject(new JsonObject())));
  }

  @Test
  void nobody_is_born_tomorrow() {
    JsonObject body = handler().put("idNumber", IdNumberTest.checked("11010520261125001"));
    assertEquals(List.of("idNumber"), places(PersonJson.person(body, TODAY)));
    read(PersonJson.person(body, TODAY.plusDays(1)));
  }
}
