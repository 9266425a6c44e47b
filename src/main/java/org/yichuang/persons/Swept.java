package org.yichuang.persons;

/**
 * What a sweep did.
 *
 * @param removed records that no case names, days after they were given
 * @param erased records whose retention is over
 * @param kept records of which a case says that they are kept on
 */
public record Swept(int removed, int erased, int kept) {
  static final Swept NOTHING = new Swept(0, 0, 0);

  Swept plus(Swept other) {
    return new Swept(removed + other.removed, erased + other.erased, kept + other.kept);
  }
}
