package org.yichuang.sim;

import static org.yichuang.sim.Violation.require;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.yichuang.cases.CaseEvent;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockKind;
import org.yichuang.deadlines.Deadline;
import org.yichuang.deadlines.DeadlineChange;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.SlowDays;

/**
 * The last days of a case's clocks, counted day by day from its events. Shares no code with the
 * rules. Half days and opening minutes are left to others.
 */
final class SlowClocks {
  private static final List<SlowDays> CALENDARS =
      List.of(
          new SlowDays(Set.of(), Set.of()),
          new SlowDays(SimulatedLaw.NOTICE.holidays(), SimulatedLaw.NOTICE.workdays()));

  /** A clock as it was started, and what was added to its limit. */
  private static final class Running {
    final ClockEvent.Started started;
    int extended;
    Deadline deadline;

    Running(ClockEvent.Started started) {
      this.started = started;
      deadline = started.deadline();
    }
  }

  /** Days behind the first up to the last are not counted. */
  private static final class Stop {
    final ClockEvent.Suspended suspended;
    LocalDate last;
    boolean open = true;

    Stop(ClockEvent.Suspended suspended) {
      this.suspended = suspended;
      last = suspended.latestEnd();
    }

    boolean is(String ground, String branch) {
      return open && suspended.ground().equals(ground) && suspended.branch().equals(branch);
    }

    boolean stops(ClockId clock) {
      return Set.of(ClockKind.STATUTORY, ClockKind.PROMISED, ClockKind.STEP).contains(clock.kind())
          && (suspended.branch().isEmpty() || suspended.branch().equals(clock.branch()));
    }

    boolean covers(LocalDate day) {
      return day.isAfter(suspended.from().date()) && !day.isAfter(last);
    }
  }

  private final String told;
  private final Map<String, Running> running = new TreeMap<>();
  private final List<Stop> stops = new ArrayList<>();

  SlowClocks(String told) {
    this.told = told;
  }

  void read(CaseEvent event) {
    event.clocks().forEach(this::read);
  }

  private void read(ClockEvent event) {
    switch (event) {
      case ClockEvent.Started started -> {
        running.put(started.clock().toString(), new Running(started));
        holds(started.clock().toString(), CALENDARS);
      }
      case ClockEvent.Ended ended -> running.remove(ended.clock().toString());
      case ClockEvent.Suspended suspended -> {
        stops.add(new Stop(suspended));
        changed(suspended.changes());
      }
      case ClockEvent.Resumed resumed -> {
        Stop stop = stop(resumed.ground(), resumed.branch());
        stop.last = resumed.until().date();
        stop.open = false;
        changed(resumed.changes());
      }
      case ClockEvent.RanOn over -> stop(over.ground(), over.branch()).open = false;
      case ClockEvent.Extended extended -> {
        running.get(extended.clock().toString()).extended += extended.by().amount();
        changed(extended.changes());
      }
      case ClockEvent.Reckoned reckoned -> {
        for (ClockEvent.SuspensionChange change : reckoned.suspensions()) {
          stops.stream()
              .filter(stop -> stop.suspended.ground().equals(change.ground()))
              .filter(stop -> stop.suspended.branch().equals(change.branch()))
              .filter(stop -> stop.suspended.from().equals(change.from()))
              .forEach(stop -> stop.last = change.latestEnd());
        }
        changed(reckoned.changes());
      }
      case ClockEvent.AlarmRaised raised -> {}
      case ClockEvent.FellSilent silent -> {}
      case ClockEvent.ResumptionExpected expected -> {}
    }
  }

  private Stop stop(String ground, String branch) {
    return stops.stream().filter(stop -> stop.is(ground, branch)).findFirst().orElseThrow();
  }

  private void changed(List<DeadlineChange> changes) {
    for (DeadlineChange change : changes) {
      running.get(change.clock().toString()).deadline = change.after();
      holds(change.clock().toString(), CALENDARS);
    }
  }

  /** Every clock that runs ends as the newest calendar says. */
  void atTheEnd() {
    running.keySet().forEach(clock -> holds(clock, List.of(CALENDARS.getLast())));
  }

  private void holds(String clock, List<SlowDays> calendars) {
    Running one = running.get(clock);
    if (one.started.terms() instanceof Clock.Terms.Counted(var law, Limit limit)
        && limit.unit().countsDays()) {
      require(
          calendars.stream().anyMatch(days -> end(one, limit, days).equals(one.deadline.date())),
          "deadlines",
          clock,
          "of",
          limit,
          "from",
          one.started.start(),
          "ends on",
          one.deadline.date(),
          "expected",
          calendars.stream().map(days -> end(one, limit, days)).toList(),
          told);
    }
  }

  private LocalDate end(Running one, Limit limit, SlowDays days) {
    LocalDate own = count(one, limit, one.extended, days);
    if (one.started.clock().kind() != ClockKind.PROMISED) {
      return own;
    }
    Running law = running.get("statutory");
    return law != null
            && law.started.start().equals(one.started.start())
            && law.started.terms() instanceof Clock.Terms.Counted(var unused, Limit most)
            && most.unit().countsDays()
            && count(law, most, 0, days).isBefore(own)
        ? count(law, most, 0, days)
        : own;
  }

  private LocalDate count(Running one, Limit limit, int extended, SlowDays days) {
    ClockId id = one.started.clock();
    LocalDate start = one.started.start().date();
    int amount = limit.amount() + extended;
    Predicate<LocalDate> uncounted =
        day -> stops.stream().anyMatch(stop -> stop.stops(id) && stop.covers(day));
    return switch (limit.unit()) {
      case WORKING_DAY -> days.workingDays(start, amount, uncounted);
      case CALENDAR_DAY -> days.calendarDays(start, amount, uncounted);
      case MONTH -> days.months(start, amount, uncounted);
      case HALF_WORKING_DAY, MINUTE -> throw new IllegalArgumentException(limit.toString());
    };
  }
}
