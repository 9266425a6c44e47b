package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Commands of a busy hall in no sensible order; windows, queues and tickets that do not exist
 * included. The end of the day is left to who asks.
 */
final class RandomCommands {
  private static final List<QueueId> QUEUES =
      List.of(HallScene.SOCIAL, HallScene.TAX, HallScene.LAND, new QueueId("marry"));
  private static final List<WindowId> WINDOWS =
      List.of(HallScene.A1, HallScene.A2, HallScene.A3, HallScene.A4, new WindowId("Z9"));
  private static final List<String> PREFIXES =
      List.of("B", "T", "L", "B", "T", "L", "B", "T", "L", "X");
  private static final List<PersonClass> PEOPLE = List.of(PersonClass.values());
  private static final List<HallCommand.Position> POSITIONS =
      List.of(HallCommand.Position.values());

  private RandomCommands() {}

  static HallCommand next(Random random, HallState state, Instant now) {
    WindowId window = pick(WINDOWS, random);
    TicketId ticket = ticket(random, state);
    return switch (random.nextInt(43)) {
      case 0, 1, 2 -> new HallCommand.IssueTicket(pick(QUEUES, random));
      case 3 -> booked(random, now);
      case 4, 5 -> visit(random);
      case 6, 7, 8 -> new HallCommand.OpenWindow(window);
      case 9 -> new HallCommand.CloseWindow(window);
      case 10, 11, 12, 13 -> new HallCommand.CallNext(window);
      case 14, 15 -> new HallCommand.RecallTicket(window);
      case 16, 17 -> new HallCommand.MissTicket(window);
      case 18, 19, 20, 21 -> new HallCommand.StartService(window);
      case 22, 23 -> new HallCommand.CompleteService(window, List.of(MatterOutcome.DONE));
      case 24 -> new HallCommand.CancelTicket(ticket);
      case 25, 26 -> new HallCommand.RejoinTicket(ticket);
      case 27 -> new HallCommand.PutBackTicket(ticket, random.nextBoolean());
      case 28 -> new HallCommand.PauseWindow(window);
      case 29 -> new HallCommand.ResumeWindow(window);
      case 30 -> new HallCommand.TakeOverWindow(window);
      case 31 -> changeQueues(window, random);
      case 32, 33 -> new HallCommand.StoreNext(window);
      case 34 -> new HallCommand.DisarmWindow(state.armed().stream().findFirst().orElse(window));
      case 35 -> new HallCommand.CallTicket(window, ticket, "upstairs");
      case 36 ->
          random.nextBoolean()
              ? new HallCommand.QuickServe(window, pick(QUEUES, random))
              : reopen(window, ticket, state);
      case 37 -> new HallCommand.HoldTicket(window, "copies", random.nextBoolean());
      case 38 -> new HallCommand.ResumeTicket(window, held(state, ticket));
      case 39 -> new HallCommand.AcknowledgeAlarm(1 + random.nextInt(9), "seen");
      case 40 -> new HallCommand.DeviceHeartbeat(random.nextBoolean() ? "kiosk" : "display");
      case 41 ->
          new HallCommand.OpenCases(
              random.nextInt(4) == 0 ? null : ticket,
              Stream.generate(() -> 1 + random.nextInt(3)).limit(1 + random.nextInt(2)).toList());
      default ->
          new HallCommand.TransferTicket(
              window,
              orNull(QUEUES, random),
              orNull(WINDOWS, random),
              pick(POSITIONS, random),
              random.nextBoolean() ? "said" : null);
    };
  }

  /** For a slot around now; some of the appointments were met already. */
  private static HallCommand booked(Random random, Instant now) {
    int id = random.nextInt(200);
    Instant slot = now.plusSeconds(random.nextInt(1_800) - 1_200);
    return new HallCommand.IssueTicket(
        List.of(new Matter(pick(QUEUES, random))),
        random.nextInt(3) == 0 ? PersonClass.ELDERLY : PersonClass.ORDINARY,
        "by card",
        new Booked("appointment-" + id, slot));
  }

  /** A pause, more often its end, and stubs of the last minutes. */
  static HallCommand emergency(Random random, HallScene scene) {
    return switch (random.nextInt(8)) {
      case 0 -> new HallCommand.PauseHall("no power");
      case 1, 2 -> new HallCommand.ResumeHall();
      default ->
          new HallCommand.EnterStubs(
              Stream.generate(
                      () ->
                          new Stub(
                              1 + random.nextInt(200),
                              pick(QUEUES.subList(0, 3), random),
                              scene.now.minusMillis(random.nextInt(20_000)),
                              pick(PEOPLE, random),
                              "as seen"))
                  .limit(1 + random.nextInt(2))
                  .toList());
    };
  }

  private static HallCommand visit(Random random) {
    List<QueueId> matters =
        Stream.generate(() -> pick(QUEUES.subList(0, 3), random))
            .limit(1 + random.nextInt(6))
            .toList();
    return HallCommand.IssueTicket.of(
        matters, pick(PEOPLE, random), random.nextInt(4) == 0 ? null : "as seen");
  }

  /** At the window that completed the ticket, if one did. */
  private static HallCommand reopen(WindowId window, TicketId ticket, HallState state) {
    WindowId last = state.ticket(ticket).map(Ticket::window).orElse(null);
    return new HallCommand.ReopenTicket(last == null ? window : last, ticket);
  }

  /** One that is held, if any is. */
  private static TicketId held(HallState state, TicketId otherwise) {
    return state.tickets().stream()
        .filter(ticket -> ticket.state() instanceof TicketState.Held)
        .findAny()
        .map(Ticket::id)
        .orElse(otherwise);
  }

  private static HallCommand changeQueues(WindowId window, Random random) {
    List<QueueId> queues =
        Stream.generate(() -> pick(QUEUES.subList(0, 3), random))
            .limit(1 + random.nextInt(3))
            .toList();
    return new HallCommand.ChangeWindowQueues(window, queues);
  }

  /** Mostly one of the latest of today. */
  private static TicketId ticket(Random random, HallState state) {
    LocalDate day = state.day().orElseThrow();
    String prefix = pick(PREFIXES, random);
    int latest = prefix.equals(HallConfig.STUB_PREFIX) ? 200 : state.issued(prefix);
    int number = Math.max(1, latest + 1 - random.nextInt(12));
    return new TicketId(random.nextInt(50) == 0 ? day.minusDays(1) : day, prefix, number);
  }

  private static <T> @Nullable T orNull(List<T> all, Random random) {
    return random.nextBoolean() ? pick(all, random) : null;
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
