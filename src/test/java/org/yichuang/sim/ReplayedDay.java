package org.yichuang.sim;

import static org.yichuang.sim.Violation.require;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yichuang.hall.Announcement;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Refusal;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;
import org.yichuang.sim.SimulatedJournal.StoredRow;
import org.yichuang.sim.SimulatedJournal.TicketRow;

/**
 * A hall's business day as this package understands its events: written from the architecture, not
 * from the rules, so that the two must agree.
 */
final class ReplayedDay {
  private static final int SHOWN_CALLS = 20;

  private enum Stage {
    WAITING("Waiting"),
    CALLED("Called"),
    SERVING("Serving"),
    MISSED("Missed"),
    COMPLETED("Completed"),
    LAPSED("Lapsed");

    final String word;

    Stage(String word) {
      this.word = word;
    }
  }

  private static final class Visit {
    final TicketId id;
    final QueueId queue;
    final long key;
    final int seq;
    final long issuedAt;
    Stage stage = Stage.WAITING;
    WindowId window;
    int announced;
    int calls;
    Long calledAt;
    Long announcedAt;
    Long startedAt;
    Long endedAt;

    Visit(TicketId id, QueueId queue, long key, int seq, long issuedAt) {
      this.id = id;
      this.queue = queue;
      this.key = key;
      this.seq = seq;
      this.issuedAt = issuedAt;
    }
  }

  private static final class Post {
    final int clerk;
    Visit visit;

    Post(int clerk) {
      this.clerk = clerk;
    }
  }

  final LocalDate day;
  private final HallConfig config;
  private final Map<TicketId, Visit> visits = new LinkedHashMap<>();
  private final Map<QueueId, List<Visit>> waiting = new HashMap<>();
  private final Map<WindowId, Post> posts = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<QueueId, TicketId> lastCalled = new HashMap<>();
  private final Deque<Announcement> calls = new ArrayDeque<>();
  private int announcements;
  private int seq;
  private boolean ending;
  private boolean ended;

  ReplayedDay(LocalDate day, HallConfig config) {
    this.day = day;
    this.config = config;
  }

  ZoneId zone() {
    return config.zone();
  }

  boolean ended() {
    return ended;
  }

  void apply(StoredRow row, HallEvent event) {
    require(row.day().equals(day) && row.seq() == seq + 1, "I8", "after", day, seq, "comes", row);
    require(!ended, "I8", "an event after the end of its day", row);
    seq = row.seq();
    boolean system = row.actor() == 0;
    require(system == (row.commandId() == null), "I5", "author and command id disagree", row);
    switch (event) {
      case HallEvent.DayOpened opened -> require(seq == 1 && system, "I8", "opened twice", row);
      case HallEvent.DayClosed closed -> {
        require(system && closed.day().equals(day), "I8", row);
        require(posts.isEmpty(), "I3", "windows are open at the end of the day", posts.keySet());
        require(
            visits.values().stream()
                .allMatch(v -> v.stage == Stage.COMPLETED || v.stage == Stage.LAPSED),
            "I3",
            "tickets are open at the end of the day",
            row);
        ended = true;
      }
      case HallEvent.HallAdopted adopted -> require(system && !ending, "I3", row);
      case HallEvent.WindowOpened opened -> {
        require(!ending && config.window(opened.window()).isPresent(), "I3", row);
        require(opened.clerk().value() == row.actor(), "I3", "opened for another clerk", row);
        require(
            posts.put(opened.window(), new Post(row.actor())) == null, "I3", "opened twice", row);
      }
      case HallEvent.WindowClosed closed -> {
        Post post = posts.remove(closed.window());
        require(post != null && post.visit == null, "I3", "closed while", post, row);
        byWhom(closed.bySystem(), post, row);
      }
      case HallEvent.TicketIssued issued -> issue(issued, row);
      case HallEvent.TicketCalled called -> call(called, row);
      case HallEvent.TicketRecalled recalled -> recall(recalled, row);
      case HallEvent.TicketMissed missed -> {
        Visit visit = at(missed.window(), missed.ticket(), Stage.CALLED, row);
        require(
            visit.announced >= config.rules().missAnnouncements()
                && row.at() - visit.calledAt >= config.rules().missAfterMillis(),
            "I3",
            "missed too soon",
            row);
        leave(missed.window(), visit, Stage.MISSED, row);
      }
      case HallEvent.ServiceStarted started -> {
        Visit visit = at(started.window(), started.ticket(), Stage.CALLED, row);
        byWhom(false, posts.get(started.window()), row);
        visit.stage = Stage.SERVING;
        visit.startedAt = row.at();
      }
      case HallEvent.ServiceCompleted completed -> {
        Visit visit = at(completed.window(), completed.ticket(), Stage.SERVING, row);
        byWhom(completed.bySystem(), posts.get(completed.window()), row);
        leave(completed.window(), visit, Stage.COMPLETED, row);
      }
      case HallEvent.TicketLapsed lapsed -> lapse(lapsed, row);
      default -> require(false, "I3", "nobody gave such a command", row);
    }
  }

