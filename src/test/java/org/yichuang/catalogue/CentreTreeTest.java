package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;

/** A city (1) with two counties (2, 3), a town (4) below the first, a village (5) below that. */
class CentreTreeTest {
  private static final LocalText NAME = new LocalText("中心", "Centre");
  private static final CentreTree TREE =
      new CentreTree(
          List.of(
              centre(1, "city", CentreLevel.CITY, null),
              centre(2, "county", CentreLevel.COUNTY, 1),
              centre(3, "another", CentreLevel.COUNTY, 1),
              centre(4, "town", CentreLevel.TOWNSHIP, 2),
              centre(5, "village", CentreLevel.VILLAGE, 4)),
          Map.of(new HallId(7), new CentreId(4)));

  private static Centre centre(int id, String slug, CentreLevel level, @Nullable Integer parent) {
    return new Centre(
        new CentreId(id), slug, NAME, level, parent == null ? null : new CentreId(parent));
  }

  @ParameterizedTest(name = "{0} {1} as {2} below {3}: {4}")
  @CsvSource({
    ", fresh, village, 4, ",
    ", fresh, county, 2, ",
    ", county, village, 4, centre-exists",
    ", fresh, city, 2, centre-level",
    ", fresh, village, 99, unknown-centre",
    ", fresh, city, , centre-root",
    "4, town, township, 3, ",
    "4, town, county, 3, ",
    "4, town, township, 1, ",
    "4, town, township, 5, centre-cycle",
    "4, town, township, 4, centre-cycle",
    "2, county, county, 5, centre-cycle",
    "4, town, village, 3, ",
    "2, county, village, 1, centre-level",
    "2, county, city, 3, centre-level",
    "2, county, county, , centre-root",
    "1, city, city, 2, centre-root",
    "1, city, province, , ",
    "1, city, county, , ",
    "1, city, township, , centre-level",
    "9, nowhere, county, 1, unknown-centre",
  })
  void the_rules_of_the_tree(
      @Nullable Integer id, String slug, String level, @Nullable Integer parent, String refused) {
    CentreTree.Wish wish =
        new CentreTree.Wish(
            id == null ? null : new CentreId(id),
            slug,
            CentreLevel.of(level).orElseThrow(),
            parent == null ? null : new CentreId(parent));
    assertEquals(Optional.ofNullable(refused), TREE.refusal(wish).map(it -> it.reason().slug()));
  }

  @Test
  void a_chain_ends_at_ten_also_when_what_is_moved_is_a_chain_itself() {
    List<Centre> chain = new ArrayList<>();
    chain.add(centre(1, "c1", CentreLevel.COUNTY, null));
    for (int i = 2; i <= 10; i++) {
      chain.add(centre(i, "c" + i, CentreLevel.COUNTY, i - 1));
    }
    chain.add(centre(20, "pair", CentreLevel.COUNTY, 1));
    chain.add(centre(21, "pair-below", CentreLevel.COUNTY, 20));
    CentreTree tree = new CentreTree(chain, Map.of());
    assertEquals(Optional.empty(), refused(tree, null, 9));
    assertEquals(Optional.of("centre-depth"), refused(tree, null, 10));
    assertEquals(Optional.empty(), refused(tree, 20, 8));
    assertEquals(Optional.of("centre-depth"), refused(tree, 20, 9));
  }

  private static Optional<String> refused(CentreTree tree, @Nullable Integer id, int parent) {
    return tree.refusal(
            new CentreTree.Wish(
                id == null ? null : new CentreId(id),
                "fresh",
                CentreLevel.COUNTY,
                new CentreId(parent)))
        .map(refusal -> refusal.reason().slug());
  }

  @Test
  void each_centre_stands_before_those_below_it() {
    assertEquals(
        List.of("city", "another", "county", "town", "village"),
        TREE.inOrder().stream().map(Centre::slug).toList());
  }

  @Test
  void a_hall_lies_in_its_centre_and_in_all_above() {
    assertEquals(
        List.of(new CentreId(4), new CentreId(2), new CentreId(1)),
        TREE.place(new HallId(7)).centres());
    assertEquals(List.of(), TREE.place(new HallId(8)).centres());
  }

  @Test
  void the_demonstration_has_a_district_and_its_twelve_towns() throws Exception {
    CentresFile file = BundledFiles.demonstrationCentres();
    assertEquals(13, file.entries().size());
    assertEquals(
        12,
        file.entries().stream()
            .filter(entry -> entry.parent().equals(Optional.of("hanjiang")))
            .count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "centres: []",
        "centres: [{ id: a, level: county, name: { zh: 甲, en: A } }]",
        "centres: [{ id: aa, level: state, name: { zh: 甲, en: A } }]",
        "centres: [{ id: aa, level: county, name: { zh: 甲 } }]",
        "centres: [{ id: aa, level: county, town: b, name: { zh: 甲, en: A } }]",
        "centres: [{ id: aa, level: county, parent: B, name: { zh: 甲, en: A } }]",
        "centre: [{ id: aa, level: county, name: { zh: 甲, en: A } }]",
        "centres: [&a { id: aa, level: county, name: { zh: 甲, en: A } }, *a]",
      })
  void what_a_file_of_centres_must_not_say(String file) {
    InvalidHallFile refused =
        assertThrows(InvalidHallFile.class, () -> CentresFile.parse("centres.yaml", file));
    assertTrue(refused.problems().getFirst().contains("centres.yaml:1: expected"));
  }
}
