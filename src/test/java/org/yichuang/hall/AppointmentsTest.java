package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SHANGHAI;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.at;
import static org.yichuang.hall.RuleTable.called;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.says;
import static org.yichuang.hall.RuleTable.served;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** People with appointments: early, in time, late, twice; with the usual rules of a hall. */
class AppointmentsTest {
  private static final Instant SLOT = MORNING.plus(Duration.ofMinutes(60));
  private static final long MINUTE = 60_000;

  /**
   * The situation: the hours from the slot, 15:00 on Monday, to the check-in, in a hall that gives
   * numbers from 08:30 to 17:00; and whether it is the second.
   */
  static final List<Row> CHECK_INS =
      rows(
          """
          -24 first, -16 first | IssueTicket | ANOTHER_DAY
          -7 first             | IssueTicket | NOT_ISSUING
          -6 first             | IssueTicket | TicketIssued
          0 first              | IssueTicket | TicketIssued
          1 first              | IssueTicket | TicketIssued
          2 first              | IssueTicket | NOT_ISSUING
          0 second, 2 second   | IssueTicket | ALREADY_CHECKED_IN
          9 first, 18 first    | IssueTicket | ANOTHER_DAY
          9 second, 18 second  | IssueTicket | ANOTHER_DAY
          """);

  static List<Row> checkIns() {
    return CHECK_INS;
  }

  @ParameterizedTest
  @MethodSource("checkIns")
  void a_number_is_given_once_for_an_appointment_on_its_day_and_in_the_issuing_hours(Row row) {
    DailyHours hours =
        new DailyHours(List.of(new DailyHours.Times(LocalTime.of(8, 30), LocalTime.of(17, 0))));
    Instant slot = ZonedDateTime.of(MONDAY, LocalTime.of(15, 0), SHANGHAI).toInstant();
    String[] situation = row.situation().split(" ", -1);
    boolean second = situation[1].equals("second");
    Instant at = slot.plus(Duration.ofHours(Long.parseLong(situation[0])));
    HallConfig config = HallScene.config(SHANGHAI, hours, HallConfig.Rules.DEFAULT);
    HallScene scene = new HallScene(config, second ? slot : at);
    scene.catchUp();
    if (second) {
      scene.give(checkIn(SOCIAL, "k7", slot), KIOSK);
      scene.now = at;
      scene.catchUp();
    }
    expect(row.expected(), scene, checkIn(SOCIAL, "k7", slot), row.verb());
  }

  private static HallCommand checkIn(QueueId queue, String appointment, Instant slot) {
    return new HallCommand.IssueTicket(
        List.of(new Matter(queue)), PersonClass.ORDINARY, null, new Booked(appointment, slot));
  }

  private static TicketId booked(HallScene scene, QueueId queue, Instant slot) {
    String appointment = "of " + scene.events.size();
    return ((HallEvent.TicketIssued)
            scene.give(checkIn(queue, appointment, slot), KIOSK).getFirst())
        .ticket();
  }

  /** A place is minutes before check-in; a walk-in is at 0. */
  @ParameterizedTest(name = "{0} min before the slot: {2}")
  @CsvSource({
    "60, 60, early",
    "6, 114, early",
    "5, 115, in time",
    "0, 120, in time",
    "-15, 135, in time",
    "-16, 0, a walk-in",
    "-500, 0, a walk-in",
  })
  void the_place_is_two_hours_before_the_slot_until_its_grace_is_over(
      int minutesBefore, long place, String standing) {
    HallScene scene = HallScene.onMonday();
    scene.now = SLOT.minus(Duration.ofMinutes(minutesBefore));
    Ticket ticket = at(scene, booked(scene, SOCIAL, SLOT));
    assertEquals(scene.now.toEpochMilli() - place * MINUTE, ticket.place().key());
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    HallEvent.TicketCalled call =
        (HallEvent.TicketCalled) scene.give(new HallCommand.CallNext(A1), ANNA).getFirst();
    assertEquals(
        switch (standing) {
          case "early" -> HallEvent.Standing.EARLY;
          case "in time" -> HallEvent.Standing.BOOKED;
          default -> null;
        },
        call.why().getFirst().standing());
  }

  @Test
  void a_millisecond_after_the_grace_is_late() {
    for (boolean late : new boolean[] {false, true}) {
      HallScene scene = HallScene.onMonday();
      scene.now = SLOT.plus(Duration.ofMinutes(15)).plusMillis(late ? 1 : 0);
      Ticket ticket = at(scene, booked(scene, SOCIAL, SLOT));
      assertEquals(!late, ticket.place().key() < scene.now.toEpochMilli());
      assertEquals(late, ticket.notBefore() == null);
    }
  }

