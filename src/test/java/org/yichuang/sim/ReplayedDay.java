package org.yichuang.sim;

import static org.yichuang.sim.Violation.require;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.yichuang.hall.Announcement;
import org.yichuang.hall.Board;
import org.yichuang.hall.Booked;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.LapseReason;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;
import org.yichuang.sim.SimulatedJournal.StoredRow;
import org.yichuang.sim.SimulatedJournal.TicketRow;
import org.yichuang.sim.Slip.Stage;
import org.yichuang.sim.Slip.Step;

/**
 * A hall's business day as this package understands its events: written from the architecture, not
 * from the rules, so that the two must agree.
 */
final class ReplayedDay {
  private static final int SHOWN_CALLS = 20;
  private static final Comparator<Slip> BY_PLACE =
      Comparator.<Slip>comparingLong(slip -> slip.key).thenComparingInt(slip -> slip.seq);

  /** An open window. */
  static final class Post {
    int clerk;
    boolean paused;
    Slip slip;

    Post(int clerk) {
      this.clerk = clerk;
    }
  }

  /** A ticket as one window's policy compares it. */
  private record Rank(Slip slip, long key) {}

  final LocalDate day;
  private final IntFunction<HallConfig> configs;
  private HallConfig config;
  private final Map<TicketId, Slip> slips = new LinkedHashMap<>();
  private final Map<QueueId, Set<Slip>> waiting = new HashMap<>();
  private final Map<TicketId, List<Slip>> visits = new HashMap<>();
  private final Map<String, TicketId> appointments = new HashMap<>();
  private final Map<WindowId, List<QueueId>> served = new HashMap<>();
  private final Map<WindowId, Post> posts = new HashMap<>();
  private final Set<WindowId> armed = new LinkedHashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<QueueId, Integer> queueCalls = new HashMap<>();
  private final Map<QueueId, TicketId> lastCalled = new HashMap<>();
  private final Deque<Announcement> calls = new ArrayDeque<>();
  private int cases;
  private int announcements;
  private int seq;
  private UUID lastCommand;

  private final Map<String, QueueId> givers = new HashMap<>();

  /** When the last window closed; 0 before the first. */
  private long lastClosed;

  /** Beginning and end of each pause; the end is null while it lasts. */
  private final List<Long[]> pauses = new ArrayList<>();

  private String pauseReason;

  /** The manager ended it, or it ended by itself. */
  private boolean dayEnded;

  /** Whose end of the day it was: 0 is the day itself. */
  private int ender;

  private boolean ended;
  private final ReplayedConduct conduct = new ReplayedConduct(this);

  ReplayedDay(LocalDate day, HallConfig config, IntFunction<HallConfig> configs) {
    this.day = day;
    this.config = config;
    this.configs = configs;
    config.windows().forEach(window -> served.put(window.id(), window.queues()));
  }

  ZoneId zone() {
    return config.zone();
  }

  HallConfig config() {
    return config;
  }

  boolean ended() {
    return ended;
  }

  boolean endedEarly() {
    return dayEnded;
  }

  ReplayedConduct conduct() {
    return conduct;
  }

  Map<WindowId, Post> posts() {
    return posts;
  }

  Slip slip(TicketId id) {
    return slips.get(id);
  }

  Post post(WindowId window) {
    return posts.get(window);
  }

  boolean armed(WindowId window) {
    return armed.contains(window);
  }

  /** Null while the hall runs. */
  Long pausedSince() {
    return pauses.isEmpty() || pauses.getLast()[1] != null ? null : pauses.getLast()[0];
  }

  boolean stoodStillAt(long at) {
    return pauses.stream()
        .anyMatch(
            pause -> pause[0] - pause[0] % 60_000 <= at && (pause[1] == null || at <= pause[1]));
  }

  /** Milliseconds between two times in which the hall did not stand still. */
  long runningMillis(long from, long to) {
    return to - from - pauses.stream().mapToLong(pause -> overlap(pause, from, to)).sum();
  }

  private static long overlap(Long[] pause, long from, long to) {
    return Math.max(0, (pause[1] == null ? to : Math.min(to, pause[1])) - Math.max(from, pause[0]));
  }

  private void running(StoredRow row) {
    require(pausedSince() == null, "I3", "while the hall stands still", row);
  }

  List<QueueId> served(WindowId window) {
    return served.get(window);
  }

  Set<Slip> waiting(QueueId queue) {
    return waiting.computeIfAbsent(queue, unused -> new LinkedHashSet<>());
  }

  boolean checkedIn(String appointment) {
    return appointments.containsKey(appointment);
  }

  int callsSinceMiss(Slip slip) {
    return queueCalls.getOrDefault(slip.queue, 0) - slip.queueCallsAtMiss;
  }

