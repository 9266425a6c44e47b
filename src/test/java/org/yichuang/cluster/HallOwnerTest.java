package org.yichuang.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.HALL;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Announcement;
import org.yichuang.hall.Board;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallScene;
import org.yichuang.hall.LapseReason;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.Refusal;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.TicketState;
import org.yichuang.hall.UnknownConfiguration;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.FlightPort.FlightResult;
import org.yichuang.journal.Hash;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.JournalRow;
import org.yichuang.journal.Lane;
import org.yichuang.journal.LaneWatch;
import org.yichuang.journal.ManualTime;
import org.yichuang.journal.ScriptedPort;

class HallOwnerTest {
  private static final HallConfig CONFIG = patient(HallScene.config());
  private static final HallCommand ISSUE = new HallCommand.IssueTicket(SOCIAL);
  private static final HallReply NOT_OWNER = new HallReply.NotOwner();
  private static final int MAX_PENDING = 4;

  private final ManualTime time = new ManualTime(MORNING);
  private final ScriptedPort port = new ScriptedPort();
  private final Lane lane = new Lane(port, time, time, Lane.Limits.DEFAULT, new Unwatched());
  private final List<Consumer<JournalReader.Loaded>> reads = new ArrayList<>();
  private final List<Published> published = new ArrayList<>();
  private final HallOwner owner =
      new HallOwner(
          HALL,
          new OwnerPorts(
              "node-a",
              new OneHall(),
              lane,
              (hall, answer) -> reads.add(answer),
              time,
              time,
              (hall, board, changes) -> published.add(new Published(board, changes)),
              this::random,
              new OwnerPorts.Limits(MAX_PENDING, 1_000, 300, 1_000, 300_000, 0),
              NoCases.ports()));

  private HallConfig newest = CONFIG;

  /** Versions that some node has stored, and those that this one knows besides the newest. */
  private final Map<Integer, HallConfig> stored = new HashMap<>();

  private final Map<Integer, HallConfig> known = new HashMap<>();
  private final List<Runnable> refreshes = new ArrayList<>();

  /** What is durable. */
  private final List<JournalRow> journal = new ArrayList<>();

  private long jitter;
  private int stamps;

  private record Published(Board board, Board.Changes changes) {}

  /** A random source whose bounded numbers are {@link #jitter}. */
  private long random() {
    return 2 * jitter;
  }

  /** A day passes without an alarm of a queue that nobody serves. */
  private static HallConfig patient(HallConfig usual) {
    HallConfig.Settings settings = usual.settings();
    return new HallConfig(
        usual.id(),
        usual.slug(),
        usual.version(),
        usual.name(),
        usual.zone(),
        usual.hours(),
        usual.queues(),
        usual.windows(),
        new HallConfig.Settings(
            settings.rules(),
            settings.policy(),
            settings.booking(),
            new HallConfig.Conduct(300_000, 86_400_001, 75_000, 3, 10, 20, 20, 20_000, 5, 120_000),
            settings.endAfterMillis()));
  }

  @Test
  void a_new_hall_gets_its_first_day_and_its_owner_in_one_flight() {
    connect();
    owner.take();
    loads();
    assertEquals(
        List.of(new HallEvent.DayOpened(MONDAY, 1, null), new HallEvent.HallAdopted("node-a#1")),
        events(port.last()));
    assertEquals(List.of(new Cargo.StreamHead(MONDAY, 0)), cargo().expected());
    assertFalse(owner.isServing());
    lands();
    assertTrue(owner.isServing());
  }

  @Test
  void each_taking_is_an_adoption_of_its_own() {
    serve();
    owner.release();
    owner.take();
    loads();
    assertEquals(List.of(new HallEvent.HallAdopted("node-a#2")), events(port.last()));
    assertEquals(List.of(new Cargo.StreamHead(MONDAY, 2)), cargo().expected());
  }

  @Test
  void an_acceptance_is_answered_when_its_flight_has_landed() {
    serve();
    List<HallReply> answers = submit(ISSUE, KIOSK);
    assertEquals(List.of(), answers);
    lands();
    assertEquals(
        List.of(
            new HallReply.Done(
                MONDAY,
                MORNING,
                List.of(
                    new HallEvent.TicketIssued(
                        new TicketId(MONDAY, "B", 1), SOCIAL, MORNING.toEpochMilli(), 0)))),
        plain(answers));
  }

  private static List<HallReply> plain(List<HallReply> replies) {
    return replies.stream()
        .map(
            reply ->
                reply instanceof HallReply.Done done
                    ? new HallReply.Done(
                        done.day(), done.at(), HallScene.withoutEstimates(done.events()))
                    : reply)
        .toList();
  }