  /** The slot is at 0; all in minutes. */
  @ParameterizedTest(name = "a pause of {0} to {1}, there at {2}: in time is {3}")
  @CsvSource({
    "-30, 20, 35, true",
    "-30, 20, 36, false",
    "5, 20, 30, true",
    "5, 20, 31, false",
    "-40, -10, 15, true",
    "-40, -10, 16, false",
  })
  void nobody_grows_late_while_the_hall_stands_still(int from, int to, int there, boolean inTime) {
    HallScene scene = HallScene.onMonday();
    scene.now = SLOT.plus(Duration.ofMinutes(from));
    scene.give(new HallCommand.PauseHall("no power"), BORIS);
    scene.now = SLOT.plus(Duration.ofMinutes(to));
    scene.give(new HallCommand.ResumeHall(), BORIS);
    scene.now = SLOT.plus(Duration.ofMinutes(there));
    assertEquals(inTime, at(scene, booked(scene, SOCIAL, SLOT)).notBefore() != null);
  }

  @Test
  void whoever_is_late_has_the_credit_of_their_class_and_whoever_is_in_time_has_not() {
    HallScene scene = HallScene.onMonday();
    for (int minutes : new int[] {0, 16}) {
      scene.now = SLOT.plus(Duration.ofMinutes(minutes));
      HallCommand elder =
          new HallCommand.IssueTicket(
              List.of(new Matter(SOCIAL)),
              PersonClass.ELDERLY,
              "by card",
              new Booked("of " + minutes, SLOT));
      HallEvent.TicketIssued issued = (HallEvent.TicketIssued) scene.give(elder, KIOSK).getFirst();
      long before = minutes == 0 ? 120 : 15;
      assertEquals(scene.now.toEpochMilli() - before * MINUTE, issued.key());
    }
  }

