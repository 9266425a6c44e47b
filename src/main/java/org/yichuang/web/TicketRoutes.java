package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Matter;
import org.yichuang.hall.PersonClass;
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
    Permission anybodyAtWork = Permission.oneOf(Role.KIOSK, Role.CLERK, Role.MANAGER, Role.ADMIN);
    give(
        operations,
        "cancelTicket",
        anybodyAtWork,
        (exchange, ticket) -> new HallCommand.CancelTicket(ticket));
    give(
        operations,
        "rejoinTicket",
        anybodyAtWork,
        (exchange, ticket) -> new HallCommand.RejoinTicket(ticket));
    give(
        operations,
        "putBackTicket",
        Permission.oneOf(Role.CLERK, Role.MANAGER, Role.ADMIN),
        (exchange, ticket) -> new HallCommand.PutBackTicket(ticket, supervises(exchange)));
  }

  private void issue(Exchange exchange) {
    JsonObject body = exchange.body();
    if (body.containsKey("queue") == body.containsKey("matters")) {
      exchange.answer(
          Problems.invalidRequest(
              "expected queue or matters, found "
                  + (body.containsKey("queue") ? "both" : "neither")
                  + "; see /openapi.yaml"));
      return;
    }
    List<Matter> matters = matters(body);
    PersonClass person =
        PersonClass.valueOf(body.getString("class", "ordinary").toUpperCase(Locale.ROOT));
    boolean selfDeclared =
        person != PersonClass.ORDINARY
            && person != PersonClass.ELDERLY
            && !exchange
                .principal()
                .may(exchange.hall().id(), Role.CLERK, Role.MANAGER, Role.ADMIN);
    if (matters.size() > HallCommand.IssueTicket.MAX_MATTERS) {
      exchange.answer(
          Problems.invalidRequest(
              "matters: expected at most %d, found %d; see /openapi.yaml"
                  .formatted(HallCommand.IssueTicket.MAX_MATTERS, matters.size())));
    } else if (selfDeclared) {
      exchange.answer(
          Problems.notAllowed(
              "a clerk or manager for the class " + body.getString("class"),
              "an account that gives numbers only",
              "ask at the guide desk"));
    } else {
      commands.give(
          exchange, new HallCommand.IssueTicket(matters, person, body.getString("reason"), null));
    }
  }

  private static List<Matter> matters(JsonObject body) {
    if (body.containsKey("queue")) {
      return List.of(new Matter(new QueueId(body.getString("queue"))));
    }
    List<Matter> matters = new ArrayList<>();
    for (Object each : body.getJsonArray("matters")) {
      JsonObject matter = (JsonObject) each;
      matters.add(
          new Matter(new QueueId(matter.getString("queue")), null, matter.getInteger("count", 1)));
    }
    return matters;
  }

  private void give(
      Operations operations,
      String operationId,
      Permission permission,
      BiFunction<Exchange, TicketId, HallCommand> command) {
    operations.on(
        operationId,
        permission,
        exchange ->
            TicketId.parse(exchange.parameter("ticket"))
                .ifPresentOrElse(
                    ticket -> commands.give(exchange, command.apply(exchange, ticket)),
                    () -> exchange.answer(Problems.unknownTicket(exchange.parameter("ticket")))));
  }

  private static boolean supervises(Exchange exchange) {
    return exchange.principal().may(exchange.hall().id(), Role.MANAGER, Role.ADMIN);
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