  @Test
  void a_refusal_is_answered_when_a_check_of_the_head_has_landed() {
    serve();
    List<HallReply> answers = submit(new HallCommand.CallNext(A1), ANNA);
    assertEquals(List.of(), answers);
    assertEquals(List.of(), cargo().rows());
    assertEquals(List.of(new Cargo.StreamHead(MONDAY, 2)), cargo().expected());
    lands();
    HallReply.Refused refused = assertInstanceOf(HallReply.Refused.class, answers.getFirst());
    assertEquals(Refusal.Reason.WINDOW_NOT_OPEN, refused.refusal().reason());
  }

  @Test
  void nothing_to_do_is_answered_when_a_check_of_the_head_has_landed() {
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    List<HallReply> answers = submit(new HallCommand.CallNext(A1), ANNA);
    assertEquals(List.of(), answers);
    assertEquals(List.of(), cargo().rows());
    lands();
    assertEquals(List.of(new HallReply.Nothing()), answers);
  }

  @Test
  void a_repeated_command_gets_the_answer_it_had() {
    serve();
    HallRequest request = request(ISSUE, KIOSK);
    List<HallReply> first = submit(request);
    lands();
    done(ISSUE, KIOSK);
    time.pass(1_000);
    List<HallReply> second = submit(request);
    assertEquals(List.of(), cargo().rows());
    assertEquals(List.of(), second);
    lands();
    assertInstanceOf(HallReply.Done.class, first.getFirst());
    assertEquals(first, second);
  }

  @Test
  void a_command_is_remembered_through_the_next_day_and_no_longer() {
    serve();
    HallRequest request = request(ISSUE, KIOSK);
    List<HallReply> first = submit(request);
    lands();
    midnight();
    assertEquals(first, repeated(request));
    midnight();
    assertNotEquals(first, repeated(request));
  }

  private List<HallReply> repeated(HallRequest request) {
    List<HallReply> answers = new ArrayList<>();
    owner.submit(
        new HallRequest(HALL, request.actor(), request.stamp(), request.order(), deadline()),
        answers::add);
    lands();
    return answers;
  }

  @Test
  void a_command_id_with_another_content_is_reused() {
    serve();
    HallRequest request = request(ISSUE, KIOSK);
    submit(request);
    HallRequest other =
        new HallRequest(
            HALL, KIOSK, new CommandStamp(request.stamp().id(), new UUID(9, 9)), ISSUE, deadline());
    List<HallReply> early = submit(other);
    lands();
    lands();
    List<HallReply> late = submit(other);
    assertEquals(List.of(), late);
    lands();
    assertEquals(List.of(new HallReply.KeyReused()), early);
    assertEquals(List.of(new HallReply.KeyReused()), late);
    assertEquals(1, issued());
  }

  @Test
  void a_command_id_belongs_to_its_author() {
    serve();
    HallRequest request = request(ISSUE, KIOSK);
    submit(request);
    lands();
    List<HallReply> answers =
        submit(new HallRequest(HALL, BORIS, request.stamp(), ISSUE, deadline()));
    lands();
    assertInstanceOf(HallReply.Done.class, answers.getFirst());
    assertEquals(2, issued());
  }

  @Test
  void a_repetition_shares_the_answer_that_is_still_out() {
    serve();
    HallRequest request = request(ISSUE, KIOSK);
    List<HallReply> first = submit(request);
    List<HallReply> second = submit(request);
    assertEquals(1, owner.pending());
    lands();
    assertEquals(1, first.size());
    assertEquals(first, second);
    assertEquals(1, issued());
  }

  @Test
  void a_refusal_is_not_remembered() {
    serve();
    HallRequest request = request(new HallCommand.CallNext(A1), ANNA);
    submit(request);
    lands();
    done(new HallCommand.OpenWindow(A1), ANNA);
    List<HallReply> answers = submit(request);
    lands();
    assertEquals(List.of(new HallReply.Nothing()), answers);
  }

  @Test
  void commands_are_decided_on_what_is_still_out() {
    serve();
    submit(ISSUE, KIOSK);
    submit(ISSUE, KIOSK);
    List<HallReply> third = submit(ISSUE, KIOSK);
    lands();
    assertEquals(2, cargo().rows().size());
    lands();
    HallReply.Done done = assertInstanceOf(HallReply.Done.class, third.getFirst());
    assertEquals(
        new HallEvent.TicketIssued(new TicketId(MONDAY, "B", 3), SOCIAL, MORNING.toEpochMilli(), 2),
        HallScene.withoutEstimates(done.events()).getFirst());
  }

  @Test
  void a_flight_carries_the_last_row_of_each_ticket() {
    serve();
    submit(ISSUE, KIOSK);
    submit(new HallCommand.OpenWindow(A1), ANNA);
    submit(new HallCommand.CallNext(A1), ANNA);
    submit(new HallCommand.StartService(A1), ANNA);
    lands();
    assertEquals(3, cargo().rows().size());
    assertEquals(1, cargo().tickets().size());
    assertInstanceOf(TicketState.Serving.class, cargo().tickets().getFirst().state());
  }