  /**
   * @param command what its author asked for; null for the system's own events
   */
  void apply(StoredRow row, HallEvent event, HallCommand command) {
    require(row.day().equals(day) && row.seq() == seq + 1, "I8", "after", day, seq, "comes", row);
    require(!ended, "I8", "an event after the end of its day", row);
    seq = row.seq();
    boolean system = row.actor() == 0;
    require(system == (row.commandId() == null), "I5", "author and command id disagree", row);
    if (system || !row.commandId().equals(lastCommand)) {
      between(row, event, system);
    }
    lastCommand = row.commandId();
    conduct.before(row, event, isClosing(event) || event instanceof HallEvent.DayClosed);
    change(row, event, command);
    conduct.after(row, event);
  }

  private void change(StoredRow row, HallEvent event, HallCommand command) {
    boolean system = row.actor() == 0;
    switch (event) {
      case HallEvent.DayOpened opened -> require(seq == 1 && system, "I8", "opened twice", row);
      case HallEvent.DayClosed closed -> {
        require(system && closed.day().equals(day) && dayEnded, "I8", row);
        cleared(row);
        ended = true;
      }
      case HallEvent.HallAdopted adopted -> require(system, "I3", row);
      case HallEvent.CaseOpened opened -> {
        require(!system && opened.sequence() == ++cases, "I2", "a case's number", row);
      }
      case HallEvent.DayEnded end -> {
        open(row);
        require(!system || row.at() >= endsAt(), "I3", "the system does not end a day early", row);
        dayEnded = true;
        ender = row.actor();
        if (pausedSince() != null) {
          pauses.getLast()[1] = row.at();
        }
      }
      case HallEvent.HallReconfigured reconfigured -> {
        require(
            command instanceof HallCommand.ReconfigureHall asked
                && asked.version() == reconfigured.version()
                && asked.version() != config.version()
                && !misfits(asked.version()),
            "I3",
            "a configuration that takes somebody's place",
            row);
        reconfigure(configs.apply(reconfigured.version()));
      }
      case HallEvent.HallPaused paused -> {
        open(row);
        require(!system && pausedSince() == null, "I3", "paused twice", row);
        pauses.add(new Long[] {row.at(), null});
        pauseReason = paused.reason();
      }
      case HallEvent.HallResumed resumed -> {
        open(row);
        require(!system && pausedSince() != null, "I3", "resumed while running", row);
        pauses.getLast()[1] = row.at();
      }
      case HallEvent.WindowOpened opened -> {
        open(row);
        require(config.window(opened.window()).isPresent(), "I3", row);
        require(opened.clerk().value() == row.actor(), "I3", "opened for another clerk", row);
        require(
            posts.put(opened.window(), new Post(row.actor())) == null, "I3", "opened twice", row);
      }
      case HallEvent.WindowPaused paused -> {
        free(paused.window(), row).paused = true;
        armed.remove(paused.window());
      }
      case HallEvent.WindowResumed resumed -> {
        Post post = own(resumed.window(), row);
        require(post.paused, "I3", "resumed while not paused", row);
        post.paused = false;
      }
      case HallEvent.WindowTakenOver taken -> {
        open(row);
        Post post = posts.get(taken.window());
        require(post != null && !system && post.clerk != row.actor(), "I3", "taken over", row);
        require(taken.clerk().value() == row.actor(), "I3", "taken over for another", row);
        post.clerk = row.actor();
      }
      case HallEvent.WindowQueuesChanged changed -> {
        require(!system && served.containsKey(changed.window()), "I3", row);
        require(
            changed.queues().stream().allMatch(queue -> config.queue(queue).isPresent())
                && Set.copyOf(changed.queues()).size() == changed.queues().size(),
            "I3",
            "other queues than the hall's",
            row);
        served.put(changed.window(), changed.queues());
      }
      case HallEvent.WindowArmed arming -> {
        running(row);
        free(arming.window(), row);
        require(!somebodyFor(arming.window()), "I4", "armed while somebody waits", row);
        require(armed.add(arming.window()), "I3", "armed twice", row);
      }
      case HallEvent.WindowDisarmed disarming -> {
        own(disarming.window(), row);
        require(armed.remove(disarming.window()), "I3", "was not armed", row);
      }
      case HallEvent.WindowClosed closed -> {
        Post post = posts.get(closed.window());
        require(post != null && post.slip == null, "I3", "closed while occupied", row);
        if (closed.bySystem()) {
          closing(row, command);
        } else {
          own(closed.window(), row);
        }
        posts.remove(closed.window());
        lastClosed = row.at();
        armed.remove(closed.window());
        slips.values().stream()
            .filter(slip -> slip.stage == Stage.WAITING && closed.window().equals(slip.only))
            .forEach(slip -> slip.only = null);
      }
      case HallEvent.ConductAlarmRaised raised -> open(row);
      case HallEvent.ConductAlarmAcknowledged seen -> require(!system, "conduct", row);
      case HallEvent.DeviceHeard heard -> require(!system, "conduct", row);
      case HallEvent.OfTicket ofTicket -> ofTicket(ofTicket, row, command);
    }
  }

