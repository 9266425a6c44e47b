package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.RuleTable.leaves;
import static org.yichuang.hall.RuleTable.names;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Halls in which anything happens, by seeds. */
class RandomHallTest {
  private static final int STEPS = 1_200;

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

  @Test
  void random_commands_never_break_the_state_and_replay_to_the_same() {
    Set<String> met = new TreeSet<>();
    for (long seed = 1; seed <= 20; seed++) {
      HallScene scene = run(seed);
      scene.events.forEach(recorded -> met.add(RuleTable.name(recorded.event())));
      checkTransitions(scene, "seed " + seed);
      checkReplay(scene, "seed " + seed);
    }
    Set<String> known = new TreeSet<>(names(leaves(HallEvent.class)));
    known.remove("HallAdopted");
    assertEquals(known, met);
  }

  private static HallScene run(long seed) {
    Random random = new Random(seed);
    HallScene scene = new HallScene(config(), Instant.parse("2026-10-24T06:00:00Z"));
    LineModel model = new LineModel(scene);
    Set<LocalDate> days = new HashSet<>();
    for (int step = 0; step < STEPS; step++) {
      scene.pass(
          random.nextInt(scene.state.day().isPresent() && scene.state.ended() ? 20 : 200) == 0
              ? Duration.ofHours(random.nextInt(40))
              : Duration.ofMillis(random.nextInt(15_000)));
      scene.catchUp();
      days.add(scene.state.day().orElseThrow());
      AccountId actor = random.nextInt(8) == 0 ? BORIS : ANNA;
      HallCommand command =
          random.nextInt(400) == 0
              ? new HallCommand.EndDay()
              : RandomCommands.next(random, scene.state);
      String where = "seed %d, step %d, %s".formatted(seed, step, command);
      if (scene.decide(command, actor) instanceof Outcome.Accepted accepted) {
        accepted.events().forEach(event -> scene.apply(event, actor));
        model.check(where);
        scene.catchUp();
      }
      model.check(where + ", caught up");
      ConductTest.checkAlarms(scene, where);
      for (WindowId armed : scene.state.armed()) {
        assertEquals(List.of(), CallingRules.candidates(scene.state, armed), where);
      }
    }
    assertTrue(
        days.size() > 1 && scene.events.size() > STEPS / 5,
        "seed %d: %d events".formatted(seed, scene.events.size()));
    return scene;
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

  private static void checkReplay(HallScene scene, String where) {
    HallState replayed = scene.replayed();
    assertEquals(Board.of(scene.state), Board.of(replayed), where);
    assertEquals(List.copyOf(scene.state.tickets()), List.copyOf(replayed.tickets()), where);
    assertEquals(List.copyOf(scene.state.armed()), List.copyOf(replayed.armed()), where);
    for (HallConfig.Window window : scene.config.windows()) {
      assertEquals(
          CallingRules.candidates(scene.state, window.id()),
          CallingRules.candidates(replayed, window.id()),
          where);
    }
  }
}
