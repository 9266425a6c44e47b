package org.yichuang.persons;

import org.jspecify.annotations.Nullable;

/**
 * A record of the table of persons before it is encrypted. Never printed. Immutable.
 *
 * @param authorisation null when the person acts for nobody
 */
record PersonText(Person person, @Nullable Authorisation authorisation) {

  /** What the number is found by: the text that is hashed. */
  static String key(IdNumber number) {
    return "person/" + number.type().word() + "/" + number.value();
  }

  @Override
  public String toString() {
    return person.toString();
  }
}
