package org.yichuang.cluster;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Board;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.ConductRules;
import org.yichuang.hall.Estimate;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.Outlook;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.UnknownConfiguration;
import org.yichuang.hall.WindowDesk;
import org.yichuang.hall.WindowId;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.JournalRow;
import org.yichuang.journal.Passenger;
import org.yichuang.journal.Timers;

/**
 * The owner of one hall on one node: stamps, decides, journals, answers, publishes. Confined to the
 * event loop of its lane.
 *
 * <p>Commands are decided at once on a draft; a fold of its own holds what is committed, and is all
 * that boards and queries see. No answer leaves before the flight that holds the state it was
 * decided on, refusals included. Whatever goes wrong ends in reading the stream again and deciding
 * what is still pending anew, under the same ids.
 */
public final class HallOwner implements Passenger {
  private static final Logger LOG = LoggerFactory.getLogger(HallOwner.class);
  private static final long MAX_WAIT_MILLIS = 3_600_000;

  private enum Phase {
    /** Another node's, as far as this one knows. */
    RELEASED,
    /** Reading the stream. */
    LOADING,
    /** Its {@code HallAdopted} is on the way. */
    ADOPTING,
    SERVING,
    /** The stream cannot be understood; nothing is served until it is taken again. */
    QUARANTINED
  }

  private record Command(AccountId actor, CommandStamp stamp) {}

  private final HallId hall;
  private final OwnerPorts ports;

  private Phase phase = Phase.RELEASED;
  private boolean wanted;
  private String adoption = "";
  private int takes;
  private long loads;
  private @Nullable HallFold committed;

  private final HallBoards boards;

  /** Since when the database refuses what this hall writes; 0 while it does not. */
  private long refusedAt;

  /** What was said about the quarantine that lasts; null when there is none. */
  private @Nullable String quarantinedFor;

  private final DeviceWatch devices = new DeviceWatch();

  private Timers.@Nullable Timer timer;

  /** When the timer of a serving hall goes off. */
  private long awaited;

  /** Not decided yet: the hall is being taken. */
  private Deque<Seat> mailbox = new ArrayDeque<>();

  /** Commands for which configurations are looked at anew. */
  private int looking;

  /** Decided, for the next flight. */
  private final Boarding boarding = new Boarding();

  private final HallDraft draft;
  private final HallCases cases;

  private List<Seat> aloft = List.of();

  /** Committed; whoever waits for it is not told yet. */
  private List<Seat> untold = new ArrayList<>();

  /** Whatever waits for an answer; a repetition that arrives meanwhile shares it. */
  private final Map<Command, Seat> unanswered = new HashMap<>();

  public HallOwner(HallId hall, OwnerPorts ports) {
    this.hall = hall;
    this.ports = ports;
    draft = new HallDraft(hall, ports, boarding);
    cases =
        new HallCases(
            hall, ports.cases(), new CaseLaw(hall, ports.catalogue()), boarding, new CaseHost());
    boards =
        new HallBoards(
            hall, ports.boards(), ports.timers(), ports.clock(), ports.limits().boardMillis());
  }

  public HallId hall() {
    return hall;
  }

  /** The partition table names this node: read the stream, adopt the hall, serve it. */
  public void take() {
    wanted = true;
    if (phase == Phase.RELEASED && aloft.isEmpty()) {
      adoption = ports.node() + "#" + ++takes;
      read();
    }
  }

  /** The partition table names another node. */
  public void release() {
    wanted = false;
    standDown();
  }

  public boolean isServing() {
    return phase == Phase.SERVING;
  }

  /** Whether what it shows is what is true now: it serves, and can write. */
  public boolean isCurrent() {
    return phase == Phase.SERVING && refusedAt == 0 && ports.lane().groundedMillis() == 0;
  }

  /** Whether it certainly cannot serve: its stream cannot be understood. */
  public boolean isQuarantined() {
    return phase == Phase.QUARANTINED;
  }

  /** Commands that wait for a flight or for the hall to be taken. */
  public int pending() {
    return mailbox.size() + looking + cases.waiting() + boarding.size() + aloft.size();
  }

  /** Cases that wait to be sent because something fell due in them, or a calendar changed. */
  int herd() {
    return boarding.herd();
  }

  /** How it does, as far as this node knows. */
  public OwnerReport report() {
    HallFold fold = committed;
    return new OwnerReport(
        ports.node(),
        phase.name().toLowerCase(Locale.ROOT),
        fold == null ? null : fold.state.day().orElse(null),
        fold == null ? 0 : fold.state.seq(),
        pending());
  }

