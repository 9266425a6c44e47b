package org.yichuang.persons;

/** What became of a wish to have a record erased. */
public sealed interface Erasing {
  /** Nothing of it is left in the tables; also when it was erased before. */
  record Erased() implements Erasing {}

  /** It is not known, or must be kept. */
  record Refused(PersonRefusal refusal) implements Erasing {}
}
