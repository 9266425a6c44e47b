package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;

/**
 * A clerk at one window of a rehearsed day: calls, serves, parks, hands on, misses, and goes for a
 * break. Confined to the day's event loop.
 */
final class RehearsedClerk {
  private static final long ASK_AGAIN_MILLIS = 30_000;

  private enum Doing {
    NOTHING,
    LOOKING,
    WORKING,
    ON_BREAK
  }

  private final RehearsedDay day;
  private final HallFloor floor;
  private final HallFloor.Post post;
  private final Deque<PlannedDay.Break> breaks;
  private final Deque<Turn> back = new ArrayDeque<>();
  private Doing doing = Doing.WORKING;
  private boolean lookAgain;

  RehearsedClerk(
      RehearsedDay day, HallFloor floor, HallFloor.Post post, List<PlannedDay.Break> breaks) {
    this.day = day;
    this.floor = floor;
    this.post = post;
    this.breaks = new ArrayDeque<>(breaks);
  }

  Future<Void> open() {
    return floor.open(post.window());
  }

  Future<Void> close() {
    return floor.close(post.window());
  }

  boolean isIdle() {
    return doing == Doing.NOTHING;
  }

  void someoneWaits(QueueId queue) {
    if (post.queues().contains(queue)) {
      look();
    }
  }

  /** Somebody whose service was parked here is back. */
  private void isBack(Turn turn) {
    back.addLast(turn);
    look();
  }

  /** There may be something to do. */
  void look() {
    switch (doing) {
      case NOTHING -> next();
      case LOOKING -> lookAgain = true;
      case WORKING, ON_BREAK -> {}
    }
  }

  /** The window is free: a break, somebody who is back, the next number, or papers. */
  void next() {
    if (!breaks.isEmpty() && breaks.getFirst().fromMillis() <= day.millis()) {
      goForBreak(breaks.removeFirst());
    } else if (!back.isEmpty()) {
      goOn(back.removeFirst());
    } else {
      callNext();
    }
  }

  private void goForBreak(PlannedDay.Break planned) {
    doing = Doing.ON_BREAK;
    step(
        floor.pause(post.window()),
        () ->
            day.after(
                planned.lengthMillis(), () -> step(floor.comeBack(post.window()), this::next)));
  }

  private void goOn(Turn turn) {
    doing = Doing.WORKING;
    floor
        .resume(post.window(), turn.ticket())
        .onSuccess(
            here -> {
              if (here) {
                turn.resumed(day.millis());
                serve(turn);
              } else {
                day.after(ASK_AGAIN_MILLIS, () -> isBack(turn));
                next();
              }
            })
        .onFailure(day::fail);
  }

  private void callNext() {
    doing = Doing.LOOKING;
    lookAgain = false;
    floor
        .callNext(post.window())
        .onSuccess(
            called -> {
              if (called.isPresent()) {
                doing = Doing.WORKING;
                receive(called.get());
              } else if (lookAgain) {
                next();
              } else {
                workOnPapers();
              }
            })
        .onFailure(day::fail);
  }

  private void workOnPapers() {
    Errand papers = day.papers(post.queues());
    if (papers == null) {
      doing = Doing.NOTHING;
      day.closeWhenDone();
      return;
    }
    doing = Doing.WORKING;
    floor
        .quickServe(post.window(), papers.queue())
        .onSuccess(
            ticket -> {
              Turn turn = day.begin(ticket, papers);
              turn.called(day.millis());
              turn.started(day.millis());
              serve(turn);
            })
        .onFailure(day::fail);
  }

  private void receive(TicketId ticket) {
    Turn turn = day.turn(ticket);
    if (turn == null) {
      // called before the kiosk had its answer: the person has not even turned round
      day.soon(() -> receive(ticket));
      return;
    }
    turn.called(day.millis());
    if (turn.isThere()) {
      day.walk(
          () ->
              step(
                  floor.start(post.window()),
                  () -> {
                    turn.started(day.millis());
                    serve(turn);
                  }));
    } else {
      callAgain(turn);
    }
  }

  private void callAgain(Turn turn) {
    long recall = floor.recallAfterMillis() + 1;
    long miss = Math.max(1, floor.missAfterMillis() - floor.recallAfterMillis() + 1);
    day.afterOfHall(
        recall,
        () ->
            step(
                floor.recall(post.window()),
                () ->
                    day.afterOfHall(
                        miss,
                        () -> step(floor.miss(post.window()), () -> day.missed(turn, this)))));
  }

  private void serve(Turn turn) {
    Errand errand = turn.errand();
    switch (errand.course()) {
      case Errand.Course.Straight straight -> finish(turn, errand.serviceMillis());
      case Errand.Course.Parked parked -> {
        if (turn.interrupted()) {
          finish(turn, errand.serviceMillis() - parked.afterMillis());
        } else {
          day.after(parked.afterMillis(), () -> park(turn, parked.awayMillis()));
        }
      }
      case Errand.Course.Elsewhere elsewhere -> {
        if (turn.interrupted()) {
          finish(turn, errand.serviceMillis() - elsewhere.afterMillis());
        } else {
          day.after(elsewhere.afterMillis(), () -> handOn(turn, elsewhere.queue()));
        }
      }
    }
  }

  private void finish(Turn turn, long leftMillis) {
    Errand errand = turn.errand();
    MatterOutcome outcome = errand.advice() ? MatterOutcome.CONSULTED : MatterOutcome.DONE;
    day.after(
        leftMillis,
        () ->
            step(
                floor.complete(post.window(), Collections.nCopies(errand.matters(), outcome)),
                () -> {
                  turn.completed(day.millis());
                  day.ended();
                  day.left(turn, this);
                }));
  }

  private void park(Turn turn, long awayMillis) {
    step(
        floor.hold(post.window(), "fetches a copy"),
        () -> {
          turn.parked(day.millis());
          day.after(awayMillis, () -> isBack(turn));
          day.left(turn, this);
        });
  }

  private void handOn(Turn turn, QueueId queue) {
    step(
        floor.transfer(post.window(), queue),
        () -> {
          turn.transferred(queue, day.millis());
          day.left(turn, this);
        });
  }

  private void step(Future<Void> action, Runnable then) {
    action.onSuccess(unused -> then.run()).onFailure(day::fail);
  }
}
