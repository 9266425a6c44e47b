package org.yichuang.people;

import org.yichuang.catalogue.CentreId;
import org.yichuang.catalogue.CentreTree;
import org.yichuang.catalogue.Place;
import org.yichuang.hall.HallId;

/** Where an account's roles hold. Immutable. */
public sealed interface Scope {

  /** The whole deployment. */
  record Everything() implements Scope {}

  /** The halls of a centre and of those below it. */
  record OfCentre(CentreId centre) implements Scope {}

  /** One hall. */
  record OfHall(HallId hall) implements Scope {}

  /** Whether the hall lies in it. */
  default boolean covers(Place place) {
    return switch (this) {
      case Everything everything -> true;
      case OfCentre own -> place.centres().contains(own.centre());
      case OfHall own -> own.hall().equals(place.hall());
    };
  }

  /** Whether the centre, with all below it, lies in it. */
  default boolean covers(CentreId centre, CentreTree tree) {
    return switch (this) {
      case Everything everything -> true;
      case OfCentre own -> tree.upwards(centre).contains(own.centre());
      case OfHall own -> false;
    };
  }

  /** Whether nothing of the other lies outside it. */
  default boolean covers(Scope other, CentreTree tree) {
    return switch (other) {
      case Everything everything -> this instanceof Everything;
      case OfCentre of -> covers(of.centre(), tree);
      case OfHall of -> covers(tree.place(of.hall()));
    };
  }
}
