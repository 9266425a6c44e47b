package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.yichuang.catalogue.CentreRefusal;
import org.yichuang.hall.Refusal;
import org.yichuang.people.AccountRefusal;

/** Every problem the edge answers with; the contract lists their slugs. */
final class Problems {
  private static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");
  private static final String RETRY_SECONDS = "1";

  private Problems() {}

  /**
   * @param detail what was expected and what was found
   */
  static Problem invalidRequest(String detail) {
    return new Problem(
        400,
        "invalid-request",
        "The request is not as the contract says",
        detail + "; see /openapi.yaml");
  }

  static Problem invalidText(String where) {
    return new Problem(
        400,
        "invalid-text",
        "A text holds what is no text",
        "expected text without NUL and without lone surrogates, found one in %s; leave it out"
            .formatted(where));
  }

  static Problem malformedJson(String found) {
    return new Problem(
        400,
        "malformed-json",
        "The body is not JSON",
        "expected one JSON object in UTF-8, found %s; send valid JSON".formatted(found));
  }

  static Problem malformedRequest() {
    return new Problem(
        400,
        "malformed-request",
        "This is not HTTP",
        "expected an HTTP/1.1 request, found something else; check the client");
  }

  static Problem malformedBody() {
    return new Problem(
            400,
            "malformed-request",
            "The body has no end",
            "expected chunks, each behind its length in hexadecimal, found something else; check the"
                + " client")
        .with(HttpHeaders.CONNECTION, "close");
  }

  static Problem repeatedHeader(String name) {
    return new Problem(
        400,
        "malformed-request",
        "A header is repeated",
        "expected %s at most once, found several; send one".formatted(name));
  }

  static Problem upgradeRequired() {
    return new Problem(
            426,
            "upgrade-required",
            "This is a WebSocket",
            "expected a WebSocket handshake, found a plain request; see /asyncapi.yaml, or use the"
                + " hall's board")
        .with(HttpHeaders.UPGRADE, "websocket");
  }

  static Problem foreignOrigin(String found) {
    return new Problem(
        403,
        "foreign-origin",
        "A page of another site",
        "expected a page of this server, found the origin %s; open the page from here"
            .formatted(found));
  }

  static Problem malformedAddress() {
    return new Problem(
        400,
        "malformed-request",
        "The address is malformed",
        "expected two hexadecimal digits behind each percent sign of the address, found something"
            + " else; write a percent sign itself as %25");
  }

  static Problem unexpectedBody() {
    return new Problem(
        400,
        "unexpected-body",
        "This request takes no body",
        "expected no body, found one; leave it out, see /openapi.yaml");
  }

  static Problem notSignedIn(String found) {
    return new Problem(
            401,
            "not-signed-in",
            "Sign in first",
            "expected a valid token, found %s; sign in by POST /api/v1/sessions".formatted(found))
        .with(AUTHENTICATE, "Bearer");
  }

  static Problem wrongCredentials() {
    return new Problem(
            401,
            "wrong-credentials",
            "Name or password is wrong",
            "expected the name and the password of an account, found another pair; try again")
        .with(AUTHENTICATE, "Bearer");
  }

  static Problem unknownCentre(String found) {
    return new Problem(
        404,
        "unknown-centre",
        "No such centre",
        "expected the id of a centre, found %s; choose one of GET /api/v1/centres"
            .formatted(found));
  }

  static Problem unknownDevice(String found) {
    return new Problem(
        404,
        "unknown-device",
        "No such device",
        "expected a device of the hall, found %s; choose one of its devices".formatted(found));
  }

  static Problem unknownPairing() {
    return new Problem(
        404,
        "unknown-pairing",
        "No such pairing",
        "expected the secret of a code that is still shown, found another; ask for a new code");
  }

  static Problem tooManyPairings(long seconds) {
    return tooMany(
        "too-many-pairings",
        "Too many devices wait",
        "expected fewer codes that wait, found too many, of this address or in all; wait as"
            + " Retry-After says",
        seconds);
  }

