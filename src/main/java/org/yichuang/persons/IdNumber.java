package org.yichuang.persons;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The number of a card, permit, passport or organisation, in capitals and without blanks, hyphens
 * and brackets: however it was typed, the same is equal. Personal data; never printed. Immutable.
 *
 * @param value 5…20 characters; what has a check character or a birthday has right ones
 */
public record IdNumber(IdType type, String value) {
  /** Characters of a number as it may be typed. */
  public static final int MAX_TYPED = 30;

  private static final Pattern FOREIGN_2017 = Pattern.compile("[A-Z]{3}[0-9]{12}");
  private static final Pattern TRAVEL = Pattern.compile("[HM]?[0-9]{8}([0-9]{2})?");
  private static final Pattern PASSPORT = Pattern.compile("(?=.*[0-9])[A-Z0-9]{5,20}");
  private static final Pattern MILITARY =
      Pattern.compile("(?=(?:.*[0-9]){4})[\\p{IsHan}A-Z0-9]{5,20}");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
  private static final String REMEDY = "read the document again";

  /**
   * @throws InvalidPerson that does not repeat it
   */
  public IdNumber {
    if (value.length() > MAX_TYPED) {
      throw wrong("at most %d characters".formatted(MAX_TYPED), value.length() + " characters");
    }
    value = value.replaceAll("[\\s()（）-]", "").toUpperCase(Locale.ROOT);
    check(type, value);
  }

  private static void check(IdType type, String value) {
    switch (type) {
      case RESIDENT_CARD -> {
        resident(value);
        String area = value.substring(0, 2);
        if (area.equals("81") || area.equals("82") || area.equals("83") || area.startsWith("9")) {
          throw wrong(
              "a citizen's number",
              "one of a residence permit",
              "choose the other type of document");
        }
      }
      case RESIDENCE_PERMIT -> {
        resident(value);
        if (!value.matches("8[123]0000.*")) {
          throw wrong("a number that begins with 810000, 820000 or 830000", "one of another area");
        }
      }
      case FOREIGN_PERMANENT_RESIDENCE -> {
        if (value.length() == 18) {
          resident(value);
          if (!value.startsWith("9")) {
            throw wrong("a number that begins with 9", "another");
          }
        } else {
          form(FOREIGN_2017, value, "18 characters, or 3 letters and 12 digits");
          foreignBirthday(value);
        }
      }
      case TRAVEL_PERMIT -> form(TRAVEL, value, "8 or 10 digits, behind H or M where there is one");
      case PASSPORT -> form(PASSPORT, value, "5…20 letters and digits");
      case MILITARY_ID -> form(MILITARY, value, "5…20 characters, of which four are digits");
      case CREDIT_CODE -> creditCode(value);
    }
  }

  private static void resident(String value) {
    try {
      ResidentNumber.parse(value);
    } catch (IllegalArgumentException refused) {
      String[] said = String.valueOf(refused.getMessage()).split(", found ", 2);
      throw wrong(said[0].replaceFirst("^expected ", ""), said[said.length - 1]);
    }
  }

  /** Two digits of the year: of this century or the last. */
  private static void foreignBirthday(String value) {
    if (day("20" + value.substring(7, 13)) == null && day("19" + value.substring(7, 13)) == null) {
      throw wrong("a birthday in the digits 8 to 13", "none");
    }
  }

  private static void creditCode(String value) {
    if (!CreditCode.hasForm(value)) {
      throw wrong(
          "18 digits and letters without I, O, S, V and Z, digits in the places 3 to 8",
          value.length() + " characters of another form");
    }
    if (!CreditCode.checks(value)) {
      throw wrong("a check character that fits the others", "another");
    }
  }

  private static void form(Pattern form, String value, String expected) {
    if (!form.matcher(value).matches()) {
      throw wrong(expected, value.length() + " characters of another form");
    }
  }

  private static InvalidPerson wrong(String expected, String found) {
    return wrong(expected, found, REMEDY);
  }

  private static InvalidPerson wrong(String expected, String found, String remedy) {
    return new InvalidPerson(PersonRefusal.Reason.INVALID_IDENTITY, expected, found, remedy);
  }

  private static @Nullable LocalDate day(String digits) {
    try {
      return LocalDate.parse(digits, DAY);
    } catch (DateTimeException noDay) {
      return null;
    }
  }

  /** The birthday where the number says it with its century. */
  public Optional<LocalDate> born() {
    return switch (type) {
      case RESIDENT_CARD, RESIDENCE_PERMIT, FOREIGN_PERMANENT_RESIDENCE ->
          value.length() == 18
              ? Optional.ofNullable(day(value.substring(6, 14)))
              : Optional.empty();
      case TRAVEL_PERMIT, PASSPORT, MILITARY_ID, CREDIT_CODE -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return "the number of a " + type.word();
  }
}