  /** The committed board; empty while the hall is not served here. */
  public Optional<Board> board() {
    return phase == Phase.SERVING && committed != null
        ? Optional.of(boards.newest(committed.state))
        : Optional.empty();
  }

  /** The board that was sent last; empty while the hall is not served here. */
  public Optional<Board> publishedBoard() {
    return phase == Phase.SERVING ? boards.published() : Optional.empty();
  }

  /** A ticket of the open day as it is committed; empty when unknown or not served here. */
  public Optional<Ticket> ticket(TicketId ticket) {
    return phase == Phase.SERVING && committed != null
        ? committed.state.ticket(ticket)
        : Optional.empty();
  }

  /** What the clerk of a window sees; empty when there is no such window, or not served here. */
  public Optional<WindowDesk> desk(WindowId window) {
    return phase == Phase.SERVING && committed != null
        ? WindowDesk.of(committed.state, window, ports.clock().instant())
        : Optional.empty();
  }

  /** How the hall does and what should be done; empty while it is not served here. */
  public Optional<Outlook> outlook() {
    return phase == Phase.SERVING && committed != null
        ? Outlook.of(committed.state, ports.clock().instant())
        : Optional.empty();
  }

  /** The same, with who waits in front of it and for how long, as far as can be told now. */
  public Optional<Prospect> prospect(TicketId ticket) {
    return phase == Phase.SERVING && committed != null
        ? Prospect.of(committed.state, ticket, ports.clock().instant())
        : Optional.empty();
  }

  /** What somebody who came now would wait; none while the hall is not served here. */
  public List<Prospect.Hint> hints() {
    return phase == Phase.SERVING && committed != null
        ? Prospect.hints(committed.state, ports.clock().instant())
        : List.of();
  }

  /** Takes a command; the answer comes on this event loop, once, or never when all is lost. */
  public void submit(HallRequest request, Consumer<HallReply> answer) {
    if (phase == Phase.RELEASED) {
      answer.accept(new HallReply.NotOwner());
    } else if (isNoNews(request)) {
      answer.accept(new HallReply.Nothing());
    } else if (phase == Phase.QUARANTINED) {
      answer.accept(new HallReply.NotNow("the hall's record cannot be read here"));
    } else if (pending() >= ports.limits().maxPending()) {
      answer.accept(new HallReply.NotNow("too many commands of this hall are waiting"));
    } else if (ports.lane().groundedMillis() > ports.limits().groundedMillis()) {
      answer.accept(new HallReply.NotNow("the database cannot be reached"));
    } else {
      Command key = new Command(request.actor(), request.stamp());
      Seat same = unanswered.get(key);
      if (same != null) {
        same.waiting.add(answer);
        return;
      }
      Seat pending = new Seat(request);
      pending.waiting.add(answer);
      unanswered.put(key, pending);
      if (phase == Phase.SERVING) {
        decide(pending);
        ports.lane().ready(this);
      } else {
        mailbox.addLast(pending);
      }
    }
  }

  /** A sign of a device is noted whatever becomes of it; most need no decision. */
  private boolean isNoNews(HallRequest request) {
    if (!(request.order() instanceof Order.OfHall(HallCommand.DeviceHeartbeat beat))) {
      return false;
    }
    devices.heard(beat.device(), ports.clock().instant());
    return phase == Phase.SERVING
        && !ConductRules.isNews(draft.state(), beat.device())
        && draft.before(request).isEmpty();
  }

  private void read() {
    phase = Phase.LOADING;
    cancelTimer();
    dropFolds();
    cases.forget().forEach(mailbox::addLast);
    long mine = ++loads;
    ports
        .reader()
        .load(
            hall,
            loaded -> {
              if (mine == loads && phase == Phase.LOADING) {
                loaded(loaded);
              }
            });
  }

  private void loaded(JournalReader.Loaded loaded) {
    switch (loaded) {
      case JournalReader.Loaded.Failed failed -> {
        LOG.warn("{}: its stream could not be read: {}", hall, failed.detail());
        setTimer(jittered(ports.limits().retryMillis()), this::read);
      }
      case JournalReader.Loaded.Unreadable unreadable -> quarantine(unreadable.detail());
      case JournalReader.Loaded.Rows rows -> {
        try {
          committed = HallFold.of(hall, this::config, rows.rows());
          draft.begin(HallFold.of(hall, this::config, rows.rows()), CommandMemory.of(rows.rows()));
        } catch (UnknownConfiguration unknown) {
          LOG.warn("{}: {}; it is looked for", hall, unknown.getMessage());
          readWhenRefreshed();
          return;
        } catch (RuntimeException broken) {
          quarantine(String.valueOf(broken.getMessage()));
          return;
        }
        resume(committed.state);
      }
    }
  }