  static Problem codeGuessesPaused(long seconds) {
    return tooMany(
        "codes-paused",
        "Too many wrong codes",
        "expected fewer wrong codes of this account, found too many; wait as Retry-After says",
        seconds);
  }

  /** What the rules of the tree of centres refuse. */
  static Problem refused(CentreRefusal refusal) {
    return new Problem(
        refusal.reason() == CentreRefusal.Reason.UNKNOWN_CENTRE ? 404 : 409,
        refusal.reason().slug(),
        "The tree of centres cannot be so",
        said(refusal.expected(), refusal.found(), refusal.remedy()));
  }

  /** What the rules of accounts and devices refuse. */
  static Problem refused(AccountRefusal refusal) {
    int status =
        switch (refusal.reason()) {
          case NOT_ALLOWED -> 403;
          case UNKNOWN_ACCOUNT, UNKNOWN_CODE -> 404;
          case ACCOUNT_EXISTS,
              LAST_ADMINISTRATOR,
              OWN_ACCOUNT,
              PAIRING_APPROVED,
              OTHER_DEVICE,
              DEVICE_NAME_TAKEN,
              TOO_MANY_DEVICES ->
              409;
        };
    String title =
        switch (refusal.reason()) {
          case NOT_ALLOWED -> "Not allowed";
          case UNKNOWN_ACCOUNT -> "No such account";
          case ACCOUNT_EXISTS -> "The account exists";
          case LAST_ADMINISTRATOR -> "The last administrator stays";
          case OWN_ACCOUNT -> "Not one's own account";
          case UNKNOWN_CODE -> "No such code";
          case PAIRING_APPROVED -> "The code was approved already";
          case OTHER_DEVICE -> "Another kind of device";
          case DEVICE_NAME_TAKEN -> "The name is taken";
          case TOO_MANY_DEVICES -> "The hall has too many devices";
        };
    return new Problem(
        status,
        refusal.reason().slug(),
        title,
        said(refusal.expected(), refusal.found(), refusal.remedy()));
  }

  private static String said(String expected, String found, String remedy) {
    return "expected %s, found %s; %s".formatted(expected, found, remedy);
  }

  static Problem wrongPassword() {
    return new Problem(
        403,
        "wrong-password",
        "The password is wrong",
        "expected the present password of the account, found another; try again");
  }

  static Problem unfitPassword(String detail) {
    return new Problem(422, "unfit-password", "The new password will not do", detail);
  }

  static Problem notAllowed(String expected, String found, String remedy) {
    return new Problem(
        403,
        "not-allowed",
        "Not allowed",
        "expected %s, found %s; %s".formatted(expected, found, remedy));
  }

  static Problem noIdentityProvider() {
    return new Problem(
        409,
        "no-identity-provider",
        "There is no identity provider",
        "expected a server with YICHUANG_OIDC_ISSUER, found one without; accounts sign in by"
            + " password here");
  }

  static Problem unknownIdentity(String username) {
    return new Problem(
        404,
        "unknown-identity",
        "The account has no identity",
        "expected an account with an identity of the provider, found %s without; link it by PUT"
            .formatted(username));
  }

  static Problem identityTaken() {
    return new Problem(
        409,
        "identity-taken",
        "Another account has the identity",
        "expected an identity that no account has, found one that another account has; unlink it"
            + " there");
  }

  static Problem unknownPath() {
    return new Problem(
        404,
        "unknown-path",
        "Nothing is here",
        "expected a path of the contract, found another one; see /openapi.yaml");
  }

  static Problem unknownHall(String found) {
    return new Problem(
        404,
        "unknown-hall",
        "No such hall",
        "expected the id of a hall, found %s; choose one of GET /api/v1/halls".formatted(found));
  }

