package org.yichuang.persons;

import java.util.regex.Pattern;

/**
 * A phone number: digits, behind a + where it has a country code; China's own is taken away.
 * Personal data; never printed. Immutable.
 *
 * @param value 5…15 digits
 */
public record Phone(String value) {
  private static final int MAX_TYPED = 30;
  private static final Pattern FORM = Pattern.compile("[+]?[0-9]{5,15}");

  /**
   * @throws InvalidPerson that does not repeat it
   */
  public Phone {
    if (value.length() <= MAX_TYPED) {
      value =
          value
              .replaceAll("[\\s()（）-]", "")
              .replaceFirst("^00", "+")
              .replaceFirst("^[+]?86(?=1[0-9]{10}$)", "");
    }
    if (!FORM.matcher(value).matches()) {
      throw new InvalidPerson(
          PersonRefusal.Reason.INVALID_PHONE,
          "5…15 digits, behind a + where there is a country code",
          value.length() + " characters of another form",
          "leave it out where there is none");
    }
  }

  @Override
  public String toString() {
    return "a phone number";
  }
}
