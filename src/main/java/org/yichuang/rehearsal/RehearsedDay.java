package org.yichuang.rehearsal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Matter;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.journal.Timers;

/**
 * Plays a planned day on a hall's floor: visitors take numbers, are missed and come back, a clerk
 * at each window works. Confined to one event loop.
 *
 * <p>Planned times are divided by the factor; what the hall itself prescribes (the pause before a
 * recall and a miss) is not, because the hall's clock is not touched.
 */
final class RehearsedDay {

  /**
   * @param factor how many milliseconds of the plan pass in one of the clock's
   * @param walkMillis of the plan, from a call to the person at the window
   */
  record Pace(double factor, long walkMillis) {
    static final long USUAL_WALK_MILLIS = 15_000;
  }

  private final HallFloor floor;
  private final Timers timers;
  private final InstantSource clock;
  private final Pace pace;
  private final Consumer<String> progress;
  private final Promise<List<Turn>> result = Promise.promise();
  private final Map<TicketId, Turn> turns = new HashMap<>();
  private final List<Turn> inOrder = new ArrayList<>();
  private final List<RehearsedClerk> clerks = new ArrayList<>();
  private final Map<QueueId, Queue<Errand>> papers = new HashMap<>();
  private Deque<Visitor> toCome = new ArrayDeque<>();
  private long startedMillis;
  private int arriving;
  private int ended;
  private int total;
  private int reported;
  private boolean closing;

  RehearsedDay(
      HallFloor floor, Timers timers, InstantSource clock, Pace pace, Consumer<String> progress) {
    this.floor = floor;
    this.timers = timers;
    this.clock = clock;
    this.pace = pace;
    this.progress = progress;
  }

  /** Plays the day to its end; its numbers in the order in which they were given. */
  Future<List<Turn>> play(PlannedDay plan) {
    toCome = new ArrayDeque<>(plan.visitors());
    total = plan.visitors().stream().mapToInt(visitor -> visitor.errands().size()).sum();
    for (HallFloor.Post post : floor.posts()) {
      List<PlannedDay.Break> breaks = plan.breaks().getOrDefault(post.window(), List.of());
      clerks.add(new RehearsedClerk(this, floor, post, breaks));
    }
    floor.onWaiting(this::someoneWaits);
    Future<?> opened = Future.succeededFuture();
    for (RehearsedClerk clerk : clerks) {
      opened = opened.compose(unused -> clerk.open());
    }
    opened
        .onSuccess(
            unused -> {
              startedMillis = clock.millis();
              clerks.forEach(RehearsedClerk::next);
              plan.breaks().values().stream()
                  .flatMap(List::stream)
                  .forEach(planned -> after(planned.fromMillis(), this::lookAll));
              nextArrival();
            })
        .onFailure(this::fail);
    return result.future();
  }

  /** Milliseconds of the plan since the beginning. */
  long millis() {
    return (long) ((clock.millis() - startedMillis) * pace.factor());
  }

  void fail(Throwable unexpected) {
    result.tryFail(unexpected);
  }

  /** Runs after milliseconds of the plan. */
  void after(long planMillis, Runnable task) {
    timers.after(Math.round(planMillis / pace.factor()), task);
  }

  /** Runs after milliseconds of the hall's own clock. */
  void afterOfHall(long millis, Runnable task) {
    timers.after(millis, task);
  }

  void soon(Runnable task) {
    timers.after(1, task);
  }

  /** Runs when a called person has come to the window. */
  void walk(Runnable arrived) {
    if (pace.walkMillis() == 0) {
      arrived.run();
    } else {
      after(pace.walkMillis(), arrived);
    }
  }

  /** Null while the number's own answer is on its way. */
  @Nullable Turn turn(TicketId ticket) {
    return turns.get(ticket);
  }

  /** A service without a number gets one. */
  Turn begin(TicketId ticket, Errand errand) {
    return begin(ticket, errand, true, new ArrayList<>());
  }

