package org.yichuang.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.catalogue.Centre;
import org.yichuang.catalogue.CentreId;
import org.yichuang.catalogue.CentreLevel;
import org.yichuang.catalogue.CentreTree;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;

/** A city (1) with a county (2) and another (3); hall 10 is the county's, 11 the other's. */
class ScopeTest {
  private static final LocalText NAME = new LocalText("中心", "Centre");
  private static final CentreTree TREE =
      new CentreTree(
          List.of(
              new Centre(new CentreId(1), "city", NAME, CentreLevel.CITY, null),
              new Centre(new CentreId(2), "county", NAME, CentreLevel.COUNTY, new CentreId(1)),
              new Centre(new CentreId(3), "other", NAME, CentreLevel.COUNTY, new CentreId(1))),
          Map.of(
              new HallId(10), new CentreId(2),
              new HallId(11), new CentreId(3)));

  private static Scope scope(String text) {
    int number = Integer.parseInt("0" + text.replaceAll("[^0-9]", ""));
    return switch (text.charAt(0)) {
      case 'c' -> new Scope.OfCentre(new CentreId(number));
      case 'h' -> new Scope.OfHall(new HallId(number));
      default -> new Scope.Everything();
    };
  }

  @ParameterizedTest(name = "{0} covers hall {1}: {2}")
  @CsvSource({
    "everything, 10, true",
    "everything, 99, true",
    "c1, 10, true",
    "c1, 11, true",
    "c1, 99, false",
    "c2, 10, true",
    "c2, 11, false",
    "h10, 10, true",
    "h10, 11, false",
    "h99, 99, true",
  })
  void where_an_account_is_good_for_a_hall(String scope, int hall, boolean covered) {
    assertEquals(covered, scope(scope).covers(TREE.place(new HallId(hall))));
    Principal principal =
        new Principal(
            new AccountId(1),
            "anna",
            Set.of(Role.CLERK),
            scope(scope),
            Set.of(),
            java.util.Optional.empty());
    assertEquals(covered, principal.may(TREE.place(new HallId(hall)), Role.CLERK));
    assertEquals(false, principal.may(TREE.place(new HallId(hall)), Role.MANAGER));
  }

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "everything, everything, true",
    "everything, c1, true",
    "everything, h10, true",
    "c1, everything, false",
    "c1, c1, true",
    "c1, c2, true",
    "c1, h11, true",
    "c2, c1, false",
    "c2, c3, false",
    "c2, h10, true",
    "c2, h11, false",
    "c2, c99, false",
    "h10, h10, true",
    "h10, h11, false",
    "h10, c2, false",
    "h10, everything, false",
  })
  void where_nothing_of_one_scope_lies_outside_another(
      String scope, String other, boolean covered) {
    assertEquals(covered, scope(scope).covers(scope(other), TREE));
  }
}