  @Test
  void rows_are_a_chain_over_flights_and_days() {
    serve();
    done(ISSUE, KIOSK);
    midnight();
    done(ISSUE, KIOSK);
    Hash head = Hash.NONE;
    for (JournalRow row : journal) {
      assertEquals(head, row.previous());
      assertEquals(row.expectedHash(), row.hash());
      head = row.hash();
    }
    assertEquals(8, journal.size());
  }

  @Test
  void who_lost_an_append_stands_down_and_takes_the_hall_again_later() {
    serve();
    jitter = 137;
    List<HallReply> aboard = submit(ISSUE, KIOSK);
    List<HallReply> boarding = submit(ISSUE, KIOSK);
    port.last().lands(HALL);
    assertEquals(List.of(NOT_OWNER), aboard);
    assertEquals(List.of(NOT_OWNER), boarding);
    assertFalse(owner.isServing());
    assertEquals(Optional.empty(), owner.board());
    assertEquals(List.of(NOT_OWNER), submit(ISSUE, KIOSK));
    int before = reads.size();
    time.pass(1_136);
    assertEquals(before, reads.size());
    time.pass(1);
    assertEquals(before + 1, reads.size());
    loads();
    assertEquals(List.of(new HallEvent.HallAdopted("node-a#2")), events(port.last()));
    lands();
    assertTrue(owner.isServing());
  }

  @Test
  void who_lost_an_append_and_the_hall_stays_down() {
    serve();
    submit(ISSUE, KIOSK);
    port.last().lands(HALL);
    owner.release();
    int before = reads.size();
    time.pass(60_000);
    assertEquals(before, reads.size());
  }

  @Test
  void an_adoption_that_lost_is_tried_again() {
    connect();
    owner.take();
    loads();
    List<HallReply> waiting = submit(ISSUE, KIOSK);
    port.last().lands(HALL);
    assertEquals(List.of(NOT_OWNER), waiting);
    time.pass(1_000);
    loads();
    lands();
    assertTrue(owner.isServing());
  }

  @Test
  void what_an_uncertain_flight_had_written_is_answered_as_it_was_decided() {
    serve();
    List<HallReply> answers = submit(ISSUE, KIOSK);
    List<HallReply> refused = submit(new HallCommand.CallNext(A1), ANNA);
    journal.addAll(cargo().rows());
    time.pass(40);
    uncertain();
    assertFalse(owner.isServing());
    assertEquals(Optional.empty(), owner.board());
    loads();
    assertEquals(List.of(), answers);
    assertEquals(List.of(), cargo().rows());
    lands();
    assertEquals(MORNING, assertInstanceOf(HallReply.Done.class, answers.getFirst()).at());
    assertInstanceOf(HallReply.Refused.class, refused.getFirst());
    assertEquals(1, issued());
  }

  @Test
  void what_an_uncertain_flight_had_not_written_is_decided_again_in_order() {
    serve();
    List<HallReply> first = submit(ISSUE, KIOSK);
    List<HallReply> second = submit(ISSUE, BORIS);
    time.pass(40);
    uncertain();
    List<HallReply> third = submit(ISSUE, ANNA);
    loads();
    assertEquals(3, cargo().rows().size());
    lands();
    assertEquals(List.of("B001", "B002", "B003"), numbers(first, second, third));
    assertEquals(3, issued());
    assertEquals(
        MORNING.plusMillis(40), assertInstanceOf(HallReply.Done.class, first.getFirst()).at());
  }

  @Test
  void a_command_decided_again_may_have_another_answer() {
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    List<HallReply> late = submit(request(ISSUE, KIOSK, MORNING.plusMillis(10)));
    List<HallReply> call = submit(new HallCommand.CallNext(A1), ANNA);
    time.pass(40);
    uncertain();
    loads();
    assertInstanceOf(HallReply.NotNow.class, late.getFirst());
    lands();
    assertEquals(List.of(new HallReply.Nothing()), call);
    assertEquals(0, issued());
  }

  @Test
  void a_read_for_a_former_taking_is_ignored() {
    connect();
    owner.take();
    owner.release();
    owner.take();
    assertEquals(2, reads.size());
    reads.getFirst().accept(new JournalReader.Loaded.Rows(List.of()));
    assertEquals(0, port.flights.size());
    loads();
    assertEquals(
        List.of(new HallEvent.DayOpened(MONDAY, 1, null), new HallEvent.HallAdopted("node-a#2")),
        events(port.last()));
  }

  @Test
  void a_repetition_during_the_reload_still_shares_the_answer() {
    serve();
    HallRequest request = request(ISSUE, KIOSK);
    List<HallReply> first = submit(request);
    uncertain();
    List<HallReply> second = submit(request);
    loads();
    lands();
    assertEquals(1, first.size());
    assertEquals(first, second);
    assertEquals(1, issued());
  }

