package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.A4;
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
import static org.yichuang.hall.RuleTable.served;
import static org.yichuang.hall.RuleTable.ticketAt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is called next, and where a ticket waits that was called before. */
class PolicyTest {
  @Test
  void a_call_takes_the_smallest_key_of_the_windows_queues_and_says_why() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A3), ANNA);
    TicketId tax = scene.issue(TAX);
    scene.pass(Duration.ofMillis(1));
    scene.issue(TAX);
    TicketId social = scene.issue(SOCIAL);
    scene.pass(Duration.ofMillis(1));
    TicketId land = scene.issue(LAND);
    scene.pass(Duration.ofSeconds(5));
    long start = MORNING.toEpochMilli();
    assertEquals(
        List.of(
            new HallEvent.TicketCalled(
                tax,
                A3,
                1,
                5_002,
                List.of(
                    new HallEvent.Candidate(tax, TAX, start),
                    new HallEvent.Candidate(social, SOCIAL, start + 1),
                    new HallEvent.Candidate(land, LAND, start + 2)))),
        scene.give(new HallCommand.CallNext(A3), ANNA));
  }

  @Test
  void a_window_calls_only_from_its_own_queues() {
    HallScene scene = HallScene.onMonday();
    scene.issue(TAX);
    TicketId land = scene.issue(LAND);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A2), ANNA));
    assertEquals(land, called(scene.give(new HallCommand.CallNext(A4), BORIS)));
  }

  @Test
  void equal_keys_are_called_in_the_order_of_the_journal() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A3), ANNA);
    List<TicketId> issued =
        Stream.of(SOCIAL, LAND, TAX, SOCIAL, LAND, TAX).map(scene::issue).toList();
    assertEquals(issued, served(scene, A3));
  }

  @Test
  void a_smaller_key_goes_before_an_earlier_number() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId first = scene.issue(SOCIAL);
    TicketId elder = new TicketId(MONDAY, "B", 2);
    scene.apply(
        new HallEvent.TicketIssued(elder, SOCIAL, MORNING.minusSeconds(900).toEpochMilli(), 1),
        KIOSK);
    TicketId tax = new TicketId(MONDAY, "T", 1);
    scene.apply(
        new HallEvent.TicketIssued(tax, TAX, MORNING.minusSeconds(901).toEpochMilli(), 0), KIOSK);
    assertEquals(List.of(tax, elder, first), served(scene, A1));
  }

  @ParameterizedTest
  @CsvSource({
    "ORDINARY, 0",
    "ELDERLY, 15",
    "WITH_INFANT, 15",
    "DISABLED, 20",
    "SERVICE, 20",
    "GREEN_CHANNEL, 60"
  })
  void a_class_overtakes_who_came_less_than_its_credit_before(PersonClass person, int minutes) {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    TicketId first = scene.issue(SOCIAL);
    scene.pass(Duration.ofMillis(1));
    TicketId second = scene.issue(SOCIAL);
    scene.now = MORNING.plus(Duration.ofMinutes(minutes));
    if (minutes == 0) {
      scene.pass(Duration.ofMillis(1));
    }
    TicketId preferred =
        ((HallEvent.TicketIssued)
                scene
                    .give(HallCommand.IssueTicket.of(List.of(SOCIAL), person, "as seen"), KIOSK)
                    .getFirst())
            .ticket();
    assertEquals(
        minutes == 0 ? List.of(first, second, preferred) : List.of(first, preferred, second),
        served(scene, A1));
  }

  @Test
  void within_a_queue_nobody_is_overtaken_by_who_came_later_than_the_credits_differ() {
    List<PersonClass> people = List.of(PersonClass.values());
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      HallScene scene = HallScene.onMonday();
      scene.give(new HallCommand.OpenWindow(A1), ANNA);
      scene.give(new HallCommand.OpenWindow(A2), ANNA);
      for (int step = 0; step < 250; step++) {
        scene.pass(Duration.ofSeconds(random.nextInt(200)));
        if (random.nextInt(5) < 3) {
          PersonClass person = people.get(random.nextInt(people.size()));
          scene.give(
              HallCommand.IssueTicket.of(
                  List.of(random.nextBoolean() ? SOCIAL : TAX), person, "as seen"),
              KIOSK);
        } else {
          WindowId window = random.nextBoolean() ? A1 : A2;
          List<HallEvent> call = scene.give(new HallCommand.CallNext(window), ANNA);
          if (!call.isEmpty()) {
            checkOvertaken(scene, called(call), "seed " + seed + ", step " + step);
            scene.give(new HallCommand.StartService(window), ANNA);
            scene.give(new HallCommand.CompleteService(window, List.of()), ANNA);
          }
        }
      }
    }
  }

  private static void checkOvertaken(HallScene scene, TicketId called, String where) {
    Ticket first = at(scene, called);
    HallConfig.Policy policy = scene.config.policy();
    for (Ticket waiting : scene.state.tickets()) {
      boolean overtaken =
          waiting.isWaiting()
              && waiting.queue().equals(first.queue())
              && waiting.id().number() < called.number();
      if (overtaken) {
        long later = Duration.between(waiting.issuedAt(), first.issuedAt()).toMillis();
        long credits = policy.credit(first.person()) - policy.credit(waiting.person());
        assertTrue(later < credits, where + ": " + waiting + " before " + first);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"299, land", "300, social", "301, social"})
  void a_second_skill_waits_its_penalty(int secondsBefore, String first) {
    HallScene scene = new HallScene(withPenalty(), MORNING);
    scene.catchUp();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.issue(SOCIAL);
    scene.pass(Duration.ofSeconds(secondsBefore));
    scene.issue(LAND);
    HallEvent.TicketCalled call =
        (HallEvent.TicketCalled) scene.give(new HallCommand.CallNext(A1), ANNA).getFirst();
    assertEquals(first, at(scene, call.ticket()).queue().value());
    assertEquals(2, call.why().size());
    assertTrue(
        call.why()
            .contains(
                new HallEvent.Candidate(
                    new TicketId(MONDAY, "B", 1),
                    SOCIAL,
                    MORNING.plusSeconds(300).toEpochMilli())));
  }

  @Test
  void a_second_skill_keeps_its_penalty_when_the_queues_change_and_change_back() {
    HallScene scene = new HallScene(withPenalty(), MORNING);
    scene.catchUp();
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.give(new HallCommand.ChangeWindowQueues(A1, List.of(LAND)), BORIS);
    scene.give(new HallCommand.ChangeWindowQueues(A1, List.of(LAND, SOCIAL)), BORIS);
    TicketId social = scene.issue(SOCIAL);
    scene.pass(Duration.ofSeconds(299));
    TicketId land = scene.issue(LAND);
    assertEquals(List.of(land, social), served(scene, A1));
  }

  /** A1 serves land, and social as its second skill, five minutes behind. */
  private static HallConfig withPenalty() {
    HallConfig usual = HallScene.config();
    return new HallConfig(
        HallScene.HALL,
        "hanjiang",
        1,
        usual.name(),
        SHANGHAI,
        DailyHours.ROUND_THE_CLOCK,
        usual.queues(),
        List.of(
            new HallConfig.Window(
                A1, usual.name(), List.of(LAND, SOCIAL), Map.of(SOCIAL, 300_000L)),
            new HallConfig.Window(A2, usual.name(), List.of(SOCIAL))),
        HallConfig.Rules.DEFAULT);
  }

  @Test
  void a_ticket_put_back_has_its_old_place() {
    HallScene scene = HallScene.onMonday();
    TicketId first = ticketAt(A1, scene);
    Place place = at(scene, first).place();
    TicketId second = scene.issue(SOCIAL);
    scene.pass(Duration.ofMinutes(9));
    scene.give(new HallCommand.PutBackTicket(first, false), ANNA);
    assertEquals(place, at(scene, first).place());
    assertEquals(List.of(first, second), served(scene, A1));
  }

  @ParameterizedTest
  @CsvSource({"KEEP, 1", "BACK, 3", "FRONT, 1"})
  void a_transferred_ticket_waits_where_it_is_told(HallCommand.Position position, int called) {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    TicketId ticket = ticketAt(A1, scene);
    scene.pass(Duration.ofSeconds(1));
    scene.issue(LAND);
    scene.issue(LAND);
    scene.pass(Duration.ofSeconds(1));
    scene.give(RuleTable.transfer(A1, LAND, null, position, "said"), ANNA);
    scene.give(new HallCommand.TakeOverWindow(A4), ANNA);
    assertEquals(called, served(scene, A4).indexOf(ticket) + 1);
  }

  @Test
  void the_front_is_before_a_smaller_key_and_the_back_behind_one_of_the_same_moment() {
    HallScene scene = HallScene.onMonday();
    scene.pass(Duration.ofHours(1));
    TicketId ticket = ticketAt(A1, scene);
    TicketId elder = new TicketId(MONDAY, "L", 1);
    scene.apply(new HallEvent.TicketIssued(elder, LAND, MORNING.toEpochMilli(), 0), KIOSK);
    scene.give(RuleTable.transfer(A1, LAND, null, HallCommand.Position.FRONT, "said"), ANNA);
    assertEquals(ticket, scene.state.line(LAND).first(scene.now).id());
    TicketId other = scene.issue(SOCIAL);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    TicketId last = scene.issue(SOCIAL);
    scene.give(RuleTable.transfer(A1, null, null, HallCommand.Position.BACK, null), ANNA);
    assertEquals(List.of(last, other), served(scene, A1));
  }

  @Test
  void the_front_of_a_window_is_before_all_whom_it_would_call() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A3), ANNA);
    scene.issue(LAND);
    scene.issue(TAX);
    scene.pass(Duration.ofMinutes(1));
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    TicketId ticket = scene.issue(SOCIAL);
    scene.give(new HallCommand.CallNext(A2), ANNA);
    scene.give(RuleTable.transfer(A2, null, A3, HallCommand.Position.FRONT, "said"), ANNA);
    assertEquals(ticket, called(scene.give(new HallCommand.CallNext(A3), ANNA)));
  }

  @Test
  void a_reserved_ticket_waits_for_its_window_alone_until_that_closes() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    TicketId ticket = ticketAt(A1, scene);
    scene.give(RuleTable.transfer(A1, null, A4, HallCommand.Position.KEEP, null), ANNA);
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A2), BORIS));
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A1), ANNA));
    assertEquals(1, scene.state.waiting(SOCIAL));
    assertEquals(ticket, called(scene.give(new HallCommand.CallNext(A4), BORIS)));
    scene.give(new HallCommand.PutBackTicket(ticket, false), BORIS);
    assertEquals(A4, at(scene, ticket).only());
    assertEquals(List.of(), scene.give(new HallCommand.CallNext(A1), ANNA));
    scene.give(new HallCommand.CloseWindow(A4), BORIS);
    assertEquals(ticket, called(scene.give(new HallCommand.CallNext(A1), ANNA)));
  }

  @Test
  void a_reserved_ticket_put_back_after_its_window_closed_waits_for_all_at_its_place() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    TicketId ticket = ticketAt(A1, scene);
    Place place = at(scene, ticket).place();
    TicketId second = scene.issue(SOCIAL);
    scene.give(RuleTable.transfer(A1, null, A4, HallCommand.Position.KEEP, null), ANNA);
    scene.give(new HallCommand.CallTicket(A1, ticket, "is here"), ANNA);
    scene.give(new HallCommand.CloseWindow(A4), BORIS);
    scene.give(new HallCommand.PutBackTicket(ticket, false), ANNA);
    assertNull(at(scene, ticket).only());
    assertEquals(place, at(scene, ticket).place());
    assertEquals(List.of(ticket, second), served(scene, A1));
  }

  @Test
  void a_reservation_ends_with_the_session_it_was_made_for() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    TicketId ticket = ticketAt(A1, scene);
    scene.give(RuleTable.transfer(A1, null, A4, HallCommand.Position.KEEP, null), ANNA);
    scene.give(new HallCommand.CallTicket(A1, ticket, "is here"), ANNA);
    scene.give(new HallCommand.CloseWindow(A4), BORIS);
    scene.give(new HallCommand.OpenWindow(A4), BORIS);
    scene.give(new HallCommand.PutBackTicket(ticket, false), ANNA);
    assertNull(at(scene, ticket).only());
  }
}
