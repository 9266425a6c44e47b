package org.yichuang.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.OwnerReport;
import org.yichuang.hall.HallConfig;

/** What administrators ask about the cluster. Confined to one event loop. */
final class AdminRoutes {
  private static final String UNKNOWN = "unknown";

  private final Catalogue catalogue;
  private final HallGateway gateway;

  AdminRoutes(Catalogue catalogue, HallGateway gateway) {
    this.catalogue = catalogue;
    this.gateway = gateway;
  }

  private record Owned(List<OwnedHall> halls) {}

  /**
   * @param node null when nobody may own the hall
   */
  private record OwnedHall(
      String hall,
      @Nullable String node,
      String phase,
      @Nullable LocalDate businessDay,
      @Nullable Integer seq,
      @Nullable Integer pending) {}

  void addTo(Operations operations) {
    operations.on("owners", Permission.administrator(), this::owners);
  }

  private void owners(Exchange exchange) {
    List<HallConfig> halls = catalogue.halls();
    OwnedHall[] found = new OwnedHall[halls.size()];
    int[] open = {halls.size()};
    for (int i = 0; i < found.length; i++) {
      HallConfig hall = halls.get(i);
      int mine = i;
      gateway.ask(
          new HallBus.HallQuery.TheOwner(hall.id()),
          answer ->
              exchange.run(
                  () -> {
                    found[mine] = owned(hall, answer);
                    if (--open[0] == 0) {
                      exchange.answer(200, ApiJson.write(new Owned(List.of(found))));
                    }
                  }));
    }
  }

  private OwnedHall owned(HallConfig hall, HallBus.Found<OwnerReport> answer) {
    return switch (answer) {
      case HallBus.Found.Value<OwnerReport>(OwnerReport report) ->
          new OwnedHall(
              hall.slug(),
              report.node(),
              report.phase(),
              report.day(),
              report.seq(),
              report.pending());
      case HallBus.Found.Unknown<OwnerReport> unknown -> unanswered(hall);
      case HallBus.Found.Unanswered<OwnerReport> unanswered -> unanswered(hall);
    };
  }

  private OwnedHall unanswered(HallConfig hall) {
    String node = gateway.ownerOf(hall.id()).map(NodeId::value).orElse(null);
    return new OwnedHall(hall.slug(), node, UNKNOWN, null, null, null);
  }
}
