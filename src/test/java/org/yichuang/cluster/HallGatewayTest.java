package org.yichuang.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.yichuang.hall.HallScene.HALL;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.Board;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.journal.ManualTime;

class HallGatewayTest {
  private static final NodeId ONE = new NodeId("one");
  private static final NodeId TWO = new NodeId("two");
  private static final HallReply NOT_OWNER = new HallReply.NotOwner();
  private static final HallReply NOTHING = new HallReply.Nothing();
  private static final Board BOARD =
      new Board(MONDAY, 1, 7, List.of(), List.of(), List.of(), List.of());
  private static final long DEADLINE_MILLIS = 10_000;
  private static final long ATTEMPT_MILLIS = 3_000;

  private final ManualTime time = new ManualTime(MORNING);
  private final ScriptedBus bus = new ScriptedBus();
  private final List<HallReply> answers = new ArrayList<>();
  private Optional<NodeId> owner = Optional.of(ONE);
  private final HallGateway gateway =
      new HallGateway(
          hall -> owner,
          bus,
          time,
          time,
          new HallGateway.Limits(DEADLINE_MILLIS, ATTEMPT_MILLIS, 20, 320));

  @Test
  void a_command_goes_to_the_owner_with_its_id_and_deadline() {
    give();
    assertEquals(ONE, bus.sent.getFirst().node());
    assertEquals(
        new HallRequest(
            HALL,
            KIOSK,
            new CommandStamp(new UUID(1, 2), new UUID(3, 4)),
            new HallCommand.IssueTicket(SOCIAL),
            MORNING.plusMillis(DEADLINE_MILLIS)),
        bus.sent.getFirst().request());
    assertEquals(1, gateway.inFlight());
    bus.last().reply().accept(NOTHING);
    assertEquals(List.of(NOTHING), answers);
    assertEquals(0, gateway.inFlight());
    assertEquals(0, time.timers());
  }

  @Test
  void an_answer_says_whether_a_copy_of_the_order_may_be_about() {
    List<Integer> attempts = new ArrayList<>();
    Runnable order =
        () ->
            gateway.command(
                HALL,
                KIOSK,
                new CommandStamp(new UUID(1, 2), new UUID(3, 4)),
                new Order.OfHall(new HallCommand.IssueTicket(SOCIAL)),
                (reply, sent) -> attempts.add(sent));
    order.run();
    bus.last().reply().accept(NOTHING);
    order.run();
    Sent lost = bus.last();
    time.pass(ATTEMPT_MILLIS);
    lost.reply().accept(NOTHING);
    assertEquals(List.of(1, 2), attempts);
  }

  @Test
  void what_an_owner_cannot_do_now_is_answered_at_once() {
    give();
    HallReply busy = new HallReply.NotNow("too many commands");
    bus.last().reply().accept(busy);
    assertEquals(List.of(busy), answers);
  }