  /** What must be so when one command is done with and nothing of the next has happened. */
  private void between(StoredRow row, HallEvent event, boolean system) {
    boolean ending = system && isClosing(event);
    if (dayEnded && !ending) {
      cleared(row);
    }
    require(
        dayEnded
            || event instanceof HallEvent.DayOpened
            || event instanceof HallEvent.DayEnded
            || event instanceof HallEvent.HallAdopted
            || row.at() < endsAt(),
        "time",
        "the day should have ended before",
        row);
    WindowId due = due();
    if (system && event instanceof HallEvent.TicketCalled called) {
      require(called.window().equals(due), "I4", "the armed window to be called is", due, row);
    } else if (due != null && !(event instanceof HallEvent.HallAdopted)) {
      require(ending, "I4", "a ticket is eligible for armed", due, row);
    }
  }

  /** The armed window that must get a ticket before anything else happens; null for none. */
  WindowId due() {
    if (pausedSince() != null) {
      return null;
    }
    return armed.stream().filter(this::somebodyFor).findFirst().orElse(null);
  }

  private static boolean isClosing(HallEvent event) {
    return switch (event) {
      case HallEvent.DayEnded dayEnded -> true;
      case HallEvent.TicketLapsed lapsed -> true;
      case HallEvent.ServiceCompleted completed -> completed.bySystem();
      case HallEvent.WindowClosed closed -> closed.bySystem();
      default -> false;
    };
  }

  private void cleared(StoredRow row) {
    require(posts.isEmpty(), "I3", "windows are open after the end of the day", posts.keySet());
    for (Slip slip : slips.values()) {
      require(slip.stage.ended(), "I3", "open after the end of the day:", slip, row);
    }
  }

  /** The day goes on. */
  private void open(StoredRow row) {
    require(!dayEnded, "I3", "after the day was ended", row);
  }

  private void closing(StoredRow row, HallCommand command) {
    boolean asked = row.actor() == 0 || command instanceof HallCommand.EndDay;
    require(dayEnded && row.actor() == ender && asked, "I3", "not by the system", row);
  }

  /** When it ends by itself, as things stand. */
  private long endsAt() {
    long last =
        day.atTime(23, 59)
            .atZone(config.zone())
            .withLaterOffsetAtOverlap()
            .toInstant()
            .toEpochMilli();
    List<DailyHours.Times> hours = ((DailyHours) config.hours()).times();
    if (hours.isEmpty() || !posts.isEmpty()) {
      return last;
    }
    long quiet = Math.max(instant(hours.getLast().to()), lastClosed);
    return Math.min(last, quiet + config.settings().endAfterMillis());
  }

  /** Whether the version would take a place from somebody who is in the hall. */
  boolean misfits(int version) {
    HallConfig next = configs.apply(version);
    boolean unheld =
        slips.values().stream()
            .anyMatch(slip -> !slip.stage.ended() && next.queue(slip.queue).isEmpty());
    boolean unmanned = posts.keySet().stream().anyMatch(post -> next.window(post).isEmpty());
    boolean moved =
        next.queues().stream()
            .anyMatch(
                queue ->
                    givers.entrySet().stream()
                        .anyMatch(
                            given ->
                                given.getKey().equals(queue.prefix())
                                    != given.getValue().equals(queue.id())));
    return !next.zone().equals(config.zone()) || unheld || unmanned || moved;
  }

  private void reconfigure(HallConfig next) {
    for (HallConfig.Window window : next.windows()) {
      List<QueueId> before =
          config.window(window.id()).map(HallConfig.Window::queues).orElse(List.of());
      List<QueueId> live = new ArrayList<>(served.getOrDefault(window.id(), List.of()));
      live.removeIf(queue -> next.queue(queue).isEmpty());
      boolean stays = before.equals(window.queues()) && !live.isEmpty();
      served.put(window.id(), stays ? List.copyOf(live) : window.queues());
    }
    served.keySet().removeIf(window -> next.window(window).isEmpty());
    config = next;
  }

  private Post own(WindowId window, StoredRow row) {
    open(row);
    Post post = posts.get(window);
    require(post != null && post.clerk == row.actor(), "I3", "by another clerk", window, row);
    return post;
  }