  static Problem unknownQueue(String hall, String found) {
    return new Problem(
        404,
        "unknown-queue",
        "No such queue",
        "expected a queue of hall %s, found %s; choose one of GET /api/v1/halls/%s"
            .formatted(hall, found, hall));
  }

  static Problem unknownCalendar(String found) {
    return new Problem(
        404,
        "unknown-calendar",
        "No such calendar",
        "expected the id of a national calendar, found %s; use cn".formatted(found));
  }

  static Problem dateOutsideCalendar(LocalDate first, LocalDate last, String found) {
    return new Problem(
        422,
        "date-outside-calendar",
        "The date is outside the calendar",
        "start: expected a date from %s to %s, found %s; choose one of these"
            .formatted(first, last, found));
  }

  static Problem unknownWindow(String hall, String found) {
    return new Problem(
        404,
        "unknown-window",
        "No such window",
        "expected a window of hall %s, found %s; choose one of GET /api/v1/halls/%s"
            .formatted(hall, found, hall));
  }

  static Problem unknownItem(String hall, String found) {
    return new Problem(
        404,
        "unknown-item",
        "No such item",
        "expected an item of hall %s, found %s; choose one of GET /api/v1/halls/%s/items"
            .formatted(hall, found, hall));
  }

  static Problem unknownSlot(String found) {
    return new Problem(
        404,
        "unknown-slot",
        "No such slot",
        "expected the beginning of a slot that is still to come, found %s; choose one of the hall's slots"
            .formatted(found));
  }

  static Problem unknownAppointment() {
    return new Problem(
        404,
        "unknown-appointment",
        "No such appointment",
        "expected the id of an appointment of the hall, found another text; check what was typed");
  }

  /** Why an appointment is not made, cancelled or met. */
  static Problem notBooked(String slug, String title, String detail) {
    return new Problem(409, slug, title, detail);
  }

  static Problem personRequired() {
    return new Problem(
        422,
        "person-required",
        "Say who comes",
        "expected a phone or an identity number, found neither; only a keyed hash of it is kept");
  }

  static Problem appointmentsUnavailable() {
    return later(
        "appointments-unavailable",
        "Appointments cannot be read",
        "expected an answer of the database, found none; repeat it with the same Idempotency-Key");
  }

  static Problem bookingBusy() {
    return later(
        "booking-busy",
        "Too many bookings",
        "expected fewer bookings at once, found too many; try again in a moment");
  }

  static Problem unknownTicket(String found) {
    return new Problem(
        404,
        "unknown-ticket",
        "No such ticket",
        "expected a ticket of the open day, found %s; check the number".formatted(found));
  }

  static Problem dayOver(String ticket, String openDay) {
    return new Problem(
        404,
        "day-over",
        "The ticket's day is over",
        "expected a ticket of the open day %s, found %s of a day that is not open; take a new number"
            .formatted(openDay, ticket));
  }

  static Problem methodNotAllowed(String allowed, String found) {
    return new Problem(
            405,
            "method-not-allowed",
            "The path has no such method",
            "expected one of %s, found %s; see /openapi.yaml"
                .formatted(allowed, ParameterRule.shortened(found)))
        .with(HttpHeaders.ALLOW, allowed);
  }

  static Problem tooSlow() {
    return new Problem(
            408,
            "too-slow",
            "The request took too long",
            "expected a whole request sooner, found one that drips; send it at once")
        .with(HttpHeaders.CONNECTION, "close");
  }

  static Problem badHandshake(String expected) {
    return new Problem(
            400,
            "bad-handshake",
            "This is no WebSocket handshake",
            "expected %s, found something else; see RFC 6455 and /asyncapi.yaml"
                .formatted(expected))
        .with("Sec-WebSocket-Version", "13");
  }

  static Problem tooManySockets() {
    return tooMany(
        "too-many-sockets",
        "Too many sockets",
        "expected fewer WebSockets from this address, found too many; close some, then try again",
        10);
  }

