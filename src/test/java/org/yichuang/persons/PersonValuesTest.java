package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonValuesTest {
  /** A character outside the basic plane: one character, two units. */
  private static final String RARE = "𠮷";

  private static PersonRefusal refused(Runnable made) {
    return assertThrows(InvalidPerson.class, made::run).refusal();
  }

  private static Person person(PersonKind kind, IdType type, String number) {
    return new Person(new Name(kind, "张三"), new IdNumber(type, number), null);
  }

  @ParameterizedTest(name = "[{0}] is [{1}]")
  @CsvSource({
    "张三, 张三",
    "' 张三 ', 张三",
    "王, 王",
    "𠮷田, 𠮷田",
    "阿卜杜拉·买买提, 阿卜杜拉·买买提",
    "阿卜杜拉•买买提, 阿卜杜拉·买买提",
    "阿卜杜拉・买买提, 阿卜杜拉·买买提",
    "阿卜杜拉 · 买买提, 阿卜杜拉·买买提",
    "John  Smith, John Smith",
    "Mary-Jane O'Neill Jr., Mary-Jane O'Neill Jr.",
    "José, José",
    "Иван Петров, Иван Петров",
    "\uE863某, \uE863某",
  })
  void names_are_taken_as_documents_have_them(String typed, String kept) {
    assertEquals(kept, new Name(PersonKind.PERSON, typed).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "·", "张3", "<张三>", "张\n三", "张\u0000三", "张\u200b三", "\uD842", "张三@"})
  void what_is_no_name_is_refused(String typed) {
    PersonRefusal refusal = refused(() -> new Name(PersonKind.PERSON, typed));
    assertEquals(PersonRefusal.Reason.INVALID_NAME, refusal.reason());
    assertTrue(refusal.text().contains("1…40 letters"), refusal.text());
  }

  @Test
  void a_name_has_forty_characters_and_an_organisation_a_hundred() {
    for (String letter : new String[] {"张", RARE}) {
      assertEquals(letter.repeat(40), new Name(PersonKind.PERSON, letter.repeat(40)).value());
      assertTrue(
          refused(() -> new Name(PersonKind.PERSON, letter.repeat(41)))
              .found()
              .contains("41 characters"));
      new Name(PersonKind.ORGANISATION, letter.repeat(100));
      refused(() -> new Name(PersonKind.ORGANISATION, letter.repeat(101)));
    }
    refused(() -> new Name(PersonKind.ORGANISATION, " ".repeat(401)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"汉江市第2中学（北校区）", "A&B Trading (Shanghai) Co., Ltd.", "中石化"})
  void organisations_have_digits_and_signs_too(String name) {
    assertEquals(name, new Name(PersonKind.ORGANISATION, name).value());
  }

  @ParameterizedTest
  @CsvSource({
    "13812345678, 13812345678",
    "138 1234 5678, 13812345678",
    "+86 138-1234-5678, 13812345678",
    "0086 13812345678, 13812345678",
    "+852 9123 4567, +85291234567",
    "0512-65223344, 051265223344",
    "(0512)65223344, 051265223344",
    "12345, 12345",
  })
  void phones_are_digits(String typed, String kept) {
    assertEquals(kept, new Phone(typed).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1234", "1234567890123456", "138a2345678", "++85291234567", "１３８１２３４５６７８"})
  void what_is_no_phone_is_refused_and_not_repeated(String typed) {
    PersonRefusal refusal = refused(() -> new Phone(typed));
    assertEquals(PersonRefusal.Reason.INVALID_PHONE, refusal.reason());
    assertFalse(typed.length() > 4 && refusal.text().contains(typed), refusal.text());
  }

  @Test
  void a_person_has_no_credit_code_and_an_organisation_nothing_else() {
    refused(() -> person(PersonKind.PERSON, IdType.CREDIT_CODE, "91350100M000100Y43"));
    refused(() -> person(PersonKind.ORGANISATION, IdType.PASSPORT, "E12345678"));
    assertEquals(
        PersonKind.ORGANISATION,
        person(PersonKind.ORGANISATION, IdType.CREDIT_CODE, "91350100M000100Y43").kind());
  }

  @Test
  void an_organisation_does_not_act_somebody_of_it_does() {
    Authorisation authorisation = new Authorisation("委托书 2026-17", LocalDate.of(2026, 11, 2));
    Person organisation = person(PersonKind.ORGANISATION, IdType.CREDIT_CODE, "91350100M000100Y43");
    assertTrue(
        refused(() -> new Handler(organisation, authorisation)).expected().contains("a person"));
  }

  @ParameterizedTest
  @CsvSource({
    "委托书 2026-17, 1949-09-30",
    "委托书 2026-17, +10000-01-01",
    "'', 2026-11-02",
    "a\tb, 2026-11-02",
  })
  void an_authorisation_has_a_document_and_a_date(String document, LocalDate date) {
    assertEquals(
        PersonRefusal.Reason.INVALID_AUTHORISATION,
        refused(() -> new Authorisation(document, date)).reason());
  }

  @Test
  void an_authorisation_is_read_back() {
    Authorisation authorisation = new Authorisation("委托书 2026-17", LocalDate.of(2026, 11, 2));
    assertEquals(authorisation, Authorisation.parse(authorisation.spelled()));
  }

  @ParameterizedTest
  @CsvSource({
    "PLATE, 鄂A12345, 鄂A·12345, true",
    "PLATE, 鄂AD12345, 鄂a-d12345, true",
    "PROJECT, 2018-110108-48-01-004578, 201811010848 01004578, true",
    "PROPERTY, 人民路1号, 人民路2号, false",
  })
  void a_subject_is_found_however_it_was_written(
      Subject.Kind kind, String one, String other, boolean same) {
    assertEquals(same, new Subject(kind, one).key().equals(new Subject(kind, other).key()));
  }

  @ParameterizedTest
  @CsvSource({"PLATE, 鄂A1", "PLATE, 鄂A12345678901", "PLATE, 鄂A!2345", "OTHER, ''", "UNIT, a\tb"})
  void what_is_no_subject_is_refused(Subject.Kind kind, String text) {
    assertEquals(
        PersonRefusal.Reason.INVALID_SUBJECT, refused(() -> new Subject(kind, text)).reason());
  }

  @Test
  void a_subject_has_a_hundred_characters() {
    new Subject(Subject.Kind.UNIT, RARE.repeat(100));
    refused(() -> new Subject(Subject.Kind.UNIT, RARE.repeat(101)));
  }
}
