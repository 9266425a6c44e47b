package org.yichuang.sim;

import static org.yichuang.sim.Violation.require;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.yichuang.hall.ConductCause;
import org.yichuang.hall.ConductCause.Kind;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;
import org.yichuang.sim.SimulatedJournal.StoredRow;

/**
 * When there should be an alarm, computed from what a day's events mean and not from the rules: an
 * alarm without a cause and a cause without its alarm are both violations, and so are two open
 * alarms of one cause.
 */
final class ReplayedConduct {
  /** What is counted of one clerk at one window. */
  private static final class Tally {
    int calls;
    int byHand;
    int services;
    int quick;
    int fastMisses;
    int shortServices;
  }

  private final ReplayedDay day;
  private final Map<WindowId, Tally> tallies = new HashMap<>();
  private final Map<String, Long> lasting = new TreeMap<>();
  private final Set<ConductCause> counted = new HashSet<>();
  private final Set<ConductCause> open = new HashSet<>();
  private final Set<String> devices = new HashSet<>();
  private final Set<Integer> acknowledged = new HashSet<>();
  private int raised;

  ReplayedConduct(ReplayedDay day) {
    this.day = day;
  }

  boolean known(int alarm) {
    return alarm <= raised;
  }

  boolean acknowledged(int alarm) {
    return acknowledged.contains(alarm);
  }

  private HallConfig.Conduct rules() {
    return day.config().conduct();
  }

  /** Nothing is decided while an alarm is due. */
  void before(StoredRow row, HallEvent event, boolean closing) {
    boolean system = row.actor() == 0;
    boolean mayComeFirst =
        closing
            || event instanceof HallEvent.ConductAlarmRaised
            || event instanceof HallEvent.HallAdopted;
    require(mayComeFirst || overdue(row.at()) == null, "conduct", overdue(row.at()), "before", row);
    boolean armedCall = system && event instanceof HallEvent.TicketCalled;
    boolean noneYet = mayComeFirst || armedCall || day.pausedSince() != null;
    require(noneYet || counted.isEmpty(), "conduct", counted, "before", row);
  }

  /** In a world that was quiet for long no alarm is left to raise. */
  void atTheEnd(long at) {
    require(overdue(at) == null, "conduct", "never raised:", overdue(at));
  }

  private ConductCause overdue(long at) {
    for (var post : day.posts().keySet()) {
      ConductCause cause = new ConductCause(Kind.IDLE, post, null, null);
      if (isDue(cause, at, rules().idleMillis())) {
        return cause;
      }
    }
    for (HallConfig.Queue queue : day.config().queues()) {
      ConductCause cause = new ConductCause(Kind.UNMANNED, null, queue.id(), null);
      if (isDue(cause, at, rules().unmannedMillis())) {
        return cause;
      }
    }
    return null;
  }

  private boolean isDue(ConductCause cause, long at, long millis) {
    Long since = lasting.get(cause.toString());
    return since != null
        && !open.contains(cause)
        && at >= since
        && day.pausedSince() == null
        && day.openRunningMillis(since, at) >= millis;
  }

  void after(StoredRow row, HallEvent event) {
    switch (event) {
      case HallEvent.ConductAlarmRaised alarm -> raise(alarm, row);
      case HallEvent.ConductAlarmAcknowledged seen ->
          require(
              known(seen.alarm()) && acknowledged.add(seen.alarm()), "conduct", "twice or no", row);
      case HallEvent.DeviceHeard heard -> {
        boolean first = devices.add(heard.device());
        boolean again = open.remove(new ConductCause(Kind.SILENT, null, null, heard.device()));
        require(first || again, "conduct", "no news", row);
      }
      case HallEvent.WindowOpened opened -> tallies.put(opened.window(), new Tally());
      case HallEvent.WindowTakenOver taken -> {
        forget(taken.window());
        tallies.put(taken.window(), new Tally());
      }
      case HallEvent.WindowClosed closed -> {
        forget(closed.window());
        tallies.remove(closed.window());
      }
      case HallEvent.TicketCalled called -> {
        Tally tally = tallies.get(called.window());
        tally.calls++;
        tally.byHand += called.byHand() == null ? 0 : 1;
        share(
            called.window(),
            Kind.OUT_OF_ORDER,
            tally.byHand,
            tally.calls,
            rules().maxByHandPercent());
      }
      case HallEvent.ServiceStarted started -> {
        Tally tally = tallies.get(started.window());
        tally.services++;
        share(
            started.window(),
            Kind.QUICK_SERVES,
            tally.quick,
            tally.services,
            rules().maxQuickPercent());
        tally.fastMisses = 0;
        ends(started.window(), Kind.FAST_MISSES);
      }
      case HallEvent.QuickServed quick -> {
        Tally tally = tallies.get(quick.window());
        tally.services++;
        tally.quick++;
        share(
            quick.window(),
            Kind.QUICK_SERVES,
            tally.quick,
            tally.services,
            rules().maxQuickPercent());
      }
      case HallEvent.TicketMissed missed -> {
        Tally tally = tallies.get(missed.window());
        boolean fast = row.at() - day.slip(missed.ticket()).calledAt < rules().fastMissMillis();
        tally.fastMisses = fast ? tally.fastMisses + 1 : 0;
        run(missed.window(), Kind.FAST_MISSES, tally.fastMisses, rules().fastMisses());
      }
      case HallEvent.ServiceCompleted completed -> {
        if (!completed.bySystem()) {
          Tally tally = tallies.get(completed.window());
          boolean quick = row.at() - day.slip(completed.ticket()).startedAt < rules().bulkMillis();
          tally.shortServices = quick ? tally.shortServices + 1 : 0;
          run(completed.window(), Kind.BULK, tally.shortServices, rules().bulkServices());
        }
      }
      default -> {}
    }
    look(row.at());
  }

