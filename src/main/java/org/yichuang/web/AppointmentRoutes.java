package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yichuang.appointments.Appointment;
import org.yichuang.appointments.AppointmentId;
import org.yichuang.appointments.Appointments;
import org.yichuang.appointments.Channel;
import org.yichuang.appointments.PersonKey;
import org.yichuang.appointments.Slots;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Item;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Booked;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.Matter;
import org.yichuang.hall.PersonClass;
import org.yichuang.people.Principal;
import org.yichuang.people.Role;

/** Appointments: made, looked up, cancelled, met. Confined to one event loop. */
final class AppointmentRoutes {
  /** For each event loop; what a city's rush at eight o'clock needs, and a flood does not get. */
  private static final int ONLINE_A_MINUTE = 600;

  private static final Role[] STAFF = {Role.GUIDE, Role.CLERK, Role.MANAGER, Role.ADMIN};

  private final Catalogue catalogue;
  private final BookingParts parts;
  private final EdgeParts edge;
  private final HallCommands commands;
  private final BookingLimit limit;

  AppointmentRoutes(
      Catalogue catalogue, BookingParts parts, EdgeParts edge, HallCommands commands) {
    this.catalogue = catalogue;
    this.parts = parts;
    this.edge = edge;
    this.commands = commands;
    limit = new BookingLimit(parts.clock(), ONLINE_A_MINUTE);
  }

  void addTo(Operations operations) {
    operations
        .on("bookAppointment", Permission.anyone(), this::book)
        .on("appointment", Permission.anyone(), this::show)
        .on("cancelAppointment", Permission.anyone(), this::cancel)
        .on(
            "checkIn",
            Permission.oneOf(Role.KIOSK, Role.GUIDE, Role.CLERK, Role.MANAGER, Role.ADMIN),
            this::checkIn);
  }

  private void book(Exchange exchange) {
    HallConfig hall = exchange.hall();
    JsonObject body = exchange.body();
    Bookable.Read read =
        Bookable.read(
            hall,
            catalogue.items(hall.id(), hall.version()),
            body.getString("queue"),
            body.getString("item"));
    Bookable bookable = read.bookable();
    if (bookable == null) {
      exchange.answer(read.problem() == null ? HttpProblems.unknownPath() : read.problem());
      return;
    }
    Instant now = parts.clock().instant();
    Channel channel = channel(exchange);
    PersonKey key = parts.personKey();
    PersonKey.Person person = person(body, key);
    Item item = bookable.item();
    Optional<Slots.Slot> slot = slot(bookable, body.getString("slot"), now);
    if (body.containsKey("phone") && body.containsKey("identity")) {
      exchange.answer(HttpProblems.invalidRequest("expected phone or identity, found both"));
    } else if (channel == Channel.ONLINE && person == null) {
      exchange.answer(Problems.personRequired());
    } else if (channel == Channel.ONLINE && item != null && !item.service().onlineBookable()) {
      exchange.answer(
          Problems.notBooked(
              "not-bookable-online",
              "Not bookable online",
              "expected an item that is booked online, found %s; book it at a kiosk or at the guide desk"
                  .formatted(item.id().value())));
    } else if (channel != Channel.ONLINE || admitted(exchange)) {
      Appointments.Request request =
          slot.map(
                  offered ->
                      new Appointments.Request(
                          hall,
                          bookable.queue(),
                          offered,
                          item == null ? null : item.id().value(),
                          channel,
                          person,
                          channel == Channel.ONLINE
                              ? null
                              : exchange.caller().map(Principal::account).orElse(null),
                          command(exchange, hall, body, key),
                          other(exchange, hall, body, key.other())))
              .orElse(null);
      if (request == null) {
        exchange.answer(Problems.unknownSlot(body.getString("slot")));
      } else {
        exchange.then(
            parts.appointments().book(request, now),
            Problems.appointmentsUnavailable(exchange.repeating()),
            booking -> answer(exchange, request, booking));
      }
    }
  }

  /** An address that floods uses up its own rate, not everybody's. */
  private boolean admitted(Exchange exchange) {
    long pause = edge.bookings().pauseSeconds(edge.addresses().of(exchange.request()));
    if (pause > 0) {
      exchange.answer(Problems.tooManyBookings(pause));
      return false;
    }
    boolean admitted = limit.admits();
    if (!admitted) {
      exchange.answer(Problems.bookingBusy());
    }
    return admitted;
  }

  private static Channel channel(Exchange exchange) {
    Principal caller = exchange.caller().orElse(null);
    if (caller != null && caller.may(exchange.place(), STAFF)) {
      return Channel.GUIDE;
    }
    return caller != null && caller.may(exchange.place(), Role.KIOSK)
        ? Channel.KIOSK
        : Channel.ONLINE;
  }

  private static Appointments.@Nullable Other other(
      Exchange exchange, HallConfig hall, JsonObject body, @Nullable PersonKey key) {
    return key == null
        ? null
        : new Appointments.Other(person(body, key), command(exchange, hall, body, key));
  }

  private static PersonKey.@Nullable Person person(JsonObject body, PersonKey key) {
    String phone = body.getString("phone");
    String identity = body.getString("identity");
    if (phone != null) {
      return key.byPhone(phone);
    }
    return identity == null ? null : key.byIdentity(identity);
  }