  private Post free(WindowId window, StoredRow row) {
    Post post = own(window, row);
    require(!post.paused && post.slip == null, "I3", "paused or occupied", window, row);
    return post;
  }

  private void ofTicket(HallEvent.OfTicket event, StoredRow row, HallCommand command) {
    switch (event) {
      case HallEvent.TicketIssued issued -> issue(issued, row, command);
      case HallEvent.StubEntered stub -> enter(stub, row, command);
      case HallEvent.QuickServed quick -> quickServe(quick, row);
      case HallEvent.TicketCalled called -> call(called, row);
      case HallEvent.TicketRecalled recalled -> recall(recalled, row);
      case HallEvent.TicketMissed missed -> {
        running(row);
        Slip slip = at(missed.window(), missed, row);
        require(
            slip.announced >= config.rules().missAnnouncements()
                && runningMillis(slip.calledAt, row.at()) >= config.rules().missAfterMillis(),
            "I3",
            "missed too soon",
            row);
        move(slip, Step.MISS, missed.window(), row);
        slip.endedAt = row.at();
        slip.queueCallsAtMiss = queueCalls.get(slip.queue);
      }
      case HallEvent.TicketRejoined rejoined -> rejoin(rejoined, row);
      case HallEvent.TicketPutBack back -> {
        open(row);
        Slip slip = move(known(back, row), Step.PUT_BACK, back.window(), row);
        boolean supervising =
            command instanceof HallCommand.PutBackTicket asked && asked.supervising();
        require(
            supervising || posts.get(back.window()).clerk == row.actor(),
            "I3",
            "put back by another clerk",
            row);
        slip.only = slip.only != null && posts.containsKey(slip.only) ? slip.only : null;
      }
      case HallEvent.ServiceStarted started ->
          serve(move(at(started.window(), started, row), Step.START, started.window(), row), row);
      case HallEvent.ServiceCompleted completed -> {
        Slip slip = known(completed, row);
        if (completed.bySystem()) {
          closing(row, command);
        } else {
          at(completed.window(), completed, row);
        }
        move(slip, Step.COMPLETE, completed.window(), row).endedAt = row.at();
      }
      case HallEvent.TicketHeld held -> {
        Slip slip = move(at(held.window(), held, row), Step.HOLD, held.window(), row);
        slip.hereOnly = held.hereOnly();
      }
      case HallEvent.ServiceResumed resumed -> {
        running(row);
        free(resumed.window(), row);
        Slip slip = known(resumed, row);
        require(!heldElsewhere(slip, resumed.window()), "I3", "held for another window", row);
        require(
            resumed.window().equals(slip.window)
                || served.get(resumed.window()).contains(slip.queue),
            "I3",
            "resumed where its queue is not served",
            row);
        serve(move(slip, Step.RESUME, resumed.window(), row), row);
      }
      case HallEvent.ServiceReopened reopened -> {
        running(row);
        free(reopened.window(), row);
        Slip slip = known(reopened, row);
        require(
            reopened.window().equals(slip.window)
                && runningMillis(slip.endedAt, row.at()) <= config.policy().reopenWithinMillis(),
            "I3",
            "reopened elsewhere or too late",
            row);
        serve(move(slip, Step.REOPEN, reopened.window(), row), row);
      }
      case HallEvent.TicketTransferred transferred -> transfer(transferred, row, command);
      case HallEvent.TicketCancelled cancelled -> {
        open(row);
        require(row.actor() != 0, "I3", "cancelled by nobody", row);
        Slip slip = known(cancelled, row);
        move(slip, Step.CANCEL, slip.window, row).endedAt = row.at();
      }
      case HallEvent.TicketLapsed lapsed -> {
        Slip slip = known(lapsed, row);
        closing(row, command);
        LapseReason reason =
            switch (slip.stage) {
              case HELD -> LapseReason.NOT_RESUMED;
              case MISSED -> LapseReason.DID_NOT_COME_BACK;
              default -> LapseReason.NOT_SERVED;
            };
        require(lapsed.reason() == reason, "I3", "it lapsed because", reason, row);
        move(slip, Step.LAPSE, slip.window, row).endedAt = row.at();
      }
    }
  }

