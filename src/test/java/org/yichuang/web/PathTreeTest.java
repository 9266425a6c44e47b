package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PathTreeTest {
  private static final List<Predicate<String>> ONE = List.of(PathTreeTest::anyButAll);
  private static final List<Predicate<String>> TWO =
      List.of(PathTreeTest::anyButAll, PathTreeTest::anyButAll);
  private final PathTree<String> tree = new PathTree<>();

  private static boolean anyButAll(String text) {
    return !text.equals("all");
  }

  PathTreeTest() {
    for (String path : List.of("/", "/halls", "/halls/{hall}", "/halls/{hall}/w/{window}/open")) {
      tree.at(path, TWO, () -> path);
    }
  }

  @Test
  void a_path_is_found_with_its_parameters() {
    assertEquals(new PathTree.Match<>("/", List.of()), tree.find("/"));
    assertEquals(
        new PathTree.Match<>("/halls/{hall}/w/{window}/open", List.of("h", "A1")),
        tree.find("/halls/h/w/A1/open"));
  }

  @Test
  void parameters_are_decoded_and_names_are_not() {
    assertEquals(
        new PathTree.Match<>("/halls/{hall}", List.of("a/b+c")), tree.find("/halls/a%2Fb+c"));
    assertNull(tree.find("/hall%73"));
  }

  @Test
  void what_is_not_a_path_is_not_found() {
    for (String path : List.of("", "*", "halls", "/halls/", "//halls", "/halls/h/w", "/halls/%")) {
      assertNull(tree.find(path), path);
    }
    assertNull(tree.find(null));
  }

  @Test
  void a_name_goes_before_a_parameter_beside_it() {
    tree.at("/halls/all", List.of(), () -> "/halls/all");
    assertEquals(new PathTree.Match<>("/halls/all", List.of()), tree.find("/halls/all"));
    assertEquals(new PathTree.Match<>("/halls/{hall}", List.of("al")), tree.find("/halls/al"));
    assertNull(tree.find("/halls/all/w/A1/open"));
  }

  @Test
  void a_name_that_the_parameter_beside_it_lets_through_is_refused_at_the_start() {
    assertThrows(
        IllegalArgumentException.class,
        () -> tree.at("/halls/some", List.of(), () -> "/halls/some"));
    tree.at("/items/new", List.of(), () -> "/items/new");
    assertThrows(
        IllegalArgumentException.class,
        () -> tree.at("/items/{item}/x", ONE, () -> "/items/{item}/x"));
  }
}
