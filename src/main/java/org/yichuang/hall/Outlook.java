package org.yichuang.hall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a hall does and what should be done about it: a pure function of its state and the time.
 * Immutable.
 *
 * <p>It is made where the state is, at the owner: every supervisor reads the same sentence, and the
 * list of all halls needs no board of each. The effort is that of the estimates.
 *
 * @param lines one for each queue, the worst first
 * @param alarms open ones that nobody has acknowledged
 */
public record Outlook(Instant at, Advice advice, List<Line> lines, int manned, int alarms) {
  public Outlook {
    lines = List.copyOf(lines);
  }

  /** How bad a queue is; the worst first. */
  public enum Trouble {
    UNMANNED,
    LONG,
    /** More than half of what is too long. */
    NEAR,
    NONE
  }

  /**
   * A queue.
   *
   * @param estimate of somebody who came now
   * @param nextSince since when the one waits who may be called next; null when nobody may
   * @param manned windows that serve it and are not away
   * @param windows that serve it when all work
   */
  public record Line(
      QueueId queue,
      Trouble trouble,
      int waiting,
      Estimate estimate,
      @Nullable Instant nextSince,
      int manned,
      int windows) {}

  private static final Comparator<Line> WORST_FIRST =
      Comparator.comparing(Line::trouble)
          .thenComparing(Comparator.comparingLong(Outlook::waitMillis).reversed())
          .thenComparing(Comparator.comparingInt(Line::waiting).reversed());

  /** Empty before the hall's first day. */
  public static Optional<Outlook> of(HallState state, Instant at) {
    if (state.day().isEmpty()) {
      return Optional.empty();
    }
    List<Line> lines = new ArrayList<>();
    for (HallConfig.Queue queue : state.config().queues()) {
      lines.add(line(state, queue.id(), at));
    }
    lines.sort(WORST_FIRST);
    int manned =
        (int) state.sessions().values().stream().filter(session -> !session.paused()).count();
    int alarms =
        (int)
            state.conduct().alarms().stream()
                .filter(alarm -> alarm.clearedAt() == null && alarm.acknowledged() == null)
                .count();
    return Optional.of(
        new Outlook(at, advice(state, lines, manned, alarms, at), lines, manned, alarms));
  }

  private static Line line(HallState state, QueueId queue, Instant at) {
    int waiting = state.waiting(queue);
    int manned = 0;
    int windows = 0;
    for (HallConfig.Window window : state.windows()) {
      if (window.queues().contains(queue)) {
        windows++;
        manned += works(state, window) ? 1 : 0;
      }
    }
    Estimate estimate = Estimator.of(state, queue, waiting, 0, at);
    Ticket next = state.line(queue).first(at);
    return new Line(
        queue,
        trouble(waiting, manned, estimate, state.config().settings().longWaitMillis()),
        waiting,
        estimate,
        next == null ? null : next.issuedAt(),
        manned,
        windows);
  }

  private static boolean works(HallState state, HallConfig.Window window) {
    return state.session(window.id()).filter(session -> !session.paused()).isPresent();
  }

  private static Trouble trouble(int waiting, int manned, Estimate estimate, long tooLong) {
    if (waiting > 0 && manned == 0) {
      return Trouble.UNMANNED;
    }
    if (waiting == 0) {
      return Trouble.NONE;
    }
    return estimate.p50Millis() > tooLong
        ? Trouble.LONG
        : estimate.p50Millis() > tooLong / 2 ? Trouble.NEAR : Trouble.NONE;
  }

  private static long waitMillis(Line line) {
    return line.waiting() == 0 ? 0 : line.estimate().p50Millis();
  }

  private static Advice advice(
      HallState state, List<Line> lines, int manned, int alarms, Instant at) {
    if (state.ended()) {
      return new Advice.Ended();
    }
    Pauses.Pause pause = state.pauses().now().orElse(null);
    if (pause != null) {
      return new Advice.Paused(pause.since(), pause.reason());
    }
    int waiting = lines.stream().mapToInt(Line::waiting).sum();
    DayHours hours = state.hours();
    if (hours.isBeforeOpening(at)) {
      return new Advice.Opening(hours.nextOpening(at).orElseThrow(), waiting);
    }
    if (!hours.isOpen(at)) {
      return waiting > 0 || manned > 0
          ? new Advice.Overtime(waiting, manned)
          : new Advice.Closed(
              state
                  .config()
                  .hours()
                  .nextOpen(at, state.config().zone())
                  .map(Hours.Span::from)
                  .orElse(null));
    }
    Line worst = lines.getFirst();
    return switch (worst.trouble()) {
      case UNMANNED ->
          new Advice.Unmanned(worst.queue(), worst.waiting(), away(state, worst.queue()));
      case LONG -> help(state, worst);
      case NEAR, NONE ->
          alarms > 0
              ? new Advice.Alarms(alarms)
              : new Advice.Well(
                  waiting, lines.stream().mapToLong(Outlook::waitMillis).max().orElse(0));
    };
  }

  /** Twice the capacity is half the wait: what is asked for is the least that is enough. */
  private static Advice help(HallState state, Line line) {
    QueueId queue = line.queue();
    long wait = line.estimate().p50Millis();
    double capacity = Manning.of(state, queue, line.waiting(), false).capacity();
    long tooLong = state.config().settings().longWaitMillis();
    int needed = (int) Math.max(1, Math.ceil(capacity * wait / tooLong - capacity - 1e-9));
    List<WindowId> away = first(needed, away(state, queue));
    if (!away.isEmpty()) {
      return new Advice.OpenWindows(queue, wait, away, then(wait, capacity, away.size()));
    }
    List<WindowId> idle = first(needed, idle(state, queue));
    return idle.isEmpty()
        ? new Advice.TooFew(queue, wait)
        : new Advice.LendWindows(queue, wait, idle, then(wait, capacity, idle.size()));
  }

  private static long then(long wait, double capacity, int more) {
    return Math.round(wait * capacity / (capacity + more));
  }

  private static List<WindowId> first(int most, List<WindowId> windows) {
    return windows.subList(0, Math.min(most, windows.size()));
  }

  /** Windows that serve the queue and do not work, those first whose first queue it is. */
  private static List<WindowId> away(HallState state, QueueId queue) {
    return state.windows().stream()
        .filter(window -> window.queues().contains(queue) && !works(state, window))
        .sorted(Comparator.comparingInt(window -> window.queues().indexOf(queue)))
        .map(HallConfig.Window::id)
        .toList();
  }

  /** Windows that work, have nobody there and nobody to call. */
  private static List<WindowId> idle(HallState state, QueueId queue) {
    return state.windows().stream()
        .filter(window -> works(state, window) && !window.queues().contains(queue))
        .filter(window -> state.session(window.id()).orElseThrow().ticket() == null)
        .filter(window -> window.queues().stream().allMatch(own -> state.waiting(own) == 0))
        .map(HallConfig.Window::id)
        .toList();
  }
}