  /** Another node may have stored a version that this one has not heard of. */
  private void readWhenRefreshed() {
    long mine = loads;
    ports
        .catalogue()
        .refresh(
            () -> {
              if (mine == loads && phase == Phase.LOADING) {
                setTimer(jittered(ports.limits().retryMillis()), this::read);
              }
            });
  }

  private void resume(HallState state) {
    if (adoption.equals(state.adoption())) {
      serve();
    } else if (boards.isKnown() && state.adoption() != null) {
      LOG.info("{}: adopted by {} meanwhile", hall, state.adoption());
      lost();
    } else {
      phase = Phase.ADOPTING;
      draft.adopt(adoption);
      ports.lane().ready(this);
    }
  }

  private void serve() {
    phase = Phase.SERVING;
    if (quarantinedFor != null) {
      LOG.warn("{}: its record can be followed again", hall);
      quarantinedFor = null;
    }
    boards.publish(committed().state);
    Deque<Seat> waiting = mailbox;
    mailbox = new ArrayDeque<>();
    draft.catchUp(draft.stamp());
    waiting.forEach(this::decide);
    if (refusedAt != 0 && boarding.isEmpty()) {
      boarding.add(new Seat(null));
    }
    if (!boarding.isEmpty()) {
      ports.lane().ready(this);
    }
    devices.takenOver(draft.state(), draft.stamp());
    cases.work();
    awaitDue();
  }

  /** A timer for what falls due next; set anew when that is sooner than it was. */
  private void awaitDue() {
    HallState state = draft.state();
    Instant next = HallRules.nextDue(state);
    next = devices.nextSilent(state).filter(next::isAfter).orElse(next);
    next = cases.nextDue().filter(next::isAfter).orElse(next);
    long now = ports.clock().millis();
    long until = Math.min(Math.max(next.toEpochMilli(), now + 1), now + MAX_WAIT_MILLIS);
    if (timer != null && awaited <= until) {
      return;
    }
    awaited = until;
    setTimer(
        until - now,
        () -> {
          if (phase == Phase.SERVING) {
            Instant at = draft.stamp();
            draft.catchUp(at);
            reportSilent(at);
            cases.work();
            if (!boarding.isEmpty()) {
              ports.lane().ready(this);
            }
            awaitDue();
          }
        });
  }

  private void reportSilent(Instant at) {
    devices
        .silent(draft.state(), at)
        .forEach(
            (device, heard) ->
                draft.happened(ConductRules.silent(draft.state(), device, heard), at));
  }

  private void decide(Seat pending) {
    HallRequest request = pending.request;
    if (request == null) {
      return;
    }
    if (phase != Phase.SERVING) {
      answer(pending, new HallReply.NotNow("the hall's record cannot be read here"));
      return;
    }
    Instant now = ports.clock().instant();
    if (now.isAfter(request.deadline())) {
      answer(pending, new HallReply.NotNow("too late to decide"));
      return;
    }
    if (!pending.looked && namesUnknownVersion(request.order())) {
      look(pending);
      return;
    }
    if (request.order() instanceof Order.OfCase of && !cases.isHere(pending, of.number())) {
      return;
    }
    try {
      decide(pending, request);
    } catch (RuntimeException mistake) {
      LOG.error("{}: {} could not be decided", hall, request.order(), mistake);
      answer(pending, new HallReply.NotNow("the command could not be decided"));
      quarantine(String.valueOf(mistake.getMessage()));
    }
  }

  private boolean namesUnknownVersion(Order order) {
    return switch (order) {
      case Order.OfHall(HallCommand.ReconfigureHall reconfigure) ->
          draft.state().version(reconfigure.version()).isEmpty();
      case Order.OfHall other -> false;
      case Order.NewCases begin -> cases.namesUnknownItem(begin);
      case Order.OfCase of -> false;
    };
  }

  private void look(Seat pending) {
    pending.looked = true;
    looking++;
    ports.catalogue().refresh(() -> looked(pending));
  }

  private void looked(Seat pending) {
    looking--;
    switch (phase) {
      case RELEASED -> answer(pending, new HallReply.NotOwner());
      case QUARANTINED ->
          answer(pending, new HallReply.NotNow("the hall's record cannot be read here"));
      case LOADING, ADOPTING -> mailbox.addLast(pending);
      case SERVING -> {
        decide(pending);
        ports.lane().ready(this);
      }
    }
  }