  private void issue(HallEvent.TicketIssued issued, StoredRow row, HallCommand command) {
    open(row);
    running(row);
    HallConfig.Policy policy = config.policy();
    PersonClass person = issued.person() == null ? PersonClass.ORDINARY : issued.person();
    Slip slip =
        number(issued, issued.queue(), issued.visit(), policy.creditMillis().get(person), row);
    book(slip, issued, row, command);
    require(withinHours(row.at(), row.at()), "I2", "outside the issuing hours", issued);
    require(
        person == PersonClass.ORDINARY || (issued.reason() != null && !issued.reason().isBlank()),
        "I2",
        "a class without a reason",
        issued);
    int matters = issued.matters() == null ? 1 : issued.matters();
    require(
        matters <= policy.maxMatters() || issued.queue().equals(policy.batchQueue()),
        "I2",
        "too many matters for one visit",
        issued);
    require(
        issued.key() == slip.key,
        "I4",
        "the key is neither arrival less credit nor slot less lead",
        slip.key,
        issued);
    Set<Slip> line = waiting(issued.queue());
    long ahead = line.stream().filter(other -> BY_PLACE.compare(other, slip) < 0).count();
    require(issued.ahead() == ahead, "I2", "ahead should be", ahead, issued);
    require(line.size() < config.rules().maxWaiting(), "I2", "over the limit", issued);
    line.add(slip);
    if (issued.visit() != null) {
      visits.computeIfAbsent(issued.visit(), unused -> new ArrayList<>()).add(slip);
      require(
          visits.get(issued.visit()).getFirst().id.equals(issued.visit()),
          "I2",
          "a visit is named by its first ticket",
          issued);
    }
  }

  /** Whoever comes to an appointment has the place of its slot, unless it is long over. */
  private void book(Slip slip, HallEvent.TicketIssued issued, StoredRow row, HallCommand command) {
    Booked asked = command instanceof HallCommand.IssueTicket issue ? issue.booked() : null;
    Booked booked = issued.booked();
    require((asked == null) == (booked == null), "I5", "another appointment than", asked, issued);
    if (asked == null) {
      return;
    }
    require(
        asked.appointment().equals(booked.appointment()) && asked.slot().equals(booked.slot()),
        "I5",
        "another appointment than",
        asked,
        issued);
    require(
        LocalDate.ofInstant(asked.slot(), config.zone()).equals(day),
        "I2",
        "an appointment of another day",
        issued);
    require(
        appointments.put(asked.appointment(), slip.id) == null,
        "I2",
        "two numbers for one appointment",
        issued);
    slip.appointment = asked.appointment();
    long slot = asked.slot().toEpochMilli();
    if (runningMillis(slot, row.at()) <= config.booking().graceMillis()) {
      slip.booked = true;
      slip.notBefore = slot - config.booking().earlyMillis();
      slip.key = slot - config.booking().leadMillis();
      slip.keptKey = false;
    }
    Long notBefore = booked.notBefore() == null ? null : booked.notBefore().toEpochMilli();
    require(Objects.equals(notBefore, slip.notBefore), "I4", "not before", slip.notBefore, issued);
  }

  private void enter(HallEvent.StubEntered stub, StoredRow row, HallCommand command) {
    open(row);
    require(command instanceof HallCommand.EnterStubs, "I5", "nobody entered it", row);
    TicketId id = stub.ticket();
    long arrived = stub.arrivedAt().toEpochMilli();
    require(config.queue(stub.queue()).isPresent(), "I2", "an unknown queue", row);
    require(id.day().equals(day) && id.prefix().equals("X"), "I2", "not a stub", row);
    require(arrived <= row.at() && stoodStillAt(arrived), "I2", "arrived outside a pause", row);
    Long credit = stub.person() == null ? null : config.policy().creditMillis().get(stub.person());
    Slip slip = new Slip(id, null, stub.queue(), arrived, credit == null ? 0 : credit, seq);
    slip.stub = true;
    require(slips.put(id, slip) == null, "I2", "entered twice", row);
    require(stub.key() == slip.key, "I4", "the key is not arrival less credit", slip.key, row);
    Set<Slip> line = waiting(stub.queue());
    require(line.size() < config.rules().maxWaiting(), "I2", "over the limit", row);
    line.add(slip);
  }

  private Slip number(
      HallEvent.OfTicket event, QueueId in, TicketId visit, Long credit, StoredRow row) {
    TicketId id = event.ticket();
    HallConfig.Queue queue = config.queue(in).orElse(null);
    require(queue != null, "I2", "an unknown queue", row);
    require(
        id.day().equals(day)
            && id.prefix().equals(queue.prefix())
            && id.number() == numbers.merge(id.prefix(), 1, Integer::sum),
        "I2",
        "not the next number",
        event,
        row.day(),
        row.seq());
    givers.put(id.prefix(), in);
    Slip slip = new Slip(id, visit, in, row.at(), credit == null ? 0 : credit, seq);
    require(slips.put(id, slip) == null, "I2", "issued twice", event);
    return slip;
  }

  private void quickServe(HallEvent.QuickServed quick, StoredRow row) {
    running(row);
    Post post = free(quick.window(), row);
    require(
        served.get(quick.window()).contains(quick.queue()), "I3", "its queue is not served", row);
    Slip slip = number(quick, quick.queue(), null, 0L, row);
    slip.stage = Stage.SERVING;
    slip.window = quick.window();
    post.slip = slip;
    armed.remove(quick.window());
    serve(slip, row);
  }

