package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.RuleTable.leaves;
import static org.yichuang.hall.RuleTable.names;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Halls in which anything happens. What fails is printed with its seed and with no more steps than
 * it needs; without the fixed seeds each run tries others.
 */
class RandomHallTest {
  /** The simulation has these: they need several nodes, or several versions. */
  private static final Set<String> ELSEWHERE = Set.of("HallAdopted", "HallReconfigured");

  /** Which state may follow which; a ticket begins Waiting, or Serving without a number. */
  private static final Map<String, Set<String>> FOLLOWS =
      Map.of(
          "none", Set.of("Waiting", "Serving"),
          "Waiting", Set.of("Called", "Cancelled", "Lapsed"),
          "Called", Set.of("Called", "Serving", "Missed", "Waiting", "Cancelled", "Lapsed"),
          "Missed", Set.of("Waiting", "Called", "Lapsed"),
          "Serving", Set.of("Completed", "Held", "Waiting"),
          "Held", Set.of("Called", "Serving", "Lapsed"),
          "Completed", Set.of("Serving"),
          "Cancelled", Set.of(),
          "Lapsed", Set.of());

  /**
   * Somebody asks something after a while. What it is depends on the hall as well: the dice stay
   * the same when steps before it are left out.
   */
  record Step(long dice, long pauseMillis, boolean stranger) {}

