package org.yichuang.sim;

import static org.yichuang.sim.Violation.require;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.HallRequest;
import org.yichuang.cluster.Order;
import org.yichuang.hall.Board;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Matter;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Stub;
import org.yichuang.hall.TicketId;
import org.yichuang.journal.EventCodec;
import org.yichuang.sim.History.Attempt;
import org.yichuang.sim.History.Delivery;
import org.yichuang.sim.History.Shown;
import org.yichuang.sim.SimulatedJournal.StoredRow;
import org.yichuang.sim.SimulatedJournal.TicketKey;
import org.yichuang.sim.SimulatedJournal.TicketRow;

/**
 * Judges a history by the invariants of the architecture. Knows events and rows, and shares nothing
 * else with the product: what they add up to it computes by itself.
 */
final class HistoryChecker {
  /** By how much clocks are wrong at most. */
  private static final long SKEW_MILLIS = 1_000;

  /** In a quiet world alarms are raised by then. */
  private static final long LATE_ALARM_MILLIS = 5_000;

  private static final long DEADLINE_MILLIS = 10_000;
  private static final long SLACK_MILLIS = 2 * SKEW_MILLIS + 50;

  private record Key(HallId hall, int actor, UUID id) {}

  private record Position(LocalDate day, int seq) {}

  /**
   * An accepted command.
   *
   * @param rows of its events, which follow one another in one flight
   * @param before the time of the row before, which a row's time must not precede
   */
  private record Entry(List<StoredRow> rows, List<HallEvent> events, int dayIndex, long before) {
    StoredRow row() {
      return rows.getFirst();
    }
  }

  private final History history;
  private final SimulatedJournal journal;
  private final BiFunction<HallId, Integer, HallConfig> configs;
  private final Map<Key, List<Entry>> accepted = new HashMap<>();
  private final Map<Key, List<Delivery>> delivered = new LinkedHashMap<>();
  private final Map<HallId, Board> boards = new HashMap<>();
  private final Map<TicketKey, TicketRow> tickets = new HashMap<>();

  HistoryChecker(
      History history, SimulatedJournal journal, BiFunction<HallId, Integer, HallConfig> configs) {
    this.history = history;
    this.journal = journal;
    this.configs = configs;
  }

  /** Throws the first {@link Violation} that it finds. */
  void check(List<HallId> halls, long now) {
    for (Delivery delivery : history.deliveries) {
      delivered.computeIfAbsent(key(delivery), unused -> new ArrayList<>()).add(delivery);
    }
    halls.forEach(hall -> stream(hall, now));
    require(
        journal.tickets().equals(tickets), "I8", "the ticket table is not what the journal makes");
    settlements(halls);
    accepted.forEach(this::acceptedOnce);
    history.deliveries.stream().filter(HistoryChecker::isOfHall).forEach(this::answer);
    delivered.forEach(this::shared);
    inOrderOfArrival();
    history.attempts.forEach(this::attempt);
  }

  /** The board of the last committed event. */
  Board board(HallId hall) {
    return boards.get(hall);
  }

