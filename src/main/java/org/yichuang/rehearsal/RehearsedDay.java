package org.yichuang.rehearsal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yichuang.hall.QueueId;
import org.yichuang.journal.Timers;

/**
 * Plays a planned day on a hall's floor: visitors take numbers, a clerk at each window calls,
 * serves and misses them. Confined to one event loop.
 *
 * <p>Planned times are divided by the factor; what the hall itself prescribes (the pause before a
 * recall and a miss) is not, because the hall's clock is not touched.
 */
final class RehearsedDay {

  /**
   * What happened to one visitor; times in milliseconds of the played day.
   *
   * @param calledMillis the first call; -1 when it never came
   */
  record Visit(
      Visitor visitor, String number, long issuedMillis, long calledMillis, boolean served) {
    long waitedMillis() {
      return calledMillis - issuedMillis;
    }
  }

  private static final class Visiting {
    final Visitor visitor;
    final String number;
    final long issuedMillis;
    long calledMillis = -1;
    boolean served;

    Visiting(Visitor visitor, String number, long issuedMillis) {
      this.visitor = visitor;
      this.number = number;
      this.issuedMillis = issuedMillis;
    }
  }

  private static final long WALK_MILLIS = 15_000;

  private final HallFloor floor;
  private final Timers timers;
  private final InstantSource clock;
  private final double factor;
  private final Consumer<String> progress;
  private final Promise<List<Visit>> result = Promise.promise();
  private final Map<String, Visiting> visits = new HashMap<>();
  private final List<Clerk> clerks = new ArrayList<>();
  private Deque<Visitor> toCome = new ArrayDeque<>();
  private long startedMillis;
  private int arriving;
  private int ended;
  private int total;
  private int reported;
  private boolean closing;

  /**
   * @param factor how many milliseconds of the plan pass in one of the clock's
   */
  RehearsedDay(
      HallFloor floor,
      Timers timers,
      InstantSource clock,
      double factor,
      Consumer<String> progress) {
    this.floor = floor;
    this.timers = timers;
    this.clock = clock;
    this.factor = factor;
    this.progress = progress;
  }

  /** Plays the day to its end; the visits in no particular order. */
  Future<List<Visit>> play(Collection<Visitor> plan) {
    toCome =
        new ArrayDeque<>(
            plan.stream()
                .sorted(java.util.Comparator.comparingLong(Visitor::arrivesMillis))
                .toList());
    total = plan.size();
    floor.posts().forEach(post -> clerks.add(new Clerk(post)));
    floor.onWaiting(queue -> clerks.forEach(clerk -> clerk.someoneWaits(queue)));
    Future<?> opened = Future.succeededFuture();
    for (Clerk clerk : clerks) {
      opened = opened.compose(unused -> floor.open(clerk.post.window()));
    }
    opened
        .onSuccess(
            unused -> {
              startedMillis = clock.millis();
              clerks.forEach(Clerk::callNext);
              nextArrival();
            })
        .onFailure(result::tryFail);
    return result.future();
  }

  private long dayMillis() {
    return (long) ((clock.millis() - startedMillis) * factor);
  }

  private void after(long planMillis, Runnable task) {
    timers.after(Math.max(1, Math.round(planMillis / factor)), task);
  }

  private void nextArrival() {
    Visitor next = toCome.pollFirst();
    if (next == null) {
      return;
    }
    after(
        Math.max(0, next.arrivesMillis() - dayMillis()),
        () -> {
          arriving++;
          long issued = dayMillis();
          floor
              .issue(next.queue())
              .onSuccess(
                  number -> {
                    arriving--;
                    visits.put(number, new Visiting(next, number, issued));
                    clerks.forEach(clerk -> clerk.someoneWaits(next.queue()));
                  })
              .onFailure(result::tryFail);
          nextArrival();
        });
  }

  private void ended() {
    ended++;
    int tenths = 10 * ended / Math.max(1, total);
    if (tenths > reported) {
      reported = tenths;
      progress.accept(
          "%3d %% of the visitors have left, %d of %d".formatted(tenths * 10, ended, total));
    }
  }

  /** The day ends when everybody has come and gone, and no clerk waits for an answer. */
  private void closeWhenDone() {
    boolean over = ended == total && toCome.isEmpty() && arriving == 0;
    if (over && !closing && clerks.stream().allMatch(clerk -> clerk.idle)) {
      closing = true;
      Future<?> closed = Future.succeededFuture();
      for (Clerk clerk : clerks) {
        closed = closed.compose(unused -> clerk.leave());
      }
      closed
          .onSuccess(
              unused ->
                  result.tryComplete(
                      visits.values().stream()
                          .map(
                              v ->
                                  new Visit(
                                      v.visitor,
                                      v.number,
                                      v.issuedMillis,
                                      v.calledMillis,
                                      v.served))
                          .toList()))
          .onFailure(result::tryFail);
    }
  }

  private final class Clerk {
    private final HallFloor.Post post;
    private boolean idle;
    private boolean looking;
    private boolean lookAgain;

    Clerk(HallFloor.Post post) {
      this.post = post;
    }

    void someoneWaits(QueueId queue) {
      if (!closing && post.queues().contains(queue)) {
        if (idle) {
          callNext();
        } else if (looking) {
          lookAgain = true;
        }
      }
    }

    void callNext() {
      idle = false;
      looking = true;
      lookAgain = false;
      floor
          .callNext(post.window())
          .onSuccess(
              called -> {
                looking = false;
                if (called.isPresent()) {
                  receive(called.get());
                } else if (lookAgain) {
                  callNext();
                } else {
                  idle = true;
                  closeWhenDone();
                }
              })
          .onFailure(result::tryFail);
    }

    private void receive(String number) {
      Visiting visiting = visits.get(number);
      if (visiting == null) {
        // called before the kiosk had its answer: the person has not even turned round
        timers.after(1, () -> receive(number));
        return;
      }
      visiting.calledMillis = dayMillis();
      if (visiting.visitor.comes()) {
        after(WALK_MILLIS, () -> step(floor.start(post.window()), () -> serve(visiting)));
      } else {
        timers.after(
            floor.recallAfterMillis() + 1,
            () ->
                step(
                    floor.recall(post.window()),
                    () ->
                        timers.after(
                            Math.max(1, floor.missAfterMillis() - floor.recallAfterMillis() + 1),
                            () -> step(floor.miss(post.window()), this::free))));
      }
    }

    private void serve(Visiting visiting) {
      after(
          visiting.visitor.serviceMillis(),
          () ->
              step(
                  floor.complete(post.window()),
                  () -> {
                    visiting.served = true;
                    free();
                  }));
    }

    private void free() {
      ended();
      callNext();
    }

    private Future<Void> leave() {
      return floor.close(post.window());
    }

    private void step(Future<Void> action, Runnable then) {
      action.onSuccess(unused -> then.run()).onFailure(result::tryFail);
    }
  }
}