  private void decide(Seat pending, HallRequest request) {
    switch (request.order()) {
      case Order.OfHall of -> draft.decide(pending, request, of.command());
      case Order.OfCase of -> cases.decide(pending, request, of);
      case Order.NewCases begin -> draft.decide(pending, request, begin, cases);
    }
    if (pending.size() > 0) {
      awaitDue();
    }
  }

  @Override
  public Optional<Cargo> load(int maxRows, int maxHerd) {
    HallFold base = committed;
    List<Seat> seats = base == null ? List.of() : boarding.take(maxRows, maxHerd);
    if (base == null || seats.isEmpty()) {
      return Optional.empty();
    }
    List<JournalRow> rows = new ArrayList<>();
    TreeMap<TicketId, Ticket> tickets = new TreeMap<>();
    for (Seat seat : seats) {
      rows.addAll(seat.rows);
      seat.tickets.forEach(ticket -> tickets.put(ticket.id(), ticket));
    }
    aloft = seats;
    List<Cargo.StreamHead> expected = new ArrayList<>();
    base.state.day().ifPresent(day -> expected.add(new Cargo.StreamHead(day, base.state.seq())));
    for (JournalRow row : rows) {
      if (row.recorded().seq() == 1) {
        expected.add(new Cargo.StreamHead(row.recorded().day(), 0));
      }
    }
    return Optional.of(
        new Cargo(hall, expected, rows, List.copyOf(tickets.values()), cases.cargo(seats)));
  }

  @Override
  public int herdAboard() {
    return boarding.herdTaken();
  }

  @Override
  public boolean hasMore() {
    return !boarding.isEmpty();
  }

  /** A mistake of ours ends in quarantine: the other halls of the lane go on. */
  @Override
  public void landed(Landing landing) {
    announce();
    List<Seat> seats = aloft;
    aloft = List.of();
    try {
      landed(landing, seats);
    } catch (RuntimeException mistake) {
      LOG.error("{}: a flight's landing failed", hall, mistake);
      answerAll(seats, new HallReply.NotNow("the hall's record cannot be followed here"));
      quarantine(String.valueOf(mistake.getMessage()));
    }
  }

  private void landed(Landing landing, List<Seat> seats) {
    switch (landing) {
      case COMMITTED -> {
        if (refusedAt != 0) {
          LOG.warn("{}: the database takes its events again", hall);
          refusedAt = 0;
        }
        committed(seats);
      }
      case TURNED -> turned(seats);
      case MOVED -> {
        answerAll(seats, new HallReply.NotOwner());
        if (committed != null) {
          LOG.info("{}: another owner has written", hall);
          lost();
        }
      }
      case UNCERTAIN -> {
        if (committed == null) {
          answerAll(seats, new HallReply.NotOwner());
        } else {
          putBack(boarding.clear());
          putBack(seats);
          read();
        }
      }
    }
    if (phase == Phase.RELEASED && wanted && timer == null) {
      take();
    }
  }

  /**
   * For a moment it is tried again; then commands are refused at once, and it is tried now and
   * then.
   */
  private void turned(List<Seat> seats) {
    long now = ports.clock().millis();
    if (refusedAt == 0) {
      LOG.error("{}: the database refuses its events; commands get 503 until it takes them", hall);
      refusedAt = Math.max(1, now);
    }
    if (committed == null) {
      answerAll(seats, new HallReply.NotOwner());
      return;
    }
    if (now - refusedAt > ports.limits().groundedMillis()) {
      HallReply refused = new HallReply.NotNow("the database refuses to write");
      answerAll(seats, refused);
      answerAll(boarding.clear(), refused);
    } else {
      putBack(boarding.clear());
      putBack(seats);
    }
    cases.forget().forEach(mailbox::addLast);
    phase = Phase.LOADING;
    setTimer(jittered(ports.limits().retryMillis()), this::read);
  }

  private void committed(List<Seat> seats) {
    HallFold fold = committed;
    if (fold == null) {
      answerDecided(seats);
      return;
    }
    for (Seat seat : seats) {
      seat.rows.forEach(row -> apply(fold, row));
      cases.committed(seat);
    }
    untold.addAll(seats);
    if (phase == Phase.ADOPTING) {
      LOG.info("{}: adopted at {}/{}", hall, fold.state.day().orElseThrow(), fold.state.seq());
      announce();
      serve();
    } else if (phase == Phase.SERVING) {
      cases.work();
      awaitDue();
    }
  }