  private void stream(HallId hall, long until) {
    List<StoredRow> rows = journal.rows(hall);
    Map<Position, List<Shown>> shown = shownBoards(hall);
    List<Question> questions = questions(hall, rows);
    List<Question> open = new ArrayList<>();
    int asked = 0;
    byte[] previous = new byte[32];
    long at = 0;
    int dayIndex = 0;
    String adopter = "";
    ReplayedDay day = null;
    for (int i = 0; i < rows.size(); i++) {
      StoredRow row = rows.get(i);
      require(Arrays.equals(row.previous().bytes(), previous), "I8", "the chain breaks at", row);
      previous = sha256(row);
      require(Arrays.equals(row.hash().bytes(), previous), "I8", "the hash is wrong at", row);
      require(row.at() >= at, "time", "goes backwards at", row);
      long before = at;
      at = row.at();
      HallEvent event = EventCodec.decode(row.type(), row.version(), row.payload());
      history.coverage.count(row.type());
      countAppointment(event, row.at());
      if (event instanceof HallEvent.DayOpened opened) {
        require(day == null || day.ended(), "I8", "opens before the day before has ended", row);
        require(opened.day().equals(row.day()), "I8", "another day than its own", row);
        require(
            day == null
                ? opened.previousDay() == null
                : day.day.equals(opened.previousDay()) && row.day().isAfter(day.day),
            "I8",
            "not behind the day before",
            row);
        if (day != null) {
          keepTickets(hall, day);
          dayIndex++;
        }
        day =
            new ReplayedDay(
                row.day(),
                configs.apply(hall, opened.configVersion()),
                version -> configs.apply(hall, version));
      }
      require(day != null, "I8", "a stream that begins without its day", row);
      civilTime(day, row, event);
      day.apply(row, event, commandOf(row));
      if (event instanceof HallEvent.HallAdopted adopted) {
        String node = adopted.adoption().substring(0, adopted.adoption().indexOf('#'));
        if (!adopter.isEmpty() && !adopter.equals(node)) {
          history.coverage.count("adopted by another node");
        }
        adopter = node;
      }
      boolean lastOfFlight =
          i + 1 == rows.size()
              || rows.get(i + 1).flight() != row.flight()
              || !rows.get(i + 1).writer().equals(row.writer());
      require(
          !lastOfFlight || row.writer().equals(adopter),
          "adoption",
          row.writer(),
          "appends to a hall adopted by",
          adopter,
          row);
      if (row.commandId() != null) {
        accept(row, event, dayIndex, before);
      }
      for (Shown one : takeOut(shown, new Position(row.day(), row.seq()))) {
        require(row.committedAt() <= one.at(), "I7", "shown before its commit", one, row);
        require(bare(one.board()).equals(day.board()), "I7", "expected", day.board(), "found", one);
      }
      while (asked < questions.size() && questions.get(asked).from <= i + 1) {
        open.add(questions.get(asked++));
      }
      ReplayedDay now = day;
      int prefix = i + 1;
      open.removeIf(question -> question.holds(now) || question.expired(prefix));
    }
    open.forEach(question -> question.expired(Integer.MAX_VALUE));
    require(asked == questions.size(), "answers", "before anything was committed");
    require(shown.isEmpty(), "I7", "shown and never committed", shown.values());
    if (day != null) {
      keepTickets(hall, day);
      boards.put(hall, day.board());
      day.conduct().atTheEnd(until - LATE_ALARM_MILLIS);
      require(day.due() == null, "I4", "a ticket is eligible to the last for armed", day.due());
    }
  }

  /** Without what supervisors see; that is judged by its events. */
  static Board bare(Board board) {
    return new Board(
        board.day(),
        board.version(),
        board.seq(),
        board.queues(),
        board.windows(),
        board.recentCalls(),
        board.notices());
  }

  private void accept(StoredRow row, HallEvent event, int dayIndex, long before) {
    List<Entry> entries =
        accepted.computeIfAbsent(
            new Key(row.hall(), row.actor(), row.commandId()), unused -> new ArrayList<>());
    StoredRow last = entries.isEmpty() ? null : entries.getLast().rows().getLast();
    if (last != null && last.day().equals(row.day()) && last.seq() + 1 == row.seq()) {
      require(
          last.writer().equals(row.writer())
              && last.flight() == row.flight()
              && last.at() == row.at(),
          "I1",
          "a command in two pieces",
          last,
          row);
      entries.getLast().rows().add(row);
      entries.getLast().events().add(event);
    } else {
      entries.add(
          new Entry(
              new ArrayList<>(List.of(row)), new ArrayList<>(List.of(event)), dayIndex, before));
    }
  }

  /** What the row's author asked for; null for the system's own. */
  private HallCommand commandOf(StoredRow row) {
    if (row.commandId() == null) {
      return null;
    }
    return delivered
        .getOrDefault(new Key(row.hall(), row.actor(), row.commandId()), List.of())
        .stream()
        .map(delivery -> delivery.request)
        .filter(request -> request.stamp().digest().equals(row.commandDigest()))
        .findFirst()
        .map(HistoryChecker::command)
        .orElseThrow(() -> new Violation("I5", "nobody asked for " + row));
  }

