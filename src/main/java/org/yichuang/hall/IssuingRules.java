package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Numbers: given, given back, and given again to whoever comes late. */
final class IssuingRules {
  private IssuingRules() {}

  static Outcome issue(HallState state, HallCommand.IssueTicket command, Instant at) {
    HallConfig config = state.config();
    Map<QueueId, List<Matter>> matters = new LinkedHashMap<>();
    int count = 0;
    for (Matter matter : command.matters()) {
      Optional<HallConfig.Queue> queue = config.queue(matter.queue());
      if (queue.isEmpty()) {
        return Refusals.unknownQueue(config, matter.queue());
      }
      matters.computeIfAbsent(queue.get().id(), unused -> new ArrayList<>(1)).add(matter);
      count += matter.count();
    }
    Outcome refused = Appointments.notToday(state, command.booked());
    if (refused == null) {
      refused = notIssuing(state, at);
    }
    if (refused != null) {
      return refused;
    }
    int most = config.policy().maxMatters();
    QueueId batch = config.policy().batchQueue();
    if (count > most && batch != null) {
      matters = Map.of(batch, command.matters());
    } else if (count > most) {
      return Outcome.refused(
          Refusal.Reason.TOO_MANY_MATTERS,
          "at most " + most + " matters in one visit",
          String.valueOf(count),
          "make an appointment, or leave them at the guide desk for a receipt");
    }
    if (lacksReason(command.person(), command.reason())) {
      return Refusals.reasonRequired("the class " + command.person());
    }
    for (QueueId queue : matters.keySet()) {
      int waiting = state.waiting(queue);
      if (waiting >= config.rules().maxWaiting()) {
        return Refusals.queueFull(config, queue, waiting);
      }
    }
    return new Outcome.Accepted(issued(state, command, matters, at));
  }

  static boolean lacksReason(PersonClass person, @Nullable String reason) {
    return person != PersonClass.ORDINARY && reason == null;
  }

  private static List<HallEvent> issued(
      HallState state,
      HallCommand.IssueTicket command,
      Map<QueueId, List<Matter>> matters,
      Instant at) {
    boolean ordinary = command.person() == PersonClass.ORDINARY;
    Booked booked = Appointments.met(state, command.booked(), at);
    long key =
        booked != null && booked.inTime()
            ? Appointments.key(state, booked)
            : at.toEpochMilli() - state.config().policy().credit(command.person());
    List<HallEvent> events = new ArrayList<>();
    TicketId visit = null;
    for (Map.Entry<QueueId, List<Matter>> of : matters.entrySet()) {
      QueueId queue = of.getKey();
      int count = 0;
      SequencedSet<String> items = new LinkedHashSet<>();
      for (Matter matter : of.getValue()) {
        count += matter.count();
        if (matter.item() != null) {
          items.add(matter.item());
        }
      }
      TicketId id = next(state, queue);
      visit = visit == null && matters.size() > 1 ? id : visit;
      int ahead = ahead(state, queue, key, ordinary && booked == null);
      events.add(
          new HallEvent.TicketIssued(
              id,
              queue,
              key,
              ahead,
              ordinary ? null : command.person(),
              command.reason(),
              visit,
              count == 1 ? null : count,
              items.isEmpty() ? null : List.copyOf(items),
              booked,
              Estimator.of(state, queue, ahead, at.toEpochMilli() - key, at)));
    }
    return events;
  }

  static TicketId next(HallState state, QueueId queue) {
    LocalDate day = state.day().orElseThrow();
    String prefix = state.config().queue(queue).orElseThrow().prefix();
    return new TicketId(day, prefix, state.issued(prefix) + 1);
  }

  private static int ahead(HallState state, QueueId queue, long key, boolean last) {
    Place place = new Place(key, Integer.MAX_VALUE);
    if (last) {
      return state.waiting(queue) - state.line(queue).behind(place);
    }
    return state.waitingBefore(place, queue);
  }

  private static @Nullable Outcome notIssuing(HallState state, Instant at) {
    if (state.ended()) {
      return Refusals.dayEnded(state);
    }
    return state.hours().issues(at)
        ? null
        : Outcome.refused(
            Refusal.Reason.NOT_ISSUING,
            "a time within today's issuing hours, " + state.hours().issuingWords(),
            at.atZone(state.config().zone()).toLocalTime().withNano(0).toString(),
            DayHours.comeBack(state.config(), at));
  }

  static Outcome cancel(HallState state, HallCommand.CancelTicket command) {
    Ticket ticket = state.ticket(command.ticket()).orElse(null);
    if (ticket == null) {
      return Refusals.unknownTicket(state, command.ticket());
    }
    return ticket.isWaiting() || ticket.state() instanceof TicketState.Called
        ? Outcome.accepted(new HallEvent.TicketCancelled(ticket.id()))
        : Refusals.wrongState(ticket, "Waiting or Called", "leave it as it is");
  }

  static Outcome rejoin(HallState state, HallCommand.RejoinTicket command, Instant at) {
    Ticket ticket = state.ticket(command.ticket()).orElse(null);
    if (ticket == null) {
      return Refusals.unknownTicket(state, command.ticket());
    }
    if (!(ticket.state() instanceof TicketState.Missed missed)) {
      return Refusals.wrongState(ticket, "Missed", "wait until it is called");
    }
    if (state.ended()) {
      return Refusals.dayEnded(state);
    }
    HallConfig config = state.config();
    HallConfig.Policy policy = config.policy();
    if (ticket.rejoins() >= policy.maxRejoins()) {
      return Outcome.refused(
          Refusal.Reason.TOO_OFTEN,
          "at most " + policy.maxRejoins() + " returns to the queue",
          ticket.id().display() + " returned " + ticket.rejoins() + " times",
          "take a new number");
    }
    long millis = state.openMillis(missed.since(), at);
    int calls = state.calls(ticket.queue()) - ticket.queueCallsAtMiss();
    if (millis > policy.rejoinWithinMillis() || calls > policy.rejoinWithinCalls()) {
      return Outcome.refused(
          Refusal.Reason.TOO_LATE,
          "at most %d opening minutes and %d calls since the miss"
              .formatted(policy.rejoinWithinMillis() / 60_000, policy.rejoinWithinCalls()),
          "%d minutes and %d calls".formatted(millis / 60_000, calls),
          "take a new number");
    }
    return Outcome.accepted(
        new HallEvent.TicketRejoined(ticket.id(), behind(state, ticket.queue(), at)));
  }

  /** A key just behind the M-th ticket that the queue would call now, or the last. */
  private static long behind(HallState state, QueueId queue, Instant at) {
    int most = state.config().policy().rejoinBehind();
    List<Ticket> firsts = state.line(queue).firsts(at, most);
    return firsts.isEmpty() ? at.toEpochMilli() : firsts.getLast().place().key();
  }
}
