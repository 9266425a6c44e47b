package org.yichuang.catalogue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of a YAML file that knows its line. What is wrong is collected, a line each, and thrown
 * together at the end. Confined to one thread.
 */
final class Yaml {
  private static final int MAX_CHARACTERS = 2_000_000;

  private final String file;
  private final List<String> problems;
  private final @Nullable Node node;
  private final int line;

  private Yaml(String file, List<String> problems, @Nullable Node node, int line) {
    this.file = file;
    this.problems = problems;
    this.node = node;
    this.line = node == null ? line : node.getStartMark().getLine() + 1;
  }

  static Yaml parse(String file, String source) {
    List<String> problems = new ArrayList<>();
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(10);
    Node root = null;
    try {
      root = new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(source));
    } catch (MarkedYAMLException unreadable) {
      int line =
          unreadable.getProblemMark() == null ? 1 : unreadable.getProblemMark().getLine() + 1;
      problems.add(
          "%s:%d: expected YAML, found: %s".formatted(file, line, unreadable.getProblem()));
    } catch (YAMLException unreadable) {
      problems.add(
          "%s:1: expected YAML, found: %s"
              .formatted(file, String.valueOf(unreadable.getMessage()).replace('\n', ' ')));
    }
    Yaml yaml = new Yaml(file, problems, root, 1);
    yaml.requireDistinctKeys(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    return yaml;
  }

  private void requireDistinctKeys(@Nullable Node part, Set<Node> seen) {
    if (part == null || !seen.add(part)) {
      return;
    }
    if (part instanceof SequenceNode list) {
      list.getValue().forEach(item -> requireDistinctKeys(item, seen));
    } else if (part instanceof MappingNode map) {
      Set<String> keys = new HashSet<>();
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key && !keys.add(key.getValue())) {
          new Yaml(file, problems, key, line).problem("each key once", key.getValue());
        }
        requireDistinctKeys(entry.getValueNode(), seen);
      }
    }
  }

  /** The value under the key; a value that is absent when there is none. */
  Yaml get(String key) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
          return new Yaml(file, problems, entry.getValueNode(), line);
        }
      }
    }
    return new Yaml(file, problems, null, line);
  }

  boolean isPresent() {
    return node != null;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode scalar) {
          keys.add(scalar.getValue());
        }
      }
    }
    return keys;
  }

  List<Yaml> items() {
    List<Yaml> items = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> items.add(new Yaml(file, problems, item, line)));
    }
    return items;
  }

  /** The items of a list that may be left out; anything else in its place is a problem. */
  List<Yaml> list(String expected) {
    if (node != null && !(node instanceof SequenceNode)) {
      problem(expected, node instanceof ScalarNode scalar ? quoted(scalar) : "a map");
    }
    return items();
  }

  /** Keys that nobody reads are mistakes: a word that is misspelt must not be lost. */
  void only(String... known) {
    if (node != null && !(node instanceof MappingNode)) {
      problem("a map", node instanceof ScalarNode scalar ? quoted(scalar) : "a list");
    }
    for (String key : keys()) {
      if (!Arrays.asList(known).contains(key)) {
        get(key).problem("one of " + String.join(", ", known), key);
      }
    }
  }

  private static String quoted(ScalarNode scalar) {
    return "\"" + scalar.getValue() + "\"";
  }

  /** Reads the value; what the reader throws becomes a problem, and the answer is empty. */
  <T> Optional<T> read(String expected, Function<String, T> reader) {
    if (!(node instanceof ScalarNode scalar)) {
      problem(expected, node == null ? "nothing" : "a list or a map");
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(scalar.getValue()));
    } catch (RuntimeException unreadable) {
      problem(expected, quoted(scalar));
      return Optional.empty();
    }
  }

  int number(String what, int least, int most) {
    return read(
            "%s of %d…%d".formatted(what, least, most),
            text -> {
              int number = Integer.parseInt(text);
              if (number < least || number > most) {
                throw new IllegalArgumentException(text);
              }
              return number;
            })
        .orElse(least);
  }

  double decimal(String what) {
    return read(
            what,
            text ->
                text.endsWith("%")
                    ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                    : Double.parseDouble(text))
        .orElse(0.0);
  }

  /** A number within bounds; empty when it is another thing, which is a problem then. */
  Optional<Double> decimal(String what, double least, double most) {
    return read(
        "%s of %s…%s".formatted(what, plain(least), plain(most)),
        text -> {
          double number = Double.parseDouble(text);
          if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException(text);
          }
          return number;
        });
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  void problem(String expected, String found) {
    problems.add(
        String.format(Locale.ROOT, "%s:%d: expected %s, found %s", file, line, expected, found));
  }

  /** What a type refused, in its words: {@code expected …, found …}. */
  void problem(IllegalArgumentException refused) {
    problems.add(
        String.format(
            Locale.ROOT, "%s:%d: %s", file, line, Objects.requireNonNull(refused.getMessage())));
  }

  /** What was wrong so far, anywhere in the file. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * @throws InvalidHallFile when anything was wrong so far
   */
  void finish() throws InvalidHallFile {
    if (!problems.isEmpty()) {
      throw new InvalidHallFile(problems);
    }
  }
}
