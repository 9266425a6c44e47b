package org.yichuang.people;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/**
 * Kiosks and displays that are paired by a short code, as RFC 8628 describes it: they have no
 * keyboard. Any event loop. A failed future: the database could not be reached, and perhaps it is
 * done.
 */
public interface Devices {
  /** How long a code can be approved, and its token fetched. */
  Duration CODE_LIFETIME = Duration.ofMinutes(10);

  /** Codes that wait in the whole deployment. */
  int MAX_OPEN = 1_000;

  /** Codes that wait of one address. */
  int MAX_OPEN_OF_ADDRESS = 20;

  /** Paired devices of a hall. */
  int MAX_OF_HALL = 500;

  /** A device asks to be paired. */
  sealed interface Opening {
    /**
     * @param code to be shown
     * @param secret the device's own, for fetching its token
     */
    record Opened(String code, String secret, Instant expiresAt) implements Opening {}

    /** Too many codes wait, of the address or in all. */
    record TooMany() implements Opening {}
  }

  /** A device asks for its token. */
  sealed interface Collecting {
    record Collected(String token, Session session) implements Collecting {}

    record Waiting(Instant expiresAt) implements Collecting {}

    /** No such secret, or it is too late, or the token was fetched. */
    record Unknown() implements Collecting {}
  }

  /** Somebody approves a code. */
  sealed interface Approving {
    record Approved(Device device) implements Approving {}

    record Refused(AccountRefusal refusal) implements Approving {}

    /**
     * Too many wrong codes of this account.
     *
     * @param pause whole seconds until the next
     */
    record Paused(Duration pause) implements Approving {}
  }

  /**
   * A paired device.
   *
   * @param lastSeen when it asked for something last, half a minute late at most; null: never
   * @param until how long its token lives if it is not used; null: it has not fetched it
   * @param printer host and port of what prints a kiosk's numbers; null: nothing
   */
  record Device(
      AccountId id,
      DeviceKind kind,
      String name,
      String pairedBy,
      Instant pairedAt,
      @Nullable Instant lastSeen,
      @Nullable Instant until,
      @Nullable String printer) {}

  Future<Opening> open(DeviceKind kind, HallId hall, String address);

  /** Gives the token once. */
  Future<Collecting> collect(String secret);

  /**
   * @param kind what whoever approves says the device is; must agree
   * @param name among the hall's devices
   */
  Future<Approving> approve(HallId hall, String code, DeviceKind kind, String name, Principal by);

  /** Those that are not revoked, by name. */
  Future<List<Device>> list(HallId hall);

  /**
   * Says where a kiosk's numbers are printed; false when there is no such kiosk.
   *
   * @param address host and port, which the caller has checked; null: nowhere
   */
  Future<Boolean> printer(HallId hall, AccountId device, @Nullable String address, Principal by);

  /** Where the numbers of an account are printed; empty when it is no kiosk that has a printer. */
  Future<Optional<String>> printerOf(HallId hall, AccountId device);

  /** Its token is worth nothing from now on, at any node; false when there is no such device. */
  Future<Boolean> revoke(HallId hall, AccountId device, Principal by);
}
