package org.yichuang.persons;

import java.util.regex.Pattern;

/**
 * The check character of unified social credit codes (统一社会信用代码, GB 32100-2015): 31 characters
 * without I, O, S, V and Z, weighted by powers of 3, modulo 31. Any thread.
 */
final class CreditCode {
  static final int LENGTH = 18;
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final Pattern FORM =
      Pattern.compile("[0-9A-HJ-NP-RTUW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}");

  private CreditCode() {}

  static boolean hasForm(String code) {
    return FORM.matcher(code).matches();
  }

  /**
   * @param code of the right form
   */
  static boolean checks(String code) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < LENGTH - 1; i++) {
      sum += weight * ALPHABET.indexOf(code.charAt(i));
      weight = weight * 3 % ALPHABET.length();
    }
    int check = (ALPHABET.length() - sum % ALPHABET.length()) % ALPHABET.length();
    return ALPHABET.charAt(check) == code.charAt(LENGTH - 1);
  }
}
