package org.yichuang.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few at a time; the others wait in the order in which they came, urgent ones before the rest,
 * however long that takes. Any thread; whoever asks on an event loop is called and answered there.
 *
 * <p>A turn lasts as long as its work, so the work must end: whoever gives it limits its time. How
 * many may wait is limited too; one more fails at once. Work that ends at once does not begin the
 * next on its own stack, however many wait.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final int mostWaiting;
  private final Deque<Runnable> urgent = new ArrayDeque<>();
  private final Deque<Runnable> others = new ArrayDeque<>();
  private int free;

  /** Somebody hands turns out; whatever gets free meanwhile is seen. */
  private boolean handing;

  Turns(int atOnce, int mostWaiting) {
    if (atOnce < 1 || mostWaiting < 1) {
      throw new IllegalArgumentException(
          "expected at least one turn at once and one that waits, found %d and %d"
              .formatted(atOnce, mostWaiting));
    }
    free = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /** Runs the work when its turn comes. The turn ends with the work, well or badly. */
  <T> Future<T> take(Supplier<Future<T>> work) {
    return take(work, others);
  }

  /** The same, before all that are not urgent. */
  <T> Future<T> takeUrgently(Supplier<Future<T>> work) {
    return take(work, urgent);
  }

  /** How many wait for their turn. */
  synchronized int waiting() {
    return urgent.size() + others.size();
  }

  private <T> Future<T> take(Supplier<Future<T>> work, Deque<Runnable> queue) {
    @Nullable Context here = Vertx.currentContext();
    Promise<T> answer = Promise.promise();
    Runnable begin =
        () ->
            begun(work)
                .onComplete(
                    done -> {
                      ended();
                      answer.handle(done);
                    });
    if (isFree()) {
      begin.run();
    } else if (!waits(queue, here == null ? begin : () -> here.runOnContext(go -> begin.run()))) {
      return Future.failedFuture("more than " + mostWaiting + " wait for their turn");
    }
    return answer.future();
  }

  private static <T> Future<T> begun(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }

  private synchronized boolean isFree() {
    if (free == 0 || waiting() > 0) {
      return false;
    }
    free--;
    return true;
  }

  private boolean waits(Deque<Runnable> queue, Runnable later) {
    synchronized (this) {
      if (waiting() >= mostWaiting) {
        return false;
      }
      queue.addLast(later);
    }
    handOut();
    return true;
  }

  private void ended() {
    synchronized (this) {
      free++;
    }
    handOut();
  }

  private void handOut() {
    synchronized (this) {
      if (handing) {
        return;
      }
      handing = true;
    }
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (RuntimeException mistake) {
        LOG.error("whoever was answered failed", mistake);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = free == 0 ? null : urgent.isEmpty() ? others.pollFirst() : urgent.pollFirst();
    if (next == null) {
      handing = false;
    } else {
      free--;
    }
    return next;
  }
}
