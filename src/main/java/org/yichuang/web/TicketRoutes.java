package org.yichuang.web;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Role;

/** Taking a number and following it. Confined to one event loop. */
final class TicketRoutes {
  private final Catalogue catalogue;
  private final HallGateway gateway;
  private final HallCommands commands;
  private final TrackingCodes codes;

  TicketRoutes(
      Catalogue catalogue, HallGateway gateway, HallCommands commands, TrackingCodes codes) {
    this.catalogue = catalogue;
    this.gateway = gateway;
    this.commands = commands;
    this.codes = codes;
  }

  private record TicketView(
      TicketId id,
      String number,
      QueueId queue,
      String state,
      Instant issuedAt,
      int calls,
      @Nullable Instant calledAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable WindowId window) {
    static TicketView of(Ticket ticket) {
      return new TicketView(
          ticket.id(),
          ticket.id().display(),
          ticket.queue(),
          ticket.state().word(),
          ticket.issuedAt(),
          ticket.calls(),
          ticket.calledAt(),
          ticket.startedAt(),
          ticket.endedAt(),
          ticket.window());
    }
  }

  private record TrackedView(
      String number, QueueId queue, String state, @Nullable WindowId window) {
    static TrackedView of(Ticket ticket) {
      return new TrackedView(
          ticket.id().display(), ticket.queue(), ticket.state().word(), ticket.window());
    }
  }

  void addTo(Operations operations) {
    operations
        .on("issueTicket", Permission.oneOf(Role.KIOSK, Role.MANAGER, Role.ADMIN), this::issue)
        .on("ticket", Permission.anyAccount(), this::ticket)
        .on("trackTicket", Permission.anyone(), this::track);
  }

  private void issue(Exchange exchange) {
    commands.give(
        exchange, new HallCommand.IssueTicket(new QueueId(exchange.body().getString("queue"))));
  }

  private void ticket(Exchange exchange) {
    Optional<TicketId> id = TicketId.parse(exchange.parameter("ticket"));
    if (id.isEmpty()) {
      exchange.answer(Problems.unknownTicket(exchange.parameter("ticket")));
      return;
    }
    find(
        exchange,
        exchange.hall().id(),
        id.get(),
        ticket -> exchange.answer(200, ApiJson.write(TicketView.of(ticket))));
  }

  private void track(Exchange exchange) {
    Optional<TrackingCodes.Tracked> tracked = codes.decode(exchange.parameter("trackingCode"));
    if (tracked.isEmpty() || !exists(tracked.get().hall())) {
      exchange.answer(Problems.unknownTicket("a code that is not valid"));
      return;
    }
    find(
        exchange,
        tracked.get().hall(),
        tracked.get().ticket(),
        ticket -> exchange.answer(200, ApiJson.write(TrackedView.of(ticket))));
  }

  private boolean exists(HallId hall) {
    return catalogue.halls().stream().anyMatch(config -> config.id().equals(hall));
  }

  private void find(Exchange exchange, HallId hall, TicketId id, Consumer<Ticket> answer) {
    gateway.ask(
        new HallBus.HallQuery.OneTicket(hall, id),
        found ->
            exchange.run(
                () -> {
                  switch (found) {
                    case HallBus.Found.Value<Ticket> value -> answer.accept(value.value());
                    case HallBus.Found.Unknown<Ticket> unknown -> unknown(exchange, hall, id);
                    case HallBus.Found.Unanswered<Ticket> unanswered ->
                        exchange.answer(Problems.notNow("the hall did not answer in time"));
                  }
                }));
  }

  /** Says whether there is no such ticket, or its day is not the open one. */
  private void unknown(Exchange exchange, HallId hall, TicketId id) {
    gateway.ask(
        new HallBus.HallQuery.TheBoard(hall),
        found ->
            exchange.run(
                () -> {
                  boolean over =
                      found instanceof HallBus.Found.Value<Board> board
                          && !board.value().day().equals(id.day());
                  exchange.answer(
                      over
                          ? Problems.dayOver(id.toString(), openDay(found))
                          : Problems.unknownTicket(id.toString()));
                }));
  }

  private static String openDay(HallBus.Found<Board> found) {
    return found instanceof HallBus.Found.Value<Board> board
        ? board.value().day().toString()
        : "unknown";
  }
}
