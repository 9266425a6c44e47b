package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialsTest {

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @CsvSource({
    "结婚登记,               jhdj, true",
    "结婚登记,               hd,   true",
    "结婚登记,               jhdjx, false",
    "结婚登记,               jd,   false",
    "取水许可,               qsxk, true",
    // read in two ways, and found by either
    "重点项目联合踏勘协调,   zdxm, true",
    "重点项目联合踏勘协调,   cdxm, true",
    "银行开户,               yh,   true",
    "食品经营许可（新办）,   xkxb, true",
    "VIP 服务,               vipfw, true",
    "取水许可,               取水, false",
    "取水许可,               q1,   false",
  })
  void a_name_is_found_by_the_first_letters_of_its_syllables(
      String name, String letters, boolean found) {
    assertEquals(found, Initials.of(name).contain(letters));
  }
}