  private void byWhom(boolean bySystem, Post post, StoredRow row) {
    require(bySystem == (row.actor() == 0), "I3", "by the system or not?", row);
    require(bySystem || post.clerk == row.actor(), "I3", "by another clerk", row);
    require(bySystem || !ending, "I3", "by a clerk while the day ends", row);
    ending |= bySystem;
  }

  private void issue(HallEvent.TicketIssued issued, StoredRow row) {
    TicketId id = issued.ticket();
    HallConfig.Queue queue = config.queue(issued.queue()).orElse(null);
    require(!ending && queue != null, "I2", row);
    require(
        id.day().equals(day)
            && id.prefix().equals(queue.prefix())
            && id.number() == numbers.merge(id.prefix(), 1, Integer::sum),
        "I2",
        "not the next number",
        issued,
        row.day(),
        row.seq());
    List<Visit> line = line(issued.queue());
    require(issued.ahead() == line.size(), "I2", "ahead should be", line.size(), issued);
    require(line.size() < config.rules().maxWaiting(), "I2", "over the limit", issued);
    require(issued.key() == row.at(), "I4", "the key is not the arrival", issued, row.at());
    Visit visit = new Visit(id, issued.queue(), issued.key(), row.seq(), row.at());
    require(visits.put(id, visit) == null, "I2", "issued twice", issued);
    line.add(visit);
  }

  private void call(HallEvent.TicketCalled called, StoredRow row) {
    Post post = posts.get(called.window());
    Visit visit = visits.get(called.ticket());
    require(post != null && post.visit == null, "I3", "called to an occupied window", row);
    byWhom(false, post, row);
    require(visit != null && visit.stage == Stage.WAITING, "I3", "called while not waiting", row);
    List<Visit> firsts = firsts(called.window());
    require(!firsts.isEmpty() && firsts.getFirst() == visit, "I4", "overtakes", called);
    require(
        called
            .why()
            .equals(
                firsts.stream().map(v -> new HallEvent.Candidate(v.id, v.queue, v.key)).toList()),
        "I4",
        "another reason than the queues",
        called);
    require(called.waitedMillis() == row.at() - visit.issuedAt, "I4", "waited", called);
    line(visit.queue).remove(visit);
    visit.stage = Stage.CALLED;
    visit.window = called.window();
    visit.calledAt = row.at();
    visit.announced = 0;
    post.visit = visit;
    lastCalled.put(visit.queue, visit.id);
    announce(visit, called.announcement(), 0, row);
  }

  private void recall(HallEvent.TicketRecalled recalled, StoredRow row) {
    Visit visit = at(recalled.window(), recalled.ticket(), Stage.CALLED, row);
    byWhom(false, posts.get(recalled.window()), row);
    require(
        recalled.recall() == visit.announced
            && visit.announced <= config.rules().maxRecalls()
            && row.at() - visit.announcedAt >= config.rules().recallAfterMillis(),
        "I3",
        "recalled too often or too soon",
        row);
    announce(visit, recalled.announcement(), recalled.recall(), row);
  }

  private void announce(Visit visit, int announcement, int recall, StoredRow row) {
    require(announcement == ++announcements, "I3", "announcement should be", announcements, row);
    visit.announced++;
    visit.calls++;
    visit.announcedAt = row.at();
    calls.addLast(
        new Announcement(
            announcement,
            visit.id,
            visit.window,
            java.time.Instant.ofEpochMilli(row.at()),
            recall));
    if (calls.size() > SHOWN_CALLS) {
      calls.removeFirst();
    }
  }

  private void lapse(HallEvent.TicketLapsed lapsed, StoredRow row) {
    Visit visit = visits.get(lapsed.ticket());
    require(row.actor() == 0 && visit != null, "I3", row);
    require(
        visit.stage == Stage.WAITING || visit.stage == Stage.CALLED || visit.stage == Stage.MISSED,
        "I3",
        "lapsed while",
        visit.stage,
        row);
    ending = true;
    line(visit.queue).remove(visit);
    if (visit.stage == Stage.CALLED) {
      posts.get(visit.window).visit = null;
    }
    visit.stage = Stage.LAPSED;
    visit.endedAt = row.at();
  }

  private Visit at(WindowId window, TicketId ticket, Stage stage, StoredRow row) {
    Post post = posts.get(window);
    Visit visit = visits.get(ticket);
    require(
        post != null && visit != null && post.visit == visit && visit.stage == stage,
        "I3",
        "expected",
        ticket,
        stage,
        "at",
        window,
        "found",
        visit == null ? null : visit.stage,
        row);
    return visit;
  }

  private void leave(WindowId window, Visit visit, Stage stage, StoredRow row) {
    posts.get(window).visit = null;
    visit.stage = stage;
    visit.endedAt = row.at();
  }

  private List<Visit> line(QueueId queue) {
    return waiting.computeIfAbsent(queue, unused -> new ArrayList<>());
  }