  @Test
  void a_hall_that_another_node_adopted_meanwhile_is_its() {
    serve();
    List<HallReply> answers = submit(ISSUE, KIOSK);
    uncertain();
    append(new HallEvent.HallAdopted("node-b#1"));
    loads();
    assertEquals(List.of(NOT_OWNER), answers);
    assertFalse(owner.isServing());
  }

  @Test
  void an_adoption_of_days_ago_is_renewed_after_an_uncertain_flight() {
    serve();
    midnight();
    midnight();
    midnight();
    List<HallReply> answers = submit(ISSUE, KIOSK);
    uncertain();
    loads();
    lands();
    lands();
    assertEquals(List.of("B001"), numbers(answers));
    assertTrue(owner.isServing());
  }

  @Test
  void an_uncertain_adoption_that_was_written_is_not_repeated() {
    connect();
    owner.take();
    loads();
    journal.addAll(cargo().rows());
    uncertain();
    int flights = port.flights.size();
    loads();
    assertTrue(owner.isServing());
    assertEquals(flights, port.flights.size());
  }

  @Test
  void an_unreadable_stream_is_read_again_after_a_while() {
    connect();
    owner.take();
    reads.getLast().accept(new JournalReader.Loaded.Unreadable("unknown event type X/9"));
    time.pass(300_000);
    assertEquals(2, reads.size());
    loads();
    lands();
    assertTrue(owner.isServing());
  }

  @Test
  void a_database_that_refuses_is_tried_now_and_then_and_commands_are_refused_at_once() {
    serve();
    List<HallReply> first = submit(ISSUE, KIOSK);
    port.last().turns(FlightResult.Cause.OTHER);
    assertFalse(owner.isCurrent());
    int reread = reads.size();
    for (int i = 0; i < 10; i++) {
      time.pass(450);
      if (reads.size() > reread) {
        reread = reads.size();
        loads();
        port.last().turns(FlightResult.Cause.OTHER);
      }
    }
    assertInstanceOf(HallReply.NotNow.class, first.getFirst());
    assertFalse(owner.isCurrent());
    assertTrue(reads.size() <= 12, "reads: " + reads.size());
    time.pass(450);
    loads();
    lands();
    assertTrue(owner.isCurrent());
    List<HallReply> next = submit(ISSUE, KIOSK);
    lands();
    assertEquals(List.of("B001"), numbers(next));
  }

  @Test
  void more_commands_than_the_limit_are_turned_away_at_once() {
    serve();
    for (int i = 0; i < MAX_PENDING; i++) {
      assertEquals(List.of(), submit(ISSUE, KIOSK));
    }
    assertInstanceOf(HallReply.NotNow.class, submit(ISSUE, KIOSK).getFirst());
    lands();
    assertEquals(List.of(), submit(ISSUE, KIOSK));
  }

  @Test
  void a_lane_that_cannot_write_for_long_turns_commands_away_at_once() {
    serve();
    submit(ISSUE, KIOSK);
    port.last().isLost();
    time.pass(1_000);
    assertEquals(List.of(), submit(ISSUE, KIOSK));
    time.pass(1);
    assertInstanceOf(HallReply.NotNow.class, submit(ISSUE, KIOSK).getFirst());
  }

  @Test
  void what_nobody_waits_for_is_not_decided() {
    connect();
    owner.take();
    loads();
    List<HallReply> late = submit(request(ISSUE, KIOSK, MORNING.plusMillis(499)));
    List<HallReply> justInTime = submit(request(ISSUE, KIOSK, MORNING.plusMillis(500)));
    time.pass(500);
    lands();
    assertInstanceOf(HallReply.NotNow.class, late.getFirst());
    lands();
    assertEquals(List.of("B001"), numbers(justInTime));
    assertEquals(1, issued());
  }

  @Test
  void a_stream_that_cannot_be_understood_is_left_alone_until_it_is_given_anew() {
    connect();
    owner.take();
    List<HallReply> waiting = submit(ISSUE, KIOSK);
    reads.getLast().accept(new JournalReader.Loaded.Unreadable("unknown event type X/9"));
    assertInstanceOf(HallReply.NotNow.class, waiting.getFirst());
    assertInstanceOf(HallReply.NotNow.class, submit(ISSUE, KIOSK).getFirst());
    assertTrue(owner.isQuarantined());
    owner.take();
    time.pass(299_999);
    assertEquals(1, reads.size());
    assertEquals(0, port.flights.size());
    owner.release();
    owner.take();
    assertEquals(2, reads.size());
    loads();
    lands();
    assertTrue(owner.isServing());
  }

  @Test
  void rows_that_do_not_follow_one_another_are_not_understood() {
    serve();
    done(ISSUE, KIOSK);
    owner.release();
    journal.remove(1);
    owner.take();
    loads();
    assertInstanceOf(HallReply.NotNow.class, submit(ISSUE, KIOSK).getFirst());
    assertFalse(owner.isServing());
  }

