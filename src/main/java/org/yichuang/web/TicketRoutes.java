package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.TicketState;
import org.yichuang.hall.WindowId;
import org.yichuang.people.GuideCodes;
import org.yichuang.people.Role;

/** Taking a number and following it. Confined to one event loop. */
final class TicketRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(TicketRoutes.class);

  private final Catalogue catalogue;
  private final TicketSearch search;
  private final HallCommands commands;
  private final TrackingCodes codes;
  private final GuideCodes guideCodes;
  private final ConfigurationInForce inForce;
  private final InstantSource clock;

  TicketRoutes(ApiParts parts, HallCommands commands, TrackingCodes codes) {
    guideCodes = parts.people().guideCodes();
    catalogue = parts.catalogue();
    clock = parts.booking().clock();
    search = new TicketSearch(parts.gateway());
    this.commands = commands;
    this.codes = codes;
    inForce = new ConfigurationInForce(parts.catalogue(), parts.gateway());
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
      @Nullable WindowId window,
      @Nullable Boolean reconstructed,
      @Nullable String lapsed,
      @Nullable Integer ahead,
      @Nullable EstimateView estimate,
      @Nullable Boolean afterClosing) {
    static TicketView of(Prospect prospect) {
      Ticket ticket = prospect.ticket();
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
          ticket.window(),
          ticket.origin().reconstructed() ? true : null,
          whyLapsed(ticket),
          prospect.ahead(),
          EstimateView.of(prospect.estimate()),
          EstimateView.afterClosing(prospect.estimate()));
    }
  }

  /**
   * @param hall where it was given, as it stands in addresses
   */
  private record TrackedView(
      String hall,
      String number,
      QueueId queue,
      String state,
      @Nullable WindowId window,
      @Nullable String lapsed,
      @Nullable Integer ahead,
      @Nullable EstimateView estimate,
      @Nullable Boolean afterClosing) {
    static TrackedView of(HallConfig hall, Prospect prospect) {
      Ticket ticket = prospect.ticket();
      return new TrackedView(
          hall.slug(),
          ticket.id().display(),
          ticket.queue(),
          ticket.state().word(),
          ticket.window(),
          whyLapsed(ticket),
          prospect.ahead(),
          EstimateView.of(prospect.estimate()),
          EstimateView.afterClosing(prospect.estimate()));
    }
  }

  /** Why the end of the day took it; null when it did not, or does not say. */
  private static @Nullable String whyLapsed(Ticket ticket) {
    return ticket.state() instanceof TicketState.Lapsed lapsed && lapsed.reason() != null
        ? lapsed.reason().word()
        : null;
  }

  void addTo(Operations operations) {
    Permission anybodyAtWork =
        Permission.oneOf(Role.KIOSK, Role.GUIDE, Role.CLERK, Role.MANAGER, Role.ADMIN);
    operations
        .on("issueTicket", anybodyAtWork, this::issue)
        .on("ticket", Permission.anyAccount(), this::ticket)
        .on("trackTicket", Permission.anyone(), this::track)
        .on("cancelTrackedTicket", Permission.anyone(), held(HallCommand.CancelTicket::new))
        .on("rejoinTrackedTicket", Permission.anyone(), held(HallCommand.RejoinTicket::new));
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
        Permission.oneOf(Role.CLERK, Role.SUPERVISOR, Role.MANAGER, Role.ADMIN),
        (exchange, ticket) -> new HallCommand.PutBackTicket(ticket, supervises(exchange)));
  }

  private void issue(Exchange exchange) {
    JsonObject body = exchange.body();
    if (TicketOrder.guideCode(body) != null
        && (body.containsKey("class") || body.containsKey("identity"))) {
      exchange.answer(
          HttpProblems.invalidRequest(
              "expected one of class, identity and guideCode, found several of them"));
    } else if (TicketOrder.looksUp(body)) {
      inForce.of(exchange, hall -> issue(exchange, hall));
    } else {
      issue(exchange, exchange.hall());
    }
  }

  private void issue(Exchange exchange, HallConfig hall) {
    TicketOrder order =
        new TicketOrder(
            hall,
            catalogue.items(hall.id(), hall.version()),
            exchange
                .principal()
                .may(exchange.place(), Role.GUIDE, Role.CLERK, Role.MANAGER, Role.ADMIN),
            clock.instant());
    TicketOrder.Read read = order.read(exchange.body());
    String code = TicketOrder.guideCode(exchange.body());
    if (read.problem() != null) {
      exchange.answer(read.problem());
    } else if (read.command() != null && code != null) {
      issue(exchange, read.command(), code);
    } else if (read.command() != null) {
      commands.give(exchange, read.command());
    }
  }

  /**
   * For somebody whom a guide vouches for. The code is taken last, so that only the hall refuses.
   */
  private void issue(Exchange exchange, HallCommand.IssueTicket command, String code) {
    HallId hall = exchange.hall().id();
    AccountId by = exchange.principal().account();
    String key = HallCommands.key(exchange);
    String request = key == null ? UUID.randomUUID().toString() : key;
    exchange.then(
        guideCodes.use(hall, code, by, request),
        using -> {
          switch (using) {
            case GuideCodes.Using.Right it ->
                commands.give(
                    exchange,
                    new HallCommand.IssueTicket(
                        command.matters(), it.vouched().is(), it.vouched().reason(), null),
                    () ->
                        guideCodes
                            .giveBack(hall, code, by, request)
                            .onFailure(
                                e -> LOG.warn("a guide's code stays taken: {}", e.getMessage())));
            case GuideCodes.Using.Wrong it -> exchange.answer(AccountProblems.unknownGuideCode());
            case GuideCodes.Using.Paused it ->
                exchange.answer(AccountProblems.codeGuessesPaused(it.pause().toSeconds()));
          }
        });
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
    return exchange.principal().may(exchange.place(), Permission.supervising());
  }

  private void ticket(Exchange exchange) {
    Optional<TicketId> id = TicketId.parse(exchange.parameter("ticket"));
    if (id.isEmpty()) {
      exchange.answer(Problems.unknownTicket(exchange.parameter("ticket")));
      return;
    }
    search.find(
        exchange,
        exchange.hall().id(),
        id.get(),
        ticket -> exchange.answer(200, ApiJson.write(TicketView.of(ticket))));
  }

  private void track(Exchange exchange) {
    tracked(exchange)
        .ifPresent(
            tracked ->
                search.find(
                    exchange,
                    tracked.hall(),
                    tracked.ticket(),
                    ticket ->
                        exchange.answer(
                            200,
                            ApiJson.write(
                                TrackedView.of(catalogue.newest(tracked.hall()), ticket)))));
  }

  /** A command of whoever holds the code. */
  private Consumer<Exchange> held(Function<TicketId, HallCommand> command) {
    return exchange ->
        tracked(exchange)
            .ifPresent(
                tracked ->
                    commands.give(
                        exchange,
                        tracked.hall(),
                        exchange.parameter("trackingCode"),
                        command.apply(tracked.ticket())));
  }

  /** Empty when it is answered already: there is no such code. */
  private Optional<TrackingCodes.Tracked> tracked(Exchange exchange) {
    Optional<TrackingCodes.Tracked> tracked =
        codes.decode(exchange.parameter("trackingCode")).filter(decoded -> exists(decoded.hall()));
    if (tracked.isEmpty()) {
      exchange.answer(Problems.unknownTicket("a code that is not valid"));
    }
    return tracked;
  }

  private boolean exists(HallId hall) {
    return catalogue.halls().stream().anyMatch(config -> config.id().equals(hall));
  }
}