  private List<Visit> firsts(WindowId window) {
    Comparator<Visit> order =
        Comparator.<Visit>comparingLong(visit -> visit.key).thenComparingInt(visit -> visit.seq);
    List<Visit> firsts = new ArrayList<>();
    for (QueueId queue : config.window(window).orElseThrow().queues()) {
      line(queue).stream().min(order).ifPresent(firsts::add);
    }
    firsts.sort(order);
    return firsts;
  }

  /** What displays should show after the events so far. */
  Board board() {
    return new Board(
        day,
        seq,
        config.queues().stream()
            .map(
                queue ->
                    new Board.QueueRow(
                        queue.id(),
                        queue.prefix(),
                        line(queue.id()).size(),
                        numbers.getOrDefault(queue.prefix(), 0),
                        lastCalled.get(queue.id())))
            .toList(),
        config.windows().stream().map(window -> windowRow(window.id())).toList(),
        List.copyOf(calls));
  }

  private Board.WindowRow windowRow(WindowId window) {
    Post post = posts.get(window);
    if (post == null) {
      return new Board.WindowRow(window, Board.WindowStatus.CLOSED, null);
    }
    if (post.visit == null) {
      return new Board.WindowRow(window, Board.WindowStatus.OPEN, null);
    }
    return new Board.WindowRow(
        window,
        post.visit.stage == Stage.SERVING ? Board.WindowStatus.SERVING : Board.WindowStatus.CALLED,
        post.visit.id);
  }

  /** The rows of the read table that this day's events make. */
  Map<TicketId, TicketRow> ticketTable() {
    Map<TicketId, TicketRow> table = new HashMap<>();
    visits.forEach(
        (id, visit) ->
            table.put(
                id,
                new TicketRow(
                    visit.queue.value(),
                    visit.stage.word,
                    visit.window == null ? null : visit.window.value(),
                    visit.issuedAt,
                    visit.calledAt,
                    visit.startedAt,
                    visit.endedAt,
                    visit.calls)));
    return table;
  }

  /** Whether there is nothing to do for a call, as the day stands now. */
  boolean nobodyFor(HallCommand command, int actor) {
    if (!(command instanceof HallCommand.CallNext next) || ended) {
      return false;
    }
    Post post = posts.get(next.window());
    return post != null
        && post.clerk == actor
        && post.visit == null
        && firsts(next.window()).isEmpty();
  }

  /** Whether the command may be refused for that reason, as the day stands now. */
  boolean refuses(HallCommand command, int actor, Refusal.Reason reason, long earliest) {
    if (ended) {
      return false;
    }
    if (command instanceof HallCommand.IssueTicket issue) {
      return switch (reason) {
        case UNKNOWN_QUEUE -> config.queue(issue.matters().getFirst()).isEmpty();
        case QUEUE_FULL -> line(issue.matters().getFirst()).size() >= config.rules().maxWaiting();
        default -> false;
      };
    }
    WindowId window = ((HallCommand.AtWindow) command).window();
    Post post = posts.get(window);
    if (reason == Refusal.Reason.UNKNOWN_WINDOW) {
      return config.window(window).isEmpty();
    }
    if (config.window(window).isEmpty()) {
      return false;
    }
    if (command instanceof HallCommand.OpenWindow) {
      return reason == Refusal.Reason.WINDOW_ALREADY_OPEN && post != null;
    }
    if (post == null || post.clerk != actor) {
      return reason
          == (post == null ? Refusal.Reason.WINDOW_NOT_OPEN : Refusal.Reason.NOT_YOUR_WINDOW);
    }
    Visit visit = post.visit;
    boolean called = visit != null && visit.stage == Stage.CALLED;
    return switch (command) {
      case HallCommand.CloseWindow close ->
          reason == Refusal.Reason.WINDOW_OCCUPIED && visit != null;
      case HallCommand.CallNext next -> reason == Refusal.Reason.WINDOW_OCCUPIED && visit != null;
      case HallCommand.CompleteService complete ->
          visit == null
              ? reason == Refusal.Reason.NO_TICKET_AT_WINDOW
              : reason == Refusal.Reason.WRONG_TICKET_STATE && visit.stage != Stage.SERVING;
      default -> {
        if (visit == null) {
          yield reason == Refusal.Reason.NO_TICKET_AT_WINDOW;
        }
        if (!called) {
          yield reason == Refusal.Reason.WRONG_TICKET_STATE;
        }
        yield switch (command) {
          case HallCommand.RecallTicket recall ->
              visit.announced > config.rules().maxRecalls()
                  ? reason == Refusal.Reason.TOO_MANY_RECALLS
                  : reason == Refusal.Reason.TOO_SOON
                      && visit.announcedAt + config.rules().recallAfterMillis() > earliest;
          case HallCommand.MissTicket miss ->
              reason == Refusal.Reason.TOO_SOON
                  && (visit.announced < config.rules().missAnnouncements()
                      || visit.calledAt + config.rules().missAfterMillis() > earliest);
          default -> false;
        };
      }
    };
  }
}