  @Test
  void until_five_minutes_before_the_slot_everybody_else_goes_first() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId early = booked(scene, SOCIAL, SLOT);
    TicketId social = scene.issue(SOCIAL);
    TicketId tax = scene.issue(TAX);
    assertEquals(List.of(social, tax, early), served(scene, A1));
  }

  @Test
  void from_five_minutes_before_the_slot_the_place_counts() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId walkIn = scene.issue(SOCIAL);
    TicketId booked = booked(scene, SOCIAL, SLOT);
    TicketId other = scene.issue(TAX);
    scene.now = SLOT.minus(Duration.ofMinutes(5)).minusMillis(1);
    assertEquals(walkIn, CallingRules.candidates(scene.state, A1, scene.now).getFirst().ticket());
    scene.pass(Duration.ofMillis(1));
    assertEquals(List.of(booked, walkIn, other), served(scene, A1));
  }

  @Test
  void somebody_who_waits_for_another_window_alone_is_nobody_else() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    TicketId early = booked(scene, SOCIAL, SLOT);
    scene.issue(LAND);
    scene.issue(TAX);
    assertEquals(early, called(scene.give(new HallCommand.CallNext(A2), ANNA)));
  }

  @Test
  void the_early_are_called_in_the_order_of_their_slots() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId third = booked(scene, SOCIAL, SLOT.plusSeconds(3_600));
    TicketId second = booked(scene, TAX, SLOT.plusSeconds(1_800));
    TicketId first = booked(scene, SOCIAL, SLOT);
    assertEquals(List.of(first, second, third), served(scene, A1));
  }

  @Test
  void a_window_with_a_second_skill_adds_its_penalty_to_appointments_too() {
    HallConfig usual = HallScene.config();
    HallConfig.Window a3 = usual.window(A3).orElseThrow();
    HallConfig config =
        new HallConfig(
            usual.id(),
            usual.slug(),
            1,
            usual.name(),
            usual.zone(),
            usual.hours(),
            usual.queues(),
            List.of(
                new HallConfig.Window(
                    A3, a3.name(), a3.queues(), java.util.Map.of(SOCIAL, 30 * MINUTE))),
            usual.settings());
    HallScene scene = new HallScene(config, MORNING);
    scene.catchUp();
    scene.give(new HallCommand.OpenWindow(A3), ANNA);
    TicketId social = booked(scene, SOCIAL, SLOT);
    TicketId land = booked(scene, LAND, SLOT.plusSeconds(1_500));
    scene.now = SLOT.plusSeconds(1_500);
    assertEquals(List.of(land, social), served(scene, A3));
  }

  @Test
  void an_armed_window_takes_whoever_is_early() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.StoreNext(A1), ANNA);
    TicketId early = booked(scene, SOCIAL, SLOT);
    scene.catchUp();
    assertTrue(at(scene, early).isAtWindow());
  }

  @Test
  void a_window_is_not_armed_while_somebody_early_waits() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    booked(scene, SOCIAL, SLOT);
    expect("SOMEBODY_WAITS", scene, new HallCommand.StoreNext(A1), "early");
  }

  @Test
  void a_second_number_for_an_appointment_is_refused_with_the_first() {
    HallScene scene = HallScene.onMonday();
    scene.give(checkIn(SOCIAL, "k7", SLOT), KIOSK);
    says(scene, checkIn(SOCIAL, "k7", SLOT), "nobody came to", "B001, Waiting", "keep");
    scene.give(new HallCommand.CancelTicket(new TicketId(MONDAY, "B", 1)), KIOSK);
    says(scene, checkIn(SOCIAL, "k7", SLOT), "nobody came to", "B001, Cancelled", "keep");
    assertFalse(scene.give(checkIn(SOCIAL, "k8", SLOT), KIOSK).isEmpty());
  }

  @Test
  void an_appointment_is_remembered_until_the_day_changes() {
    HallScene scene = HallScene.onMonday();
    scene.give(checkIn(SOCIAL, "k7", SLOT), KIOSK);
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    assertTrue(scene.state.checkedIn("k7").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"-1, take a number", "1, come back"})
  void an_appointment_of_another_day_is_refused(int days, String remedy) {
    HallScene scene = HallScene.onMonday();
    Instant slot = SLOT.plus(Duration.ofDays(days));
    says(scene, checkIn(SOCIAL, "k7", slot), "2026-11-23", "2026-11-2", remedy);
  }

  @Test
  void whoever_is_put_back_before_the_time_lets_the_others_go_first_again() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId early = booked(scene, SOCIAL, SLOT);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    Ticket before = at(scene, early);
    scene.give(new HallCommand.PutBackTicket(early, false), ANNA);
    assertEquals(before.place(), at(scene, early).place());
    TicketId walkIn = scene.issue(SOCIAL);
    assertEquals(List.of(walkIn, early), served(scene, A1));
  }

  @Test
  void whoever_is_transferred_waits_for_no_time_any_more() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId early = booked(scene, SOCIAL, SLOT);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.issue(TAX);
    scene.give(RuleTable.transfer(A1, TAX, null, HallCommand.Position.KEEP, null), ANNA);
    assertNull(at(scene, early).notBefore());
    assertEquals(early, called(scene.give(new HallCommand.CallNext(A1), ANNA)));
  }

  @Test
  void the_front_of_a_queue_is_in_front_of_whoever_is_early_too() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId walkIn = scene.issue(SOCIAL);
    TicketId early = booked(scene, SOCIAL, SLOT);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.give(RuleTable.transfer(A1, null, null, HallCommand.Position.FRONT, "ill"), ANNA);
    scene.now = SLOT;
    assertEquals(List.of(walkIn, early), served(scene, A1));
  }

  @Test
  void whoever_returns_stands_behind_those_who_could_be_called_then() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId missed = booked(scene, SOCIAL, SLOT);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.pass(Duration.ofSeconds(30));
    scene.give(new HallCommand.RecallTicket(A1), ANNA);
    scene.pass(Duration.ofSeconds(30));
    scene.give(new HallCommand.MissTicket(A1), ANNA);
    List<TicketId> walkIns =
        Stream.generate(
                () -> {
                  scene.pass(Duration.ofSeconds(1));
                  return scene.issue(SOCIAL);
                })
            .limit(4)
            .toList();
    TicketId early = booked(scene, SOCIAL, SLOT);
    scene.give(new HallCommand.RejoinTicket(missed), KIOSK);
    assertNull(at(scene, missed).notBefore());
    assertEquals(
        List.of(walkIns.get(0), walkIns.get(1), walkIns.get(2), missed, walkIns.get(3), early),
        served(scene, A1));
  }

  @Test
  void those_whose_time_came_while_nothing_happened_are_called_by_their_places() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId walkIn = scene.issue(SOCIAL);
    List<TicketId> booked =
        IntStream.of(20, 0, 10)
            .mapToObj(minutes -> booked(scene, SOCIAL, SLOT.plusSeconds(minutes * 60L)))
            .toList();
    scene.now = SLOT.plusSeconds(600);
    assertEquals(List.of(booked.get(1), booked.get(2), walkIn, booked.get(0)), served(scene, A1));
  }

  @Test
  void a_number_counts_ahead_only_who_stands_in_front_of_it() {
    HallScene scene = HallScene.onMonday();
    booked(scene, SOCIAL, SLOT);
    booked(scene, SOCIAL, SLOT.plus(Duration.ofHours(3)));
    HallEvent.TicketIssued walkIn =
        (HallEvent.TicketIssued) scene.give(new HallCommand.IssueTicket(SOCIAL), KIOSK).getFirst();
    assertEquals(1, walkIn.ahead());
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    assertEquals(walkIn.ticket(), called(scene.give(new HallCommand.CallNext(A2), BORIS)));
  }

  @Test
  void an_appointment_has_one_queue() {
    List<Matter> two = List.of(new Matter(SOCIAL), new Matter(TAX));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HallCommand.IssueTicket(two, PersonClass.ORDINARY, null, new Booked("k7", SLOT)));
  }
}
