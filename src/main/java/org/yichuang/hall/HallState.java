package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The open business day of one hall: what its events add up to.
 *
 * <p>Mutable and confined to its owner; changed by {@link #apply} alone. An event that cannot
 * follow the ones before throws {@link IllegalStateException}: the stream is broken, not the
 * command.
 */
public final class HallState {
  private static final int RECENT_CALLS = 20;

  private final HallId hall;
  private final IntFunction<HallConfig> configs;

  private @Nullable HallConfig config;
  private @Nullable LocalDate day;
  private boolean closed;
  private int seq;
  private Instant at = Instant.EPOCH;
  private @Nullable String adoption;
  private int announcements;
  private final Map<String, Integer> issued = new HashMap<>();
  private final Map<QueueId, NavigableMap<Place, Ticket>> waiting = new HashMap<>();
  private final Map<TicketId, Ticket> tickets = new TreeMap<>();
  private final Map<WindowId, WindowSession> sessions = new TreeMap<>(WindowOrder.INSTANCE);
  private final Map<QueueId, TicketId> lastCalled = new HashMap<>();
  private final Deque<Announcement> recentCalls = new ArrayDeque<>();
  private Map<WindowId, HallConfig.Window> windows = Map.of();

  /**
   * An empty state, before the hall's first day.
   *
   * @param configs the hall's configuration by version; throws for a version that does not exist
   */
  public HallState(HallId hall, IntFunction<HallConfig> configs) {
    this.hall = hall;
    this.configs = configs;
  }

  public HallId hall() {
    return hall;
  }

  /** The open day; empty before the hall's first. */
  public Optional<LocalDate> day() {
    return Optional.ofNullable(day);
  }

  /** The configuration of the open day. */
  public HallConfig config() {
    if (config == null) {
      throw new IllegalStateException(hall + " has no day yet");
    }
    return config;
  }

  /** Sequence of the last event of the open day; 0 before the first. */
  public int seq() {
    return seq;
  }

  /** Time of the last event. */
  public Instant at() {
    return at;
  }

  /** The last take-over of the hall; null before the first. */
  public @Nullable String adoption() {
    return adoption;
  }

  public Optional<Ticket> ticket(TicketId id) {
    return Optional.ofNullable(tickets.get(id));
  }

  /** All tickets of the day, by number. */
  public Collection<Ticket> tickets() {
    return Collections.unmodifiableCollection(tickets.values());
  }

  public Optional<WindowSession> session(WindowId window) {
    return Optional.ofNullable(sessions.get(window));
  }

  Map<WindowId, WindowSession> sessions() {
    return sessions;
  }

  Optional<HallConfig.Window> window(WindowId window) {
    return Optional.ofNullable(windows.get(window));
  }

  /** How many wait in the queue. */
  public int waiting(QueueId queue) {
    return line(queue).size();
  }

  Optional<Ticket> first(QueueId queue) {
    NavigableMap<Place, Ticket> line = line(queue);
    return line.isEmpty() ? Optional.empty() : Optional.of(line.firstEntry().getValue());
  }

  /** Last number given under the prefix; 0 before the first. */
  int issued(String prefix) {
    return issued.getOrDefault(prefix, 0);
  }

  int announcements() {
    return announcements;
  }

  Optional<TicketId> lastCalled(QueueId queue) {
    return Optional.ofNullable(lastCalled.get(queue));
  }

  /** The latest announcements, oldest first. */
  List<Announcement> recentCalls() {
    return new ArrayList<>(recentCalls);
  }

  /** The one way to change the state. */
  public void apply(RecordedEvent recorded) {
    boolean opens = recorded.event() instanceof HallEvent.DayOpened;
    boolean follows =
        opens
            ? recorded.seq() == 1 && (day == null || (closed && recorded.day().isAfter(day)))
            : recorded.day().equals(day) && recorded.seq() == seq + 1 && !closed;
    if (!follows || recorded.at().isBefore(at)) {
      throw new IllegalStateException(
          "%s: expected an event after %s/%d at %s, found %s"
              .formatted(hall, day, seq, at, recorded));
    }
    seq = recorded.seq();
    at = recorded.at();
    switch (recorded.event()) {
      case HallEvent.DayOpened opened -> open(opened);
      case HallEvent.DayClosed dayClosed -> closed = true;
      case HallEvent.HallAdopted adopted -> adoption = adopted.adoption();
      case HallEvent.WindowOpened opened ->
          sessions.put(opened.window(), new WindowSession(opened.clerk(), at, null));
      case HallEvent.WindowClosed windowClosed -> sessions.remove(windowClosed.window());
      case HallEvent.TicketIssued issuance -> issue(issuance);
      case HallEvent.TicketCalled call -> {
        Ticket ticket = require(call.ticket());
        line(ticket.queue()).remove(ticket.place());
        put(ticket.called(call.window(), at));
        occupy(call.window(), call.ticket());
        lastCalled.put(ticket.queue(), call.ticket());
        announce(call.announcement(), call.ticket(), call.window(), 0);
      }
      case HallEvent.TicketRecalled recall -> {
        Ticket ticket = require(recall.ticket());
        if (!(ticket.state() instanceof TicketState.Called called)) {
          throw new IllegalStateException("recalled while " + ticket);
        }
        put(ticket.recalled(called, at));
        announce(recall.announcement(), recall.ticket(), recall.window(), recall.recall());
      }
      case HallEvent.ServiceStarted started ->
          put(require(started.ticket()).started(started.window(), at));
      case HallEvent.TicketMissed missed -> {
        put(require(missed.ticket()).ended(new TicketState.Missed(missed.window(), at), at));
        occupy(missed.window(), null);
      }
      case HallEvent.ServiceCompleted completed -> {
        put(
            require(completed.ticket())
                .ended(new TicketState.Completed(completed.window(), at), at));
        occupy(completed.window(), null);
      }
      case HallEvent.TicketLapsed lapsed -> {
        Ticket ticket = require(lapsed.ticket());
        line(ticket.queue()).remove(ticket.place());
        put(ticket.ended(new TicketState.Lapsed(at), at));
        if (ticket.state() instanceof TicketState.Called called) {
          occupy(called.window(), null);
        }
      }
    }
  }

  private void open(HallEvent.DayOpened opened) {
    HallConfig next = configs.apply(opened.configVersion());
    config = next;
    windows = next.windowsById();
    day = opened.day();
    closed = false;
    announcements = 0;
    issued.clear();
    waiting.clear();
    tickets.clear();
    sessions.clear();
    lastCalled.clear();
    recentCalls.clear();
  }

  private void issue(HallEvent.TicketIssued issuance) {
    TicketId id = issuance.ticket();
    Ticket ticket = Ticket.issued(id, issuance.queue(), new Place(issuance.key(), seq), at);
    issued.put(id.prefix(), id.number());
    put(ticket);
    line(ticket.queue()).put(ticket.place(), ticket);
  }

  private void announce(int number, TicketId ticket, WindowId window, int recall) {
    announcements = number;
    recentCalls.addLast(new Announcement(number, ticket, window, at, recall));
    if (recentCalls.size() > RECENT_CALLS) {
      recentCalls.removeFirst();
    }
  }

  private void occupy(WindowId window, @Nullable TicketId ticket) {
    WindowSession session = sessions.get(window);
    if (session == null) {
      throw new IllegalStateException(window + " is not open");
    }
    sessions.put(window, session.with(ticket));
  }

  private void put(Ticket ticket) {
    tickets.put(ticket.id(), ticket);
  }

  private Ticket require(TicketId id) {
    Ticket ticket = tickets.get(id);
    if (ticket == null) {
      throw new IllegalStateException("expected ticket " + id + " in " + hall);
    }
    return ticket;
  }

  private NavigableMap<Place, Ticket> line(QueueId queue) {
    return waiting.computeIfAbsent(queue, unused -> new TreeMap<>());
  }
}