  private Turn begin(TicketId ticket, Errand errand, boolean papers, List<Turn> visit) {
    Turn turn = new Turn(ticket, errand, papers, visit, millis());
    if (turns.put(ticket, turn) != null) {
      throw new IllegalStateException("the number " + ticket + " was given twice");
    }
    inOrder.add(turn);
    return turn;
  }

  /** The next papers to work on of these queues; null when there are none. */
  @Nullable Errand papers(List<QueueId> queues) {
    for (QueueId queue : queues) {
      Errand next = papers.getOrDefault(queue, new ArrayDeque<>()).poll();
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  private void nextArrival() {
    Visitor next = toCome.pollFirst();
    if (next == null) {
      return;
    }
    after(
        Math.max(0, next.arrivesMillis() - millis()),
        () -> {
          if (next.leavesPapers()) {
            for (Errand errand : next.errands()) {
              papers.computeIfAbsent(errand.queue(), unused -> new ArrayDeque<>()).add(errand);
              someoneWaits(errand.queue());
            }
          } else {
            arrives(next.person(), next.errands());
          }
          nextArrival();
        });
  }

  private void arrives(PersonClass person, List<Errand> errands) {
    arriving++;
    List<Matter> matters =
        errands.stream().map(each -> new Matter(each.queue(), null, each.matters())).toList();
    floor
        .issue(person, matters)
        .onSuccess(
            given -> {
              arriving--;
              if (given.isEmpty()) {
                ended += errands.size();
                closeWhenDone();
                return;
              }
              List<Turn> visit = new ArrayList<>();
              for (int i = 0; i < given.size(); i++) {
                begin(given.get(i).ticket(), errands.get(i), false, visit);
              }
              errands.forEach(errand -> someoneWaits(errand.queue()));
            })
        .onFailure(this::fail);
  }

  /** Nobody came; the clerk goes on. */
  void missed(Turn turn, RehearsedClerk clerk) {
    turn.missed(millis());
    if (turn.errand().presence() instanceof Errand.Presence.ComesBack back) {
      after(back.afterMillis(), () -> comesBack(turn));
    } else {
      ended();
    }
    left(turn, clerk);
  }

  private void comesBack(Turn turn) {
    floor
        .rejoin(turn.ticket())
        .onSuccess(
            inTime -> {
              if (inTime) {
                turn.rejoined(millis());
                someoneWaits(turn.queue());
              } else {
                arrives(PersonClass.ORDINARY, List.of(turn.errand().present()));
              }
            })
        .onFailure(this::fail);
  }

  /** A person left the window: now the other numbers of the visit may be called. */
  void left(Turn turn, RehearsedClerk clerk) {
    clerk.next();
    turn.visit().forEach(each -> someoneWaits(each.queue()));
  }

  private void someoneWaits(QueueId queue) {
    if (!closing) {
      clerks.forEach(clerk -> clerk.someoneWaits(queue));
    }
  }

  private void lookAll() {
    if (!closing) {
      clerks.forEach(RehearsedClerk::look);
    }
  }

  /** An errand came to its end. */
  void ended() {
    ended++;
    int tenths = 10 * ended / Math.max(1, total);
    if (tenths > reported) {
      reported = tenths;
      progress.accept(
          "%3d %% of the errands are done, %d of %d".formatted(tenths * 10, ended, total));
    }
  }

  /** The day ends when everybody has come and gone, and no clerk waits for an answer. */
  void closeWhenDone() {
    boolean over = ended == total && toCome.isEmpty() && arriving == 0;
    if (over && !closing && clerks.stream().allMatch(RehearsedClerk::isIdle)) {
      closing = true;
      Future<?> closed = Future.succeededFuture();
      for (RehearsedClerk clerk : clerks) {
        closed = closed.compose(unused -> clerk.close());
      }
      closed.onSuccess(unused -> result.tryComplete(List.copyOf(inOrder))).onFailure(this::fail);
    }
  }
}
