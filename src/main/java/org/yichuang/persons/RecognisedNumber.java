package org.yichuang.persons;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that lead to one person and are known by their form wherever they stand in a text, in
 * digits of whatever width, in groups or not. Names and addresses have no such form. Pure
 * functions; any thread.
 */
public enum RecognisedNumber {
  /** 公民身份号码, when its birthday and check character fit. */
  RESIDENT("a resident's number"),

  /** 手机号, with or without the country's prefix. */
  MOBILE("a mobile number");

  private static final Pattern RESIDENT_FORM =
      Pattern.compile(
          "(?<![0-9])([1-9][0-9]{5})[- ]?((?:18|19|20)[0-9]{6})[- ]?([0-9]{3}[0-9Xx])"
              + "(?![0-9A-Za-z])");

  private static final Pattern MOBILE_FORM =
      Pattern.compile(
          "(?<![0-9])(?:(?:00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])");

  private final String words;

  RecognisedNumber(String words) {
    this.words = words;
  }

  /** As a problem says it. */
  public String words() {
    return words;
  }

  /** The first that stands in the text; it is not repeated. */
  public static Optional<RecognisedNumber> in(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    Matcher resident = RESIDENT_FORM.matcher(plain);
    while (resident.find()) {
      if (fits(resident.group(1) + resident.group(2) + resident.group(3))) {
        return Optional.of(RESIDENT);
      }
    }
    return MOBILE_FORM.matcher(plain).find() ? Optional.of(MOBILE) : Optional.empty();
  }

  private static boolean fits(String digits) {
    try {
      ResidentNumber.parse(digits);
      return true;
    } catch (IllegalArgumentException anotherNumber) {
      return false;
    }
  }
}