  private static Optional<Slots.Slot> slot(Bookable bookable, String from, Instant now) {
    try {
      return bookable.slot(OffsetDateTime.parse(from).toInstant(), now);
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }

  /** A key is its person's, or its account's: whoever else chooses the same learns nothing. */
  private static Appointments.@Nullable Command command(
      Exchange exchange, HallConfig hall, JsonObject body, PersonKey sealing) {
    String key = HallCommands.key(exchange);
    if (key == null) {
      return null;
    }
    PersonKey.Person person = person(body, sealing);
    String hash = person == null ? "" : person.hash();
    String author =
        exchange
            .caller()
            .map(Principal::account)
            .map(AccountId::value)
            .map(account -> "account " + account)
            .orElse("person " + hash);
    return new Appointments.Command(
        sealing.command(author, key),
        sealing.digest(
            hall.slug(),
            body.getString("queue", ""),
            body.getString("item", ""),
            body.getString("slot"),
            hash));
  }

  private void answer(
      Exchange exchange, Appointments.Request request, Appointments.Booking booking) {
    switch (booking) {
      case Appointments.Booking.Made made -> {
        Appointment appointment = made.appointment();
        exchange.answerCreated(
            "/api/v1/halls/%s/appointments/%s"
                .formatted(exchange.hall().slug(), appointment.id().value()),
            ApiJson.write(AppointmentView.made(exchange.hall(), appointment)));
      }
      case Appointments.Booking.SlotFull full ->
          exchange.answer(
              Problems.notBooked(
                  "slot-full",
                  "The slot is full",
                  "expected a slot with a free place, found all %d booked; choose another slot"
                      .formatted(request.slot().places())));
      case Appointments.Booking.OncePerDay once ->
          exchange.answer(
              Problems.notBooked(
                  "already-booked",
                  "Booked already",
                  "expected no appointment of this person for the queue on %s, found one; keep or cancel it"
                      .formatted(day(request))));
      case Appointments.Booking.TooMany tooMany ->
          exchange.answer(
              Problems.notBooked(
                  "too-many-appointments",
                  "Too many appointments",
                  "expected at most %d appointments of one person, found as many; cancel one"
                      .formatted(Appointments.MAX_LIVE)));
      case Appointments.Booking.Paused paused ->
          exchange.answer(
              Problems.notBooked(
                  "booking-paused",
                  "Booking online is paused",
                  "expected fewer than %d appointments that nobody came to, found %d; book online again after %s, or before that at a kiosk or at the guide desk"
                      .formatted(
                          request.hall().booking().maxNoShows(),
                          paused.noShows(),
                          paused.until())));
      case Appointments.Booking.KeyReused reused -> exchange.answer(Problems.keyReused());
    }
  }

  private static LocalDate day(Appointments.Request request) {
    return request.slot().from().atZone(request.hall().zone()).toLocalDate();
  }

  private void show(Exchange exchange) {
    found(
        exchange,
        id -> parts.appointments().find(id),
        appointment -> exchange.answer(200, view(exchange, appointment)));
  }

  private void cancel(Exchange exchange) {
    Instant now = parts.clock().instant();
    found(
        exchange,
        id ->
            parts
                .appointments()
                .find(id)
                .compose(
                    known ->
                        known.filter(one -> one.hall().equals(exchange.hall().id())).isPresent()
                            ? parts.appointments().cancel(id, now)
                            : Future.succeededFuture(known)),
        appointment -> {
          if (appointment.cancelled()) {
            exchange.answer(200, view(exchange, appointment));
          } else {
            exchange.answer(
                Problems.notBooked(
                    "appointment-over",
                    "Too late to cancel",
                    "expected an appointment that nobody came to and that is still to come, found %s; leave it as it is"
                        .formatted(
                            appointment.ticket() == null
                                ? "one whose slot is over"
                                : "its number " + appointment.ticket().display())));
          }
        });
  }

  private void checkIn(Exchange exchange) {
    HallConfig hall = exchange.hall();
    answered(
        exchange,
        id -> parts.appointments().find(id),
        appointment -> {
          if (!appointment.hall().equals(hall.id())) {
            exchange.answer(
                Problems.notBooked(
                    "another-hall",
                    "The appointment is in another hall",
                    "expected an appointment at %s, found one at %s; go there"
                        .formatted(hall.slug(), catalogue.newest(appointment.hall()).slug())));
          } else if (appointment.cancelled()) {
            exchange.answer(
                Problems.notBooked(
                    "appointment-cancelled",
                    "The appointment was cancelled",
                    "expected an appointment, found a cancelled one; take a number"));
          } else {
            commands.give(
                exchange,
                new HallCommand.IssueTicket(
                    List.of(new Matter(appointment.queue(), appointment.item(), 1)),
                    PersonClass.ORDINARY,
                    null,
                    new Booked(appointment.id().value(), appointment.from())));
          }
        });
  }

  private byte[] view(Exchange exchange, Appointment appointment) {
    LocalDate today = parts.clock().instant().atZone(exchange.hall().zone()).toLocalDate();
    return ApiJson.write(AppointmentView.of(exchange.hall(), appointment, today));
  }

  /** An appointment of the hall. */
  private void found(
      Exchange exchange,
      Function<AppointmentId, Future<Optional<Appointment>>> question,
      Consumer<Appointment> answer) {
    answered(
        exchange,
        question,
        appointment -> {
          if (appointment.hall().equals(exchange.hall().id())) {
            answer.accept(appointment);
          } else {
            exchange.answer(Problems.unknownAppointment());
          }
        });
  }

  private void answered(
      Exchange exchange,
      Function<AppointmentId, Future<Optional<Appointment>>> question,
      Consumer<Appointment> answer) {
    Optional<AppointmentId> id = AppointmentId.parse(exchange.parameter("appointment"));
    exchange.then(
        id.map(question).orElseGet(() -> Future.succeededFuture(Optional.empty())),
        Problems.appointmentsUnavailable(exchange.repeating()),
        found ->
            found.ifPresentOrElse(answer, () -> exchange.answer(Problems.unknownAppointment())));
  }
}