  private static void serve(Slip slip, StoredRow row) {
    slip.startedAt = slip.startedAt == null ? Long.valueOf(row.at()) : slip.startedAt;
    slip.endedAt = null;
  }

  private void call(HallEvent.TicketCalled called, StoredRow row) {
    open(row);
    running(row);
    Post post = posts.get(called.window());
    Slip slip = known(called, row);
    require(post != null && !post.paused, "I3", "called to a closed or paused window", row);
    require(row.actor() == 0 || post.clerk == row.actor(), "I3", "by another clerk", row);
    if (called.byHand() == null) {
      inOrder(called, slip, row.at());
    } else {
      require(row.actor() != 0 && called.why().isEmpty(), "I3", "by hand", row);
      require(!heldElsewhere(slip, called.window()), "I3", "held for another window", row);
    }
    require(called.waitedMillis() == row.at() - slip.issuedAt, "I4", "waited", called);
    move(
        slip, called.byHand() == null ? Step.POLICY_CALL : Step.CALL_BY_HAND, called.window(), row);
    slip.calledAt = row.at();
    slip.endedAt = null;
    slip.announced = 0;
    lastCalled.put(slip.queue, slip.id);
    queueCalls.merge(slip.queue, 1, Integer::sum);
    announce(slip, called.announcement(), 0, row);
  }

  private void inOrder(HallEvent.TicketCalled called, Slip slip, long at) {
    List<Rank> ranks = ranks(called.window(), at);
    require(
        !ranks.isEmpty() && ranks.getFirst().slip == slip,
        "I4",
        "overtakes",
        ranks.isEmpty() ? null : ranks.getFirst().slip,
        called);
    require(
        called
            .why()
            .equals(
                ranks.stream()
                    .map(
                        rank ->
                            new HallEvent.Candidate(
                                rank.slip.id, rank.slip.queue, rank.key, standing(rank.slip, at)))
                    .toList()),
        "I4",
        "another reason than",
        ranks.stream().map(rank -> rank.slip + " " + rank.key).toList(),
        called);
    boolean handedToThisWindow = slip.only != null;
    if (slip.keptKey && !handedToThisWindow) {
      for (Slip other : waiting(slip.queue)) {
        require(
            !other.keptKey
                || !eligible(other)
                || (other.only != null && !other.only.equals(called.window()))
                || slip.issuedAt - other.issuedAt <= slip.credit - other.credit,
            "I4",
            "overtaken by more than the credits' difference:",
            other,
            called);
      }
    }
  }

  private static HallEvent.Standing standing(Slip slip, long at) {
    if (!slip.booked) {
      return null;
    }
    return early(slip, at) ? HallEvent.Standing.EARLY : HallEvent.Standing.BOOKED;
  }

  private static boolean early(Slip slip, long at) {
    return slip.notBefore != null && at < slip.notBefore;
  }

  private void recall(HallEvent.TicketRecalled recalled, StoredRow row) {
    running(row);
    Slip slip = move(at(recalled.window(), recalled, row), Step.RECALL, recalled.window(), row);
    require(
        recalled.recall() == slip.announced
            && slip.announced <= config.rules().maxRecalls()
            && runningMillis(slip.announcedAt, row.at()) >= config.rules().recallAfterMillis(),
        "I3",
        "recalled too often or too soon",
        row);
    announce(slip, recalled.announcement(), recalled.recall(), row);
  }

  private void announce(Slip slip, int announcement, int recall, StoredRow row) {
    require(announcement == ++announcements, "I3", "announcement should be", announcements, row);
    slip.announced++;
    slip.calls++;
    slip.announcedAt = row.at();
    calls.addLast(
        new Announcement(
            announcement, slip.id, slip.window, Instant.ofEpochMilli(row.at()), recall));
    if (calls.size() > SHOWN_CALLS) {
      calls.removeFirst();
    }
  }

  private void rejoin(HallEvent.TicketRejoined rejoined, StoredRow row) {
    open(row);
    running(row);
    Slip slip = known(rejoined, row);
    HallConfig.Policy policy = config.policy();
    require(
        slip.stage == Stage.MISSED
            && slip.rejoins < policy.maxRejoins()
            && callsSinceMiss(slip) <= policy.rejoinWithinCalls()
            && openRunningMillis(slip.endedAt, row.at()) <= policy.rejoinWithinMillis(),
        "I3",
        "too late or too often",
        slip,
        row);
    List<Slip> line = line(slip.queue).stream().filter(other -> !early(other, row.at())).toList();
    int before = Math.min(line.size(), policy.rejoinBehind());
    long key = before == 0 ? row.at() : line.get(before - 1).key;
    require(rejoined.key() == key, "I4", "not behind number", before, key, rejoined);
    move(slip, Step.REJOIN, slip.window, row);
    slip.rejoins++;
    slip.endedAt = null;
    slip.only = null;
    slip.notBefore = null;
    replace(slip, key);
  }

