package org.yichuang.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Paths with parameters, such as {@code /halls/{hall}/board}, and what lies at each. Finds by
 * walking the segments, without regular expressions. A name goes before a parameter beside it,
 * whose pattern must not let the name through. Filled once, then any thread.
 */
final class PathTree<T> {
  private static final class Node<T> {
    final Map<String, Node<T>> named = new HashMap<>();
    final List<Predicate<String>> patterns = new ArrayList<>();
    @Nullable Node<T> any;
    @Nullable T value;
  }

  /**
   * @param parameters decoded, in the order of the path
   */
  record Match<T>(T value, List<String> parameters) {}

  private final Node<T> root = new Node<>();

  /**
   * What lies at a path of the contract; made when it is new.
   *
   * @param patterns what its parameters let through, in the order of the path
   * @throws IllegalArgumentException when a parameter lets a name beside it through: nobody could
   *     ask for what has that name there
   */
  T at(String template, List<? extends Predicate<String>> patterns, Supplier<T> absent) {
    Node<T> node = root;
    Iterator<? extends Predicate<String>> parameters = patterns.iterator();
    for (String segment : template.substring(1).split("/", -1)) {
      if (segment.startsWith("{")) {
        node.patterns.add(parameters.next());
        expectUnambiguous(template, node);
        Node<T> any = node.any;
        if (any == null) {
          any = new Node<>();
          node.any = any;
        }
        node = any;
      } else {
        Node<T> named = node.named.computeIfAbsent(segment, unused -> new Node<>());
        expectUnambiguous(template, node);
        node = named;
      }
    }
    T value = node.value;
    if (value == null) {
      value = absent.get();
      node.value = value;
    }
    return value;
  }

  private static void expectUnambiguous(String template, Node<?> node) {
    for (String name : node.named.keySet()) {
      if (node.patterns.stream().anyMatch(pattern -> pattern.test(name))) {
        throw new IllegalArgumentException(
            "%s: expected a parameter whose pattern does not let %s beside it through"
                .formatted(template, name));
      }
    }
  }

  /** Null when nothing lies there, or when its percent-encoding is broken. */
  @Nullable Match<T> find(@Nullable String path) {
    if (path == null || path.isEmpty() || path.charAt(0) != '/') {
      return null;
    }
    List<String> parameters = new ArrayList<>(2);
    Node<T> node = root;
    int from = 1;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String segment = path.substring(from, to);
      Node<T> named = node.named.get(segment);
      Node<T> any = node.any;
      if (named != null) {
        node = named;
      } else if (any != null && !segment.isEmpty()) {
        String decoded = decoded(segment);
        if (decoded == null) {
          return null;
        }
        parameters.add(decoded);
        node = any;
      } else {
        return null;
      }
      from = to + 1;
    }
    T value = node.value;
    return value == null ? null : new Match<>(value, parameters);
  }

  private static @Nullable String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return null;
    }
  }
}
