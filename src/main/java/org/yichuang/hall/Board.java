package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a hall's displays show: a function of events alone, without personal data. Immutable.
 *
 * @param version of the configuration in force, which says what rows there are
 * @param seq of the last event it contains
 * @param notices what everybody should know now
 * @param supervision for supervisors alone; public views leave it out
 */
public record Board(
    LocalDate day,
    int version,
    int seq,
    List<QueueRow> queues,
    List<WindowRow> windows,
    List<Announcement> recentCalls,
    List<Notice> notices,
    Supervision supervision) {
  /** As displays see it. */
  public Board(
      LocalDate day,
      int version,
      int seq,
      List<QueueRow> queues,
      List<WindowRow> windows,
      List<Announcement> recentCalls,
      List<Notice> notices) {
    this(day, version, seq, queues, windows, recentCalls, notices, Supervision.NONE);
  }

  public Board {
    queues = List.copyOf(queues);
    windows = List.copyOf(windows);
    recentCalls = List.copyOf(recentCalls);
    notices = List.copyOf(notices);
  }

  /**
   * @param issued numbers given today
   * @param lastCalled null before the first call of the day
   */
  public record QueueRow(
      QueueId id, String prefix, int waiting, int issued, @Nullable TicketId lastCalled) {}

  /**
   * @param ticket whom the window has called or serves
   */
  public record WindowRow(WindowId id, WindowStatus state, @Nullable TicketId ticket) {}

  /**
   * What everybody in the hall should know.
   *
   * @param since when it began
   * @param text why; without personal data
   */
  public record Notice(Kind kind, Instant since, String text) {
    public enum Kind {
      /** The hall stands still. */
      PAUSED
    }
  }

  public enum WindowStatus {
    CLOSED,
    OPEN,
    PAUSED,
    CALLED,
    SERVING
  }

  /**
   * The rows that differ between two boards of one day, with absolute values.
   *
   * @param from sequence of the older board
   * @param to sequence of the newer one
   * @param recentCalls the whole list when it changed, else null
   * @param notices the whole list when it changed, else null
   * @param supervision null when nothing of it changed
   */
  public record Changes(
      LocalDate day,
      int from,
      int to,
      List<QueueRow> queues,
      List<WindowRow> windows,
      @Nullable List<Announcement> recentCalls,
      @Nullable List<Notice> notices,
      Supervision.@Nullable Changes supervision) {
    public Changes {
      queues = List.copyOf(queues);
      windows = List.copyOf(windows);
      recentCalls = recentCalls == null ? null : List.copyOf(recentCalls);
      notices = notices == null ? null : List.copyOf(notices);
    }
  }

  public static Board of(HallState state) {
    HallConfig config = state.config();
    List<QueueRow> queues = new ArrayList<>(config.queues().size());
    for (HallConfig.Queue queue : config.queues()) {
      queues.add(
          new QueueRow(
              queue.id(),
              queue.prefix(),
              state.waiting(queue.id()),
              state.issued(queue.prefix()),
              state.lastCalled(queue.id()).orElse(null)));
    }
    List<WindowRow> windows = new ArrayList<>(config.windows().size());
    for (HallConfig.Window window : config.windows()) {
      windows.add(row(state, window.id()));
    }
    return new Board(
        state.day().orElseThrow(),
        config.version(),
        state.seq(),
        queues,
        windows,
        state.recentCalls(),
        notices(state),
        Supervision.of(state));
  }

  private static List<Notice> notices(HallState state) {
    return state
        .pauses()
        .now()
        .map(pause -> List.of(new Notice(Notice.Kind.PAUSED, pause.since(), pause.reason())))
        .orElse(List.of());
  }

  private static WindowRow row(HallState state, WindowId window) {
    WindowSession session = state.session(window).orElse(null);
    if (session == null) {
      return new WindowRow(window, WindowStatus.CLOSED, null);
    }
    TicketId ticket = session.ticket();
    if (ticket == null) {
      return new WindowRow(
          window, session.paused() ? WindowStatus.PAUSED : WindowStatus.OPEN, null);
    }
    boolean serving = state.ticket(ticket).orElseThrow().state() instanceof TicketState.Serving;
    return new WindowRow(window, serving ? WindowStatus.SERVING : WindowStatus.CALLED, ticket);
  }

  /** Whether the board can have come from the other by changes of rows. */
  public boolean follows(Board older) {
    return older.day.equals(day) && older.version == version && older.seq <= seq;
  }

  /** What changed since an older board of the same day and configuration. */
  public Changes since(Board older) {
    if (!follows(older)) {
      throw new IllegalArgumentException(
          "expected an older board of %s/%d in version %d, found %s/%d in version %d"
              .formatted(day, seq, version, older.day, older.seq, older.version));
    }
    return new Changes(
        day,
        older.seq,
        seq,
        changed(older.queues, queues),
        changed(older.windows, windows),
        older.recentCalls.equals(recentCalls) ? null : recentCalls,
        older.notices.equals(notices) ? null : notices,
        supervision.since(older.supervision));
  }

  /** The board after the changes; they must begin at or before this board's sequence. */
  public Board with(Changes changes) {
    if (!changes.day.equals(day) || changes.from > seq || changes.to <= seq) {
      throw new IllegalArgumentException(
          "expected changes from at most %s/%d, found %s/%d-%d"
              .formatted(day, seq, changes.day, changes.from, changes.to));
    }
    return new Board(
        day,
        version,
        changes.to,
        merged(queues, changes.queues, QueueRow::id),
        merged(windows, changes.windows, WindowRow::id),
        changes.recentCalls == null ? recentCalls : changes.recentCalls,
        changes.notices == null ? notices : changes.notices,
        supervision.with(changes.supervision));
  }

  static <R> List<R> changed(List<R> before, List<R> after) {
    if (before.size() != after.size()) {
      return after;
    }
    List<R> rows = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      if (!after.get(i).equals(before.get(i))) {
        rows.add(after.get(i));
      }
    }
    return rows;
  }

  static <R, K> List<R> merged(List<R> rows, List<R> changes, Function<R, K> key) {
    List<R> merged = new ArrayList<>(rows);
    for (R change : changes) {
      merged.replaceAll(row -> key.apply(row).equals(key.apply(change)) ? change : row);
    }
    return merged;
  }
}
