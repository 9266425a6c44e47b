package org.yichuang.journal;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.journal.FlightPort.FlightResult;

/**
 * Group commit for the halls of one event loop: one flight at a time; whatever was decided while it
 * was out goes with the next, which leaves before anybody is told of the one that landed: the
 * database writes while answers are written. Confined to its event loop.
 *
 * <p>A flight whose outcome is unknown grounds the lane until it is certain that the flight can no
 * longer be committed; only then its passengers are told to read their streams again.
 */
public final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int MAX_ATTEMPTS = 4;

  /**
   * @param maxRows journal rows in one flight
   * @param maxHerd of these, of what fell due by itself: a flight with more takes long, and whoever
   *     acts meanwhile waits for it
   * @param flightMillis after which a flight without an answer counts as lost
   * @param settleMillis after which an attempt to settle without an answer is repeated
   * @param retryMillis between two attempts to settle
   */
  public record Limits(
      int maxRows, int maxHerd, long flightMillis, long settleMillis, long retryMillis) {
    public static final Limits DEFAULT = new Limits(2_000, 250, 3_000, 5_000, 250);
  }

  private enum Phase {
    GROUNDED,
    IDLE,
    ALOFT
  }

  private record Seat(Passenger passenger, Cargo cargo) {}

  private final FlightPort port;
  private final Timers timers;
  private final InstantSource clock;
  private final Limits limits;
  private final LaneWatch watch;

  private final SequencedSet<Passenger> ready = new LinkedHashSet<>();
  private final Deque<List<Seat>> again = new ArrayDeque<>();
  private Phase phase = Phase.GROUNDED;
  private List<Seat> aloft = List.of();

  /** How often the flight that is out, or next again, was sent. */
  private int attempts;

  private long generation;
  private long groundedAt;
  private long leftAt;
  private boolean stopped;
  private Timers.@Nullable Timer timer;

  public Lane(FlightPort port, Timers timers, InstantSource clock, Limits limits, LaneWatch watch) {
    this.port = port;
    this.timers = timers;
    this.clock = clock;
    this.limits = limits;
    this.watch = watch;
  }

  /** Connects; flights leave as soon as that has worked. */
  public void start() {
    groundedAt = clock.millis();
    settle();
  }

  /** No flight leaves any more; an answer that is still out is not waited for. */
  public void stop() {
    stopped = true;
    generation++;
    cancelTimer();
  }

  /** The passenger has something to send. */
  public void ready(Passenger passenger) {
    ready.add(passenger);
    takeOff();
  }

  /** Milliseconds since the lane can no longer write; 0 while it can. */
  public long groundedMillis() {
    return phase == Phase.GROUNDED ? Math.max(1, clock.millis() - groundedAt) : 0;
  }

  /** Milliseconds since the flight that is out left; 0 when none is. */
  public long aloftMillis() {
    return phase == Phase.ALOFT ? Math.max(0, clock.millis() - leftAt) : 0;
  }

  private void takeOff() {
    if (phase != Phase.IDLE || stopped) {
      return;
    }
    List<Seat> next = again.pollFirst();
    if (next == null) {
      next = board();
    }
    if (!next.isEmpty()) {
      fly(next);
    }
  }

  private List<Seat> board() {
    List<Seat> seats = new ArrayList<>();
    List<Passenger> left = new ArrayList<>();
    int rows = 0;
    int herd = 0;
    while (rows < limits.maxRows() && !ready.isEmpty()) {
      Passenger passenger = ready.removeFirst();
      Optional<Cargo> cargo =
          passenger.load(limits.maxRows() - rows, Math.max(0, limits.maxHerd() - herd));
      if (cargo.isPresent()) {
        seats.add(new Seat(passenger, cargo.get()));
        rows += Math.max(1, cargo.get().size());
        herd += passenger.herdAboard();
      } else if (passenger.hasMore()) {
        left.add(passenger);
      }
    }
    left.reversed().forEach(ready::addFirst);
    return seats;
  }

  private void fly(List<Seat> seats) {
    phase = Phase.ALOFT;
    attempts++;
    aloft = seats;
    leftAt = clock.millis();
    long mine = ++generation;
    timer =
        timers.after(
            limits.flightMillis(),
            () ->
                landed(
                    mine,
                    new FlightResult.Lost("no answer within " + limits.flightMillis() + " ms")));
    port.fly(seats.stream().map(Seat::cargo).toList(), result -> landed(mine, result));
  }

  private void landed(long flight, FlightResult result) {
    if (flight != generation || stopped) {
      return;
    }
    generation++;
    cancelTimer();
    List<Seat> seats = aloft;
    aloft = List.of();
    List<Cargo> committed = new ArrayList<>();
    int rows = seats.stream().mapToInt(seat -> seat.cargo().size()).sum();
    watching(() -> watch.landed(result, rows, clock.millis() - leftAt));
    switch (result) {
      case FlightResult.Landed landed -> {
        attempts = 0;
        checkClock(landed.databaseMillis());
        for (Seat seat : seats) {
          boolean moved = landed.moved().contains(seat.cargo().hall());
          if (!moved) {
            committed.add(seat.cargo());
          }
          tell(seat, moved ? Passenger.Landing.MOVED : Passenger.Landing.COMMITTED);
        }
      }
      case FlightResult.Turned turned -> turned(seats, turned);
      case FlightResult.Lost lost -> {
        LOG.warn("flight lost, its outcome is unknown: {}", lost.detail());
        phase = Phase.GROUNDED;
        attempts = 0;
        groundedAt = clock.millis();
        List<Seat> unknown = new ArrayList<>(seats);
        again.forEach(unknown::addAll);
        again.clear();
        aloft = unknown;
        settle();
        return;
      }
    }
    phase = Phase.IDLE;
    takeOff();
    seats.forEach(seat -> seat.passenger().announce());
    committed.forEach(cargo -> watching(() -> watch.committed(cargo)));
  }

  /** Whoever watches holds back no answer, and no flight. */
  private static void watching(Runnable watcher) {
    try {
      watcher.run();
    } catch (RuntimeException mistake) {
      LOG.error("who watches a lane failed", mistake);
    }
  }

  private void turned(List<Seat> seats, FlightResult.Turned turned) {
    LOG.debug("flight of {} halls turned: {} {}", seats.size(), turned.cause(), turned.detail());
    if (turned.cause() == FlightResult.Cause.TAKEN && attempts < MAX_ATTEMPTS) {
      again.addFirst(seats);
      return;
    }
    attempts = 0;
    if (turned.cause() == FlightResult.Cause.DATA && seats.size() > 1) {
      seats.forEach(seat -> again.addLast(List.of(seat)));
    } else {
      seats.forEach(seat -> tell(seat, Passenger.Landing.TURNED));
    }
  }

  private void settle() {
    if (stopped) {
      return;
    }
    long mine = ++generation;
    timer = timers.after(limits.settleMillis(), () -> settled(mine, false));
    port.settle(certain -> settled(mine, certain));
  }

  private void settled(long attempt, boolean certain) {
    if (attempt != generation || stopped) {
      return;
    }
    generation++;
    cancelTimer();
    if (!certain) {
      timer = timers.after(limits.retryMillis(), this::settle);
      return;
    }
    List<Seat> seats = aloft;
    aloft = List.of();
    seats.forEach(seat -> tell(seat, Passenger.Landing.UNCERTAIN));
    phase = Phase.IDLE;
    takeOff();
    seats.forEach(seat -> seat.passenger().announce());
  }

  private void tell(Seat seat, Passenger.Landing landing) {
    seat.passenger().landed(landing);
    if (seat.passenger().hasMore()) {
      ready.add(seat.passenger());
    }
  }

  private void checkClock(long databaseMillis) {
    long now = clock.millis();
    long ahead = leftAt - databaseMillis;
    long behind = databaseMillis - now;
    watching(() -> watch.clockSkew(Math.max(0, Math.max(ahead, behind))));
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
