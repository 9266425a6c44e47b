package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.A3;
import static org.yichuang.hall.HallScene.A4;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.HallScene.window;
import static org.yichuang.hall.RuleTable.at;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.rows;
import static org.yichuang.hall.RuleTable.says;
import static org.yichuang.hall.RuleTable.served;
import static org.yichuang.hall.RuleTable.ticketIn;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** Another configuration in mid-day. */
class ConfigurationTest {
  private static final QueueId MARRY = new QueueId("marry");
  private static final WindowId M1 = new WindowId("M1");

  /** The situation: the state of a social ticket; the verb: what version 2 does. */
  static final List<Row> CONFIGURATIONS =
      rows(
          """
          Waiting, Called, Serving, Missed, Held | drops social | CONFIGURATION_DOES_NOT_FIT
          Completed, Cancelled, Lapsed | drops social | HallReconfigured
          Waiting | drops land | HallReconfigured
          Waiting | drops A1 | CONFIGURATION_DOES_NOT_FIT
          Waiting | drops A4 | HallReconfigured
          Completed | gives B to tax | CONFIGURATION_DOES_NOT_FIT
          Waiting, Completed | renames B to S | CONFIGURATION_DOES_NOT_FIT
          Waiting | renames L to Z | HallReconfigured
          Waiting | moves to Berlin | CONFIGURATION_DOES_NOT_FIT
          Waiting | is not stored | UNKNOWN_CONFIGURATION
          Waiting | is in force | nothing
          """);

  static List<Row> configurations() {
    return CONFIGURATIONS;
  }

  private static HallConfig.Queue queue(QueueId id, String prefix) {
    return new HallConfig.Queue(id, prefix, new LocalText(id.value(), id.value()));
  }

