package org.yichuang.persons;

import org.jspecify.annotations.Nullable;

/**
 * Who a case is for (申办人), or who acts: a person or an organisation. Never printed. Immutable.
 *
 * @param phone null where none was given
 */
public record Person(Name name, IdNumber number, @Nullable Phone phone) {

  /**
   * @throws InvalidPerson when the name is one's and the number the other's
   */
  public Person {
    if (name.kind() != number.type().kind()) {
      throw new InvalidPerson(
          PersonRefusal.Reason.INVALID_IDENTITY,
          name.kind() == PersonKind.PERSON ? "the document of a person" : "a credit code",
          "a " + number.type().word(),
          "organisations have a credit-code, people every other type of document");
    }
  }

  public PersonKind kind() {
    return name.kind();
  }

  @Override
  public String toString() {
    return kind() == PersonKind.PERSON ? "a person" : "an organisation";
  }
}
