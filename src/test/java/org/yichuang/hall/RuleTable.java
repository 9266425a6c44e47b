package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.A2;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.LAND;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;
import static org.yichuang.hall.HallScene.TAX;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of what the rules decide, and the scenes that their rows name. */
final class RuleTable {

  private RuleTable() {}

  /**
   * @param situation what the command meets
   * @param verb a command's type, with its parameter where it matters
   * @param expected an event's type, a refusal's reason, or {@code nothing}
   * @param then where the ticket stands afterwards
   */
  record Row(String situation, String verb, String expected, String then) {
    @Override
    public String toString() {
      return "%s, %s: %s".formatted(situation, verb, expected);
    }
  }

  /** Cells: situations, verb, expected, then; a row for each of the situations. */
  static List<Row> rows(String table) {
    return table
        .lines()
        .map(line -> line.split("\\|", -1))
        .flatMap(
            cells ->
                Stream.of(cells[0].strip().split(", *", -1))
                    .map(
                        situation ->
                            new Row(
                                situation,
                                cells[1].strip(),
                                cells[2].strip(),
                                cells.length == 3 || cells[3].isBlank()
                                    ? situation
                                    : cells[3].strip())))
        .toList();
  }

  /** A ticket of the social queue in the state, after Anna worked with it at window A1. */
  static TicketId ticketIn(String state, HallScene scene) {
    if (Set.of("Waiting", "Lapsed", "Cancelled").contains(state)) {
      scene.give(new HallCommand.OpenWindow(A1), ANNA);
      TicketId ticket = scene.issue(SOCIAL);
      if (state.equals("Lapsed")) {
        scene.apply(new HallEvent.TicketLapsed(ticket, LapseReason.NOT_SERVED), AccountId.SYSTEM);
      } else if (state.equals("Cancelled")) {
        scene.give(new HallCommand.CancelTicket(ticket), KIOSK);
      }
      return ticket;
    }
    TicketId ticket = ticketAt(A1, scene);
    switch (state) {
      case "Called", "Missed" -> {
        scene.pass(Duration.ofSeconds(30));
        scene.give(new HallCommand.RecallTicket(A1), ANNA);
        scene.pass(Duration.ofSeconds(30));
        if (state.equals("Missed")) {
          scene.give(new HallCommand.MissTicket(A1), ANNA);
        }
      }
      case "Serving", "Completed", "Held" -> {
        scene.give(new HallCommand.StartService(A1), ANNA);
        if (state.equals("Completed")) {
          scene.give(new HallCommand.CompleteService(A1, List.of(MatterOutcome.DONE)), ANNA);
        } else if (state.equals("Held")) {
          scene.give(new HallCommand.HoldTicket(A1, "copies", false), ANNA);
        }
      }
      default -> throw new IllegalArgumentException(state);
    }
    return ticket;
  }

  /** Anna opens the window and calls a social ticket to it. */
  static TicketId ticketAt(WindowId window, HallScene scene) {
    scene.give(new HallCommand.OpenWindow(window), ANNA);
    TicketId ticket = scene.issue(SOCIAL);
    scene.give(new HallCommand.CallNext(window), ANNA);
    return ticket;
  }

  /** Anna serves whoever is called to the window until nobody is. */
  static List<TicketId> served(HallScene scene, WindowId window) {
    List<TicketId> served = new ArrayList<>();
    List<HallEvent> events = scene.give(new HallCommand.CallNext(window), ANNA);
    while (!events.isEmpty()) {
      served.add(called(events));
      scene.give(new HallCommand.StartService(window), ANNA);
      scene.give(new HallCommand.CompleteService(window, List.of()), ANNA);
      events = scene.give(new HallCommand.CallNext(window), ANNA);
    }
    return served;
  }

  static TicketId called(List<HallEvent> events) {
    return ((HallEvent.TicketCalled) events.getFirst()).ticket();
  }

  /** Where a ticket stands. */
  static Ticket at(HallScene scene, TicketId ticket) {
    return scene.state.ticket(ticket).orElseThrow();
  }

