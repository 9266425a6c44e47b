package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SHANGHAI;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;
import static org.yichuang.hall.RuleTable.command;
import static org.yichuang.hall.RuleTable.expect;
import static org.yichuang.hall.RuleTable.rows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.hall.RuleTable.Row;

/** Alarms: when they are raised, what clears them, and that each is raised once. */
class ConductTest {
  static final List<Row> ALARMS =
      rows(
          """
          an open alarm         | AcknowledgeAlarm | ConductAlarmAcknowledged
          a cleared alarm       | AcknowledgeAlarm | ConductAlarmAcknowledged
          an acknowledged alarm | AcknowledgeAlarm | ALREADY_ACKNOWLEDGED
          no alarm              | AcknowledgeAlarm | UNKNOWN_ALARM
          yesterday's alarm     | AcknowledgeAlarm | UNKNOWN_ALARM
          an open alarm         | due              | ConductAlarmRaised
          a device not heard    | DeviceHeartbeat  | DeviceHeard
          a device heard        | DeviceHeartbeat  | nothing
          a silent device       | DeviceHeartbeat  | DeviceHeard
          yesterday's device    | DeviceHeartbeat  | DeviceHeard
          """);

  /** Two sessions with a lunch break; no number is called, no window opened outside of them. */
  private static final DailyHours WITH_LUNCH =
      new DailyHours(
          List.of(
              new DailyHours.Times(LocalTime.of(8, 30), LocalTime.of(12, 0)),
              new DailyHours.Times(LocalTime.of(14, 0), LocalTime.of(17, 0))));

  private final HallScene scene = HallScene.onMonday();

  static List<Row> alarms() {
    return ALARMS;
  }

  private static HallScene withLunch(String time) {
    HallScene scene =
        new HallScene(HallScene.config(SHANGHAI, WITH_LUNCH, HallConfig.Rules.DEFAULT), at(time));
    scene.catchUp();
    return scene;
  }

  private static Instant at(String time) {
    return MONDAY.atTime(LocalTime.parse(time)).atZone(SHANGHAI).toInstant();
  }

  /** What is open, with its kind and what it is about. */
  private static Set<String> open(HallScene scene) {
    scene.catchUp();
    return scene.state.conduct().alarms().stream()
        .filter(alarm -> alarm.clearedAt() == null)
        .map(ConductTest::name)
        .collect(Collectors.toSet());
  }

  private static String name(ConductAlarm alarm) {
    ConductCause cause = alarm.cause();
    Object about = cause.window() != null ? cause.window() : cause.queue();
    return cause.kind() + " " + (about == null ? cause.device() : about);
  }

  private static ConductAlarm latest(HallScene scene) {
    return scene.state.conduct().alarms().getLast();
  }

