package org.yichuang.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the words of a closed list from a file. */
final class Words {
  private Words() {}

  static <T> Optional<T> one(Yaml yaml, T[] values, Function<T, String> word) {
    String known = Arrays.stream(values).map(word).collect(Collectors.joining(", "));
    return yaml.read(
        "one of " + known,
        text ->
            Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow());
  }

  /**
   * @param usual when nothing is said
   */
  static boolean flag(Yaml yaml, boolean usual) {
    return yaml.isPresent()
        ? one(yaml, new Boolean[] {true, false}, Object::toString).orElse(usual)
        : usual;
  }

  static <T> List<T> all(Yaml yaml, T[] values, Function<T, String> word) {
    List<T> found = new ArrayList<>();
    for (Yaml item : yaml.list("a list of words")) {
      Optional<T> value = one(item, values, word);
      if (value.isPresent() && found.contains(value.get())) {
        item.problem("each word once", word.apply(value.get()));
      }
      value.ifPresent(found::add);
    }
    return found;
  }
}
