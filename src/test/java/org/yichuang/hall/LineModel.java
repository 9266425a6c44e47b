package org.yichuang.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who waits where, told slowly from the tickets and the events of a hall alone. */
final class LineModel {
  private final HallScene scene;
  private final Map<WindowId, List<QueueId>> queues = new HashMap<>();
  private final Set<TicketId> late = new HashSet<>();
  private final Set<TicketId> moved = new HashSet<>();

  /** Beginning and end of each pause of the day; the end is far off while it lasts. */
  private final List<Instant[]> pauses = new ArrayList<>();

  private int seen;

  LineModel(HallScene scene) {
    this.scene = scene;
  }

  /** Compares the state with what its tickets say. */
  void check(String where) {
    follow();
    Map<WindowId, TicketId> busy = busy(where);
    sessions(busy, where);
    lines(where);
    scene.config.windows().forEach(window -> candidates(window, where));
  }

  private void follow() {
    for (RecordedEvent recorded : scene.events.subList(seen, scene.events.size())) {
      switch (recorded.event()) {
        case HallEvent.DayOpened opened -> {
          scene.config.windows().forEach(window -> queues.put(window.id(), window.queues()));
          pauses.clear();
        }
        case HallEvent.HallPaused paused -> pauses.add(new Instant[] {recorded.at(), Instant.MAX});
        case HallEvent.HallResumed resumed -> pauses.getLast()[1] = recorded.at();
        case HallEvent.WindowQueuesChanged changed ->
            queues.put(changed.window(), changed.queues());
        case HallEvent.TicketIssued issued -> {
          Booked booked = issued.booked();
          long grace = scene.config.booking().graceMillis();
          if (booked != null && runningMillis(booked.slot(), recorded.at()) > grace) {
            late.add(issued.ticket());
          }
        }
        case HallEvent.TicketRejoined rejoined -> moved.add(rejoined.ticket());
        case HallEvent.TicketTransferred transferred -> moved.add(transferred.ticket());
        default -> {}
      }
    }
    seen = scene.events.size();
  }

  /** Nobody comes late to an appointment while the hall stands still. */
  private long runningMillis(Instant from, Instant to) {
    long millis = Duration.between(from, to).toMillis();
    for (Instant[] pause : pauses) {
      Instant begin = pause[0].isAfter(from) ? pause[0] : from;
      Instant end = pause[1].isBefore(to) ? pause[1] : to;
      millis -= Math.max(0, Duration.between(begin, end).toMillis());
    }
    return millis;
  }

  private Map<WindowId, TicketId> busy(String where) {
    Map<WindowId, TicketId> busy = new HashMap<>();
    Set<TicketId> visits = new HashSet<>();
    for (Ticket ticket : scene.state.tickets()) {
      WindowId window = windowOf(ticket);
      if (window != null) {
        assertNull(busy.put(window, ticket.id()), where);
        TicketId visit = ticket.visit();
        assertTrue(visit == null || visits.add(visit), where);
      }
      WindowId only = ticket.only();
      assertTrue(only == null || scene.state.session(only).isPresent(), where + ", " + ticket);
    }
    return busy;
  }

  private static @Nullable WindowId windowOf(Ticket ticket) {
    return switch (ticket.state()) {
      case TicketState.Called called -> called.window();
      case TicketState.Serving serving -> serving.window();
      case TicketState.Waiting waiting -> null;
      case TicketState.Missed missed -> null;
      case TicketState.Held held -> null;
      case TicketState.Completed completed -> null;
      case TicketState.Cancelled cancelled -> null;
      case TicketState.Lapsed lapsed -> null;
    };
  }

  private void sessions(Map<WindowId, TicketId> busy, String where) {
    for (HallConfig.Window window : scene.config.windows()) {
      WindowSession session = scene.state.session(window.id()).orElse(null);
      assertEquals(busy.get(window.id()), session == null ? null : session.ticket(), where);
      if (scene.state.armed().contains(window.id())) {
        assertTrue(session != null && session.ticket() == null && !session.paused(), where);
      }
      assertFalse(session != null && scene.state.ended(), where);
    }
  }

  private boolean isEligible(Ticket ticket) {
    TicketId visit = ticket.visit();
    return ticket.isWaiting()
        && (visit == null
            || scene.state.tickets().stream()
                .noneMatch(other -> visit.equals(other.visit()) && windowOf(other) != null));
  }

  private void lines(String where) {
    for (HallConfig.Queue queue : scene.config.queues()) {
      assertEquals(
          ids(waiting(queue.id(), null, false)),
          ids(scene.state.line(queue.id()).firsts(scene.now, 10_000)),
          where);
      assertEquals(
          scene.state.tickets().stream()
              .filter(ticket -> ticket.isWaiting() && ticket.queue().equals(queue.id()))
              .count(),
          scene.state.waiting(queue.id()),
          where);
      assertEquals(
          scene.state.tickets().stream()
              .filter(ticket -> ticket.id().prefix().equals(queue.prefix()))
              .count(),
          scene.state.issued(queue.prefix()),
          where);
    }
  }

  /** Whoever may be called now from the queue, or by the window alone, in order; or came early. */
  private List<Ticket> waiting(@Nullable QueueId queue, @Nullable WindowId only, boolean early) {
    return scene.state.tickets().stream()
        .filter(this::isEligible)
        .filter(ticket -> isEarly(ticket) == early)
        .filter(ticket -> queue == null || ticket.queue().equals(queue))
        .filter(
            ticket -> {
              WindowId reserved = ticket.only();
              return only == null ? reserved == null : only.equals(reserved);
            })
        .sorted((a, b) -> a.place().compareTo(b.place()))
        .toList();
  }

  private void candidates(HallConfig.Window window, String where) {
    Set<CallingRules.Compared> expected = candidates(window, false);
    assertEquals(
        new ArrayList<>(expected.isEmpty() ? candidates(window, true) : expected),
        CallingRules.candidates(scene.state, window.id(), scene.now),
        where + " at " + window.id());
  }

  private Set<CallingRules.Compared> candidates(HallConfig.Window window, boolean early) {
    Set<CallingRules.Compared> expected = new TreeSet<>();
    for (QueueId queue : queues.getOrDefault(window.id(), List.of())) {
      long penalty = window.penaltyMillis().getOrDefault(queue, 0L);
      waiting(queue, null, early).stream()
          .limit(1)
          .forEach(first -> expected.add(of(first, penalty)));
    }
    waiting(null, window.id(), early).stream()
        .limit(1)
        .forEach(first -> expected.add(of(first, 0)));
    return expected;
  }

  /** Came for an appointment, and neither its time nor another place has come since. */
  private boolean isEarly(Ticket ticket) {
    Booked booked = ticket.origin().booked();
    return booked != null
        && !late.contains(ticket.id())
        && !moved.contains(ticket.id())
        && scene.now.isBefore(booked.slot().minusMillis(scene.config.booking().earlyMillis()));
  }

  private CallingRules.Compared of(Ticket ticket, long penalty) {
    boolean booked = ticket.origin().booked() != null && !late.contains(ticket.id());
    return new CallingRules.Compared(
        ticket.id(),
        ticket.queue(),
        ticket.place().key() + penalty,
        ticket.place().seq(),
        !booked ? null : isEarly(ticket) ? HallEvent.Standing.EARLY : HallEvent.Standing.BOOKED);
  }

  private static List<TicketId> ids(List<Ticket> tickets) {
    return tickets.stream().map(Ticket::id).toList();
  }
}