  @Test
  void a_read_that_failed_is_tried_again() {
    connect();
    jitter = 21;
    owner.take();
    List<HallReply> waiting = submit(ISSUE, KIOSK);
    reads.getLast().accept(new JournalReader.Loaded.Failed("no connection"));
    time.pass(320);
    assertEquals(1, reads.size());
    time.pass(1);
    assertEquals(2, reads.size());
    loads();
    lands();
    lands();
    assertEquals(List.of("B001"), numbers(waiting));
  }

  @Test
  void a_released_hall_answers_that_it_is_not_here() {
    serve();
    List<HallReply> aboard = submit(ISSUE, KIOSK);
    List<HallReply> boarding = submit(ISSUE, KIOSK);
    owner.release();
    assertEquals(List.of(NOT_OWNER), boarding);
    assertEquals(List.of(NOT_OWNER), submit(ISSUE, KIOSK));
    assertEquals(Optional.empty(), owner.board());
    assertEquals(Optional.empty(), owner.ticket(new TicketId(MONDAY, "B", 1)));
    assertEquals(List.of(), aboard);
    lands();
    assertEquals(List.of("B001"), numbers(aboard));
    assertEquals(0, owner.pending());
    assertEquals(0, time.timers());
  }

  @Test
  void a_released_hall_does_not_know_what_became_of_an_uncertain_flight() {
    serve();
    List<HallReply> aboard = submit(ISSUE, KIOSK);
    int before = reads.size();
    owner.release();
    uncertain();
    assertEquals(List.of(NOT_OWNER), aboard);
    assertEquals(before, reads.size());
  }

  @Test
  void a_hall_released_while_it_is_read_is_not_taken() {
    connect();
    owner.take();
    List<HallReply> waiting = submit(ISSUE, KIOSK);
    owner.release();
    assertEquals(List.of(NOT_OWNER), waiting);
    loads();
    assertEquals(0, port.flights.size());
  }

  @Test
  void a_hall_taken_again_waits_for_the_flight_of_its_former_time() {
    serve();
    List<HallReply> aboard = submit(ISSUE, KIOSK);
    owner.release();
    int before = reads.size();
    owner.take();
    assertEquals(before, reads.size());
    lands();
    assertEquals(List.of("B001"), numbers(aboard));
    assertEquals(before + 1, reads.size());
    loads();
    lands();
    assertTrue(owner.isServing());
  }

  @Test
  void taking_what_is_served_changes_nothing() {
    serve();
    owner.take();
    assertEquals(1, reads.size());
    assertTrue(owner.isServing());
  }

  @Test
  void boards_and_tickets_are_shown_when_they_are_committed() {
    serve();
    TicketId ticket = new TicketId(MONDAY, "B", 1);
    submit(ISSUE, KIOSK);
    assertEquals(0, owner.board().orElseThrow().queues().getFirst().waiting());
    assertEquals(Optional.empty(), owner.ticket(ticket));
    assertEquals(1, published.size());
    lands();
    assertEquals(1, owner.board().orElseThrow().queues().getFirst().waiting());
    assertEquals(ticket, owner.ticket(ticket).orElseThrow().id());
    assertEquals(2, published.size());
  }

  @Test
  void a_board_is_published_once_for_each_flight_with_its_changes() {
    serve();
    assertEquals(2, published.getLast().board().seq());
    assertNull(published.getLast().changes());
    submit(ISSUE, KIOSK);
    submit(ISSUE, KIOSK);
    submit(new HallCommand.OpenWindow(A2), ANNA);
    lands();
    lands();
    assertEquals(List.of(2, 3, 5), published.stream().map(p -> p.board().seq()).toList());
    for (int i = 1; i < published.size(); i++) {
      Board.Changes changes = published.get(i).changes();
      assertNotNull(changes);
      assertEquals(published.get(i).board(), published.get(i - 1).board().with(changes));
    }
  }

  @Test
  void a_check_of_the_head_publishes_nothing() {
    serve();
    submit(new HallCommand.CallNext(A1), ANNA);
    lands();
    assertEquals(1, published.size());
  }

  @Test
  void the_day_changes_at_midnight_by_itself() {
    serve();
    done(ISSUE, KIOSK);
    int flights = port.flights.size();
    Instant last = MONDAY.atTime(23, 59).atZone(HallScene.SHANGHAI).toInstant();
    time.pass(Duration.between(time.instant(), last).toMillis() - 1);
    assertEquals(flights, port.flights.size());
    time.pass(1);
    assertEquals(flights + 1, port.flights.size());
    assertEquals(
        List.of(
            new HallEvent.DayEnded(),
            new HallEvent.TicketLapsed(new TicketId(MONDAY, "B", 1), LapseReason.NOT_SERVED)),
        events(port.last()));
    lands();
    time.pass(59_999);
    assertEquals(flights + 1, port.flights.size());
    time.pass(1);
    LocalDate tuesday = MONDAY.plusDays(1);
    assertEquals(
        List.of(new HallEvent.DayClosed(MONDAY), new HallEvent.DayOpened(tuesday, 1, MONDAY)),
        events(port.last()));
    assertEquals(
        List.of(new Cargo.StreamHead(MONDAY, 5), new Cargo.StreamHead(tuesday, 0)),
        cargo().expected());
    assertEquals(MONDAY, owner.board().orElseThrow().day());
    lands();
    assertEquals(tuesday, owner.board().orElseThrow().day());
    assertNull(published.getLast().changes());
    midnight();
    assertEquals(tuesday.plusDays(1), owner.board().orElseThrow().day());
  }

