package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Estimate;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.TicketId;
import org.yichuang.people.Devices;
import org.yichuang.people.Role;
import org.yichuang.print.Printed;
import org.yichuang.print.Slip;
import org.yichuang.print.Slips;

/** A number on paper: at the kiosk's printer, or as a PDF. Confined to one event loop. */
final class SlipRoutes {
  private static final String PDF = "application/pdf";
  private static final double MINUTE_MILLIS = 60_000;

  private final Catalogue catalogue;
  private final TicketSearch search;
  private final TrackingCodes codes;
  private final Devices devices;
  private final Slips slips;
  private final Rates<String> pages;
  private final ClientAddresses addresses;

  SlipRoutes(ApiParts parts, TrackingCodes codes) {
    catalogue = parts.catalogue();
    search = new TicketSearch(parts.gateway());
    this.codes = codes;
    devices = parts.people().devices();
    slips = parts.kiosk().slips();
    pages = parts.kiosk().pages();
    addresses = parts.edge().addresses();
  }

  /**
   * @param trouble null when it is printed
   */
  private record PrintedView(boolean printed, @Nullable String trouble) {
    static PrintedView of(Printed printed) {
      return new PrintedView(
          printed == Printed.DONE, printed == Printed.DONE ? null : printed.word());
    }
  }

  void addTo(Operations operations) {
    operations
        .on("printTicket", Permission.oneOf(Role.KIOSK), this::print)
        .on("ticketPdf", Permission.anyone(), this::pdf)
        .on("devicePrinter", Permission.oneOf(Role.MANAGER, Role.ADMIN), this::setPrinter);
  }

  private void print(Exchange exchange) {
    Optional<TicketId> id = TicketId.parse(exchange.parameter("ticket"));
    if (id.isEmpty()) {
      exchange.answer(Problems.unknownTicket(exchange.parameter("ticket")));
      return;
    }
    HallConfig hall = exchange.hall();
    exchange.then(
        devices.printerOf(hall.id(), exchange.principal().account()),
        printer -> {
          if (printer.isEmpty()) {
            exchange.answer(200, ApiJson.write(PrintedView.of(Printed.NO_PRINTER)));
            return;
          }
          find(
              exchange,
              hall,
              id.get(),
              slip ->
                  slips
                      .print(slip, printer.get())
                      .onComplete(
                          printed ->
                              exchange.run(
                                  () -> {
                                    if (printed.succeeded()) {
                                      exchange.answer(
                                          200, ApiJson.write(PrintedView.of(printed.result())));
                                    } else {
                                      exchange.fail(printed.cause());
                                    }
                                  })));
        });
  }

  private void pdf(Exchange exchange) {
    Optional<TrackingCodes.Tracked> tracked = codes.decode(exchange.parameter("trackingCode"));
    List<HallConfig> halls = catalogue.halls();
    Optional<HallConfig> hall =
        tracked.flatMap(
            of -> halls.stream().filter(config -> config.id().equals(of.hall())).findFirst());
    if (tracked.isEmpty() || hall.isEmpty()) {
      exchange.answer(Problems.unknownTicket("a code that is not valid"));
      return;
    }
    long pause = pages.pauseSeconds(addresses.of(exchange.request()));
    if (pause > 0) {
      exchange.answer(Problems.tooManyPages(pause));
      return;
    }
    find(
        exchange,
        hall.get(),
        tracked.get().ticket(),
        slip ->
            slips
                .pdf(slip)
                .onComplete(
                    made ->
                        exchange.run(
                            () -> {
                              if (made.failed()) {
                                exchange.fail(made.cause());
                              } else if (made.result().length == 0) {
                                exchange.answer(
                                    Problems.notNow(
                                        "too many slips at once", exchange.repeating()));
                              } else {
                                exchange
                                    .request()
                                    .response()
                                    .putHeader(
                                        HttpHeaders.CONTENT_DISPOSITION,
                                        "inline; filename=\"%s.pdf\"".formatted(slip.number()));
                                exchange.answer(200, PDF, made.result());
                              }
                            })));
  }

  private void find(Exchange exchange, HallConfig hall, TicketId id, Consumer<Slip> answer) {
    search.find(
        exchange,
        hall.id(),
        id,
        prospect ->
            slip(exchange, hall, prospect)
                .ifPresentOrElse(answer, () -> exchange.answer(HttpProblems.noHost())));
  }

  private Optional<Slip> slip(Exchange exchange, HallConfig hall, Prospect prospect) {
    Ticket ticket = prospect.ticket();
    LocalText queue =
        hall.queue(ticket.queue())
            .map(HallConfig.Queue::name)
            .orElse(new LocalText(ticket.queue().value(), ticket.queue().value()));
    String page = PageRoutes.TICKET_PAGE + "#" + codes.encode(hall.id(), ticket.id());
    return PageAddress.of(exchange.request(), page)
        .map(
            address ->
                new Slip(
                    hall.name(),
                    queue,
                    ticket.id().display(),
                    ticket.issuedAt(),
                    hall.zone(),
                    place(prospect),
                    address));
  }

  private static Slip.@Nullable Place place(Prospect prospect) {
    Integer ahead = prospect.ahead();
    Estimate estimate = prospect.estimate();
    return ahead == null
        ? null
        : new Slip.Place(
            ahead,
            estimate == null ? 0 : minutes(estimate.p50Millis()),
            estimate == null ? 0 : minutes(estimate.p90Millis()));
  }

  private static long minutes(long millis) {
    return (long) Math.ceil(millis / MINUTE_MILLIS);
  }

  private void setPrinter(Exchange exchange) {
    String address = exchange.body().getString("address");
    if (address != null && slips.networks().printer(address).isEmpty()) {
      exchange.answer(AccountProblems.printerNotAllowed(address));
      return;
    }
    String device = exchange.parameter("device");
    exchange.then(
        devices.printer(
            exchange.hall().id(),
            new AccountId(Integer.parseInt(device)),
            address,
            exchange.principal()),
        found -> {
          if (found) {
            exchange.answerNothing();
          } else {
            exchange.answer(AccountProblems.unknownDevice(device));
          }
        });
  }
}
