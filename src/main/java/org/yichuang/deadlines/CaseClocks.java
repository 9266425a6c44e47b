package org.yichuang.deadlines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The clocks of one case: what its {@link ClockEvent}s add up to. Immutable; any thread. Knows no
 * calendar; what may happen next is decided by {@link ClockRules}.
 *
 * @param suspensions in the order they began, ended ones among them
 */
public record CaseClocks(SortedMap<ClockId, Clock> clocks, List<Suspension> suspensions) {

  /** Of a case that nothing has happened to. */
  public static final CaseClocks NONE = new CaseClocks(new TreeMap<>(), List.of());

  public CaseClocks {
    clocks = Collections.unmodifiableSortedMap(new TreeMap<>(clocks));
    suspensions = List.copyOf(suspensions);
  }

  public Optional<Clock> clock(ClockId id) {
    return Optional.ofNullable(clocks.get(id));
  }

  public Optional<Clock> running(ClockId id) {
    return clock(id).filter(Clock::isRunning);
  }

  public List<Clock> running() {
    return clocks.values().stream().filter(Clock::isRunning).toList();
  }

  /** Whether the clock stands still. */
  public boolean isStopped(ClockId id) {
    return suspensions.stream().anyMatch(stop -> stop.isOpen() && stop.stops(id));
  }

  public Optional<Suspension> open(String ground, String branch) {
    return suspensions.stream().filter(stop -> stop.isOpen() && stop.is(ground, branch)).findAny();
  }

  /**
   * The light of the case: that of its promised clock, or of the statutory one where nothing is
   * promised; a statutory red overrides. Steps are shown apart.
   */
  public Light light() {
    boolean red =
        clocks.values().stream()
            .anyMatch(
                clock -> clock.id().kind() == ClockKind.STATUTORY && clock.light() == Light.RED);
    return red
        ? Light.RED
        : clock(ClockId.of(ClockKind.PROMISED))
            .or(() -> clock(ClockId.of(ClockKind.STATUTORY)))
            .map(Clock::light)
            .orElse(Light.GREEN);
  }

  /**
   * What they are after an event.
   *
   * @throws IllegalStateException for an event about a clock or suspension that is not there
   */
  public CaseClocks apply(ClockEvent event) {
    return switch (event) {
      case ClockEvent.Started started -> with(Clock.started(started));
      case ClockEvent.Suspended suspended -> with(begun(suspended)).with(suspended.changes());
      case ClockEvent.Resumed resumed ->
          onOpen(resumed.ground(), resumed.branch(), stop -> stop.endedAt(resumed.until()))
              .with(resumed.changes());
      case ClockEvent.ResumptionExpected expected ->
          onOpen(expected.ground(), expected.branch(), Suspension::remindedOf);
      case ClockEvent.RanOn ranOn -> onOpen(ranOn.ground(), ranOn.branch(), Suspension::runOut);
      case ClockEvent.Extended extended ->
          with(present(extended.clock()).extendedBy(extended.by().amount()))
              .with(extended.changes());
      case ClockEvent.Ended ended -> with(present(ended.clock()).endedAt(ended.when()));
      case ClockEvent.AlarmRaised alarm -> with(present(alarm.clock()).raised(alarm.level()));
      case ClockEvent.FellSilent silent -> with(present(silent.clock()).fallenSilent());
      case ClockEvent.Reckoned reckoned -> {
        CaseClocks lasting = this;
        for (ClockEvent.SuspensionChange change : reckoned.suspensions()) {
          lasting =
              lasting.onOpen(
                  change.ground(),
                  change.branch(),
                  stop -> stop.lasting(change.expectedEnd(), change.latestEnd()));
        }
        yield lasting.with(reckoned.changes());
      }
    };
  }

  /** After several events, in their order. */
  public CaseClocks apply(List<? extends ClockEvent> events) {
    CaseClocks after = this;
    for (ClockEvent event : events) {
      after = after.apply(event);
    }
    return after;
  }

  private Clock present(ClockId id) {
    return clock(id).orElseThrow(() -> new IllegalStateException("there is no clock " + id));
  }

  private CaseClocks with(Clock clock) {
    SortedMap<ClockId, Clock> more = new TreeMap<>(clocks);
    more.put(clock.id(), clock);
    return new CaseClocks(more, suspensions);
  }

  private CaseClocks with(List<DeadlineChange> changes) {
    CaseClocks after = this;
    for (DeadlineChange change : changes) {
      after = after.with(after.present(change.clock()).with(change.after()));
    }
    return after;
  }

  private CaseClocks with(Suspension begun) {
    List<Suspension> more = new ArrayList<>(suspensions);
    more.add(begun);
    return new CaseClocks(clocks, more);
  }

  private static Suspension begun(ClockEvent.Suspended event) {
    return new Suspension(
        event.ground(),
        event.branch(),
        event.from(),
        event.expected(),
        event.most(),
        event.expectedEnd(),
        event.latestEnd(),
        Optional.empty(),
        false,
        false);
  }

  private CaseClocks onOpen(String ground, String branch, UnaryOperator<Suspension> change) {
    Predicate<Suspension> meant = stop -> stop.isOpen() && stop.is(ground, branch);
    if (suspensions.stream().noneMatch(meant)) {
      throw new IllegalStateException("%s@%s is not suspended".formatted(ground, branch));
    }
    return new CaseClocks(
        clocks,
        suspensions.stream().map(stop -> meant.test(stop) ? change.apply(stop) : stop).toList());
  }
}