  @Test
  void the_day_ends_so_long_after_the_last_window_without_anybodys_command() {
    newest = toFive();
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    Instant closing = MONDAY.atTime(17, 40).atZone(HallScene.SHANGHAI).toInstant();
    time.pass(Duration.between(time.instant(), closing).toMillis());
    done(new HallCommand.CloseWindow(A1), ANNA);
    int flights = port.flights.size();
    time.pass(Duration.ofMinutes(15).toMillis() - 1);
    assertEquals(flights, port.flights.size());
    time.pass(1);
    assertEquals(List.of(new HallEvent.DayEnded()), events(port.last()));
  }

  @Test
  void a_version_that_another_node_stored_is_looked_for_before_it_is_decided() {
    serve();
    stored.put(2, HallScene.version(2));
    List<HallReply> answers = submit(new HallCommand.ReconfigureHall(2), BORIS);
    assertEquals(1, refreshes.size());
    assertEquals(1, owner.pending());
    refreshed();
    lands();
    HallReply.Done done = assertInstanceOf(HallReply.Done.class, answers.getFirst());
    assertEquals(List.of(new HallEvent.HallReconfigured(2)), done.events());
    assertEquals(2, owner.board().orElseThrow().version());
    assertNull(published.getLast().changes());
  }

  @Test
  void a_version_that_nobody_stored_is_looked_for_once_and_refused() {
    serve();
    List<HallReply> answers = submit(new HallCommand.ReconfigureHall(7), BORIS);
    refreshed();
    assertEquals(List.of(), refreshes);
    lands();
    assertEquals(
        Refusal.Reason.UNKNOWN_CONFIGURATION,
        assertInstanceOf(HallReply.Refused.class, answers.getFirst()).refusal().reason());
  }

  @Test
  void a_command_whose_version_is_looked_for_when_the_hall_goes_away_is_sent_to_its_owner() {
    serve();
    List<HallReply> answers = submit(new HallCommand.ReconfigureHall(7), BORIS);
    owner.release();
    refreshed();
    assertEquals(List.of(NOT_OWNER), answers);
  }

  @Test
  void a_stream_with_a_version_unheard_of_is_read_again_and_never_quarantined() {
    serve();
    submit(ISSUE, KIOSK);
    lands();
    owner.release();
    append(new HallEvent.HallReconfigured(2));
    owner.take();
    loads();
    for (int i = 0; i < 3; i++) {
      assertEquals(1, refreshes.size());
      refreshed();
      assertFalse(owner.isQuarantined() || owner.isServing());
      time.pass(300);
      loads();
    }
    stored.put(2, HallScene.version(2));
    refreshed();
    time.pass(300);
    loads();
    lands();
    assertTrue(owner.isServing());
    assertEquals(2, owner.board().orElseThrow().version());
    assertEquals(1, owner.board().orElseThrow().queues().getFirst().waiting());
  }

  private void refreshed() {
    known.putAll(stored);
    refreshes.removeFirst().run();
  }

  private static HallConfig toFive() {
    return HallScene.config(
        HallScene.SHANGHAI,
        new DailyHours(List.of(new DailyHours.Times(LocalTime.of(8, 30), LocalTime.of(17, 0)))),
        HallConfig.Rules.DEFAULT);
  }

  @Test
  void a_command_after_midnight_changes_the_day_when_the_timer_is_late() {
    serve();
    time.turnClock(Duration.ofDays(1).toMillis());
    List<HallReply> answers = submit(ISSUE, KIOSK);
    lands();
    lands();
    HallReply.Done done = assertInstanceOf(HallReply.Done.class, answers.getFirst());
    assertEquals(MONDAY.plusDays(1), done.day());
    assertEquals(List.of("B001"), numbers(answers));
  }

  @Test
  void time_never_goes_backwards_within_a_stream() {
    serve();
    time.turnClock(-5_000);
    List<HallReply> answers = submit(ISSUE, KIOSK);
    lands();
    assertEquals(MORNING, assertInstanceOf(HallReply.Done.class, answers.getFirst()).at());
  }

  @Test
  void events_name_their_author_and_their_command() {
    serve();
    HallRequest request = request(ISSUE, KIOSK);
    submit(request);
    RecordedEvent recorded = cargo().rows().getFirst().recorded();
    assertEquals(KIOSK, recorded.actor());
    assertEquals(request.stamp(), recorded.command());
    assertEquals(3, recorded.seq());
    assertEquals(AccountId.SYSTEM, journal.getFirst().recorded().actor());
    assertNull(journal.getFirst().recorded().command());
  }