  /** What is asked of a case that is there is judged elsewhere. */
  private static boolean isOfHall(Delivery delivery) {
    return !(delivery.request.order() instanceof Order.OfCase);
  }

  /** What a request asks of its hall; how many events cases begin with is not known to it. */
  private static HallCommand command(HallRequest request) {
    return switch (request.order()) {
      case Order.OfHall of -> of.command();
      case Order.NewCases begin ->
          new HallCommand.OpenCases(
              CaseChecker.registration(begin.commands().getFirst()).ticket(),
              Collections.nCopies(begin.commands().size(), 1));
      case Order.OfCase of -> throw new IllegalArgumentException("nothing of its hall: " + of);
    };
  }

  /** A day's clock: time catches up before anything is decided. */
  private static void civilTime(ReplayedDay day, StoredRow row, HallEvent event) {
    ZoneId zone = day.zone();
    Instant end = row.day().plusDays(1).atStartOfDay(zone).toInstant();
    boolean over = row.at() >= end.toEpochMilli();
    require(row.commandId() == null || !over, "time", "a command after the end of its day", row);
    require(!(event instanceof HallEvent.DayClosed) || over, "time", "ends too early", row);
    if (event instanceof HallEvent.DayOpened opened && opened.previousDay() != null) {
      LocalDate today = Instant.ofEpochMilli(row.at()).atZone(zone).toLocalDate();
      require(opened.day().equals(today), "time", "opens another day than", today, row);
    }
  }

  private static List<Shown> takeOut(Map<Position, List<Shown>> shown, Position position) {
    List<Shown> found = shown.remove(position);
    return found == null ? List.of() : found;
  }

  private Map<Position, List<Shown>> shownBoards(HallId hall) {
    Map<Position, List<Shown>> shown = new HashMap<>();
    for (Shown one : history.shown) {
      if (one.hall().equals(hall)) {
        shown
            .computeIfAbsent(
                new Position(one.board().day(), one.board().seq()), unused -> new ArrayList<>())
            .add(one);
      }
    }
    return shown;
  }

  private void keepTickets(HallId hall, ReplayedDay day) {
    day.ticketTable()
        .forEach(
            (TicketId id, TicketRow row) ->
                tickets.put(new TicketKey(hall, id.day(), id.prefix(), id.number()), row));
  }

  /** An answer that names no event: some prefix between question and answer must agree with it. */
  private static final class Question {
    private final Delivery delivery;
    private final long askedAt;
    private final int from;
    private final int to;

    Question(Delivery delivery, long askedAt, int from, int to) {
      this.delivery = delivery;
      this.askedAt = askedAt;
      this.from = from;
      this.to = to;
    }

    boolean holds(ReplayedDay day) {
      HallCommand command = command(delivery.request);
      Grounds grounds =
          new Grounds(
              day,
              delivery.request.actor().value(),
              askedAt - SKEW_MILLIS,
              delivery.repliedAt + SKEW_MILLIS);
      return delivery.reply instanceof HallReply.Refused refused
          ? grounds.forRefusal(command, refused.refusal().reason())
          : grounds.forNothing(command);
    }

    boolean expired(int prefix) {
      require(
          prefix < to,
          "answers",
          "no state between question and answer agrees:",
          delivery.node,
          delivery.arrivedAt,
          delivery.repliedAt,
          delivery.request,
          delivery.reply);
      return false;
    }
  }