  /** Somebody waits for A1, which Anna opened and leaves alone. */
  private void idle() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    scene.issue(SOCIAL);
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void acknowledgements_and_signs_of_devices(Row row) {
    switch (row.situation()) {
      case "an open alarm", "a cleared alarm", "an acknowledged alarm", "yesterday's alarm" -> {
        idle();
        scene.pass(Duration.ofMinutes(5));
        if (row.verb().equals("due")) {
          assertEquals(
              List.of(row.expected()),
              HallRules.due(scene.state, scene.config, scene.now).stream()
                  .map(RuleTable::name)
                  .toList());
          return;
        }
        scene.catchUp();
        switch (row.situation()) {
          case "a cleared alarm" -> scene.give(new HallCommand.CallNext(A1), ANNA);
          case "an acknowledged alarm" ->
              scene.give(new HallCommand.AcknowledgeAlarm(1, "seen"), BORIS);
          case "yesterday's alarm" -> scene.pass(Duration.ofDays(1));
          default -> {}
        }
      }
      case "a device heard", "a silent device", "yesterday's device" -> {
        scene.give(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
        if (row.situation().equals("a silent device")) {
          scene.pass(Duration.ofMinutes(2));
          scene.apply(ConductRules.silent(scene.state, "kiosk", MORNING), AccountId.SYSTEM);
        } else if (row.situation().equals("yesterday's device")) {
          scene.pass(Duration.ofDays(1));
        }
      }
      default -> {}
    }
    scene.catchUp();
    expect(row.expected(), scene, command(row.verb(), A1, new TicketId(MONDAY, "B", 1)), "");
  }

  @ParameterizedTest
  @CsvSource({"299999, ''", "300000, IDLE A1", "300001, IDLE A1"})
  void a_window_is_idle_after_five_minutes(long millis, String expected) {
    idle();
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    scene.give(new HallCommand.PauseWindow(A2), BORIS);
    scene.pass(Duration.ofMillis(millis));
    assertEquals(expected.isEmpty() ? Set.of() : Set.of(expected), open(scene));
    assertEquals(
        expected.isEmpty()
            ? MORNING.plusMillis(300_000)
            : DayRules.endsAt(scene.state).orElseThrow(),
        HallRules.nextDue(scene.state));
  }

  @Test
  void an_alarm_says_whose_and_since_when_and_is_raised_once() {
    idle();
    scene.pass(Duration.ofMinutes(5));
    scene.catchUp();
    scene.pass(Duration.ofMinutes(50));
    scene.catchUp();
    assertEquals(
        List.of(
            new ConductAlarm(
                1,
                ConductCause.at(A1, ConductCause.Kind.IDLE),
                ANNA,
                null,
                null,
                MORNING,
                MORNING.plus(Duration.ofMinutes(5)),
                null,
                null)),
        scene.state.conduct().alarms());
  }

  @ParameterizedTest
  @CsvSource({
    "CallNext",
    "PauseWindow",
    "CloseWindow",
    "CancelTicket",
    "TakeOverWindow",
    "ChangeWindowQueues"
  })
  void whatever_ends_the_cause_clears_the_alarm(String verb) {
    idle();
    scene.pass(Duration.ofMinutes(6));
    assertEquals(Set.of("IDLE A1"), open(scene));
    scene.give(
        command(verb, A1, new TicketId(MONDAY, "B", 1)),
        verb.equals("TakeOverWindow") ? BORIS : ANNA);
    assertEquals(Set.of(), open(scene));
    assertEquals(scene.now, latest(scene).clearedAt());
  }

  @Test
  void a_cleared_alarm_is_raised_again_after_the_whole_time() {
    idle();
    scene.pass(Duration.ofMinutes(5));
    assertEquals(Set.of("IDLE A1"), open(scene));
    scene.give(new HallCommand.PauseWindow(A1), ANNA);
    scene.give(new HallCommand.ResumeWindow(A1), ANNA);
    scene.pass(Duration.ofMillis(299_999));
    assertEquals(Set.of(), open(scene));
    scene.pass(Duration.ofMillis(1));
    assertEquals(Set.of("IDLE A1"), open(scene));
    assertEquals(2, latest(scene).number());
  }

  @Test
  void a_window_that_works_is_never_idle_nor_is_one_for_which_nobody_waits() {
    idle();
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.issue(SOCIAL);
    scene.give(new HallCommand.OpenWindow(A2), BORIS);
    scene.give(new HallCommand.CallNext(A2), BORIS);
    scene.give(new HallCommand.StartService(A2), BORIS);
    scene.give(new HallCommand.CompleteService(A2, List.of()), BORIS);
    scene.pass(Duration.ofHours(1));
    assertEquals(Set.of(), open(scene));
  }

  @ParameterizedTest
  @CsvSource({
    "11:57:00, 13:59:59.999, ''",
    "11:57:00, 14:01:59.999, ''",
    "11:57:00, 14:02:00.000, UNMANNED social",
    "11:55:00, 12:00:00.000, UNMANNED social",
    "16:56:00, 23:59:59.000, ''",
    "16:55:00, 17:00:00.000, UNMANNED social",
  })
  void a_lunch_break_and_the_time_after_closing_do_not_count(
      String issued, String looked, String expected) {
    HallScene hall = withLunch(issued);
    hall.issue(SOCIAL);
    hall.now = at(looked);
    assertEquals(expected.isEmpty() ? Set.of() : Set.of(expected), open(hall));
    HallScene served = withLunch(issued);
    served.issue(SOCIAL);
    served.give(new HallCommand.OpenWindow(A1), ANNA);
    served.now = at(looked);
    assertEquals(expected.isEmpty() ? Set.of() : Set.of("IDLE A1"), open(served));
  }

  @ParameterizedTest
  @CsvSource({"299999, ''", "300000, UNMANNED tax", "300001, UNMANNED tax"})
  void a_queue_is_unmanned_after_five_minutes(long millis, String expected) {
    scene.issue(TAX);
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.pass(Duration.ofMillis(millis));
    assertEquals(expected.isEmpty() ? Set.of() : Set.of(expected), open(scene));
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    assertEquals(Set.of(), open(scene));
    scene.give(new HallCommand.PauseWindow(A1), ANNA);
    scene.pass(Duration.ofMinutes(5));
    assertEquals(Set.of("UNMANNED tax"), open(scene));
  }

  private void missAfter(long millis) {
    scene.issue(SOCIAL);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.pass(Duration.ofSeconds(30));
    scene.give(new HallCommand.RecallTicket(A1), ANNA);
    scene.pass(Duration.ofMillis(millis - 30_000));
    scene.give(new HallCommand.MissTicket(A1), ANNA);
    scene.catchUp();
  }

  @ParameterizedTest
  @CsvSource({"74999, FAST_MISSES A1", "75000, ''", "75001, ''"})
  void three_fast_misses_in_a_row_are_an_alarm(long last, String expected) {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    missAfter(60_000);
    missAfter(60_000);
    assertEquals(Set.of(), open(scene));
    missAfter(last);
    assertEquals(expected.isEmpty() ? Set.of() : Set.of(expected), open(scene));
    if (!expected.isEmpty()) {
      assertEquals(3, latest(scene).count());
      missAfter(60_000);
      assertEquals(1, scene.state.conduct().raised());
      serve(60_000);
      assertEquals(Set.of(), open(scene));
      missAfter(60_000);
      missAfter(60_000);
      missAfter(60_000);
      assertEquals(2, scene.state.conduct().raised());
    }
  }

  private void serve(long millis) {
    scene.issue(SOCIAL);
    scene.give(new HallCommand.CallNext(A1), ANNA);
    scene.give(new HallCommand.StartService(A1), ANNA);
    scene.pass(Duration.ofMillis(millis));
    scene.give(new HallCommand.CompleteService(A1, List.of()), ANNA);
    scene.catchUp();
  }

  @ParameterizedTest
  @CsvSource({"19999, BULK A1", "20000, ''", "20001, ''"})
  void five_services_too_short_to_be_one_are_an_alarm(long last, String expected) {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    for (int i = 0; i < 4; i++) {
      serve(19_999);
    }
    assertEquals(Set.of(), open(scene));
    serve(last);
    assertEquals(expected.isEmpty() ? Set.of() : Set.of(expected), open(scene));
    serve(20_000);
    assertEquals(Set.of(), open(scene));
  }

  private void callByHand() {
    TicketId ticket = scene.issue(SOCIAL);
    scene.give(new HallCommand.CallTicket(A1, ticket, "in a hurry"), ANNA);
    scene.give(new HallCommand.StartService(A1), ANNA);
    scene.pass(Duration.ofMinutes(1));
    scene.give(new HallCommand.CompleteService(A1, List.of()), ANNA);
    scene.catchUp();
  }

  @ParameterizedTest
  @CsvSource({"9, 2, ''", "8, 2, ''", "7, 2, ''", "6, 3, ''", "7, 3, OUT_OF_ORDER A1"})
  void more_than_a_fifth_of_ten_calls_out_of_order_is_an_alarm_once_a_session(
      int inOrder, int byHand, String expected) {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    for (int i = 0; i < byHand; i++) {
      callByHand();
    }
    for (int i = 0; i < inOrder; i++) {
      serve(60_000);
    }
    assertEquals(expected.isEmpty() ? Set.of() : Set.of(expected), open(scene));
    assertEquals(byHand, scene.state.conduct().byHand().size());
    if (!expected.isEmpty()) {
      assertEquals(3, latest(scene).count());
      assertEquals(10, latest(scene).of());
      callByHand();
      callByHand();
      assertEquals(1, scene.state.conduct().raised());
      scene.give(new HallCommand.CloseWindow(A1), ANNA);
      assertEquals(Set.of(), open(scene));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 2, ''", "6, 3, ''", "7, 3, QUICK_SERVES A1"})
  void more_than_a_fifth_of_ten_services_without_a_number_is_an_alarm(
      int usual, int quick, String expected) {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    for (int i = 0; i < quick; i++) {
      scene.give(new HallCommand.QuickServe(A1, SOCIAL), ANNA);
      scene.pass(Duration.ofMinutes(1));
      scene.give(new HallCommand.CompleteService(A1, List.of()), ANNA);
    }
    for (int i = 0; i < usual; i++) {
      serve(60_000);
    }
    assertEquals(expected.isEmpty() ? Set.of() : Set.of(expected), open(scene));
  }

  @Test
  void whoever_takes_over_begins_at_nothing() {
    scene.give(new HallCommand.OpenWindow(A1), ANNA);
    callByHand();
    scene.give(new HallCommand.TakeOverWindow(A1), BORIS);
    Supervision.Session session = Board.of(scene.state).supervision().posts().getFirst().session();
    assertEquals(new Supervision.Session(BORIS, MORNING, null, 0, 0, 0, 0, 0), session);
  }

  @ParameterizedTest
  @CsvSource({
    "10:00, 10:02",
    "11:59, 14:01",
    "12:30, 14:02",
    "16:59, ",
    "18:00, ",
    "06:00, 08:32",
  })
  void a_device_is_silent_after_two_opening_minutes(String heard, String silent) {
    HallScene hall = withLunch("06:00");
    hall.give(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
    assertEquals(
        silent == null ? null : at(silent),
        ConductRules.silentAt(hall.state, "kiosk", at(heard)).orElse(null));
  }

  @Test
  void a_silent_device_is_one_alarm_until_it_is_heard() {
    scene.give(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
    scene.pass(Duration.ofMinutes(2));
    scene.apply(ConductRules.silent(scene.state, "kiosk", MORNING), AccountId.SYSTEM);
    assertEquals(Set.of("SILENT kiosk"), open(scene));
    assertTrue(ConductRules.silentAt(scene.state, "kiosk", MORNING).isEmpty());
    scene.give(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
    assertEquals(Set.of(), open(scene));
  }

  @Test
  void an_acknowledgement_says_who_and_what() {
    idle();
    scene.pass(Duration.ofMinutes(5));
    scene.catchUp();
    scene.give(new HallCommand.AcknowledgeAlarm(1, "looked at it"), BORIS);
    assertEquals(
        new ConductAlarm.Acknowledgement(BORIS, scene.now, "looked at it"),
        latest(scene).acknowledged());
    assertNull(latest(scene).clearedAt());
  }

  @Test
  void a_new_day_begins_without_alarms() {
    idle();
    scene.pass(Duration.ofMinutes(5));
    scene.catchUp();
    scene.pass(Duration.ofDays(1));
    scene.catchUp();
    assertEquals(List.of(), scene.state.conduct().alarms());
    assertEquals(0, scene.state.conduct().raised());
  }

  @Test
  void only_the_latest_alarms_are_kept_but_every_open_one() {
    scene.issue(TAX);
    scene.pass(Duration.ofMinutes(5));
    assertEquals(Set.of("UNMANNED tax"), open(scene));
    scene.give(new HallCommand.OpenWindow(A2), ANNA);
    scene.issue(SOCIAL);
    for (int i = 0; i < 150; i++) {
      scene.pass(Duration.ofMinutes(5));
      scene.catchUp();
      scene.give(new HallCommand.PauseWindow(A2), ANNA);
      scene.give(new HallCommand.ResumeWindow(A2), ANNA);
    }
    List<ConductAlarm> kept = scene.state.conduct().alarms();
    assertEquals(151, kept.size());
    assertEquals(1, kept.getFirst().number());
  }

  /** Of one cause one alarm is open, numbers follow one another, and nothing is due. */
  static void checkAlarms(HallScene scene, String where) {
    Set<ConductCause> open = new HashSet<>();
    int number = 0;
    for (ConductAlarm alarm : scene.state.conduct().alarms()) {
      assertTrue(alarm.number() > number, where);
      number = alarm.number();
      assertTrue(alarm.clearedAt() != null || open.add(alarm.cause()), where + ": " + alarm);
    }
    assertTrue(
        HallRules.nextDue(scene.state).isAfter(scene.now)
            || !HallRules.due(scene.state, scene.config, scene.now).isEmpty(),
        where);
  }
}
