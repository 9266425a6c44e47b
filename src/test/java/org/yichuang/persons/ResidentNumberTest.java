package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidentNumberTest {
  /** The example of GB 11643-1999, born on the last day of 1949. */
  private static final String EXAMPLE = "11010519491231002X";

  @ParameterizedTest
  @CsvSource({
    "2009-12-30, 59",
    "2009-12-31, 60",
    "2026-11-23, 76",
    "1949-12-31, 0",
    "1949-12-30, -1",
  })
  void somebody_is_a_year_older_on_the_birthday(LocalDate day, int age) {
    assertEquals(age, ResidentNumber.parse(EXAMPLE).ageOn(day));
    assertEquals(age, ResidentNumber.parse(EXAMPLE.toLowerCase(java.util.Locale.ROOT)).ageOn(day));
  }

  @ParameterizedTest
  @CsvSource({
    "110105194912310021, check character",
    "11010519491231003X, check character",
    "11010519490230002X, check character",
    "1101051949123100, form",
    "X10105194912310021, form",
    "010105194912310027, form",
    "１１０１０５１９４９１２３１００２X, form",
  })
  void a_wrong_number_is_refused_without_repeating_it(String number, String because) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ResidentNumber.parse(number))
            .getMessage();
    assertTrue(message.contains(because), message);
    assertFalse(message.contains(number), message);
  }

  /** With a check character that fits, so that the day is what is wrong. */
  @Test
  void a_day_that_never_was_is_no_birthday() {
    for (String digits : new String[] {"11010519490230002", "11010518791231002"}) {
      String number = null;
      for (char check : "0123456789X".toCharArray()) {
        try {
          ResidentNumber.parse(digits + check);
          throw new AssertionError(digits + check + " was accepted");
        } catch (IllegalArgumentException refused) {
          number =
              String.valueOf(refused.getMessage()).contains("birthday") ? digits + check : number;
        }
      }
      assertFalse(number == null, digits);
    }
  }

  @Test
  void it_never_shows_itself() {
    assertEquals("a resident's number", ResidentNumber.parse(EXAMPLE).toString());
  }
}
