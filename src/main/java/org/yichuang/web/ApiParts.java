package org.yichuang.web;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.catalogue.Configurations;
import org.yichuang.cluster.HallGateway;
import org.yichuang.people.Access;

/**
 * What the router of one event loop needs.
 *
 * @param gateway of the same event loop
 * @param incarnation of the database, 1, 2, 3 …; raised by a restore
 * @param maxBodyBytes of one request
 * @param singleSignOn empty: local accounts alone
 * @param extraRoutes mount what the contract does not describe, behind it: WebSockets and pages
 */
public record ApiParts(
    Catalogue catalogue,
    Configurations configurations,
    Centres centres,
    Access access,
    PeopleParts people,
    HallGateway gateway,
    TrackingKey trackingKey,
    BookingParts booking,
    CaseParts cases,
    KioskParts kiosk,
    SupervisionParts supervision,
    HallParts halls,
    int incarnation,
    Readiness readiness,
    int maxBodyBytes,
    EdgeParts edge,
    Optional<SingleSignOn> singleSignOn,
    List<Consumer<Router>> extraRoutes) {
  public ApiParts {
    extraRoutes = List.copyOf(extraRoutes);
    if (incarnation < 1) {
      throw new IllegalArgumentException(
          "expected an incarnation of at least 1, found " + incarnation);
    }
  }
}
