package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Halls in which anything happens. */
class RandomHallTest {
  @Test
  void random_commands_never_break_the_state_and_replay_to_the_same_board() {
    for (long seed = 1; seed <= 20; seed++) {
      randomRun(seed, 1_500);
    }
  }

  private static void randomRun(long seed, int steps) {
    Random random = new Random(seed);
    HallScene scene =
        new HallScene(
            HallScene.config(
                ZoneId.of("Europe/Berlin"),
                IssuingHours.ROUND_THE_CLOCK,
                new HallConfig.Rules(2, 5_000, 2, 20_000, 30)),
            Instant.parse("2026-10-24T06:00:00Z"));
    Map<LocalDate, Integer> tickets = new HashMap<>();
    for (int step = 0; step < steps; step++) {
      scene.pass(
          random.nextInt(150) == 0
              ? Duration.ofHours(random.nextInt(40))
              : Duration.ofMillis(random.nextInt(15_000)));
      scene.catchUp();
      AccountId actor = random.nextInt(8) == 0 ? BORIS : ANNA;
      HallCommand command = RandomCommands.next(random);
      Outcome outcome = scene.decide(command, actor);
      if (outcome instanceof Outcome.Accepted accepted) {
        accepted.events().forEach(event -> scene.apply(event, actor));
        accepted.events().stream()
            .filter(event -> event instanceof HallEvent.TicketIssued)
            .forEach(event -> tickets.merge(scene.state.day().orElseThrow(), 1, Integer::sum));
      }
      checkWindows(scene, "seed " + seed + ", step " + step + ", " + command);
    }
    assertTrue(tickets.size() > 1 && scene.events.size() > steps / 4, "seed " + seed);
    assertEquals(Board.of(scene.state), Board.of(scene.replayed()), "seed " + seed);
    assertEquals(
        List.copyOf(scene.state.tickets()),
        List.copyOf(scene.replayed().tickets()),
        "seed " + seed);
  }

  /** A ticket is at one window at most, and a window has one called or serving ticket at most. */
  private static void checkWindows(HallScene scene, String where) {
    Map<WindowId, TicketId> busy = new HashMap<>();
    for (Ticket ticket : scene.state.tickets()) {
      WindowId window =
          switch (ticket.state()) {
            case TicketState.Called called -> called.window();
            case TicketState.Serving serving -> serving.window();
            case TicketState.Waiting waiting -> null;
            case TicketState.Missed missed -> null;
            case TicketState.Completed completed -> null;
            case TicketState.Lapsed lapsed -> null;
            case TicketState.Held held -> null;
            case TicketState.Cancelled cancelled -> null;
          };
      if (window != null) {
        assertFalse(busy.containsKey(window), where);
        busy.put(window, ticket.id());
      }
    }
    Map<WindowId, TicketId> sessions = new HashMap<>();
    scene
        .state
        .sessions()
        .forEach(
            (window, session) -> {
              if (session.ticket() != null) {
                sessions.put(window, session.ticket());
              }
            });
    assertEquals(busy, sessions, where);
  }
}
