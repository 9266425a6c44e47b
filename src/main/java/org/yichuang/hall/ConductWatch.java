package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.ConductCause.Kind;

/**
 * What the events of a day say of conduct: counts of each clerk at a window, causes that will be
 * alarms when they last, and the alarms. Mutable, confined to its state, changed by {@link #apply}
 * alone.
 *
 * <p>An event costs one look at each open window and each queue, whatever the number waiting.
 */
final class ConductWatch {
  private static final int SHOWN_BY_HAND = 50;

  private static final Comparator<Coming> SOONEST =
      Comparator.comparing(one -> one.due() == null ? Instant.MAX : one.due());

  /** More are kept only while they are open. */
  private static final int KEPT_ALARMS = 200;

  /**
   * A cause that has no alarm yet.
   *
   * @param millis how long the hall is open and does not stand still until it gets one
   * @param due when that is; null when the hall closes before that, or stands still
   */
  record Coming(ConductCause cause, Instant since, long millis, @Nullable Instant due) {
    static Coming of(ConductCause cause, Instant since, long millis, HallState state) {
      Optional<Instant> due = millis == 0 ? Optional.of(since) : state.afterOpen(since, millis);
      return new Coming(cause, since, millis, due.orElse(null));
    }

    boolean isDue(Instant at) {
      return due != null && !due.isAfter(at);
    }
  }

  private final Map<WindowId, DeskCount> counts = new HashMap<>();
  private final Map<QueueId, Instant> unmannedSince = new HashMap<>();
  private final Set<QueueId> manned = new HashSet<>();
  private final SequencedMap<ConductCause, Coming> coming = new LinkedHashMap<>();
  private final Map<ConductCause, Integer> open = new HashMap<>();
  private final SequencedMap<Integer, ConductAlarm> alarms = new LinkedHashMap<>();
  private final Deque<Supervision.ByHand> byHand = new ArrayDeque<>();
  private final Set<String> devices = new LinkedHashSet<>();
  private int raised;

  /** What is counted at an open window. */
  DeskCount count(WindowId window) {
    DeskCount count = counts.get(window);
    if (count == null) {
      throw new IllegalStateException(window + " is not open");
    }
    return count;
  }

  List<ConductAlarm> alarms() {
    return List.copyOf(alarms.values());
  }

  Optional<ConductAlarm> alarm(int number) {
    return Optional.ofNullable(alarms.get(number));
  }

  List<Supervision.ByHand> byHand() {
    return List.copyOf(byHand);
  }

  boolean isOpen(ConductCause cause) {
    return open.containsKey(cause);
  }

  /** Alarms raised today. */
  int raised() {
    return raised;
  }

  /** Devices that were heard today. */
  Set<String> devices() {
    return Collections.unmodifiableSet(devices);
  }

  /** Causes that are alarms by now, in the order in which they became so. */
  List<Coming> due(Instant at) {
    List<Coming> due = new ArrayList<>();
    for (Coming one : coming.values()) {
      if (one.isDue(at)) {
        due.add(one);
      }
    }
    due.sort(SOONEST);
    return due;
  }

  /** When the next cause is an alarm, unless something ends it; empty when there is none. */
  Optional<Instant> nextDue() {
    Instant next = null;
    for (Coming one : coming.values()) {
      Instant due = one.due();
      if (due != null && (next == null || due.isBefore(next))) {
        next = due;
      }
    }
    return Optional.ofNullable(next);
  }

