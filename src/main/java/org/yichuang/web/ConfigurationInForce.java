package org.yichuang.web;

import java.util.function.Consumer;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.UnknownConfiguration;

/**
 * The configuration of a hall's open day, as its board names it; the newest one when the hall does
 * not say in time, or names one that this node has not heard of yet. Confined to one event loop.
 */
final class ConfigurationInForce {
  private static final long PATIENCE_MILLIS = 1_500;
  private final Catalogue catalogue;
  private final HallGateway gateway;

  ConfigurationInForce(Catalogue catalogue, HallGateway gateway) {
    this.catalogue = catalogue;
    this.gateway = gateway;
  }

  /** Calls once, within the exchange. */
  void of(Exchange exchange, Consumer<HallConfig> use) {
    HallConfig newest = exchange.hall();
    gateway.ask(
        new HallBus.HallQuery.TheBoard(newest.id()),
        PATIENCE_MILLIS,
        found ->
            exchange.run(
                () ->
                    use.accept(
                        found instanceof HallBus.Found.Value<Board> board
                            ? known(newest, board.value().version())
                            : newest)));
  }

  private HallConfig known(HallConfig newest, int version) {
    try {
      return catalogue.version(newest.id(), version);
    } catch (UnknownConfiguration heardOfLater) {
      return newest;
    }
  }
}
