package org.yichuang.persons;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Finds constants by the words of the contract. */
final class Words {
  private Words() {}

  static <E> Optional<E> find(E[] values, Function<E, String> word, String wanted) {
    return Arrays.stream(values).filter(value -> word.apply(value).equals(wanted)).findFirst();
  }
}