  private static void store(String change, HallScene scene) {
    List<HallConfig.Queue> queues = scene.config.queues();
    List<HallConfig.Window> windows = scene.config.windows();
    HallConfig.Window toTax = window(A1, TAX);
    switch (change) {
      case "drops social" ->
          scene.store(2, queues.subList(1, 3), List.of(toTax, window(A3, LAND), window(A4, LAND)));
      case "drops land" ->
          scene.store(2, queues.subList(0, 2), List.of(windows.get(0), windows.get(1)));
      case "drops A1" -> scene.store(2, queues, windows.subList(1, 4));
      case "drops A4" -> scene.store(2, queues, windows.subList(0, 3));
      case "gives B to tax" ->
          scene.store(2, List.of(queue(TAX, "B"), queue(LAND, "L")), List.of(toTax));
      case "renames B to S" ->
          scene.store(2, List.of(queue(SOCIAL, "S"), queue(TAX, "T"), queue(LAND, "L")), windows);
      case "renames L to Z" ->
          scene.store(2, List.of(queue(SOCIAL, "B"), queue(TAX, "T"), queue(LAND, "Z")), windows);
      case "moves to Berlin" ->
          scene.versions.put(
              2,
              new HallConfig(
                  HallScene.HALL,
                  "hanjiang",
                  2,
                  scene.config.name(),
                  ZoneId.of("Europe/Berlin"),
                  scene.config.hours(),
                  queues,
                  windows,
                  scene.config.settings()));
      case "is not stored", "is in force" -> {}
      default -> throw new IllegalArgumentException(change);
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void nobody_in_the_hall_loses_a_place(Row row) {
    HallScene scene = HallScene.onMonday();
    TicketId ticket = ticketIn(row.situation(), scene);
    store(row.verb(), scene);
    Ticket before = at(scene, ticket);
    int version = row.verb().equals("is in force") ? 1 : 2;
    expect(row.expected(), scene, new HallCommand.ReconfigureHall(version), row.verb());
    assertEquals(before, at(scene, ticket));
    assertEquals(row.expected().equals("HallReconfigured") ? 2 : 1, scene.state.config().version());
    assertEquals(Board.of(scene.state), Board.of(scene.replayed()));
  }

  @Test
  void a_prefix_that_gave_numbers_stays_its_queues_however_often_it_is_changed() {
    HallScene scene = HallScene.onMonday();
    ticketIn("Completed", scene);
    store("drops social", scene);
    scene.give(new HallCommand.ReconfigureHall(2), BORIS);
    scene.store(3, List.of(queue(TAX, "T"), queue(MARRY, "B")), List.of(window(A1, TAX, MARRY)));
    says(
        scene,
        new HallCommand.ReconfigureHall(3),
        "prefix B for queue social",
        "queue marry",
        "another prefix");
    scene.store(4, List.of(queue(TAX, "T"), queue(SOCIAL, "S")), List.of(window(A1, TAX, SOCIAL)));
    says(scene, new HallCommand.ReconfigureHall(4), "prefix B", "prefix S", "keep the prefix");
    scene.store(5, List.of(queue(TAX, "T"), queue(SOCIAL, "B")), List.of(window(A1, TAX, SOCIAL)));
    scene.give(new HallCommand.ReconfigureHall(5), BORIS);
    assertEquals("B002", scene.issue(SOCIAL).display());
  }

  @Test
  void whoever_waits_keeps_place_and_key_and_is_called_by_the_new_windows() {
    HallScene scene = HallScene.onMonday();
    TicketId tax = scene.issue(TAX);
    TicketId social = scene.issue(SOCIAL);
    TicketId land = scene.issue(LAND);
    List<Place> places = scene.state.tickets().stream().map(Ticket::place).toList();
    scene.store(
        2,
        List.of(queue(MARRY, "M"), queue(LAND, "L"), queue(TAX, "T"), queue(SOCIAL, "B")),
        List.of(window(M1, SOCIAL, LAND, TAX, MARRY), window(A4, MARRY)));
    scene.give(new HallCommand.ReconfigureHall(2), BORIS);
    assertEquals(places, scene.state.tickets().stream().map(Ticket::place).toList());
    Board board = Board.of(scene.state);
    assertEquals(2, board.version());
    assertEquals(
        List.of(MARRY, LAND, TAX, SOCIAL), board.queues().stream().map(row -> row.id()).toList());
    assertEquals(List.of(0, 1, 1, 1), board.queues().stream().map(row -> row.waiting()).toList());
    assertEquals(List.of(M1, A4), board.windows().stream().map(row -> row.id()).toList());
    TicketId marry = scene.issue(MARRY);
    scene.give(new HallCommand.OpenWindow(M1), ANNA);
    assertEquals(List.of(tax, social, land, marry), served(scene, M1));
  }

  @Test
  void an_armed_window_gets_whoever_the_new_configuration_gives_it() {
    HallScene scene = HallScene.onMonday();
    TicketId land = scene.issue(LAND);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.give(new HallCommand.StoreNext(A2), ANNA);
    scene.store(2, scene.config.queues(), List.of(window(A2, SOCIAL, LAND)));
    scene.give(new HallCommand.ReconfigureHall(2), BORIS);
    scene.catchUp();
    assertEquals("Called", at(scene, land).state().word());
    assertEquals(A2, at(scene, land).window());
  }

  @Test
  void queues_that_were_changed_live_stay_where_the_version_says_the_same_as_before() {
    HallScene scene = HallScene.onMonday();
    scene.give(new HallCommand.ChangeWindowQueues(A2, List.of(LAND, TAX)), BORIS);
    scene.give(new HallCommand.ChangeWindowQueues(A4, List.of(TAX)), BORIS);
    scene.store(
        2,
        List.of(queue(SOCIAL, "B"), queue(TAX, "T")),
        List.of(
            new HallConfig.Window(A1, new LocalText("1", "1"), List.of(SOCIAL, TAX)),
            new HallConfig.Window(A2, new LocalText("2", "2"), List.of(SOCIAL)),
            new HallConfig.Window(
                A4, new LocalText("4", "4"), List.of(SOCIAL, TAX), Map.of(TAX, 5L))));
    scene.give(new HallCommand.ReconfigureHall(2), BORIS);
    assertEquals(List.of(TAX), scene.state.window(A2).orElseThrow().queues());
    assertEquals(List.of(SOCIAL, TAX), scene.state.window(A4).orElseThrow().queues());
    assertEquals(Map.of(TAX, 5L), scene.state.window(A4).orElseThrow().penaltyMillis());
  }
}
