package org.yichuang.web;

import java.util.function.Consumer;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.TicketId;

/**
 * A ticket of the open day, asked of its hall; why there is none is answered here. Confined to one
 * event loop.
 */
final class TicketSearch {
  private final HallGateway gateway;

  TicketSearch(HallGateway gateway) {
    this.gateway = gateway;
  }

  /** Calls at most once, within the exchange. */
  void find(Exchange exchange, HallId hall, TicketId id, Consumer<Prospect> use) {
    gateway.ask(
        new HallBus.HallQuery.OneTicket(hall, id),
        found ->
            exchange.run(
                () -> {
                  switch (found) {
                    case HallBus.Found.Value<Prospect> value -> use.accept(value.value());
                    case HallBus.Found.Unknown<Prospect> unknown -> unknown(exchange, hall, id);
                    case HallBus.Found.Unanswered<Prospect> unanswered ->
                        exchange.answer(
                            Problems.notNow(
                                "the hall did not answer in time", exchange.repeating()));
                  }
                }));
  }

  /** Says whether there is no such ticket, or its day is not the open one. */
  private void unknown(Exchange exchange, HallId hall, TicketId id) {
    gateway.ask(
        new HallBus.HallQuery.TheBoard(hall),
        found ->
            exchange.run(
                () ->
                    exchange.answer(
                        found instanceof HallBus.Found.Value<Board> board
                                && !board.value().day().equals(id.day())
                            ? Problems.dayOver(id.toString(), board.value().day().toString())
                            : Problems.unknownTicket(id.toString()))));
  }
}
