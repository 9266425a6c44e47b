package org.yichuang.web;

import java.util.List;
import java.util.Optional;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centre;
import org.yichuang.catalogue.CentreTree;
import org.yichuang.hall.HallConfig;
import org.yichuang.people.Principal;

/** Which halls a supervisor asks about. Any thread. */
sealed interface SupervisedHalls {

  /** Possibly none: a centre may have no hall. */
  record Halls(List<HallConfig> halls) implements SupervisedHalls {}

  record Refused(Problem problem) implements SupervisedHalls {}

  /**
   * @param centre its halls, and those of the centres below it
   * @param hall one hall; with neither, all that the account supervises
   */
  static SupervisedHalls of(
      Principal who,
      Optional<String> centre,
      Optional<String> hall,
      Catalogue catalogue,
      CentreTree tree) {
    if (!who.holds(Permission.supervising())) {
      return new Refused(
          AccountProblems.notAllowed(
              "one of the roles " + Permission.words(Permission.supervising()),
              "another account",
              "ask the administrator"));
    }
    if (centre.isPresent() && hall.isPresent()) {
      return new Refused(
          HttpProblems.invalidRequest("query: expected a centre or a hall, found both"));
    }
    if (centre.isPresent()) {
      return ofCentre(who, centre.get(), catalogue, tree);
    }
    if (hall.isPresent()) {
      return ofHall(who, hall.get(), catalogue, tree);
    }
    return new Halls(
        catalogue.halls().stream()
            .filter(one -> who.may(tree.place(one.id()), Permission.supervising()))
            .toList());
  }

  private static SupervisedHalls ofCentre(
      Principal who, String slug, Catalogue catalogue, CentreTree tree) {
    Centre centre = tree.centre(slug).orElse(null);
    if (centre == null) {
      return new Refused(AccountProblems.unknownCentre(slug));
    }
    if (!who.scope().covers(centre.id(), tree)) {
      return new Refused(beyond("centre " + slug));
    }
    return new Halls(
        catalogue.halls().stream()
            .filter(one -> tree.place(one.id()).centres().contains(centre.id()))
            .toList());
  }

  private static SupervisedHalls ofHall(
      Principal who, String slug, Catalogue catalogue, CentreTree tree) {
    HallConfig hall = catalogue.hall(slug).orElse(null);
    if (hall == null) {
      return new Refused(Problems.unknownHall(slug));
    }
    return who.may(tree.place(hall.id()), Permission.supervising())
        ? new Halls(List.of(hall))
        : new Refused(beyond("hall " + slug));
  }

  private static Problem beyond(String found) {
    return AccountProblems.notAllowed(
        "a centre or hall that your account supervises", found, "ask the administrator");
  }
}
