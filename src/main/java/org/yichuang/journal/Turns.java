package org.yichuang.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few at a time; the others wait in the order in which they came, however long that takes. Any
 * thread; whoever asks on an event loop is called and answered there.
 */
final class Turns {
  private final int atOnce;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  Turns(int atOnce) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("expected at least one turn at once, found " + atOnce);
    }
    this.atOnce = atOnce;
  }

  /** Runs the work when its turn comes. The turn ends with the work, well or badly. */
  <T> Future<T> take(Supplier<Future<T>> work) {
    @Nullable Context here = Vertx.currentContext();
    Promise<T> answer = Promise.promise();
    Runnable begin =
        () ->
            begun(work)
                .onComplete(
                    done -> {
                      next();
                      answer.handle(done);
                    });
    if (isFree(here == null ? begin : () -> here.runOnContext(unused -> begin.run()))) {
      begin.run();
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

  private synchronized boolean isFree(Runnable later) {
    if (underWay < atOnce) {
      underWay++;
      return true;
    }
    waiting.addLast(later);
    return false;
  }

  private void next() {
    Runnable next;
    synchronized (this) {
      next = waiting.pollFirst();
      if (next == null) {
        underWay--;
        return;
      }
    }
    next.run();
  }
}
