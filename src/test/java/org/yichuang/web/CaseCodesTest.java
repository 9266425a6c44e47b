package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.CaseNumber;

class CaseCodesTest {
  private static final CaseNumber NUMBER = number(17);
  private final CaseCodes codes = new CaseCodes(new TrackingKey(key(1)));

  private static CaseNumber number(int sequence) {
    return new CaseNumber(TestHall.HALL, LocalDate.of(2026, 11, 23), sequence);
  }

  private static byte[] key(int of) {
    byte[] bytes = new byte[TrackingKey.MIN_BYTES];
    Arrays.fill(bytes, (byte) of);
    return bytes;
  }

  /** Printed codes stay good for as long as the key: the way they are made is fixed. */
  @Test
  void a_code_is_a_function_of_key_and_number() {
    assertEquals(codes.of(NUMBER), new CaseCodes(new TrackingKey(key(1))).of(NUMBER));
    assertNotEquals(codes.of(NUMBER), new CaseCodes(new TrackingKey(key(2))).of(NUMBER));
    assertTrue(codes.of(NUMBER).matches("[0-9a-hjkmnp-tv-z]{12}"), codes.of(NUMBER));
  }

  @Test
  void it_fits_however_it_is_typed_and_no_other_case() {
    String code = codes.of(NUMBER);
    String typed =
        code.substring(0, 4).toUpperCase(java.util.Locale.ROOT)
            + "-"
            + code.substring(4, 8).replace('0', 'O').replace('1', 'l')
            + " "
            + code.substring(8);
    assertTrue(codes.fits(NUMBER, typed), typed);
    assertFalse(codes.fits(number(18), code));
    assertFalse(codes.fits(NUMBER, code.substring(1)));
    assertFalse(codes.fits(NUMBER, ""));
  }

  @Test
  void while_the_key_changes_codes_of_both_keys_fit() {
    CaseCodes changing = new CaseCodes(new TrackingKey(key(2), key(1)));
    assertTrue(changing.fits(NUMBER, codes.of(NUMBER)));
    assertTrue(changing.fits(NUMBER, changing.of(NUMBER)));
    assertFalse(codes.fits(NUMBER, changing.of(NUMBER)));
  }

  @Test
  void neighbours_have_codes_of_their_own() {
    Set<String> all = new HashSet<>();
    for (int sequence = 1; sequence <= 10_000; sequence++) {
      all.add(codes.of(number(sequence)));
    }
    assertEquals(10_000, all.size());
  }
}
