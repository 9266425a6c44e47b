package org.yichuang.persons;

import org.jspecify.annotations.Nullable;

/**
 * What lists show of a person; see {@link Masking}. Public surfaces show the name alone. Immutable.
 *
 * @param name 张*; an organisation's as it is
 * @param number 4403**********1234; a credit code as it is
 * @param phone 138****5678; null where there is none
 */
public record MaskedPerson(
    PersonKind kind, IdType idType, String name, String number, @Nullable String phone) {

  static MaskedPerson of(Person person) {
    return new MaskedPerson(
        person.kind(),
        person.number().type(),
        Masking.name(person.name()),
        Masking.number(person.number()),
        person.phone() == null ? null : Masking.phone(person.phone()));
  }

  @Override
  public String toString() {
    return "a masked " + kind.word();
  }
}