  @Test
  void an_armed_window_is_called_right_behind_the_number_and_the_answer_holds_the_number_alone() {
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    done(new HallCommand.StoreNext(A1), ANNA);
    TicketId ticket = new TicketId(MONDAY, "B", 1);
    HallRequest request = request(ISSUE, KIOSK);
    List<HallReply> first = submit(request);
    List<RecordedEvent> rows = cargo().rows().stream().map(JournalRow::recorded).toList();
    assertEquals(2, rows.size());
    assertEquals(KIOSK, rows.get(0).actor());
    assertEquals(request.stamp(), rows.get(0).command());
    assertEquals(AccountId.SYSTEM, rows.get(1).actor());
    assertNull(rows.get(1).command());
    HallEvent.TicketCalled call =
        assertInstanceOf(HallEvent.TicketCalled.class, rows.get(1).event());
    assertEquals(ticket, call.ticket());
    assertEquals(A1, call.window());
    lands();
    HallEvent issued = new HallEvent.TicketIssued(ticket, SOCIAL, MORNING.toEpochMilli(), 0);
    assertEquals(List.of(new HallReply.Done(MONDAY, MORNING, List.of(issued))), plain(first));
    assertInstanceOf(TicketState.Called.class, owner.ticket(ticket).orElseThrow().state());
    time.pass(1_000);
    assertEquals(first, repeated(request));
    assertEquals(1, issued());
  }

  @Test
  void a_repetition_while_the_call_of_an_armed_window_is_out_shares_the_answer() {
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    done(new HallCommand.StoreNext(A1), ANNA);
    HallRequest request = request(ISSUE, KIOSK);
    List<HallReply> first = submit(request);
    List<HallReply> second = submit(request);
    lands();
    assertEquals(1, first.size());
    assertEquals(first, second);
    assertEquals(1, calls());
  }

  @Test
  void a_call_to_an_armed_window_that_was_not_written_is_made_by_who_takes_the_hall() {
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    done(new HallCommand.StoreNext(A1), ANNA);
    List<HallReply> answers = submit(ISSUE, KIOSK);
    journal.add(cargo().rows().getFirst());
    uncertain();
    loads();
    assertEquals(1, events(port.last()).size());
    assertInstanceOf(HallEvent.TicketCalled.class, events(port.last()).getFirst());
    lands();
    HallReply.Done done = assertInstanceOf(HallReply.Done.class, answers.getFirst());
    assertEquals(1, done.events().size());
    assertInstanceOf(HallEvent.TicketIssued.class, done.events().getFirst());
    assertEquals(1, issued());
    assertEquals(1, calls());
  }

  @Test
  void an_armed_window_gets_what_the_command_before_left_and_nobody_twice() {
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    done(new HallCommand.OpenWindow(A2), BORIS);
    done(new HallCommand.StoreNext(A2), BORIS);
    done(new HallCommand.StoreNext(A1), ANNA);
    submit(ISSUE, KIOSK);
    submit(ISSUE, KIOSK);
    lands();
    lands();
    done(ISSUE, KIOSK);
    Board board = owner.board().orElseThrow();
    assertEquals(List.of(A2, A1), board.recentCalls().stream().map(Announcement::window).toList());
    assertEquals(1, board.queues().getFirst().waiting());
  }

  private long calls() {
    return journal.stream()
        .filter(row -> row.recorded().event() instanceof HallEvent.TicketCalled)
        .count();
  }

  @Test
  void an_alarm_is_raised_when_it_is_due_without_any_command() {
    serve();
    done(new HallCommand.OpenWindow(A1), ANNA);
    done(ISSUE, KIOSK);
    time.pass(299_999);
    assertEquals(0, alarms());
    time.pass(1);
    lands();
    assertEquals(1, alarms());
    time.pass(3_600_000);
    assertEquals(1, alarms());
  }