  private List<Question> questions(HallId hall, List<StoredRow> rows) {
    TreeMap<Long, Integer> committed = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      committed.put(rows.get(i).committedAt(), i + 1);
    }
    List<Question> questions = new ArrayList<>();
    for (Delivery delivery : history.deliveries) {
      if (delivery.request.hall().equals(hall)
          && isOfHall(delivery)
          && changesNothing(delivery.reply)) {
        long askedAt = askedAt(delivery);
        Map.Entry<Long, Integer> before = committed.lowerEntry(askedAt);
        Map.Entry<Long, Integer> after = committed.floorEntry(delivery.repliedAt);
        require(after != null, "answers", "before anything was committed", delivery.request);
        questions.add(
            new Question(
                delivery,
                askedAt,
                Math.max(1, before == null ? 0 : before.getValue()),
                after.getValue()));
      }
    }
    questions.sort(java.util.Comparator.comparingInt(question -> question.from));
    return questions;
  }

  /** When the command first arrived where its repetitions shared one answer. */
  private long askedAt(Delivery delivery) {
    return delivered.get(key(delivery)).stream()
        .filter(
            other ->
                other.node.equals(delivery.node)
                    && other.repliedAt == delivery.repliedAt
                    && delivery.reply.equals(other.reply))
        .mapToLong(other -> other.arrivedAt)
        .min()
        .orElseThrow();
  }

  private static Key key(Delivery delivery) {
    return new Key(
        delivery.request.hall(), delivery.request.actor().value(), delivery.request.stamp().id());
  }

  private static boolean changesNothing(HallReply reply) {
    return reply instanceof HallReply.Refused || reply instanceof HallReply.Nothing;
  }

  private void settlements(List<HallId> halls) {
    for (HallId hall : halls) {
      for (StoredRow row : journal.rows(hall)) {
        for (SimulatedJournal.Settlement settled : journal.settlements()) {
          require(
              !settled.writer().equals(row.writer())
                  || row.flight() > settled.lastFlight()
                  || row.committedAt() <= settled.at(),
              "settled",
              "written after it was certain that it cannot be",
              settled,
              row);
        }
      }
    }
  }

  private void acceptedOnce(Key key, List<Entry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      require(
          entries.get(i).dayIndex() > entries.get(i - 1).dayIndex() + 1,
          "I5",
          "accepted twice",
          key,
          entries);
    }
    for (Entry entry : entries) {
      require(
          delivered.getOrDefault(key, List.of()).stream()
              .anyMatch(
                  delivery ->
                      delivery.arrivedAt <= entry.row().committedAt()
                          && delivery.request.stamp().digest().equals(entry.row().commandDigest())
                          && fits(command(delivery.request), entry.events())
                          && (entry.row().at() <= delivery.request.deadline().toEpochMilli()
                              || entry.row().at() == entry.before())),
          "I5",
          "nobody asked for it, or nobody waits for it any more",
          entry);
    }
  }

  private static boolean fits(HallCommand command, List<HallEvent> events) {
    if (command instanceof HallCommand.IssueTicket issue) {
      return fits(issue, events);
    }
    if (command instanceof HallCommand.EnterStubs enter) {
      return fits(enter, events);
    }
    if (command instanceof HallCommand.OpenCases open) {
      return fits(open, events);
    }
    HallEvent first = events.getFirst();
    if (command instanceof HallCommand.EndDay) {
      return first instanceof HallEvent.DayEnded;
    }
    return events.size() == 1
        && switch (command) {
          case HallCommand.IssueTicket issue -> false;
          case HallCommand.EndDay end -> false;
          case HallCommand.OpenCases open -> fits(open, events);
          case HallCommand.ReconfigureHall reconfigure ->
              first.equals(new HallEvent.HallReconfigured(reconfigure.version()));
          case HallCommand.AcknowledgeAlarm seen ->
              first.equals(new HallEvent.ConductAlarmAcknowledged(seen.alarm(), seen.note()));
          case HallCommand.DeviceHeartbeat beat ->
              first.equals(new HallEvent.DeviceHeard(beat.device()));
          case HallCommand.EnterStubs enter -> false;
          case HallCommand.PauseHall pause ->
              first.equals(new HallEvent.HallPaused(pause.reason()));
          case HallCommand.ResumeHall resume -> first.equals(new HallEvent.HallResumed());
          case HallCommand.CancelTicket cancel ->
              first.equals(new HallEvent.TicketCancelled(cancel.ticket()));
          case HallCommand.RejoinTicket rejoin ->
              first instanceof HallEvent.TicketRejoined rejoined
                  && rejoined.ticket().equals(rejoin.ticket());
          case HallCommand.PutBackTicket putBack ->
              first instanceof HallEvent.TicketPutBack back
                  && back.ticket().equals(putBack.ticket());
          case HallCommand.OpenWindow open ->
              first instanceof HallEvent.WindowOpened opened
                  && opened.window().equals(open.window());
          case HallCommand.CloseWindow close ->
              first.equals(new HallEvent.WindowClosed(close.window(), false));
          case HallCommand.PauseWindow pause ->
              first.equals(new HallEvent.WindowPaused(pause.window()));
          case HallCommand.ResumeWindow resume ->
              first.equals(new HallEvent.WindowResumed(resume.window()));
          case HallCommand.TakeOverWindow takeOver ->
              first instanceof HallEvent.WindowTakenOver taken
                  && taken.window().equals(takeOver.window());
          case HallCommand.ChangeWindowQueues change ->
              first.equals(
                  new HallEvent.WindowQueuesChanged(
                      change.window(), List.copyOf(new LinkedHashSet<>(change.queues()))));
          case HallCommand.StoreNext store ->
              first.equals(new HallEvent.WindowArmed(store.window()));
          case HallCommand.DisarmWindow disarm ->
              first.equals(new HallEvent.WindowDisarmed(disarm.window()));
          case HallCommand.CallNext next ->
              first instanceof HallEvent.TicketCalled called
                  && called.window().equals(next.window())
                  && called.byHand() == null;
          case HallCommand.CallTicket call ->
              first instanceof HallEvent.TicketCalled called
                  && called.window().equals(call.window())
                  && called.ticket().equals(call.ticket())
                  && call.reason().equals(called.byHand());
          case HallCommand.RecallTicket recall ->
              first instanceof HallEvent.TicketRecalled again
                  && again.window().equals(recall.window());
          case HallCommand.MissTicket miss ->
              first instanceof HallEvent.TicketMissed missed
                  && missed.window().equals(miss.window());
          case HallCommand.StartService start ->
              first instanceof HallEvent.ServiceStarted started
                  && started.window().equals(start.window());
          case HallCommand.CompleteService complete ->
              first instanceof HallEvent.ServiceCompleted completed
                  && completed.window().equals(complete.window())
                  && completed.outcomes().equals(complete.outcomes())
                  && !completed.bySystem();
          case HallCommand.HoldTicket hold ->
              first instanceof HallEvent.TicketHeld held
                  && held.window().equals(hold.window())
                  && held.reason().equals(hold.reason())
                  && held.hereOnly() == hold.hereOnly();
          case HallCommand.ResumeTicket resume ->
              first.equals(new HallEvent.ServiceResumed(resume.ticket(), resume.window()));
          case HallCommand.ReopenTicket reopen ->
              first.equals(new HallEvent.ServiceReopened(reopen.ticket(), reopen.window()));
          case HallCommand.TransferTicket transfer ->
              first instanceof HallEvent.TicketTransferred transferred
                  && transferred.from().equals(transfer.window())
                  && Objects.equals(transferred.to(), transfer.to())
                  && Objects.equals(transferred.reason(), transfer.reason());
          case HallCommand.QuickServe quick ->
              first instanceof HallEvent.QuickServed served
                  && served.window().equals(quick.window())
                  && served.queue().equals(quick.queue());
        };
  }

  private void countAppointment(HallEvent event, long at) {
    if (event instanceof HallEvent.TicketIssued issued && issued.booked() != null) {
      Instant notBefore = issued.booked().notBefore();
      history.coverage.count(
          notBefore == null
              ? "came late"
              : notBefore.toEpochMilli() > at ? "came early" : "came in time");
    }
    if (event instanceof HallEvent.TicketCalled called
        && called.why().stream()
            .anyMatch(candidate -> candidate.standing() == HallEvent.Standing.EARLY)) {
      history.coverage.count("called early");
    }
  }

  private static boolean fits(HallCommand.OpenCases open, List<HallEvent> events) {
    return events.size() == open.events().size()
        && events.stream()
            .allMatch(
                event ->
                    event instanceof HallEvent.CaseOpened opened
                        && Objects.equals(opened.ticket(), open.ticket()));
  }

  private static boolean fits(HallCommand.EnterStubs enter, List<HallEvent> events) {
    if (events.size() != enter.stubs().size()) {
      return false;
    }
    for (int i = 0; i < events.size(); i++) {
      Stub stub = enter.stubs().get(i);
      boolean same =
          events.get(i) instanceof HallEvent.StubEntered entered
              && entered.ticket().number() == stub.number()
              && entered.queue().equals(stub.queue())
              && entered.arrivedAt().equals(stub.arrivedAt())
              && (entered.person() == null ? PersonClass.ORDINARY : entered.person())
                  == stub.person()
              && Objects.equals(entered.reason(), stub.reason());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(HallCommand.IssueTicket issue, List<HallEvent> events) {
    Map<QueueId, Integer> matters = new LinkedHashMap<>();
    int total = issue.matters().stream().mapToInt(Matter::count).sum();
    if (events.getFirst() instanceof HallEvent.TicketIssued only
        && Objects.equals(only.matters(), total)) {
      matters.put(only.queue(), total);
    } else {
      issue
          .matters()
          .forEach(matter -> matters.merge(matter.queue(), matter.count(), Integer::sum));
    }
    List<QueueId> queues = new ArrayList<>();
    for (HallEvent event : events) {
      if (!(event instanceof HallEvent.TicketIssued issued)
          || !(events.getFirst() instanceof HallEvent.TicketIssued first)) {
        return false;
      }
      queues.add(issued.queue());
      boolean same =
          (issued.person() == null ? PersonClass.ORDINARY : issued.person()) == issue.person()
              && Objects.equals(issued.reason(), issue.reason())
              && Objects.equals(issued.visit(), matters.size() == 1 ? null : first.ticket())
              && Objects.equals(
                  issued.matters() == null ? 1 : issued.matters(), matters.get(issued.queue()));
      if (!same) {
        return false;
      }
    }
    return queues.equals(List.copyOf(matters.keySet()));
  }

  private void answer(Delivery delivery) {
    Key key = key(delivery);
    List<Entry> entries = accepted.getOrDefault(key, List.of());
    CommandStamp stamp = delivery.request.stamp();
    switch (delivery.reply) {
      case null ->
          require(
              history.crashed.contains(delivery.node),
              "I10",
              "forgotten by",
              delivery.node,
              delivery.request);
      case HallReply.Done done -> {
        Entry entry =
            entries.stream()
                .filter(
                    it ->
                        it.row().day().equals(done.day())
                            && it.row().at() == done.at().toEpochMilli()
                            && done.events().equals(it.events())
                            && it.row().commandDigest().equals(stamp.digest()))
                .findFirst()
                .orElse(null);
        require(entry != null, "I1", "done, but not in the journal", delivery.request, done);
        require(
            entry.row().committedAt() <= delivery.repliedAt,
            "I1",
            "answered before its commit",
            delivery.request,
            entry);
        history.coverage.count(
            entry.row().committedAt() < delivery.arrivedAt ? "replayed answer" : "Done");
      }
      case HallReply.CasesDone cases -> begun(delivery, entries, cases);
      case HallReply.CaseRefused refused -> {
        history.coverage.count("Registration refused " + refused.refusal().reason());
        changedNothing(delivery, key, entries);
      }
      case HallReply.UnknownCase unknown -> throw new Violation("I10", "nobody asked " + unknown);
      case HallReply.KeyReused reused -> {
        require(
            entries.stream()
                .anyMatch(
                    it ->
                        !it.row().commandDigest().equals(stamp.digest())
                            && it.row().committedAt() <= delivery.repliedAt),
            "I5",
            "never used with another content",
            delivery.request);
        history.coverage.count("KeyReused");
      }
      case HallReply.Refused refused -> {
        history.coverage.count("Refused " + refused.refusal().reason());
        changedNothing(delivery, key, entries);
      }
      case HallReply.Nothing nothing -> {
        history.coverage.count("Nothing");
        if (!isSign(delivery.request)) {
          changedNothing(delivery, key, entries);
        }
      }
      case HallReply.NotOwner notOwner -> history.coverage.count("NotOwner");
      case HallReply.NotNow notNow -> {
        require(
            !notNow.why().contains("cannot be read") && !notNow.why().contains("be decided"),
            "quarantine",
            notNow,
            delivery.request);
        history.coverage.count("NotNow " + notNow.why());
      }
    }
  }

  /** The numbers that were told are those that the hall gave. */
  private void begun(Delivery delivery, List<Entry> entries, HallReply.CasesDone cases) {
    Entry entry =
        entries.stream()
            .filter(
                it ->
                    it.row().commandDigest().equals(delivery.request.stamp().digest())
                        && numbers(it).equals(cases.cases()))
            .findFirst()
            .orElse(null);
    require(entry != null, "I1", "begun, but not in the journal", delivery.request, cases);
    require(
        entry.row().committedAt() <= delivery.repliedAt,
        "I1",
        "answered before its commit",
        delivery.request,
        entry);
    history.coverage.count(
        entry.row().committedAt() < delivery.arrivedAt ? "replayed registration" : "registration");
  }

  private static List<HallReply.CaseAt> numbers(Entry entry) {
    StoredRow row = entry.row();
    return entry.events().stream()
        .map(HallEvent.CaseOpened.class::cast)
        .map(
            opened ->
                new HallReply.CaseAt(
                    new CaseNumber(row.hall(), row.day(), opened.sequence()), opened.events()))
        .toList();
  }

  /**
   * A sign of a device is answered alike whether it was news or not, and without a flight when its
   * owner thinks that it is none: also by an owner that another one has followed.
   */
  private static boolean isSign(HallRequest request) {
    return request.order() instanceof Order.OfHall(HallCommand.DeviceHeartbeat beat);
  }

  /** A row under the id of a refused command must come from another arrival of it. */
  private void changedNothing(Delivery delivery, Key key, List<Entry> entries) {
    int today = dayIndex(delivery.request.hall(), delivery.repliedAt);
    for (Entry entry : entries) {
      require(
          entry.row().committedAt() >= delivery.arrivedAt || entry.dayIndex() < today - 1,
          "I5",
          "decided anew what was accepted before",
          delivery.request,
          delivery.reply,
          entry);
      if (entry.row().committedAt() >= delivery.arrivedAt) {
        require(
            delivered.get(key).stream()
                .anyMatch(
                    other ->
                        other != delivery
                            && !changesNothing(other.reply)
                            && !(other.reply instanceof HallReply.CaseRefused)
                            && !(other.reply instanceof HallReply.KeyReused)
                            && other.arrivedAt <= entry.row().committedAt()),
            "I1",
            "answered that it changed nothing, but",
            delivery.node,
            delivery.request,
            delivery.reply,
            entry);
        history.coverage.count("refused here, accepted elsewhere");
      }
    }
  }

  private int dayIndex(HallId hall, long at) {
    Set<LocalDate> days = new HashSet<>();
    for (StoredRow row : journal.rows(hall)) {
      if (row.committedAt() <= at) {
        days.add(row.day());
      }
    }
    return days.size() - 1;
  }

  /** Arrivals of one command at one owner while it is undecided get one answer. */
  private void shared(Key key, List<Delivery> deliveries) {
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery first = deliveries.get(i);
      for (int j = i + 1; j < deliveries.size(); j++) {
        Delivery second = deliveries.get(j);
        if (first.node.equals(second.node)
            && first.request.stamp().equals(second.request.stamp())
            && second.arrivedAt < first.repliedAt
            && definitive(first.reply)
            && definitive(second.reply)) {
          history.coverage.count("shared answer");
          require(
              first.reply.equals(second.reply),
              "I5",
              "two answers to one command",
              key,
              first.reply,
              second.reply);
        }
      }
    }
  }

  /**
   * What arrived at an owner once is done in the order in which it arrived; but what was too soon
   * at first and is decided again after a lost flight comes later.
   */
  private void inOrderOfArrival() {
    record Owner(String node, HallId hall) {}
    Map<Owner, HallReply.Done> last = new HashMap<>();
    Map<Owner, Position> positions = new HashMap<>();
    for (Delivery delivery : history.deliveries) {
      Key key = key(delivery);
      if (delivery.request.order() instanceof Order.OfHall(HallCommand.IssueTicket issue)
          && delivery.reply instanceof HallReply.Done done
          && delivered.get(key).size() == 1) {
        StoredRow row = accepted.get(key).getFirst().row();
        Owner owner = new Owner(delivery.node, delivery.request.hall());
        Position before = positions.put(owner, new Position(row.day(), row.seq()));
        require(
            before == null
                || row.day().isAfter(before.day())
                || (row.day().equals(before.day()) && row.seq() > before.seq()),
            "order",
            "overtaken by",
            last.get(owner),
            "who came later:",
            done);
        last.put(owner, done);
      }
    }
  }

  private static boolean definitive(HallReply reply) {
    return reply instanceof HallReply.Done
        || reply instanceof HallReply.CasesDone
        || reply instanceof HallReply.CaseRefused
        || changesNothing(reply);
  }

  /** How long the node that was asked could not answer. */
  private long stoodStill(Attempt attempt) {
    return history.stalls.stream()
        .filter(stall -> stall.node().equals(attempt.node))
        .mapToLong(stall -> stall.millisBetween(attempt.sentAt, attempt.answeredAt))
        .sum();
  }

  private void attempt(Attempt attempt) {
    if (attempt.reply == null) {
      require(attempt.edgeLost, "I10", "never answered", attempt.node, attempt.order);
      return;
    }
    require(
        attempt.answeredAt - attempt.sentAt <= DEADLINE_MILLIS + SLACK_MILLIS + stoodStill(attempt),
        "I10",
        "answered after",
        attempt.answeredAt - attempt.sentAt,
        "ms",
        attempt.node,
        attempt.order);
    require(!(attempt.reply instanceof HallReply.NotOwner), "I10", "not an answer", attempt.order);
    if (!(attempt.reply instanceof HallReply.NotNow)) {
      Key key = new Key(attempt.hall, attempt.actor.value(), attempt.stamp.id());
      if (changesNothing(attempt.reply)
          && accepted.containsKey(key)
          && history.attempts.stream()
                  .filter(other -> other.stamp.id().equals(attempt.stamp.id()))
                  .count()
              == 1) {
        history.coverage.count("refused to its client, accepted from a repetition on the way");
      }
      require(
          delivered.getOrDefault(key, List.of()).stream()
              .anyMatch(
                  delivery ->
                      attempt.reply.equals(delivery.reply)
                          && delivery.arrivedAt >= attempt.sentAt
                          && delivery.repliedAt <= attempt.answeredAt),
          "I1",
          "an answer that no owner gave",
          attempt.order,
          attempt.reply);
    }
  }

  private static byte[] sha256(StoredRow row) {
    return sha256(
        List.of(
            eight(row.hall().value()),
            eight(row.day().toEpochDay()),
            eight(row.seq()),
            row.type().getBytes(StandardCharsets.UTF_8),
            eight(row.version()),
            row.payload().getBytes(),
            eight(row.at()),
            eight(row.actor()),
            sixteen(row.commandId()),
            sixteen(row.commandDigest()),
            row.previous().bytes()));
  }

  /** Of columns, each behind its length. */
  static byte[] sha256(List<byte[]> columns) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] column : columns) {
        digest.update(ByteBuffer.allocate(4).putInt(column.length).array());
        digest.update(column);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] eight(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  static byte[] sixteen(UUID id) {
    return id == null
        ? new byte[0]
        : ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
  }
}