  @Test
  void who_is_not_the_owner_is_asked_again_after_growing_waits() {
    give();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int sent = bus.sent.size();
      bus.last().reply().accept(NOT_OWNER);
      long wait = 0;
      while (bus.sent.size() == sent) {
        time.pass(1);
        wait++;
      }
      waits.add(wait);
    }
    assertEquals(List.of(20L, 40L, 80L, 160L, 320L, 320L, 320L, 320L), waits);
    assertEquals(1, bus.sent.stream().map(Sent::request).distinct().count());
    assertEquals(List.of(), answers);
    bus.last().reply().accept(NOTHING);
    assertEquals(List.of(NOTHING), answers);
  }

  @Test
  void each_attempt_asks_whoever_owns_the_hall_by_then() {
    give();
    bus.last().reply().accept(NOT_OWNER);
    owner = Optional.of(TWO);
    time.pass(20);
    assertEquals(TWO, bus.last().node());
  }

  @Test
  void a_changed_owner_is_asked_at_once() {
    give();
    owner = Optional.of(TWO);
    gateway.ownersChanged();
    assertEquals(List.of(ONE, TWO), bus.sent.stream().map(Sent::node).toList());
    assertEquals(bus.sent.get(0).request(), bus.sent.get(1).request());
    gateway.ownersChanged();
    assertEquals(2, bus.sent.size());
  }

  @Test
  void an_owner_that_stays_is_not_asked_twice() {
    give();
    gateway.ownersChanged();
    assertEquals(1, bus.sent.size());
  }

  @Test
  void whoever_waits_for_a_retry_asks_the_changed_owner_at_once() {
    give();
    bus.last().reply().accept(NOT_OWNER);
    gateway.ownersChanged();
    assertEquals(2, bus.sent.size());
    time.pass(100);
    assertEquals(2, bus.sent.size());
  }

  @Test
  void the_former_owner_does_not_send_the_command_back() {
    give();
    owner = Optional.of(TWO);
    gateway.ownersChanged();
    bus.sent.getFirst().reply().accept(NOT_OWNER);
    time.pass(ATTEMPT_MILLIS - 1);
    assertEquals(2, bus.sent.size());
    bus.last().reply().accept(NOTHING);
    assertEquals(List.of(NOTHING), answers);
  }

  @Test
  void the_first_definitive_answer_counts_and_later_ones_are_ignored() {
    give();
    owner = Optional.of(TWO);
    gateway.ownersChanged();
    bus.sent.getFirst().reply().accept(NOTHING);
    bus.last().reply().accept(new HallReply.KeyReused());
    bus.last().reply().accept(NOT_OWNER);
    time.pass(DEADLINE_MILLIS);
    assertEquals(List.of(NOTHING), answers);
    assertEquals(2, bus.sent.size());
  }

  @Test
  void an_attempt_without_an_answer_is_repeated() {
    give();
    time.pass(ATTEMPT_MILLIS - 1);
    assertEquals(1, bus.sent.size());
    time.pass(1);
    assertEquals(2, bus.sent.size());
    time.pass(ATTEMPT_MILLIS);
    assertEquals(3, bus.sent.size());
    assertEquals(List.of(), answers);
  }

  @Test
  void by_the_deadline_there_is_an_answer_though_nobody_gave_one() {
    give();
    time.pass(DEADLINE_MILLIS - 1);
    assertEquals(List.of(), answers);
    time.pass(1);
    assertInstanceOf(HallReply.NotNow.class, answers.getFirst());
    assertEquals(4, bus.sent.size());
    bus.last().reply().accept(NOTHING);
    time.pass(DEADLINE_MILLIS);
    assertEquals(1, answers.size());
    assertEquals(0, gateway.inFlight());
    assertEquals(0, time.timers());
  }

  @Test
  void by_the_deadline_there_is_an_answer_though_nobody_owns_the_hall() {
    bus.reflex = Optional.of(NOT_OWNER);
    give();
    time.pass(DEADLINE_MILLIS - 1);
    assertEquals(List.of(), answers);
    time.pass(1);
    assertInstanceOf(HallReply.NotNow.class, answers.getFirst());
    assertEquals(0, gateway.inFlight());
  }

  @Test
  void an_answer_on_the_spot_is_an_answer() {
    bus.reflex = Optional.of(NOTHING);
    give();
    assertEquals(List.of(NOTHING), answers);
    assertEquals(0, time.timers());
  }

  @Test
  void where_nobody_may_own_halls_the_answer_is_not_now() {
    owner = Optional.empty();
    give();
    assertInstanceOf(HallReply.NotNow.class, answers.getFirst());
    assertEquals(0, bus.sent.size());
  }

  @Test
  void a_change_to_no_owner_leaves_the_attempt_alone() {
    give();
    owner = Optional.empty();
    gateway.ownersChanged();
    assertEquals(List.of(), answers);
    bus.last().reply().accept(NOTHING);
    assertEquals(List.of(NOTHING), answers);
  }

  @Test
  void a_question_is_asked_until_somebody_knows() {
    List<HallBus.Found<Board>> found = new ArrayList<>();
    gateway.ask(new HallBus.HallQuery.TheBoard(HALL), found::add);
    bus.asked.getLast().accept(new HallBus.Found.Unanswered<>());
    assertEquals(List.of(), found);
    time.pass(20);
    assertEquals(2, bus.asked.size());
    bus.asked.getLast().accept(new HallBus.Found.Value<>(BOARD));
    assertEquals(List.of(new HallBus.Found.Value<>(BOARD)), found);
  }

  @Test
  void what_does_not_exist_is_an_answer_to_a_question() {
    List<HallBus.Found<Board>> found = new ArrayList<>();
    gateway.ask(new HallBus.HallQuery.TheBoard(HALL), found::add);
    bus.asked.getLast().accept(new HallBus.Found.Unknown<>());
    assertEquals(List.of(new HallBus.Found.Unknown<Board>()), found);
  }

  @Test
  void a_question_is_unanswered_at_its_deadline() {
    List<HallBus.Found<Board>> found = new ArrayList<>();
    gateway.ask(new HallBus.HallQuery.TheBoard(HALL), found::add);
    time.pass(DEADLINE_MILLIS);
    assertEquals(List.of(new HallBus.Found.Unanswered<Board>()), found);
  }

  private void give() {
    gateway.command(
        HALL,
        KIOSK,
        new CommandStamp(new UUID(1, 2), new UUID(3, 4)),
        new HallCommand.IssueTicket(SOCIAL),
        answers::add);
  }

  private record Sent(NodeId node, HallRequest request, Consumer<HallReply> reply) {}

  private static final class ScriptedBus implements HallBus {
    final List<Sent> sent = new ArrayList<>();
    final List<Consumer<Found<Board>>> asked = new ArrayList<>();

    /** What every node answers on the spot. */
    Optional<HallReply> reflex = Optional.empty();

    Sent last() {
      return sent.getLast();
    }

    @Override
    public void send(NodeId node, HallRequest request, Consumer<HallReply> answer) {
      sent.add(new Sent(node, request, answer));
      reflex.ifPresent(answer);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> void ask(NodeId node, HallQuery<T> query, Consumer<Found<T>> answer) {
      asked.add(found -> answer.accept((Found<T>) found));
    }
  }
}
