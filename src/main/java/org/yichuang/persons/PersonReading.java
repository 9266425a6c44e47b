package org.yichuang.persons;

import java.util.List;

/** What a part of a request stands for, or everything that is wrong with it. */
public sealed interface PersonReading<T> {
  record Read<T>(T value) implements PersonReading<T> {}

  /**
   * It is refused.
   *
   * @param wrong at least one
   */
  record Refused<T>(List<Wrong> wrong) implements PersonReading<T> {
    public Refused {
      wrong = List.copyOf(wrong);
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param place of the value within the part, such as {@code idNumber}
   */
  record Wrong(String place, PersonRefusal refusal) {
    /** One sentence with its place. */
    public String text() {
      return place + ": " + refusal.text();
    }
  }
}
