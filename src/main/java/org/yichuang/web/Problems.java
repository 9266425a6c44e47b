package org.yichuang.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.yichuang.hall.Refusal;

/**
 * Refusals about halls and what happens in them. {@link HttpProblems} and {@link AccountProblems}
 * have the others; the contract lists all slugs.
 */
final class Problems {
  private Problems() {}

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

  static Problem appointmentsUnavailable(Repeating how) {
    return Problem.later(
        "appointments-unavailable",
        "Appointments cannot be read",
        "expected an answer of the database, found none; " + how.remedy());
  }

  static Problem bookingBusy() {
    return Problem.later(
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

  static Problem keyReused() {
    return new Problem(
        422,
        "key-reused",
        "The key belongs to another command",
        "expected a new Idempotency-Key for a new command, found one that was used; choose"
            + " another");
  }

  static Problem notNow(String why, Repeating how) {
    return Problem.later("not-now", "Not now", why + "; " + how.remedy());
  }

  static Problem tooManyBookings(long seconds) {
    return Problem.tooMany(
        "too-many-bookings",
        "Too many bookings",
        "expected fewer bookings from this address, found too many; wait as Retry-After says",
        seconds);
  }

  static Problem tooManyPages(long seconds) {
    return Problem.tooMany(
        "too-many-pages",
        "Too many pages",
        "expected fewer numbers on paper from this address, found too many; wait as Retry-After"
            + " says, the number itself is good without paper",
        seconds);
  }

  static Problem unknownCalendarYear(String calendar, int found) {
    return new Problem(
        404,
        "unknown-calendar-year",
        "No notice of that year was stored",
        "expected a year of GET /api/v1/admin/calendars/%s/years, found %d; choose one of them"
            .formatted(calendar, found));
  }

  static Problem calendarYearRefused(String why) {
    return new Problem(
        422,
        "invalid-calendar-year",
        "The notice cannot be right",
        why + "; correct it by the notice of the State Council, and send it again");
  }

  static Problem figuresUnavailable() {
    return Problem.later(
        "figures-unavailable",
        "Cases cannot be added up",
        "expected an answer of the database of cases, found none; ask again in a moment");
  }

  static Problem configurationsUnavailable() {
    return Problem.later(
        "configurations-unavailable",
        "Configurations cannot be read",
        "expected an answer of the configurations' database, found none; send the same again in a"
            + " moment, it is stored once");
  }

  static Problem unknownConfiguration(int found) {
    return new Problem(
        404,
        "unknown-configuration",
        "No such configuration",
        "expected a stored version of the hall, found %d; choose one of its versions"
            .formatted(found));
  }

  static Problem configurationOvertaken(int expected, int found) {
    return new Problem(
        409,
        "configuration-overtaken",
        "Somebody else has stored meanwhile",
        "expected version %d to be the newest, found version %d; look at it, and store over that one"
            .formatted(expected, found));
  }

  static Problem unknownNotice(String found) {
    return new Problem(
        404,
        "unknown-notice",
        "No such notice",
        "expected a notice that the hall shows or will show, found %s; choose one of its notices"
            .formatted(found));
  }

  static Problem tooManyNotices(int most) {
    return new Problem(
        409,
        "too-many-notices",
        "The hall has too many notices",
        "expected fewer than %d notices, found as many; withdraw one first".formatted(most));
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
}
