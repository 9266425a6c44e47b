package org.yichuang.persons;

/**
 * What a sweep did.
 *
 * @param removed records that no case named within a day
 * @param erased records whose retention is over
 */
public record Swept(int removed, int erased) {
  Swept plus(Swept other) {
    return new Swept(removed + other.removed, erased + other.erased);
  }
}