  @Override
  public void announce() {
    if (untold.isEmpty()) {
      return;
    }
    List<Seat> seats = untold;
    untold = new ArrayList<>();
    answerDecided(seats);
    HallFold fold = committed;
    if (fold == null || phase != Phase.SERVING) {
      return;
    }
    try {
      boards.moved(fold.state);
    } catch (RuntimeException mistake) {
      LOG.error("{}: its board could not be shown", hall, mistake);
      quarantine(String.valueOf(mistake.getMessage()));
    }
  }

  private void answerDecided(List<Seat> seats) {
    seats.forEach(seat -> answer(seat, seat.decided));
  }

  private void apply(HallFold fold, JournalRow row) {
    if (row.recorded().event() instanceof HallEvent.TicketCalled called) {
      fold.state
          .ticket(called.ticket())
          .filter(ticket -> ticket.calledAt() == null)
          .ifPresent(ticket -> watchEstimate(fold, ticket, row.recorded().at()));
    }
    fold.apply(row);
  }

  private void watchEstimate(HallFold fold, Ticket ticket, Instant calledAt) {
    Estimate estimate = ticket.origin().estimate();
    if (estimate != null) {
      ports
          .estimates()
          .called(hall, estimate, fold.state.runningMillis(ticket.issuedAt(), calledAt));
    }
  }

  private void lost() {
    standDown();
    if (wanted) {
      setTimer(
          jittered(ports.limits().standDownMillis()),
          () -> {
            timer = null;
            if (wanted && phase == Phase.RELEASED) {
              take();
            }
          });
    }
  }

  private void standDown() {
    announce();
    phase = Phase.RELEASED;
    loads++;
    refusedAt = 0;
    cancelTimer();
    devices.forget();
    dropFolds();
    boards.forget();
    List<Seat> dropped = boarding.clear();
    dropped.addAll(cases.forget());
    dropped.addAll(mailbox);
    mailbox.clear();
    answerAll(dropped, new HallReply.NotOwner());
  }

  private void dropFolds() {
    draft.drop();
    committed = null;
  }

  private void quarantine(String detail) {
    if (!detail.equals(quarantinedFor)) {
      LOG.error("{}: quarantined: {}", hall, detail);
      quarantinedFor = detail;
    }
    List<Seat> waiting = new ArrayList<>(mailbox);
    mailbox.clear();
    answerAll(waiting, new HallReply.NotNow("the hall's record cannot be read here"));
    standDown();
    phase = Phase.QUARANTINED;
    setTimer(
        ports.limits().quarantineMillis(),
        () -> {
          phase = Phase.RELEASED;
          if (wanted) {
            take();
          }
        });
  }

  private void putBack(SequencedCollection<Seat> undecided) {
    for (Seat pending : undecided.reversed()) {
      if (pending.request != null) {
        pending.clear();
        mailbox.addFirst(pending);
      }
    }
  }

  private void answerAll(List<Seat> seats, HallReply reply) {
    seats.forEach(seat -> answer(seat, reply));
  }

  private void answer(Seat pending, HallReply reply) {
    if (pending.request != null) {
      unanswered.remove(new Command(pending.request.actor(), pending.request.stamp()));
    }
    pending.waiting.forEach(waiting -> waiting.accept(reply));
  }

  /** What its cases may ask of the owner. */
  private final class CaseHost implements HallCases.Host {
    @Override
    public Instant stamp() {
      return draft.stamp();
    }

    @Override
    public void ready() {
      if (!boarding.isEmpty()) {
        ports.lane().ready(HallOwner.this);
      }
      awaitDue();
    }

    @Override
    public void again(Seat seat) {
      decide(seat);
      ready();
    }

    @Override
    public void look(Seat seat) {
      HallOwner.this.look(seat);
    }

    @Override
    public void answer(Seat seat, HallReply reply) {
      HallOwner.this.answer(seat, reply);
    }
  }

  private HallFold committed() {
    HallFold fold = committed;
    if (fold == null) {
      throw new IllegalStateException(hall + " is " + phase);
    }
    return fold;
  }

  private HallConfig config(int version) {
    return ports.catalogue().version(hall, version);
  }

  private long jittered(long millis) {
    return millis + ports.random().nextLong(millis / 2 + 1);
  }

  private void setTimer(long delayMillis, Runnable task) {
    cancelTimer();
    timer =
        ports
            .timers()
            .after(
                delayMillis,
                () -> {
                  timer = null;
                  task.run();
                });
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
