package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.hall.HallId;

class CaseNumberTest {
  private static final CaseNumber NUMBER =
      new CaseNumber(new HallId(1), LocalDate.of(2026, 11, 23), 17);
  private static final String DIGITS = "0001261123000017";

  @Test
  void a_number_says_hall_day_and_sequence_and_is_read_back() {
    for (CaseNumber number :
        List.of(
            NUMBER,
            new CaseNumber(new HallId(9_999), LocalDate.of(2099, 12, 31), 999_999),
            new CaseNumber(new HallId(1), LocalDate.of(2000, 1, 1), 1),
            new CaseNumber(new HallId(42), LocalDate.of(2028, 2, 29), 10_000))) {
      assertEquals(17, number.toString().length());
      assertEquals(number, CaseNumber.parse(number.toString()));
      assertEquals(number, CaseNumber.parse(number.display()));
      assertEquals(number, CaseNumber.parse(number.display().toLowerCase(java.util.Locale.ROOT)));
      assertEquals(number, CaseNumber.ofKey(number.key()));
    }
    assertEquals(DIGITS, NUMBER.toString().substring(0, 16));
    assertEquals(1_261_123_000_017L, NUMBER.key());
    assertEquals("0001-261123-000017-" + NUMBER.toString().charAt(16), NUMBER.display());
  }

  /** The check digit of resident numbers is that of GB 11643; the numbers of its annex. */
  @Test
  void the_key_is_the_sixteen_digits_and_orders_numbers_by_hall_day_and_sequence() {
    List<CaseNumber> inOrder =
        List.of(
            new CaseNumber(new HallId(1), LocalDate.of(2000, 1, 1), 1),
            new CaseNumber(new HallId(1), LocalDate.of(2026, 11, 22), 999_999),
            NUMBER,
            new CaseNumber(new HallId(1), LocalDate.of(2026, 12, 1), 1),
            new CaseNumber(new HallId(1), LocalDate.of(2027, 1, 1), 1),
            new CaseNumber(new HallId(42), LocalDate.of(2000, 1, 1), 1),
            new CaseNumber(new HallId(9_999), LocalDate.of(2099, 12, 31), 999_999));
    assertEquals(Long.parseLong(DIGITS), NUMBER.key());
    assertEquals(9_999_991_231_999_999L, inOrder.getLast().key());
    assertEquals(inOrder, inOrder.reversed().stream().sorted().toList());
    for (CaseNumber number : inOrder) {
      assertEquals(number, CaseNumber.ofKey(number.key()));
      assertEquals(number.toString(), number.display().replace("-", ""));
    }
    for (long key : new long[] {-1, 10_000_000_000_000_000L + NUMBER.key()}) {
      assertThrows(IllegalArgumentException.class, () -> CaseNumber.ofKey(key));
    }
  }

  @Test
  void the_check_digit_is_that_of_resident_identity_cards() {
    assertEquals('X', CaseNumber.checkDigit("11010519491231002"));
    assertEquals('4', CaseNumber.checkDigit("44052418800101001"));
  }

  /** All that differ in one place, for each digit there; the places' weights are all tried. */
  @Test
  void every_wrong_digit_is_found() {
    for (int place = 0; place < 16; place++) {
      for (char right = '0'; right <= '9'; right++) {
        for (char wrong = '0'; wrong <= '9'; wrong++) {
          if (right != wrong) {
            assertNotEquals(
                CaseNumber.checkDigit(with(place, right)),
                CaseNumber.checkDigit(with(place, wrong)),
                place + ": " + right + " for " + wrong);
          }
        }
      }
    }
    for (char wrong : "0123456789X".toCharArray()) {
      String text = DIGITS + wrong;
      assertEquals(text.equals(NUMBER.toString()), isRead(text), text);
    }
  }

  @Test
  void every_swap_of_neighbours_is_found() {
    for (int place = 0; place < 15; place++) {
      for (char left = '0'; left <= '9'; left++) {
        for (char right = '0'; right <= '9'; right++) {
          if (left != right) {
            StringBuilder digits = new StringBuilder(DIGITS);
            digits.setCharAt(place, left);
            digits.setCharAt(place + 1, right);
            char check = CaseNumber.checkDigit(digits.toString());
            digits.setCharAt(place, right);
            digits.setCharAt(place + 1, left);
            assertNotEquals(check, CaseNumber.checkDigit(digits.toString()), "at " + place);
          }
        }
      }
    }
  }

  /** The last digit and the check digit, over every last pair of digits. */
  @Test
  void a_swap_with_the_check_digit_is_found() {
    for (int last = 0; last < 100; last++) {
      String digits = DIGITS.substring(0, 14) + "%02d".formatted(last);
      char check = CaseNumber.checkDigit(digits);
      char digit = digits.charAt(15);
      if (check != digit && check != 'X') {
        String swapped = digits.substring(0, 15) + check;
        assertNotEquals(digit, CaseNumber.checkDigit(swapped), digits);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', case number such as",
    "B017, case number such as",
    "0001-261123-000017, case number such as",
    "'0001 261123 000017 9', case number such as",
    "０００１２６１１２３０００１７９, case number such as",
    "0001-261123-000018-9, check digit",
    "0001-261323-000017-?, with a day",
    "0001-260230-000017-?, with a day",
    "0000-261123-000017-?, hall number",
    "0001-261123-000000-?, sequence",
  })
  void what_is_no_number_is_refused_with_its_mistake(String text, String says) {
    String digits = text.replaceAll("[^0-9]", "");
    String number =
        text.endsWith("?")
            ? text.substring(0, text.length() - 1) + CaseNumber.checkDigit(digits)
            : text;
    String message =
        assertThrows(IllegalArgumentException.class, () -> CaseNumber.parse(number)).getMessage();
    assertTrue(message.contains(says), message);
  }

  @Test
  void what_does_not_fit_has_no_number() {
    LocalDate day = NUMBER.day();
    assertThrows(IllegalArgumentException.class, () -> new CaseNumber(new HallId(10_000), day, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new CaseNumber(new HallId(1), day, 1_000_000));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CaseNumber(new HallId(1), LocalDate.of(1999, 12, 31), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CaseNumber(new HallId(1), LocalDate.of(2100, 1, 1), 1));
  }

  private static String with(int place, char digit) {
    StringBuilder digits = new StringBuilder(DIGITS);
    digits.setCharAt(place, digit);
    return digits.toString();
  }

  private static boolean isRead(String text) {
    try {
      return CaseNumber.parse(text).equals(NUMBER);
    } catch (IllegalArgumentException notANumber) {
      return false;
    }
  }
}
