package org.yichuang.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    @Nullable Node<T> any;
    @Nullable T value;
  }

  /**
   * @param parameters decoded, in the order of the path
   */
  record Match<T>(T value, List<String> parameters) {}

  private final Node<T> root = new Node<>();

  /** What lies at a path of the contract; made when it is new. */
  T at(String template, Supplier<T> absent) {
    Node<T> node = root;
    for (String segment : template.substring(1).split("/", -1)) {
      if (segment.startsWith("{")) {
        Node<T> any = node.any;
        if (any == null) {
          any = new Node<>();
          node.any = any;
        }
        node = any;
      } else {
        node = node.named.computeIfAbsent(segment, unused -> new Node<>());
      }
    }
    T value = node.value;
    if (value == null) {
      value = absent.get();
      node.value = value;
    }
    return value;
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
