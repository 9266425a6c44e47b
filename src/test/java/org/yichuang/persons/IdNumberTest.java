package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumberTest {
  private static final String DIGITS = "0123456789X";

  /** ISO 7064: the digits weighted by powers of two, the check included, are 1 modulo 11. */
  static String checked(String seventeen) {
    int sum = 0;
    for (int i = 0; i < seventeen.length(); i++) {
      sum = (sum + DIGITS.indexOf(seventeen.charAt(i))) * 2 % 11;
    }
    for (int check = 0; check < DIGITS.length(); check++) {
      if ((sum + check) % 11 == 1) {
        return seventeen + DIGITS.charAt(check);
      }
    }
    throw new AssertionError(seventeen);
  }

  private static PersonRefusal refused(IdType type, String text) {
    return assertThrows(InvalidPerson.class, () -> new IdNumber(type, text)).refusal();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      textBlock =
          """
          RESIDENT_CARD,               11010519491231002X
          RESIDENT_CARD,               440524188001010014
          RESIDENT_CARD,               11010519491231002x
          RESIDENT_CARD,               110105 19491231 002X
          RESIDENT_CARD,               110105-19491231-002X
          FOREIGN_PERMANENT_RESIDENCE, FRA110070010112
          TRAVEL_PERMIT,               H12345678
          TRAVEL_PERMIT,               m1234567801
          TRAVEL_PERMIT,               12345678
          PASSPORT,                    E12345678
          PASSPORT,                    EA1234567
          PASSPORT,                    12AB3
          MILITARY_ID,                 军字第1234567号
          MILITARY_ID,                 武字第(1234567)号
          CREDIT_CODE,                 91350100M000100Y43
          CREDIT_CODE,                 914403001922038216
          CREDIT_CODE,                 9144030071526726xg
          CREDIT_CODE,                 91330100799655058B
          """)
  void what_a_document_has_is_taken(IdType type, String text) {
    assertEquals(type, new IdNumber(type, text).type());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RESIDENT_CARD               | 110105194912310021    | a check character that fits the digits
          RESIDENT_CARD               | 11010519491231002     | 17 digits and a digit or X
          RESIDENT_CARD               | 110105491231002       | 17 digits and a digit or X
          RESIDENT_CARD               | ''                    | 17 digits and a digit or X
          RESIDENT_CARD               | １１０１０５１９４９１２３１００２X | 17 digits and a digit or X
          RESIDENCE_PERMIT            | 11010519491231002X    | begins with 810000, 820000 or 830000
          FOREIGN_PERMANENT_RESIDENCE | 11010519491231002X    | a number that begins with 9
          FOREIGN_PERMANENT_RESIDENCE | FRA110070023112       | a birthday in the digits 8 to 13
          FOREIGN_PERMANENT_RESIDENCE | FR1110070010112       | 18 characters, or 3 letters and 12 digits
          TRAVEL_PERMIT               | A12345678             | 8 or 10 digits
          TRAVEL_PERMIT               | H123456789            | 8 or 10 digits
          PASSPORT                    | ABCDEF                | 5…20 letters and digits
          PASSPORT                    | E123                  | 5…20 letters and digits
          PASSPORT                    | E12345678901234567890 | 5…20 letters and digits
          PASSPORT                    | E1234_678             | 5…20 letters and digits
          MILITARY_ID                 | 军字第123号            | of which four are digits
          CREDIT_CODE                 | 91350100M000100Y44    | a check character that fits the others
          CREDIT_CODE                 | 91350100I000100Y43    | 18 digits and letters without I, O, S, V and Z
          CREDIT_CODE                 | 91350A00M000100Y43    | digits in the places 3 to 8
          CREDIT_CODE                 | 91350100M000100Y4     | 18 digits and letters
          PASSPORT                    | 1234567890123456789012345678901 | at most 30 characters
          """)
  void a_wrong_one_is_refused_and_not_repeated(IdType type, String text, String expected) {
    PersonRefusal refusal = refused(type, text);
    assertEquals(PersonRefusal.Reason.INVALID_IDENTITY, refusal.reason());
    assertTrue(refusal.expected().contains(expected), refusal.text());
    assertFalse(text.length() > 4 && refusal.text().contains(text), refusal.text());
    assertFalse(refusal.remedy().isBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"81000019900307123", "82000019900307123", "83000019900307123"})
  void a_residence_permit_is_no_resident_card(String digits) {
    String number = checked(digits);
    assertEquals(number, new IdNumber(IdType.RESIDENCE_PERMIT, number).value());
    assertTrue(refused(IdType.RESIDENT_CARD, number).text().contains("choose the other type"));
  }

  @Test
  void a_permanent_residence_of_2023_has_a_check_digit_and_begins_with_nine() {
    String number = checked("93125019850612001");
    assertEquals(
        Optional.of(LocalDate.of(1985, 6, 12)),
        new IdNumber(IdType.FOREIGN_PERMANENT_RESIDENCE, number).born());
    assertTrue(refused(IdType.RESIDENT_CARD, number).expected().contains("a citizen's number"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "19490230",
        "20230229",
        "19000229",
        "20241301",
        "20240010",
        "18791231",
        "00000000"
      })
  void a_day_that_never_was_is_no_birthday(String birthday) {
    String number = checked("110105" + birthday + "002");
    assertTrue(refused(IdType.RESIDENT_CARD, number).expected().contains("birthday"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20240229", "20000229", "18800101"})
  void a_leap_day_is_a_birthday_in_its_years(String birthday) {
    assertDoesNotThrow(
        () -> new IdNumber(IdType.RESIDENT_CARD, checked("110105" + birthday + "002")));
  }

  @Test
  void every_wrong_digit_and_every_swap_of_neighbours_is_found() {
    String number = "11010519491231002X";
    for (int i = 0; i < number.length(); i++) {
      for (int digit = 0; digit < DIGITS.length(); digit++) {
        String wrong = number.substring(0, i) + DIGITS.charAt(digit) + number.substring(i + 1);
        if (!wrong.equals(number)) {
          refused(IdType.RESIDENT_CARD, wrong);
        }
      }
      if (i + 1 < number.length() && number.charAt(i) != number.charAt(i + 1)) {
        refused(
            IdType.RESIDENT_CARD,
            number.substring(0, i)
                + number.charAt(i + 1)
                + number.charAt(i)
                + number.substring(i + 2));
      }
    }
  }

  @Test
  void a_credit_code_has_one_check_character_of_thirty_one() {
    String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (String code :
        new String[] {"91350100M000100Y4", "91440300192203821", "52430000500000000"}) {
      long fitting =
          alphabet.chars().filter(check -> CreditCode.checks(code + (char) check)).count();
      assertEquals(1, fitting, code);
    }
  }

  @Test
  void however_it_was_typed_the_same_number_is_equal() {
    assertEquals(
        new IdNumber(IdType.PASSPORT, "E12345678"), new IdNumber(IdType.PASSPORT, "e 1234-5678"));
  }

  @ParameterizedTest
  @EnumSource(IdType.class)
  void words_are_found_again(IdType type) {
    assertEquals(Optional.of(type), IdType.of(type.word()));
    assertEquals(Optional.empty(), IdType.of(type.name()));
  }
}
