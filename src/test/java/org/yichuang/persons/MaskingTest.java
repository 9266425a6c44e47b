package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

  @ParameterizedTest(name = "{0} is shown as {1}")
  @CsvSource({
    "张三, 张*",
    "张三丰, 张**",
    "陈方安生, 陈***",
    "欧阳锋, 欧阳*",
    "欧阳娜娜, 欧阳**",
    "歐陽菲菲, 歐陽**",
    "司马光, 司马*",
    "诸葛孔明, 诸葛**",
    "欧阳, 欧*",
    "王, *",
    "𠮷田, 𠮷*",
    "〇一, 〇*",
    "\uE863某, \uE863*",
    "阿卜杜拉·买买提, 阿**",
    "迪丽热巴·迪力木拉提, 迪**",
    "John Smith, J**",
    "Иван Петров, И**",
    "김철수, 김**",
    "Li, L**",
    "J, *",
  })
  void a_name_shows_its_surname(String name, String shown) {
    assertEquals(shown, Masking.name(new Name(PersonKind.PERSON, name)));
  }

  @Test
  void an_organisation_is_public() {
    Name name = new Name(PersonKind.ORGANISATION, "汉江市第2中学");
    assertEquals("汉江市第2中学", Masking.name(name));
    assertEquals(
        "91350100M000100Y43",
        Masking.number(new IdNumber(IdType.CREDIT_CODE, "91350100M000100Y43")));
  }

  @ParameterizedTest(name = "{1} is shown as {2}")
  @CsvSource({
    "RESIDENT_CARD, 440301199003071234, 4403**********1234",
    "FOREIGN_PERMANENT_RESIDENCE, FRA110070010112, FRA*********112",
    "PASSPORT, E12345678, E1*****78",
    "PASSPORT, 12AB3, 1***3",
    "TRAVEL_PERMIT, 12345678, 12****78",
    "TRAVEL_PERMIT, H1234567801, H1*******01",
    "MILITARY_ID, 军字第1234567号, 军字*******7号",
  })
  void a_number_shows_its_ends(IdType type, String number, String shown) {
    String given =
        type == IdType.RESIDENT_CARD ? IdNumberTest.checked(number.substring(0, 17)) : number;
    String expected =
        type == IdType.RESIDENT_CARD ? shown.substring(0, 17) + given.substring(17) : shown;
    assertEquals(expected, Masking.number(new IdNumber(type, given)));
  }

  @ParameterizedTest(name = "{0} is shown as {1}")
  @CsvSource({
    "13812345678, 138****5678",
    "+85291234567, +85*****4567",
    "051265223344, 051*****3344",
    "65223344, 65****44",
    "0512652, 0****52",
    "12345, 1***5",
  })
  void a_phone_shows_its_ends(String phone, String shown) {
    assertEquals(shown, Masking.phone(new Phone(phone)));
  }

  @ParameterizedTest(name = "{1} is shown as {2}")
  @CsvSource({
    "PLATE, 鄂A12345, 鄂*****5",
    "PLATE, 鄂AD12345, 鄂A****45",
    "PROPERTY, 人民路1号2栋301室, 人民*******1室",
    "OTHER, 箱, *",
    "UNIT, 老王面馆, 老王面馆",
    "PROJECT, 2018-110108-48-01-004578, 2018-110108-48-01-004578",
  })
  void a_subject_shows_its_ends_where_it_leads_to_people(
      Subject.Kind kind, String text, String shown) {
    assertEquals(shown, Masking.subject(new Subject(kind, text)));
  }

  @Test
  void half_of_every_number_is_hidden_at_least() {
    for (int length = 5; length <= 20; length++) {
      String number = "1".repeat(length);
      String masked = Masking.number(new IdNumber(IdType.PASSPORT, number));
      assertEquals(length, masked.length());
      assertTrue(masked.chars().filter(c -> c == '*').count() * 2 >= length, masked);
    }
  }
}
