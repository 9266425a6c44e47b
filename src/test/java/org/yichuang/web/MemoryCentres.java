package org.yichuang.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.yichuang.catalogue.Centre;
import org.yichuang.catalogue.CentreId;
import org.yichuang.catalogue.CentreLevel;
import org.yichuang.catalogue.CentreTree;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;

/** A tree in memory: a city, and below it the county with the hall, and a county without one. */
final class MemoryCentres implements Centres {
  static final CentreId CITY = new CentreId(1);
  static final CentreId COUNTY = new CentreId(2);
  static final CentreId OTHER = new CentreId(3);
  private final CentreTree tree =
      new CentreTree(
          List.of(
              new Centre(CITY, "putian", new LocalText("莆田", "Putian"), CentreLevel.CITY, null),
              new Centre(
                  COUNTY, "hanjiang", new LocalText("涵江", "Hanjiang"), CentreLevel.COUNTY, CITY),
              new Centre(
                  OTHER, "licheng", new LocalText("荔城", "Licheng"), CentreLevel.COUNTY, CITY)),
          Map.of(TestHall.HALL, COUNTY, TestHall.ELSEWHERE, OTHER));

  @Override
  public CentreTree tree() {
    return tree;
  }

  @Override
  public Future<Changing> add(
      String slug, LocalText name, CentreLevel level, CentreId parent, AccountId by) {
    return Future.failedFuture("no database");
  }

  @Override
  public Future<Changing> change(
      CentreId centre, LocalText name, CentreLevel level, CentreId parent, AccountId by) {
    return Future.failedFuture("no database");
  }

  @Override
  public Future<Changing> giveHall(HallId hall, CentreId to, AccountId by) {
    return Future.failedFuture("no database");
  }
}