  /** Follows one event, which the state contains already. */
  void apply(RecordedEvent recorded, HallState state) {
    Instant at = recorded.at();
    HallConfig.Conduct rules = state.config().conduct();
    switch (recorded.event()) {
      case HallEvent.DayOpened opened -> begin();
      case HallEvent.WindowOpened opened -> counts.put(opened.window(), new DeskCount());
      case HallEvent.WindowTakenOver taken -> takeOver(taken.window(), at);
      case HallEvent.WindowPaused paused -> count(paused.window()).pausedSince = at;
      case HallEvent.WindowResumed resumed -> count(resumed.window()).pausedSince = null;
      case HallEvent.WindowClosed closed -> leave(closed.window(), at);
      case HallEvent.TicketCalled called -> call(called, recorded, state, rules);
      case HallEvent.TicketMissed missed -> miss(missed, state, at, rules);
      case HallEvent.ServiceStarted started -> serve(started.window(), false, at, rules);
      case HallEvent.QuickServed quick -> serve(quick.window(), true, at, rules);
      case HallEvent.ServiceCompleted completed -> complete(completed, state, at, rules);
      case HallEvent.ConductAlarmRaised alarm -> raise(alarm, at);
      case HallEvent.ConductAlarmAcknowledged seen ->
          alarms.computeIfPresent(
              seen.alarm(),
              (number, alarm) ->
                  alarm.acknowledged(
                      new ConductAlarm.Acknowledgement(recorded.actor(), at, seen.note())));
      case HallEvent.DeviceHeard heard -> {
        devices.add(heard.device());
        clear(ConductCause.silent(heard.device()), at);
      }
      case HallEvent.HallPaused paused -> measureAnew(state);
      case HallEvent.HallResumed resumed -> measureAnew(state);
      default -> {}
    }
    follow(state, at, rules);
  }

  private void begin() {
    counts.clear();
    unmannedSince.clear();
    coming.clear();
    open.clear();
    alarms.clear();
    byHand.clear();
    devices.clear();
    raised = 0;
  }

  /** The time in which the hall stands still does not count. */
  private void measureAnew(HallState state) {
    coming.replaceAll((cause, one) -> Coming.of(cause, one.since(), one.millis(), state));
  }

