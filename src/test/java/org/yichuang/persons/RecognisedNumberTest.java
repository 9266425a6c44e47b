package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognisedNumberTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "缺少委托书,                           ''",
    "身份证11010519491231002X不清楚,       RESIDENT",
    "11010519491231002x,                  RESIDENT",
    "110105 19491231 002X 复印件,          RESIDENT",
    "１１０１０５１９４９１２３１００２Ｘ, RESIDENT",
    "110105194912310021,                  ''",
    "110105194913310020,                  ''",
    "9911010519491231002X,                ''",
    "电话13800138000,                     MOBILE",
    "138-0013-8000,                       MOBILE",
    "138 0013 8000 无人接听,               MOBILE",
    "+86 13800138000,                     MOBILE",
    "008613800138000,                     MOBILE",
    "１３８００１３８０００,              MOBILE",
    "12345678901,                         ''",
    "138001380001,                        ''",
    "0594-3391234,                        ''",
    "涵文〔2026〕17号,                     ''",
    "0007-261123-000017-5,                ''",
    "2026-11-23 13:00 至 2026-12-03,       ''",
    "91350303MA2XXXXX1X,                  ''",
  })
  void a_number_of_a_person_is_known_by_its_form(String text, String found) {
    assertEquals(found, RecognisedNumber.in(text).map(RecognisedNumber::name).orElse(""));
  }
}