  private void transfer(HallEvent.TicketTransferred transferred, StoredRow row, HallCommand by) {
    running(row);
    Slip slip = at(transferred.from(), transferred, row);
    HallCommand.TransferTicket asked =
        by instanceof HallCommand.TransferTicket command ? command : null;
    require(asked != null, "I5", "nobody asked for a transfer", row);
    require(
        transferred.queue().equals(asked.queue() == null ? slip.queue : asked.queue())
            && config.queue(transferred.queue()).isPresent(),
        "I3",
        "transferred to another queue",
        asked,
        row);
    WindowId to = transferred.to();
    require(to == null || posts.containsKey(to), "I3", "transferred to a closed window", row);
    long key = transferred.key();
    switch (asked.position()) {
      case KEEP -> require(key == slip.key, "I4", "its key should stay", slip.key, row);
      case BACK ->
          require(
              key == (row.at() == slip.key ? row.at() + 1 : row.at()),
              "I4",
              "not to the back",
              row);
      case FRONT -> {
        require(asked.reason() != null, "I3", "to the front without a reason", row);
        require(key <= slip.key, "I4", "further back than it was", row);
        if (to == null) {
          for (Slip other : line(transferred.queue())) {
            require(key < other.key, "I4", "not in front of", other, row);
          }
        } else {
          for (Rank other : ranks(to, row.at())) {
            require(key < other.key(), "I4", "not in front of", other.slip(), row);
          }
        }
      }
    }
    move(slip, Step.TRANSFER, transferred.from(), row);
    waiting(slip.queue).remove(slip);
    slip.queue = transferred.queue();
    slip.notBefore = null;
    waiting(slip.queue).add(slip);
    slip.only = to;
    slip.endedAt = null;
    if (key != slip.key) {
      replace(slip, key);
    }
  }

  private void replace(Slip slip, long key) {
    slip.key = key;
    slip.seq = seq;
    slip.keptKey = false;
  }

  private Slip known(HallEvent.OfTicket event, StoredRow row) {
    Slip slip = slips.get(event.ticket());
    require(slip != null, "I3", "nobody has this number", row);
    return slip;
  }

  /** The ticket of the event, which must be in front of that window, and of its author. */
  private Slip at(WindowId window, HallEvent.OfTicket event, StoredRow row) {
    Slip slip = known(event, row);
    Post post = own(window, row);
    require(post.slip == slip, "I3", "expected", post.slip, "at", window, "found", slip, row);
    return slip;
  }

  /** Takes a step of the table, and the places in line and at windows that belong to it. */
  private Slip move(Slip slip, Step step, WindowId window, StoredRow row) {
    require(step.from().contains(slip.stage), "I3", step, "while", slip, row);
    if (slip.stage.atWindow()) {
      Post post = posts.get(slip.window);
      require(
          post != null && post.slip == slip && slip.window.equals(window),
          "I3",
          step,
          "at",
          window,
          "of",
          slip,
          row);
      post.slip = null;
    }
    waiting(slip.queue).remove(slip);
    slip.stage = step.to();
    if (slip.stage == Stage.WAITING) {
      waiting(slip.queue).add(slip);
    }
    if (slip.stage.atWindow()) {
      Post post = posts.get(window);
      require(post != null && post.slip == null, "I3", "already occupied", window, row);
      require(!siblingAtWindow(slip), "I3", "the same person is at another window", slip, row);
      post.slip = slip;
      armed.remove(window);
      slip.window = window;
    }
    return slip;
  }

  boolean siblingAtWindow(Slip slip) {
    return slip.visit != null
        && visits.get(slip.visit).stream()
            .anyMatch(other -> other != slip && other.stage.atWindow());
  }

  boolean heldElsewhere(Slip slip, WindowId window) {
    return slip.stage == Stage.HELD
        && slip.hereOnly
        && !slip.window.equals(window)
        && posts.containsKey(slip.window);
  }

  private boolean eligible(Slip slip) {
    return slip.stage == Stage.WAITING && !siblingAtWindow(slip);
  }

  /** Who waits for every window of the queue, early or not, in order. */
  private List<Slip> line(QueueId queue) {
    return ordered(waiting(queue).stream().filter(slip -> slip.only == null).toList());
  }

  /** Who waits for this window alone, in order. */
  private List<Slip> reserved(WindowId window) {
    return ordered(slips.values().stream().filter(slip -> window.equals(slip.only)).toList());
  }