  static HallCommand command(String verb, WindowId window, TicketId ticket) {
    return switch (verb) {
      case "IssueTicket" -> new HallCommand.IssueTicket(SOCIAL);
      case "CancelTicket" -> new HallCommand.CancelTicket(ticket);
      case "RejoinTicket" -> new HallCommand.RejoinTicket(ticket);
      case "PutBackTicket" -> new HallCommand.PutBackTicket(ticket, false);
      case "PutBackTicket by a supervisor" -> new HallCommand.PutBackTicket(ticket, true);
      case "OpenWindow" -> new HallCommand.OpenWindow(window);
      case "CloseWindow" -> new HallCommand.CloseWindow(window);
      case "CallNext" -> new HallCommand.CallNext(window);
      case "PauseWindow" -> new HallCommand.PauseWindow(window);
      case "ResumeWindow" -> new HallCommand.ResumeWindow(window);
      case "TakeOverWindow" -> new HallCommand.TakeOverWindow(window);
      case "ChangeWindowQueues" -> new HallCommand.ChangeWindowQueues(window, List.of(TAX));
      case "ChangeWindowQueues to none of the hall" ->
          new HallCommand.ChangeWindowQueues(window, List.of(TAX, new QueueId("marry")));
      case "ChangeWindowQueues to the same" ->
          new HallCommand.ChangeWindowQueues(window, List.of(SOCIAL, TAX));
      case "StoreNext" -> new HallCommand.StoreNext(window);
      case "DisarmWindow" -> new HallCommand.DisarmWindow(window);
      case "CallTicket" -> new HallCommand.CallTicket(window, ticket, "upstairs");
      case "QuickServe" -> new HallCommand.QuickServe(window, SOCIAL);
      case "QuickServe land" -> new HallCommand.QuickServe(window, LAND);
      case "QuickServe marry" -> new HallCommand.QuickServe(window, new QueueId("marry"));
      case "HoldTicket" -> new HallCommand.HoldTicket(window, "copies", false);
      case "ResumeTicket" -> new HallCommand.ResumeTicket(window, ticket);
      case "TransferTicket" -> transfer(window, null, null, HallCommand.Position.KEEP, null);
      case "TransferTicket to marry" ->
          transfer(window, new QueueId("marry"), null, HallCommand.Position.KEEP, null);
      case "TransferTicket to A2" -> transfer(window, null, A2, HallCommand.Position.KEEP, null);
      case "TransferTicket to Z9" ->
          transfer(window, null, new WindowId("Z9"), HallCommand.Position.KEEP, null);
      case "TransferTicket to the front" ->
          transfer(window, null, null, HallCommand.Position.FRONT, null);
      case "TransferTicket to the front with a reason" ->
          transfer(window, null, null, HallCommand.Position.FRONT, "began yesterday");
      case "ReopenTicket" -> new HallCommand.ReopenTicket(window, ticket);
      case "AcknowledgeAlarm" -> new HallCommand.AcknowledgeAlarm(1, "looked at it");
      case "DeviceHeartbeat" -> new HallCommand.DeviceHeartbeat("kiosk");
      case "OpenCases" -> new HallCommand.OpenCases(ticket, List.of(2, 1));
      case "EndDay" -> new HallCommand.EndDay();
      case "ReconfigureHall" -> new HallCommand.ReconfigureHall(2);
      case "PauseHall" -> new HallCommand.PauseHall("no power");
      case "ResumeHall" -> new HallCommand.ResumeHall();
      case "EnterStubs" -> new HallCommand.EnterStubs(List.of(stub(17, MORNING)));
      case "RecallTicket" -> new HallCommand.RecallTicket(window);
      case "MissTicket" -> new HallCommand.MissTicket(window);
      case "StartService" -> new HallCommand.StartService(window);
      case "CompleteService" ->
          new HallCommand.CompleteService(window, List.of(MatterOutcome.ACCEPTED));
      default -> throw new IllegalArgumentException(verb);
    };
  }

  static Stub stub(int number, Instant arrived) {
    return new Stub(number, SOCIAL, arrived, PersonClass.ORDINARY, null);
  }

  static HallCommand transfer(
      WindowId from,
      @org.jspecify.annotations.Nullable QueueId queue,
      @org.jspecify.annotations.Nullable WindowId to,
      HallCommand.Position position,
      @org.jspecify.annotations.Nullable String reason) {
    return new HallCommand.TransferTicket(from, queue, to, position, reason);
  }

  /** Anna gives the command; what it causes is applied. */
  static void expect(String expected, HallScene scene, HallCommand command, String description) {
    Outcome outcome = scene.decide(command, ANNA);
    String found =
        switch (outcome) {
          case Outcome.Refused refused -> {
            assertFalse(refused.refusal().expected().isBlank(), description);
            assertFalse(refused.refusal().found().isBlank(), description);
            assertFalse(refused.refusal().remedy().isBlank(), description);
            yield refused.refusal().reason().name();
          }
          case Outcome.Accepted accepted -> {
            accepted.events().forEach(event -> scene.apply(event, ANNA));
            yield accepted.events().isEmpty()
                ? "nothing"
                : accepted.events().stream().map(RuleTable::name).collect(Collectors.joining(" "));
          }
        };
    assertEquals(expected, found, description);
  }

  static void says(
      HallScene scene, HallCommand command, String expected, String found, String remedy) {
    Refusal refusal =
        assertInstanceOf(Outcome.Refused.class, scene.decide(command, ANNA), command.toString())
            .refusal();
    assertTrue(refusal.expected().contains(expected), refusal.toString());
    assertTrue(refusal.found().contains(found), refusal.toString());
    assertTrue(refusal.remedy().contains(remedy), refusal.toString());
  }

  static String name(HallEvent event) {
    return event.getClass().getSimpleName();
  }

  static Set<String> names(List<Class<?>> classes) {
    return classes.stream().map(Class::getSimpleName).collect(Collectors.toSet());
  }

  static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(part -> leaves(part).stream())
            .toList()
        : List.of(type);
  }
}
