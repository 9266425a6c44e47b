package org.yichuang.persons;

import java.util.Locale;
import java.util.Optional;

/** A natural person, or an organisation, which is public. */
public enum PersonKind {
  PERSON,
  ORGANISATION;

  /** As the contract and the table of persons say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for another word. */
  public static Optional<PersonKind> of(String word) {
    return Words.find(values(), PersonKind::word, word);
  }
}