  private List<Slip> ordered(Collection<Slip> some) {
    return some.stream().filter(this::eligible).sorted(BY_PLACE).toList();
  }

  boolean somebodyFor(WindowId window) {
    return served.get(window).stream().anyMatch(queue -> !line(queue).isEmpty())
        || !reserved(window).isEmpty();
  }

  /** Whether any window of the queue could call somebody. */
  boolean somebodyIn(QueueId queue) {
    return waiting(queue).stream().anyMatch(slip -> slip.only == null && eligible(slip));
  }

  /** Whoever came early counts when nobody else is there. */
  private List<Rank> ranks(WindowId window, long at) {
    List<Rank> ranks = ranks(window, at, false);
    return ranks.isEmpty() ? ranks(window, at, true) : ranks;
  }

  private List<Rank> ranks(WindowId window, long at, boolean early) {
    Map<QueueId, Long> penalties = config.window(window).orElseThrow().penaltyMillis();
    List<Rank> ranks = new ArrayList<>();
    for (QueueId queue : served.get(window)) {
      line(queue).stream()
          .filter(slip -> early(slip, at) == early)
          .findFirst()
          .ifPresent(
              first -> ranks.add(new Rank(first, first.key + penalties.getOrDefault(queue, 0L))));
    }
    reserved(window).stream()
        .filter(slip -> early(slip, at) == early)
        .findFirst()
        .ifPresent(first -> ranks.add(new Rank(first, first.key)));
    ranks.sort(Comparator.comparingLong(Rank::key).thenComparingInt(rank -> rank.slip.seq));
    return ranks;
  }

  /** Whether numbers were given during all of that time, its ends included. */
  boolean withinHours(long from, long to) {
    long millis = openMillis(from, to + 1);
    return millis == to + 1 - from;
  }

  /** Milliseconds between two times of this day in which numbers were given. */
  long openMillis(long from, long to) {
    List<DailyHours.Times> hours = ((DailyHours) config.hours()).times();
    if (hours.isEmpty()) {
      return to - from;
    }
    return hours.stream()
        .mapToLong(
            span ->
                Math.max(
                    0, Math.min(to, instant(span.to())) - Math.max(from, instant(span.from()))))
        .sum();
  }

  /** The same, less those in which the hall stood still. */
  long openRunningMillis(long from, long to) {
    long millis = openMillis(from, to);
    for (Long[] pause : pauses) {
      long begin = Math.max(from, pause[0]);
      long end = pause[1] == null ? to : Math.min(to, pause[1]);
      millis -= begin < end ? openMillis(begin, end) : 0;
    }
    return millis;
  }

  private long instant(LocalTime time) {
    return day.atTime(time).atZone(config.zone()).toInstant().toEpochMilli();
  }

  /** What displays should show after the events so far. */
  Board board() {
    return new Board(
        day,
        config.version(),
        seq,
        config.queues().stream()
            .map(
                queue ->
                    new Board.QueueRow(
                        queue.id(),
                        queue.prefix(),
                        waiting(queue.id()).size(),
                        numbers.getOrDefault(queue.prefix(), 0),
                        lastCalled.get(queue.id())))
            .toList(),
        config.windows().stream().map(window -> windowRow(window.id())).toList(),
        List.copyOf(calls),
        pausedSince() == null
            ? List.of()
            : List.of(
                new Board.Notice(
                    Board.Notice.Kind.PAUSED, Instant.ofEpochMilli(pausedSince()), pauseReason)));
  }

  private Board.WindowRow windowRow(WindowId window) {
    Post post = posts.get(window);
    if (post == null) {
      return new Board.WindowRow(window, Board.WindowStatus.CLOSED, null);
    }
    if (post.slip == null) {
      return new Board.WindowRow(
          window, post.paused ? Board.WindowStatus.PAUSED : Board.WindowStatus.OPEN, null);
    }
    return new Board.WindowRow(
        window,
        post.slip.stage == Stage.SERVING ? Board.WindowStatus.SERVING : Board.WindowStatus.CALLED,
        post.slip.id);
  }

  /** The rows of the read table that this day's events make. */
  Map<TicketId, TicketRow> ticketTable() {
    Map<TicketId, TicketRow> table = new HashMap<>();
    slips.forEach(
        (id, slip) ->
            table.put(
                id,
                new TicketRow(
                    slip.queue.value(),
                    slip.stage.word,
                    Objects.toString(slip.window, null),
                    slip.issuedAt,
                    slip.calledAt,
                    slip.startedAt,
                    slip.endedAt,
                    slip.calls,
                    slip.appointment,
                    slip.stub)));
    return table;
  }
}