  @Test
  void signs_of_a_device_are_recorded_once_and_its_silence_when_it_lasts() {
    serve();
    done(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
    int rows = journal.size();
    time.pass(60_000);
    List<HallReply> answers = submit(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
    assertEquals(List.of(new HallReply.Nothing()), answers);
    assertEquals(rows, journal.size());
    time.pass(119_999);
    assertEquals(0, alarms());
    time.pass(1);
    lands();
    assertEquals(1, alarms());
    done(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
    assertTrue(published.getLast().board().supervision().alarms().getFirst().clearedAt() != null);
  }

  @Test
  void after_a_take_over_a_silent_device_has_its_time_from_then() {
    serve();
    done(new HallCommand.DeviceHeartbeat("kiosk"), KIOSK);
    time.pass(100_000);
    owner.release();
    owner.take();
    loads();
    lands();
    time.pass(119_999);
    assertEquals(0, alarms());
    time.pass(1);
    lands();
    assertEquals(1, alarms());
  }

  private int alarms() {
    return published.getLast().board().supervision().alarms().size();
  }

  @Test
  void an_ended_day_gives_no_numbers_until_midnight() {
    serve();
    done(new HallCommand.EndDay(), BORIS);
    List<HallReply> refused = submit(ISSUE, KIOSK);
    lands();
    assertEquals(
        Refusal.Reason.DAY_ENDED,
        assertInstanceOf(HallReply.Refused.class, refused.getFirst()).refusal().reason());
    midnight();
    done(ISSUE, KIOSK);
  }

  private void connect() {
    lane.start();
    port.settles(true);
  }

  private void serve() {
    connect();
    owner.take();
    loads();
    lands();
    assertTrue(owner.isServing());
  }

  private void midnight() {
    LocalDate day = owner.board().orElseThrow().day();
    Instant end = day.atTime(23, 59).atZone(HallScene.SHANGHAI).toInstant();
    int flights = port.flights.size();
    time.pass(Duration.between(time.instant(), end).toMillis());
    if (port.flights.size() > flights) {
      lands();
    }
    time.pass(60_000);
    lands();
  }

  private static Instant deadline() {
    return MORNING.plus(Duration.ofDays(30));
  }

  private HallRequest request(HallCommand command, AccountId actor) {
    return request(command, actor, deadline());
  }

  private HallRequest request(HallCommand command, AccountId actor, Instant deadline) {
    CommandStamp stamp = new CommandStamp(new UUID(1, ++stamps), new UUID(2, stamps));
    return new HallRequest(HALL, actor, stamp, command, deadline);
  }

  private List<HallReply> submit(HallCommand command, AccountId actor) {
    return submit(request(command, actor));
  }

  private List<HallReply> submit(HallRequest request) {
    List<HallReply> answers = new ArrayList<>();
    owner.submit(request, answers::add);
    return answers;
  }

  private void done(HallCommand command, AccountId actor) {
    List<HallReply> answers = submit(command, actor);
    lands();
    assertInstanceOf(HallReply.Done.class, answers.getFirst());
  }

  private Cargo cargo() {
    return port.last().cargo().getFirst();
  }

  /** The flight that is out is committed. */
  private void lands() {
    journal.addAll(cargo().rows());
    port.last().lands();
  }

  /** The flight that is out ends nobody knows how. */
  private void uncertain() {
    port.last().isLost();
    port.settles(true);
  }

  /** The latest read gets the last two days of the journal. */
  private void loads() {
    TreeSet<LocalDate> days = new TreeSet<>();
    journal.forEach(row -> days.add(row.recorded().day()));
    while (days.size() > 2) {
      days.removeFirst();
    }
    reads
        .getLast()
        .accept(
            new JournalReader.Loaded.Rows(
                journal.stream().filter(row -> days.contains(row.recorded().day())).toList()));
  }

  /** Another node writes. */
  private void append(HallEvent event) {
    JournalRow last = journal.getLast();
    RecordedEvent recorded =
        new RecordedEvent(
            last.recorded().day(),
            last.recorded().seq() + 1,
            last.recorded().at(),
            AccountId.SYSTEM,
            null,
            event);
    journal.add(JournalRow.link(HALL, recorded, last.hash()));
  }

  private long issued() {
    return journal.stream()
        .filter(row -> row.recorded().event() instanceof HallEvent.TicketIssued)
        .count();
  }

  private static List<HallEvent> events(ScriptedPort.Flight flight) {
    return flight.cargo().getFirst().rows().stream().map(row -> row.recorded().event()).toList();
  }

  @SafeVarargs
  private static List<String> numbers(List<HallReply>... answers) {
    List<String> numbers = new ArrayList<>();
    for (List<HallReply> answer : answers) {
      assertEquals(1, answer.size());
      HallReply.Done done = assertInstanceOf(HallReply.Done.class, answer.getFirst());
      numbers.add(((HallEvent.TicketIssued) done.events().getFirst()).ticket().display());
    }
    return numbers;
  }

  private final class OneHall implements Catalogue {
    @Override
    public List<HallConfig> halls() {
      return List.of(newest);
    }

    @Override
    public Optional<HallConfig> hall(String slug) {
      return Optional.of(newest);
    }

    @Override
    public HallConfig newest(HallId hall) {
      return newest;
    }

    @Override
    public LocalDate founded(HallId hall) {
      return LocalDate.of(2026, 11, 23);
    }

    @Override
    public HallConfig version(HallId hall, int version) {
      HallConfig found = version == newest.version() ? newest : known.get(version);
      if (found == null) {
        throw new UnknownConfiguration(hall, version);
      }
      return found;
    }

    @Override
    public void refresh(Runnable done) {
      refreshes.add(done);
    }
  }

  private static final class Unwatched implements LaneWatch {
    @Override
    public void landed(FlightResult result, int rows, long millis) {}

    @Override
    public void clockSkew(long millis) {}
  }
}