  private void look(long at) {
    Set<QueueId> manned = new HashSet<>();
    for (HallConfig.Window window : day.config().windows()) {
      ReplayedDay.Post post = day.post(window.id());
      boolean works = post != null && !post.paused;
      if (works) {
        manned.addAll(day.served(window.id()));
      }
      lasts(
          new ConductCause(Kind.IDLE, window.id(), null, null),
          works && post.slip == null && day.somebodyFor(window.id()),
          at);
    }
    for (HallConfig.Queue queue : day.config().queues()) {
      lasts(
          new ConductCause(Kind.UNMANNED, null, queue.id(), null),
          !manned.contains(queue.id()) && day.somebodyIn(queue.id()),
          at);
    }
  }

  private void lasts(ConductCause cause, boolean holds, long at) {
    if (holds) {
      lasting.putIfAbsent(cause.toString(), at);
    } else {
      lasting.remove(cause.toString());
      open.remove(cause);
    }
  }

  private void share(WindowId window, Kind kind, int some, int all, int percent) {
    ConductCause cause = new ConductCause(kind, window, null, null);
    if (all >= rules().shareOf() && some * 100 > all * percent && !open.contains(cause)) {
      counted.add(cause);
    }
  }

  private void run(WindowId window, Kind kind, int length, int most) {
    ConductCause cause = new ConductCause(kind, window, null, null);
    if (length == 0) {
      ends(window, kind);
    } else if (length >= most && !open.contains(cause)) {
      counted.add(cause);
    }
  }

  private void ends(WindowId window, Kind kind) {
    ConductCause cause = new ConductCause(kind, window, null, null);
    open.remove(cause);
    counted.remove(cause);
  }

  private void forget(WindowId window) {
    open.removeIf(cause -> window.equals(cause.window()));
    counted.removeIf(cause -> window.equals(cause.window()));
    lasting.remove(new ConductCause(Kind.IDLE, window, null, null).toString());
  }

  private void raise(HallEvent.ConductAlarmRaised alarm, StoredRow row) {
    ConductCause cause = alarm.cause();
    require(row.actor() == 0 && alarm.alarm() == ++raised, "conduct", "number", raised, row);
    require(!open.contains(cause), "conduct", "open already", row);
    require(day.pausedSince() == null, "conduct", "while the hall stands still", row);
    ReplayedDay.Post post = cause.window() == null ? null : day.post(cause.window());
    Tally tally = cause.window() == null ? null : tallies.get(cause.window());
    require(
        Objects.equals(
            post == null ? null : Integer.valueOf(post.clerk),
            alarm.clerk() == null ? null : Integer.valueOf(alarm.clerk().value())),
        "conduct",
        "another clerk",
        row);
    boolean holds =
        switch (cause.kind()) {
          case IDLE -> isDue(cause, row.at(), rules().idleMillis()) && began(cause, alarm);
          case UNMANNED -> isDue(cause, row.at(), rules().unmannedMillis()) && began(cause, alarm);
          case SILENT ->
              devices.contains(cause.device())
                  && day.openRunningMillis(alarm.since().toEpochMilli(), row.at())
                      >= rules().silentMillis();
          case FAST_MISSES ->
              counted.remove(cause) && alarm.count() == tally.fastMisses && alarm.of() == null;
          case BULK ->
              counted.remove(cause) && alarm.count() == tally.shortServices && alarm.of() == null;
          case OUT_OF_ORDER ->
              counted.remove(cause) && alarm.count() == tally.byHand && alarm.of() == tally.calls;
          case QUICK_SERVES ->
              counted.remove(cause) && alarm.count() == tally.quick && alarm.of() == tally.services;
        };
    require(holds, "conduct", "without its cause", row, alarm);
    open.add(cause);
  }

  private boolean began(ConductCause cause, HallEvent.ConductAlarmRaised alarm) {
    return Objects.equals(lasting.get(cause.toString()), alarm.since().toEpochMilli());
  }
}