  static Problem tooLarge(int maxBytes) {
    return new Problem(
            413,
            "too-large",
            "The body is too large",
            "expected at most %d bytes, found more; send less".formatted(maxBytes))
        .with(HttpHeaders.CONNECTION, "close");
  }

  static Problem addressTooLong() {
    return new Problem(
        414,
        "address-too-long",
        "The address is too long",
        "expected a shorter request line, found a longer one; see /openapi.yaml for the paths");
  }

  static Problem unsupportedContentType(String found) {
    return new Problem(
        415,
        "unsupported-content-type",
        "Unsupported content type",
        "expected application/json in UTF-8 without an encoding, found %s; send plain JSON"
            .formatted(ParameterRule.shortened(found)));
  }

  static Problem keyReused() {
    return new Problem(
        422,
        "key-reused",
        "The key belongs to another command",
        "expected a new Idempotency-Key for a new command, found one that was used; choose"
            + " another");
  }

  static Problem headersTooLarge() {
    return new Problem(
        431,
        "headers-too-large",
        "The headers are too large",
        "expected smaller headers, found larger ones; check cookies and tokens");
  }

  static Problem unexpected(String request) {
    return new Problem(
        500,
        "unexpected",
        "Something unexpected happened",
        "our mistake; tell the operator the instance",
        "urn:request:" + request,
        null,
        null);
  }

  static Problem notNow(String why) {
    return later(
        "not-now", "Not now", why + "; repeat it with the same Idempotency-Key, it is done once");
  }

  static Problem signInBusy() {
    return later(
        "sign-in-busy",
        "Too many sign-ins",
        "expected fewer sign-ins at once, found too many; try again in a moment");
  }

  static Problem signInPaused(long seconds) {
    return tooMany(
        "sign-in-paused",
        "Too many sign-ins failed",
        "expected fewer wrong names and passwords, found too many of this name or from this"
            + " address; wait as Retry-After says, then try again",
        seconds);
  }

  static Problem tooManyRequests(long seconds) {
    return tooMany(
        "too-many-requests",
        "Too many requests",
        "expected fewer requests of this account, found too many; wait as Retry-After says",
        seconds);
  }

  static Problem tooManyBookings(long seconds) {
    return tooMany(
        "too-many-bookings",
        "Too many bookings",
        "expected fewer bookings from this address, found too many; wait as Retry-After says",
        seconds);
  }

  private static Problem tooMany(String slug, String title, String detail, long seconds) {
    return new Problem(429, slug, title, detail)
        .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }

  static Problem accountsUnavailable() {
    return later(
        "accounts-unavailable",
        "Accounts cannot be read",
        "expected an answer of the accounts' database, found none; try again in a moment");
  }

  static Problem configurationsUnavailable() {
    return later(
        "configurations-unavailable",
        "Configurations cannot be read",
        "expected an answer of the configurations' database, found none; send the same again in a"
            + " moment, it is stored once");
  }

  static Problem invalidConfiguration(List<String> problems) {
    return new Problem(
        422,
        "invalid-configuration",
        "The configuration is not as it must be",
        "expected files that say what a hall needs, found %d problems; correct the lines and send"
                .formatted(problems.size())
            + " them again",
        null,
        problems,
        null);
  }

  static Problem notReady(String obstacle) {
    return later("not-ready", "Not ready", "expected a node that can serve, found: " + obstacle);
  }

