package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
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
  private @Nullable DayHours hours;
  private boolean ended;
  private @Nullable Instant lastWindowClosed;
  private boolean closed;
  private int seq;
  private Instant at = Instant.EPOCH;
  private @Nullable String adoption;
  private int announcements;
  private final Map<String, Integer> issued = new HashMap<>();

  /** Which queue gave today's numbers of a prefix. */
  private final Map<String, QueueId> givers = new HashMap<>();

  /** Who may be called from a queue, by any of its windows. */
  private final Map<QueueId, Line> lines = new HashMap<>();

  /** Who may be called by one window only. */
  private final Map<WindowId, Line> reserved = new HashMap<>();

  private final Map<QueueId, Integer> waiting = new HashMap<>();
  private final Map<TicketId, List<TicketId>> visits = new HashMap<>();
  private final Map<QueueId, Integer> calls = new HashMap<>();
  private final SequencedSet<WindowId> armed = new LinkedHashSet<>();
  private final Map<String, TicketId> checkedIn = new HashMap<>();
  private int cases;
  private final Map<TicketId, List<Integer>> casesOf = new HashMap<>();
  private final Map<TicketId, Ticket> tickets = new HashMap<>();

  /** Held and missed ones, by number. */
  private final Map<TicketId, Ticket> parked = new TreeMap<>();

  private final Map<WindowId, TicketId> lastCompleted = new HashMap<>();
  private final Map<WindowId, WindowSession> sessions = new TreeMap<>(WindowOrder.INSTANCE);
  private final Map<QueueId, TicketId> lastCalled = new HashMap<>();
  private final Pauses pauses = new Pauses();
  private final Paces paces = new Paces(pauses);
  private final Deque<Announcement> recentCalls = new ArrayDeque<>();
  private final ConductWatch conduct = new ConductWatch();
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

  /** The configuration in force. */
  public HallConfig config() {
    if (config == null) {
      throw new IllegalStateException(hall + " has no day yet");
    }
    return config;
  }

  /** A version of the hall's configuration; empty when it is not known. */
  public Optional<HallConfig> version(int version) {
    try {
      return Optional.of(configs.apply(version));
    } catch (UnknownConfiguration unknown) {
      return Optional.empty();
    }
  }

  /** When the hall is open and gives numbers on the open day. */
  DayHours hours() {
    DayHours known = hours;
    if (known == null) {
      known = DayHours.of(config(), day().orElseThrow());
      hours = known;
    }
    return known;
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

  /** All tickets of the day, by number; sorted anew each time. */
  public List<Ticket> tickets() {
    return tickets.values().stream().sorted(Comparator.comparing(Ticket::id)).toList();
  }

  /** How many wait in the queue with a place in front of this one. */
  int waitingBefore(Place place, QueueId queue) {
    int before = 0;
    for (Ticket ticket : tickets.values()) {
      if (ticket.isWaiting()
          && ticket.queue().equals(queue)
          && ticket.place().compareTo(place) < 0) {
        before++;
      }
    }
    return before;
  }

  /** Held and missed tickets, by number. */
  Collection<Ticket> parked() {
    return Collections.unmodifiableCollection(parked.values());
  }

  /** What the window completed last; empty before the first of the day. */
  Optional<Ticket> lastCompleted(WindowId window) {
    return Optional.ofNullable(lastCompleted.get(window)).map(this::require);
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

  /** How many wait in the queue, whether they may be called now or not. */
  public int waiting(QueueId queue) {
    return waiting.getOrDefault(queue, 0);
  }

  /** Who waits for any window of the queue. */
  Line line(QueueId queue) {
    return lines.computeIfAbsent(queue, unused -> new Line()).ripened(at);
  }

  /** Who waits for this window alone. */
  Line reserved(WindowId window) {
    return reserved.computeIfAbsent(window, unused -> new Line()).ripened(at);
  }

  /** Another ticket of the same visit that is called or served; a person is at one window. */
  Optional<Ticket> siblingAtWindow(Ticket ticket) {
    for (Ticket other : others(ticket)) {
      if (other.isAtWindow()) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  /** The ticket that was given for the appointment today. */
  Optional<TicketId> checkedIn(String appointment) {
    return Optional.ofNullable(checkedIn.get(appointment));
  }

  /** Calls of a queue's tickets today, repetitions not counted. */
  int calls(QueueId queue) {
    return calls.getOrDefault(queue, 0);
  }

  /** Windows that get the next ticket there is, the longest waiting first. */
  SequencedSet<WindowId> armed() {
    return Collections.unmodifiableSequencedSet(armed);
  }

  ConductWatch conduct() {
    return conduct;
  }

  /** Whether the day was ended before midnight. */
  boolean ended() {
    return ended;
  }

  /** When the last session of today that is over ended; empty before the first. */
  Optional<Instant> lastWindowClosed() {
    return Optional.ofNullable(lastWindowClosed);
  }

  /** The queue that gave today's numbers under the prefix; empty before the first. */
  Optional<QueueId> giver(String prefix) {
    return Optional.ofNullable(givers.get(prefix));
  }

  /** The prefix of today's numbers of the queue; empty before the first. */
  Optional<String> prefixOf(QueueId queue) {
    return givers.entrySet().stream()
        .filter(giver -> giver.getValue().equals(queue))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  Pauses pauses() {
    return pauses;
  }

  Paces paces() {
    return paces;
  }

  /** All windows with the queues they serve now. */
  Collection<HallConfig.Window> windows() {
    return windows.values();
  }

  /** Milliseconds between two moments of the day in which the hall did not stand still. */
  public long runningMillis(Instant from, Instant to) {
    return pauses.runningMillis(from, to);
  }

  /** Milliseconds between two moments in which the hall was open and did not stand still. */
  long openMillis(Instant from, Instant to) {
    return pauses.less(from, to, hours()::openMillis);
  }

  /**
   * When the hall has been open and has not stood still for so long since a moment of the day;
   * empty: not on this day, or not before the pause that lasts ends.
   */
  Optional<Instant> afterOpen(Instant from, long millis) {
    Instant cursor = from;
    long left = millis;
    for (Pauses.Pause pause : pauses.all()) {
      long before = hours().openMillis(cursor, pause.since());
      if (before >= left) {
        break;
      }
      Instant until = pause.until();
      if (until == null) {
        return Optional.empty();
      }
      left -= before;
      cursor = until.isAfter(cursor) ? until : cursor;
    }
    return hours().afterOpen(cursor, left);
  }

  /** Last number given under the prefix; 0 before the first. */
  int issued(String prefix) {
    return issued.getOrDefault(prefix, 0);
  }

  /** How many cases were registered on the open day. */
  public int cases() {
    return cases;
  }

  /** The cases that a ticket's service led to, by their sequence of the day. */
  public List<Integer> casesOf(TicketId ticket) {
    return List.copyOf(casesOf.getOrDefault(ticket, List.of()));
  }

  int announcements() {
    return announcements;
  }

  Optional<TicketId> lastCalled(QueueId queue) {
    return Optional.ofNullable(lastCalled.get(queue));
  }

  /** The latest announcements, oldest first. */
  public List<Announcement> recentCalls() {
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
          sessions.put(opened.window(), new WindowSession(opened.clerk(), at, null, false));
      case HallEvent.WindowClosed windowClosed -> close(windowClosed.window());
      case HallEvent.WindowPaused paused -> {
        session(paused.window(), open -> open.paused(true));
        paces.left(paused.window());
        armed.remove(paused.window());
      }
      case HallEvent.WindowResumed resumed -> session(resumed.window(), open -> open.paused(false));
      case HallEvent.WindowTakenOver takeOver ->
          session(takeOver.window(), open -> open.takenOverBy(takeOver.clerk()));
      case HallEvent.WindowQueuesChanged changed -> changeQueues(changed);
      case HallEvent.WindowArmed arming -> armed.add(arming.window());
      case HallEvent.WindowDisarmed disarming -> armed.remove(disarming.window());
      case HallEvent.HallPaused paused -> pauses.begin(at, paused.reason());
      case HallEvent.HallResumed resumed -> pauses.end(at);
      case HallEvent.DayEnded dayEnded -> {
        ended = true;
        pauses.end(at);
      }
      case HallEvent.HallReconfigured reconfigured -> reconfigure(reconfigured);
      case HallEvent.TicketIssued issuance -> issue(issuance);
      case HallEvent.StubEntered stub -> enter(stub);
      case HallEvent.TicketCalled call -> {
        Ticket ticket = require(call.ticket());
        put(ticket.called(call.window(), at));
        occupy(call.window(), call.ticket());
        paces.filled(call.window(), ticket.queue(), true, at);
        lastCalled.put(ticket.queue(), call.ticket());
        calls.merge(ticket.queue(), 1, Integer::sum);
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
          put(require(started.ticket()).serving(started.window(), at));
      case HallEvent.ServiceResumed resumed -> serve(resumed.ticket(), resumed.window());
      case HallEvent.ServiceReopened reopened -> serve(reopened.ticket(), reopened.window());
      case HallEvent.QuickServed quick -> quickServe(quick);
      case HallEvent.TicketMissed missed -> {
        Ticket ticket = require(missed.ticket());
        put(ticket.missed(new TicketState.Missed(missed.window(), at), calls(ticket.queue())));
        occupy(missed.window(), null);
      }
      case HallEvent.TicketRejoined rejoined -> {
        Ticket ticket = require(rejoined.ticket());
        Place place = new Place(rejoined.key(), seq);
        put(ticket.waiting(ticket.queue(), place, null, ticket.rejoins() + 1));
      }
      case HallEvent.TicketPutBack back -> {
        Ticket ticket = require(back.ticket());
        put(ticket.putBack());
        occupy(back.window(), null);
      }
      case HallEvent.TicketTransferred transferred -> transfer(transferred);
      case HallEvent.TicketHeld held -> {
        Ticket ticket = require(held.ticket());
        put(ticket.held(new TicketState.Held(held.window(), at, held.reason(), held.hereOnly())));
        occupy(held.window(), null);
      }
      case HallEvent.ServiceCompleted completed -> {
        put(
            require(completed.ticket())
                .ended(new TicketState.Completed(completed.window(), at), at));
        lastCompleted.put(completed.window(), completed.ticket());
        occupy(completed.window(), null);
      }
      case HallEvent.TicketCancelled cancelled ->
          end(require(cancelled.ticket()), new TicketState.Cancelled(at));
      case HallEvent.TicketLapsed lapsed ->
          end(require(lapsed.ticket()), new TicketState.Lapsed(at, lapsed.reason()));
      case HallEvent.CaseOpened opened -> openCase(opened);
      case HallEvent.ConductAlarmRaised alarm -> {}
      case HallEvent.ConductAlarmAcknowledged seen -> {}
      case HallEvent.DeviceHeard heard -> {}
    }
    conduct.apply(recorded, this);
  }

  private void open(HallEvent.DayOpened opened) {
    HallConfig next = configs.apply(opened.configVersion());
    config = next;
    windows = next.windowsById();
    day = opened.day();
    hours = null;
    closed = false;
    ended = false;
    lastWindowClosed = null;
    announcements = 0;
    issued.clear();
    givers.clear();
    lines.clear();
    reserved.clear();
    waiting.clear();
    visits.clear();
    checkedIn.clear();
    calls.clear();
    armed.clear();
    cases = 0;
    casesOf.clear();
    tickets.clear();
    parked.clear();
    lastCompleted.clear();
    sessions.clear();
    lastCalled.clear();
    recentCalls.clear();
    pauses.clear();
    paces.begin(next);
  }

  private void issue(HallEvent.TicketIssued issuance) {
    TicketId id = issuance.ticket();
    TicketId visit = issuance.visit();
    given(id, issuance.queue());
    if (issuance.booked() == null) {
      paces.of(issuance.queue()).given(at.toEpochMilli() - issuance.key());
    }
    if (visit != null) {
      visits.computeIfAbsent(visit, unused -> new ArrayList<>()).add(id);
    }
    Booked booked = issuance.booked();
    if (booked != null) {
      checkedIn.put(booked.appointment(), id);
    }
    put(
        Ticket.issued(
            id, issuance.queue(), Origin.of(issuance), visit, new Place(issuance.key(), seq), at));
  }

  private void openCase(HallEvent.CaseOpened opened) {
    if (opened.sequence() != cases + 1) {
      throw new IllegalStateException(
          "%s: expected case %d of %s, found %d"
              .formatted(hall, cases + 1, day, opened.sequence()));
    }
    cases = opened.sequence();
    if (opened.ticket() != null) {
      casesOf
          .computeIfAbsent(require(opened.ticket()).id(), unused -> new ArrayList<>())
          .add(opened.sequence());
    }
  }

  private void given(TicketId id, QueueId queue) {
    issued.put(id.prefix(), id.number());
    givers.put(id.prefix(), queue);
  }

  /** People hold the paper: its number is its own, and it arrived before it was entered. */
  private void enter(HallEvent.StubEntered stub) {
    put(
        Ticket.issued(
            stub.ticket(),
            stub.queue(),
            Origin.of(stub),
            null,
            new Place(stub.key(), seq),
            stub.arrivedAt()));
  }

  private void quickServe(HallEvent.QuickServed quick) {
    TicketId id = quick.ticket();
    given(id, quick.queue());
    Place place = new Place(at.toEpochMilli(), seq);
    put(
        Ticket.issued(id, quick.queue(), Origin.PLAIN, null, place, at)
            .serving(quick.window(), at));
    occupy(quick.window(), id);
    paces.filled(quick.window(), quick.queue(), false, at);
  }

  private void serve(TicketId id, WindowId window) {
    put(require(id).serving(window, at));
    occupy(window, id);
    paces.filled(window, require(id).queue(), false, at);
  }

  private void transfer(HallEvent.TicketTransferred transferred) {
    Ticket ticket = require(transferred.ticket());
    Place place =
        transferred.key() == ticket.place().key()
            ? ticket.place()
            : new Place(transferred.key(), seq);
    put(ticket.waiting(transferred.queue(), place, transferred.to(), ticket.rejoins()));
    occupy(transferred.from(), null);
  }

  private void end(Ticket ticket, TicketState state) {
    put(ticket.ended(state, at));
    if (ticket.state() instanceof TicketState.Called called) {
      occupy(called.window(), null);
    }
  }

  /** What was reserved for this session, waiting or not, is for every window of the queue now. */
  private void close(WindowId window) {
    sessions.remove(window);
    armed.remove(window);
    lastWindowClosed = at;
    paces.left(window);
    for (Ticket ticket : List.copyOf(tickets.values())) {
      if (window.equals(ticket.only())) {
        put(ticket.unreserved());
      }
    }
  }

  private void changeQueues(HallEvent.WindowQueuesChanged changed) {
    HallConfig.Window usual =
        config()
            .window(changed.window())
            .orElseThrow(() -> new IllegalStateException("no window " + changed.window()));
    windows.put(usual.id(), usual.serving(changed.queues()));
  }

  /** What was changed live stays, where the version states what the one before did. */
  private void reconfigure(HallEvent.HallReconfigured reconfigured) {
    HallConfig before = config();
    HallConfig next = configs.apply(reconfigured.version());
    Map<WindowId, HallConfig.Window> served = next.windowsById();
    for (HallConfig.Window stated : next.windows()) {
      HallConfig.Window live = windows.get(stated.id());
      boolean same =
          before
              .window(stated.id())
              .filter(old -> old.queues().equals(stated.queues()))
              .isPresent();
      if (live != null && same) {
        List<QueueId> queues =
            live.queues().stream().filter(queue -> next.queue(queue).isPresent()).toList();
        if (!queues.isEmpty()) {
          served.put(stated.id(), stated.serving(queues));
        }
      }
    }
    config = next;
    paces.reconfigured(next);
    windows = served;
    hours = null;
  }

  private void announce(int number, TicketId ticket, WindowId window, int recall) {
    announcements = number;
    recentCalls.addLast(new Announcement(number, ticket, window, at, recall));
    if (recentCalls.size() > RECENT_CALLS) {
      recentCalls.removeFirst();
    }
  }

  private void occupy(WindowId window, @Nullable TicketId ticket) {
    session(window, open -> open.with(ticket));
    if (ticket == null) {
      paces.freed(window, isAwaited(window), at);
    } else {
      armed.remove(window);
    }
  }

  private boolean isAwaited(WindowId window) {
    return !reserved(window).isEmpty()
        || window(window).orElseThrow().queues().stream().anyMatch(queue -> !line(queue).isEmpty());
  }

  private void session(WindowId window, UnaryOperator<WindowSession> change) {
    WindowSession session = sessions.get(window);
    if (session == null) {
      throw new IllegalStateException(window + " is not open");
    }
    sessions.put(window, change.apply(session));
  }

  /**
   * Replaces a ticket, in the lines too; those of its visit may become eligible, or cease to be.
   */
  private void put(Ticket ticket) {
    Ticket before = tickets.put(ticket.id(), ticket);
    if (before != null) {
      takeOut(before);
      count(before, -1);
    }
    if (ticket.isParked()) {
      parked.put(ticket.id(), ticket);
    } else {
      parked.remove(ticket.id());
    }
    count(ticket, 1);
    if (before == null || before.isAtWindow() != ticket.isAtWindow()) {
      List<Ticket> others = others(ticket);
      others.forEach(this::takeOut);
      others.forEach(this::lineUp);
    }
    lineUp(ticket);
  }

  private void count(Ticket ticket, int by) {
    if (ticket.isWaiting()) {
      waiting.merge(ticket.queue(), by, Integer::sum);
    }
  }

  private void lineUp(Ticket ticket) {
    if (ticket.isWaiting() && siblingAtWindow(ticket).isEmpty()) {
      lineOf(ticket).add(ticket, at);
    }
  }

  private void takeOut(Ticket ticket) {
    lineOf(ticket).remove(ticket);
  }

  private Line lineOf(Ticket ticket) {
    WindowId only = ticket.only();
    return only == null ? line(ticket.queue()) : reserved(only);
  }

  private List<Ticket> others(Ticket ticket) {
    TicketId visit = ticket.visit();
    return visit == null
        ? List.of()
        : visits.getOrDefault(visit, List.of()).stream()
            .filter(id -> !id.equals(ticket.id()))
            .map(this::require)
            .toList();
  }

  private Ticket require(TicketId id) {
    Ticket ticket = tickets.get(id);
    if (ticket == null) {
      throw new IllegalStateException("expected ticket " + id + " in " + hall);
    }
    return ticket;
  }
}
