package org.yichuang.persons;

import java.time.LocalDate;
import java.util.List;

/** People who occur nowhere else, so that whoever meets them has found a leak. */
public final class Canaries {
  public static final String NAME = "金丝雀";
  public static final String NUMBER = IdNumberTest.checked("44030119900307451");
  public static final String PHONE = "13987650421";
  public static final String PROXY = "金丝雀委托书4711";
  public static final String PLATE = "鄂X9Q7K5";

  /** All that must not be seen anywhere. */
  public static final List<String> ALL = List.of(NAME, NUMBER, PHONE, PROXY, PLATE);

  private Canaries() {}

  public static Person person() {
    return new Person(
        new Name(PersonKind.PERSON, NAME),
        new IdNumber(IdType.RESIDENT_CARD, NUMBER),
        new Phone(PHONE));
  }

  public static Handler handler() {
    return new Handler(person(), new Authorisation(PROXY, LocalDate.of(2026, 11, 2)));
  }

  public static Subject plate() {
    return new Subject(Subject.Kind.PLATE, PLATE);
  }
}
