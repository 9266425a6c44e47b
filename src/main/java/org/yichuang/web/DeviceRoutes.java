package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.people.DeviceKind;
import org.yichuang.people.Devices;
import org.yichuang.people.Role;

/** Devices that are paired by a code, in the manner of RFC 8628. Of one event loop. */
final class DeviceRoutes {
  private static final Permission MANAGES = Permission.oneOf(Role.MANAGER, Role.ADMIN);

  /** How often a device asks whether it is approved, seconds. */
  private static final int INTERVAL = 5;

  /** How long a device shows its name. */
  private static final Duration IDENTIFY = Duration.ofSeconds(15);

  /** When a place may be free again, seconds. */
  private static final long FULL_PAUSE = 60;

  private final Devices devices;
  private final Rates<String> rates;
  private final Catalogue catalogue;
  private final ClientAddresses addresses;
  private final DeviceBell bell;
  private final InstantSource clock;

  DeviceRoutes(ApiParts parts) {
    bell = parts.halls().bell();
    devices = parts.people().devices();
    rates = parts.people().pairings();
    catalogue = parts.catalogue();
    addresses = parts.edge().addresses();
    clock = parts.booking().clock();
  }

  private record PairingView(String code, String secret, Instant expiresAt, int interval) {}

  private record WaitingView(String state, Instant expiresAt, int interval) {}

  /**
   * @param lastSeen null when it was never seen
   * @param until null while it has not fetched its token
   */
  private record DeviceView(
      int id,
      String kind,
      String name,
      String pairedBy,
      Instant pairedAt,
      @Nullable Instant lastSeen,
      @Nullable Instant until,
      @Nullable String printer) {
    static DeviceView of(Devices.Device device) {
      return new DeviceView(
          device.id().value(),
          device.kind().word(),
          device.name(),
          device.pairedBy(),
          device.pairedAt(),
          device.lastSeen(),
          device.until(),
          device.printer());
    }
  }

  private record IdentifyView(String name, Instant until) {}

  private record DevicesView(List<DeviceView> devices) {}

  void addTo(Operations operations) {
    operations
        .on("openPairing", Permission.anyone(), this::open)
        .on("collectPairing", Permission.anyone(), this::collect)
        .on("devices", MANAGES, this::list)
        .on("approveDevice", MANAGES, this::approve)
        .on("revokeDevice", MANAGES, this::revoke)
        .on("identifyDevice", MANAGES, this::identify);
  }

  private void open(Exchange exchange) {
    if (!admitted(exchange)) {
      return;
    }
    String slug = exchange.body().getString("hall");
    Optional<HallConfig> hall = catalogue.hall(slug);
    if (hall.isEmpty()) {
      exchange.answer(Problems.unknownHall(slug));
      return;
    }
    exchange.then(
        devices.open(kind(exchange.body()), hall.get().id(), addresses.of(exchange.request())),
        opening -> {
          switch (opening) {
            case Devices.Opening.Opened it ->
                exchange.answer(
                    201,
                    ApiJson.write(
                        new PairingView(it.code(), it.secret(), it.expiresAt(), INTERVAL)));
            case Devices.Opening.TooMany it ->
                exchange.answer(AccountProblems.tooManyPairings(FULL_PAUSE));
          }
        });
  }

  private void collect(Exchange exchange) {
    boolean cookie = exchange.body().getBoolean("cookie", false);
    if (cookie && !Origins.ownOrNone(exchange.request())) {
      exchange.answer(HttpProblems.foreignOrigin(Origins.found(exchange.request())));
      return;
    }
    if (!admitted(exchange)) {
      return;
    }
    exchange.then(
        devices.collect(exchange.body().getString("secret")),
        collecting -> {
          switch (collecting) {
            case Devices.Collecting.Collected it -> {
              if (cookie) {
                SessionCookie.set(exchange.request(), it.token(), it.session().expiresAt());
              }
              exchange.answer(
                  201,
                  ApiJson.write(
                      SessionRoutes.NewSession.of(cookie ? null : it.token(), it.session())));
            }
            case Devices.Collecting.Waiting it ->
                exchange.answer(
                    200, ApiJson.write(new WaitingView("waiting", it.expiresAt(), INTERVAL)));
            case Devices.Collecting.Unknown it -> exchange.answer(AccountProblems.unknownPairing());
          }
        });
  }

  private boolean admitted(Exchange exchange) {
    long pause = rates.pauseSeconds(addresses.of(exchange.request()));
    if (pause > 0) {
      exchange.answer(AccountProblems.tooManyPairings(pause));
    }
    return pause == 0;
  }

  private void list(Exchange exchange) {
    exchange.then(
        devices.list(exchange.hall().id()),
        found ->
            exchange.answer(
                200, ApiJson.write(new DevicesView(found.stream().map(DeviceView::of).toList()))));
  }

  private void approve(Exchange exchange) {
    JsonObject body = exchange.body();
    exchange.then(
        devices.approve(
            exchange.hall().id(),
            body.getString("code"),
            kind(body),
            body.getString("name").strip(),
            exchange.principal()),
        approving -> {
          switch (approving) {
            case Devices.Approving.Approved it ->
                exchange.answer(201, ApiJson.write(DeviceView.of(it.device())));
            case Devices.Approving.Refused it ->
                exchange.answer(AccountProblems.refused(it.refusal()));
            case Devices.Approving.Paused it ->
                exchange.answer(AccountProblems.codeGuessesPaused(it.pause().toSeconds()));
          }
        });
  }

  private void revoke(Exchange exchange) {
    String device = exchange.parameter("device");
    exchange.then(
        devices.revoke(
            exchange.hall().id(), new AccountId(Integer.parseInt(device)), exchange.principal()),
        found -> {
          if (found) {
            exchange.answerNothing();
          } else {
            exchange.answer(AccountProblems.unknownDevice(device));
          }
        });
  }

  /** Which of the devices in the hall is it? It shows its name for a while. */
  private void identify(Exchange exchange) {
    String asked = exchange.parameter("device");
    AccountId id = new AccountId(Integer.parseInt(asked));
    exchange.then(
        devices.list(exchange.hall().id()),
        all ->
            all.stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .ifPresentOrElse(
                    device -> {
                      Instant until = clock.instant().plus(IDENTIFY);
                      bell.ring(exchange.hall().id(), id.value(), device.name(), until);
                      exchange.answer(200, ApiJson.write(new IdentifyView(device.name(), until)));
                    },
                    () -> exchange.answer(AccountProblems.unknownDevice(asked))));
  }

  private static DeviceKind kind(JsonObject body) {
    return DeviceKind.of(body.getString("kind")).orElseThrow();
  }
}