  /**
   * What the rules of a hall refuse: 404 for what does not exist, 422 for what is incomplete, 409
   * for the rest.
   */
  static Problem refused(Refusal refusal) {
    return new Problem(
        switch (refusal.reason()) {
          case UNKNOWN_QUEUE,
              UNKNOWN_WINDOW,
              UNKNOWN_TICKET,
              UNKNOWN_CONFIGURATION,
              UNKNOWN_ALARM ->
              404;
          case NOT_ISSUING,
              QUEUE_FULL,
              WINDOW_NOT_OPEN,
              WINDOW_ALREADY_OPEN,
              WINDOW_OCCUPIED,
              NOT_YOUR_WINDOW,
              NO_TICKET_AT_WINDOW,
              WRONG_TICKET_STATE,
              TOO_SOON,
              TOO_MANY_RECALLS,
              TOO_LATE,
              TOO_OFTEN,
              TOO_MANY_MATTERS,
              DAY_ENDED,
              WINDOW_PAUSED,
              WINDOW_NOT_PAUSED,
              WINDOW_NOT_ARMED,
              SOMEBODY_WAITS,
              NOT_SERVED_HERE,
              HELD_ELSEWHERE,
              VISIT_AT_WINDOW,
              CONFIGURATION_DOES_NOT_FIT,
              ALREADY_CHECKED_IN,
              ANOTHER_DAY,
              ALREADY_ACKNOWLEDGED,
              HALL_PAUSED,
              HALL_NOT_PAUSED,
              STUB_ENTERED,
              NOT_IN_A_PAUSE,
              TOO_MANY_CASES ->
              409;
          case REASON_REQUIRED -> 422;
        },
        refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        title(refusal.reason()),
        "expected %s, found %s; %s"
            .formatted(refusal.expected(), refusal.found(), refusal.remedy()));
  }

  private static String title(Refusal.Reason reason) {
    return switch (reason) {
      case UNKNOWN_QUEUE -> "No such queue";
      case UNKNOWN_WINDOW -> "No such window";
      case UNKNOWN_TICKET -> "No such ticket";
      case UNKNOWN_ALARM -> "No such alarm";
      case NOT_ISSUING -> "No numbers are given at this time";
      case QUEUE_FULL -> "The queue is full";
      case WINDOW_NOT_OPEN -> "The window is closed";
      case WINDOW_ALREADY_OPEN -> "The window is open already";
      case WINDOW_OCCUPIED -> "The window has a ticket";
      case NOT_YOUR_WINDOW -> "Another clerk has the window";
      case NO_TICKET_AT_WINDOW -> "The window has no ticket";
      case WRONG_TICKET_STATE -> "The ticket is not in that state";
      case TOO_SOON -> "Too soon";
      case TOO_MANY_RECALLS -> "Called often enough";
      case TOO_LATE -> "Too late";
      case TOO_OFTEN -> "Too often";
      case TOO_MANY_MATTERS -> "Too many matters for one visit";
      case REASON_REQUIRED -> "A reason is needed";
      case DAY_ENDED -> "The day has ended";
      case WINDOW_PAUSED -> "The window is paused";
      case WINDOW_NOT_PAUSED -> "The window is not paused";
      case WINDOW_NOT_ARMED -> "The window does not wait for a ticket";
      case SOMEBODY_WAITS -> "Somebody waits";
      case NOT_SERVED_HERE -> "The window does not serve that";
      case HELD_ELSEWHERE -> "Another window holds the ticket";
      case VISIT_AT_WINDOW -> "The person is at another window";
      case UNKNOWN_CONFIGURATION -> "No such configuration";
      case CONFIGURATION_DOES_NOT_FIT -> "The configuration does not fit the day";
      case ALREADY_CHECKED_IN -> "The appointment has its number";
      case ANOTHER_DAY -> "The appointment is of another day";
      case ALREADY_ACKNOWLEDGED -> "The alarm was acknowledged already";
      case HALL_PAUSED -> "The hall stands still";
      case HALL_NOT_PAUSED -> "The hall does not stand still";
      case STUB_ENTERED -> "The stub was entered already";
      case NOT_IN_A_PAUSE -> "The hall did not stand still then";
      case TOO_MANY_CASES -> "Too many cases";
    };
  }

  private static Problem later(String slug, String title, String detail) {
    return new Problem(503, slug, title, detail).with(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
  }
}