  @Provide
  Arbitrary<List<Step>> days() {
    Arbitrary<Long> dice = evenly(Long.MAX_VALUE);
    Arbitrary<Long> pause =
        Arbitraries.frequencyOf(
            Tuple.of(300, evenly(15_000)), Tuple.of(1, evenly(Duration.ofHours(40).toMillis())));
    Arbitrary<Boolean> stranger = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(dice, pause, stranger)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(400)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Long> evenly(long most) {
    return Arbitraries.longs()
        .between(0, most)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }

  @Property(tries = 50, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
  void no_commands_bring_a_hall_into_an_illegal_state(@ForAll("days") List<Step> steps) {
    HallScene scene = scene();
    LineModel model = new LineModel(scene);
    for (Step step : steps) {
      pass(scene, step);
      String where = ask(scene, step, () -> model.check("after " + step));
      scene.catchUp();
      model.check(where + ", caught up");
      ConductTest.checkAlarms(scene, where);
      for (WindowId armed : scene.state.armed()) {
        assertEquals(List.of(), CallingRules.candidates(scene.state, armed, scene.now), where);
      }
    }
    checkTransitions(scene, "after " + steps.size() + " steps");
    checkNumbers(scene);
    List<String> met =
        scene.events.stream().map(recorded -> RuleTable.name(recorded.event())).toList();
    met.forEach(event -> Statistics.label("events").collect(event));
    Statistics.label("events")
        .coverage(
            coverage ->
                names(leaves(HallEvent.class)).stream()
                    .filter(event -> !ELSEWHERE.contains(event))
                    .forEach(event -> coverage.check(event).count(count -> count > 0)));
  }

  @Property(tries = 16, seed = "20261124", edgeCases = EdgeCasesMode.NONE)
  void a_replay_adds_up_to_the_same_hall(@ForAll("days") List<Step> steps) {
    HallScene scene = scene();
    for (Step step : steps) {
      pass(scene, step);
      ask(scene, step, () -> {});
    }
    assertEquals(
        seen(scene.state, scene.config, scene.now),
        seen(scene.replayed(), scene.config, scene.now));
  }

  @Property(tries = 8, seed = "20261125", edgeCases = EdgeCasesMode.NONE)
  void a_refusal_changes_nothing(@ForAll("days") List<Step> steps) {
    HallScene scene = scene();
    for (Step step : steps) {
      pass(scene, step);
      List<Object> before = seen(scene.state, scene.config, scene.now);
      int events = scene.events.size();
      String where = ask(scene, step, () -> {});
      if (scene.events.size() == events) {
        assertEquals(before, seen(scene.state, scene.config, scene.now), where);
      }
    }
  }

  private static HallScene scene() {
    return new HallScene(config(), Instant.parse("2026-10-24T06:00:00Z"));
  }

  /** A day that was ended passes quickly: nothing much happens any more. */
  private static void pass(HallScene scene, Step step) {
    scene.pass(Duration.ofMillis(step.pauseMillis()));
    scene.catchUp();
    if (scene.state.ended() && step.dice() % 5 == 0) {
      scene.pass(Duration.ofHours(20));
      scene.catchUp();
    }
  }

  /** Gives commands until one is accepted, a few at most; the last one in words. */
  private static String ask(HallScene scene, Step step, Runnable applied) {
    Random random = new Random(step.dice());
    AccountId actor = step.stranger() ? BORIS : ANNA;
    String last = "";
    for (int i = 0; i < 4; i++) {
      HallCommand command = command(random, scene.state, scene.now);
      last = "%s by %s at %s".formatted(command, actor, scene.now);
      if (scene.decide(command, actor) instanceof Outcome.Accepted accepted) {
        accepted.events().forEach(event -> scene.apply(event, actor));
        applied.run();
        break;
      }
    }
    return last;
  }

  private static HallCommand command(Random random, HallState state, Instant now) {
    List<Ticket> tickets = List.copyOf(state.tickets());
    if (random.nextInt(1_500) == 0) {
      return new HallCommand.EndDay();
    }
    if (!state.armed().isEmpty() && random.nextInt(10) == 0) {
      return new HallCommand.DisarmWindow(state.armed().getFirst());
    }
    return random.nextInt(6) > 0 || tickets.isEmpty()
        ? RandomCommands.next(random, state, now)
        : again(tickets.get(random.nextInt(tickets.size())));
  }

  /** What would go on with the ticket, if anything does. */
  private static HallCommand again(Ticket ticket) {
    return switch (ticket.state()) {
      case TicketState.Held held -> new HallCommand.ResumeTicket(held.window(), ticket.id());
      case TicketState.Completed completed ->
          new HallCommand.ReopenTicket(completed.window(), ticket.id());
      case TicketState.Called called -> new HallCommand.RecallTicket(called.window());
      case TicketState.Serving serving ->
          new HallCommand.HoldTicket(serving.window(), "copies", false);
      default -> new HallCommand.RejoinTicket(ticket.id());
    };
  }

  /** Numbers of a queue and day are 1…n in the order of the stream. */
  private static void checkNumbers(HallScene scene) {
    Map<String, Integer> last = new HashMap<>();
    for (RecordedEvent recorded : scene.events) {
      TicketId given =
          switch (recorded.event()) {
            case HallEvent.TicketIssued issued -> issued.ticket();
            case HallEvent.QuickServed quick -> quick.ticket();
            default -> null;
          };
      if (given != null) {
        int number = last.merge(given.day() + given.prefix(), 1, Integer::sum);
        assertEquals(number, given.number(), given + " in " + recorded);
      }
    }
  }

  /** All that can be seen of a hall. */
  private static List<Object> seen(HallState state, HallConfig config, Instant at) {
    if (state.day().isEmpty()) {
      return List.of();
    }
    List<Object> seen = new ArrayList<>();
    seen.add(Board.of(state));
    seen.add(List.copyOf(state.tickets()));
    seen.add(List.copyOf(state.armed()));
    for (HallConfig.Window window : config.windows()) {
      seen.add(CallingRules.candidates(state, window.id(), at));
      seen.add(state.session(window.id()));
    }
    return seen;
  }

  /** A3 serves taxes as its second skill. */
  private static HallConfig config() {
    HallConfig usual = HallScene.config();
    return new HallConfig(
        HallScene.HALL,
        usual.slug(),
        1,
        usual.name(),
        ZoneId.of("Europe/Berlin"),
        DailyHours.ROUND_THE_CLOCK,
        usual.queues(),
        usual.windows().stream()
            .map(
                window ->
                    window.id().equals(HallScene.A3)
                        ? new HallConfig.Window(
                            window.id(),
                            window.name(),
                            window.queues(),
                            Map.of(HallScene.TAX, 60_000L))
                        : window)
            .toList(),
        new HallConfig.Settings(
            new HallConfig.Rules(2, 5_000, 2, 20_000, 30),
            HallConfig.Policy.DEFAULT,
            HallConfig.Booking.DEFAULT,
            new HallConfig.Conduct(60_000, 90_000, 40_000, 2, 4, 25, 25, 15_000, 2, 60_000),
            HallConfig.Settings.DEFAULT.endAfterMillis()));
  }

  private static void checkTransitions(HallScene scene, String where) {
    HallState replayed = new HallState(HallScene.HALL, version -> scene.config);
    for (RecordedEvent recorded : scene.events) {
      Map<TicketId, String> before = words(replayed);
      replayed.apply(recorded);
      if (recorded.event() instanceof HallEvent.OfTicket event) {
        String was = before.getOrDefault(event.ticket(), "none");
        String is = replayed.ticket(event.ticket()).orElseThrow().state().word();
        assertTrue(
            FOLLOWS.getOrDefault(was, Set.of()).contains(is),
            "%s: %s after %s by %s".formatted(where, is, was, event));
        before.put(event.ticket(), is);
      }
      if (!(recorded.event() instanceof HallEvent.DayOpened)) {
        assertEquals(before, words(replayed), where + ": " + recorded);
      }
    }
  }

  private static Map<TicketId, String> words(HallState state) {
    return state.tickets().stream()
        .collect(
            Collectors.toMap(
                Ticket::id, ticket -> ticket.state().word(), (a, b) -> b, HashMap::new));
  }
}