  private void leave(WindowId window, Instant at) {
    counts.remove(window);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.UNMANNED && kind != Kind.SILENT) {
        clear(ConductCause.at(window, kind), at);
      }
    }
  }

  /** Conduct is a person's: whoever takes over begins at nothing. */
  private void takeOver(WindowId window, Instant at) {
    DeskCount fresh = new DeskCount();
    fresh.pausedSince = count(window).pausedSince;
    leave(window, at);
    counts.put(window, fresh);
  }

  private void call(
      HallEvent.TicketCalled called,
      RecordedEvent recorded,
      HallState state,
      HallConfig.Conduct rules) {
    DeskCount count = count(called.window());
    String reason = called.byHand();
    count.calls++;
    if (reason != null) {
      count.byHand++;
      AccountId clerk = state.session(called.window()).orElseThrow().clerk();
      byHand.addLast(
          new Supervision.ByHand(recorded.at(), called.window(), clerk, called.ticket(), reason));
      if (byHand.size() > SHOWN_BY_HAND) {
        byHand.removeFirst();
      }
    }
    if (isTooMuch(count.byHand, count.calls, rules.maxByHandPercent(), rules)) {
      expect(called.window(), Kind.OUT_OF_ORDER, recorded.at());
    }
  }

  private void serve(WindowId window, boolean quick, Instant at, HallConfig.Conduct rules) {
    DeskCount count = count(window);
    count.services++;
    count.quickServes += quick ? 1 : 0;
    if (isTooMuch(count.quickServes, count.services, rules.maxQuickPercent(), rules)) {
      expect(window, Kind.QUICK_SERVES, at);
    }
    if (!quick) {
      count.fastMisses = 0;
      clear(ConductCause.at(window, Kind.FAST_MISSES), at);
    }
  }

  private static boolean isTooMuch(int some, int all, int maxPercent, HallConfig.Conduct rules) {
    return all >= rules.shareOf() && some * 100 > all * maxPercent;
  }

  private void miss(
      HallEvent.TicketMissed missed, HallState state, Instant at, HallConfig.Conduct rules) {
    DeskCount count = count(missed.window());
    Instant called = state.ticket(missed.ticket()).orElseThrow().calledAt();
    if (millis(called, at) >= rules.fastMissMillis()) {
      count.fastMisses = 0;
      clear(ConductCause.at(missed.window(), Kind.FAST_MISSES), at);
    } else if (++count.fastMisses >= rules.fastMisses()) {
      expect(missed.window(), Kind.FAST_MISSES, at);
    }
  }

  private void complete(
      HallEvent.ServiceCompleted completed, HallState state, Instant at, HallConfig.Conduct rules) {
    if (completed.bySystem()) {
      return;
    }
    DeskCount count = count(completed.window());
    count.completions++;
    Instant started = state.ticket(completed.ticket()).orElseThrow().startedAt();
    if (millis(started, at) >= rules.bulkMillis()) {
      count.shortServices = 0;
      clear(ConductCause.at(completed.window(), Kind.BULK), at);
    } else if (++count.shortServices >= rules.bulkServices()) {
      expect(completed.window(), Kind.BULK, at);
    }
  }

  private static long millis(@Nullable Instant from, Instant to) {
    return from == null ? 0 : Duration.between(from, to).toMillis();
  }

  private void raise(HallEvent.ConductAlarmRaised alarm, Instant at) {
    coming.remove(alarm.cause());
    if (open.put(alarm.cause(), alarm.alarm()) != null || alarm.alarm() != raised + 1) {
      throw new IllegalStateException(
          "expected alarm %d of a cause without one, found %s".formatted(raised + 1, alarm));
    }
    raised = alarm.alarm();
    alarms.put(alarm.alarm(), ConductAlarm.of(alarm, at));
    Iterator<ConductAlarm> oldest = alarms.values().iterator();
    while (alarms.size() > KEPT_ALARMS && oldest.hasNext()) {
      if (oldest.next().clearedAt() != null) {
        oldest.remove();
      }
    }
  }

  /** An alarm at once, unless there is one of it. */
  private void expect(WindowId window, Kind kind, Instant at) {
    ConductCause cause = ConductCause.at(window, kind);
    if (!isOpen(cause)) {
      coming.putIfAbsent(cause, new Coming(cause, at, 0, at));
    }
  }

  private void clear(ConductCause cause, Instant at) {
    coming.remove(cause);
    Integer number = open.remove(cause);
    if (number != null) {
      alarms.computeIfPresent(number, (same, alarm) -> alarm.cleared(at));
    }
  }

  /** Looks which windows are idle and which queues nobody serves, and since when. */
  private void follow(HallState state, Instant at, HallConfig.Conduct rules) {
    manned.clear();
    state
        .sessions()
        .forEach(
            (window, session) -> {
              if (!session.paused()) {
                manned.addAll(state.window(window).orElseThrow().queues());
              }
              boolean idle =
                  session.ticket() == null
                      && !session.paused()
                      && CallingRules.somebodyFor(state, window);
              DeskCount count = count(window);
              if (idle != (count.idleSince != null)) {
                count.idleSince = idle ? at : null;
                lasting(ConductCause.at(window, Kind.IDLE), idle, state, at, rules.idleMillis());
              }
            });
    for (HallConfig.Queue queue : state.config().queues()) {
      boolean unmanned = !manned.contains(queue.id()) && !state.line(queue.id()).isEmpty();
      if (unmanned != unmannedSince.containsKey(queue.id())) {
        if (unmanned) {
          unmannedSince.put(queue.id(), at);
        } else {
          unmannedSince.remove(queue.id());
        }
        lasting(ConductCause.unmanned(queue.id()), unmanned, state, at, rules.unmannedMillis());
      }
    }
  }

  private void lasting(
      ConductCause cause, boolean holds, HallState state, Instant at, long millis) {
    if (holds) {
      coming.put(cause, Coming.of(cause, at, millis, state));
    } else {
      clear(cause, at);
    }
  }
}
