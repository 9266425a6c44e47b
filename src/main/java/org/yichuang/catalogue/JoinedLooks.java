package org.yichuang.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at a time, however many ask for one. Whoever asks while one is under way gets the next,
 * with all others who asked meanwhile: what the first found may be older than the question. Any
 * thread.
 *
 * <p>A look must end: whoever gives it limits its time.
 */
final class JoinedLooks {
  private final Supplier<Future<Void>> look;
  private @Nullable Promise<Void> underWay;
  private @Nullable Promise<Void> next;

  JoinedLooks(Supplier<Future<Void>> look) {
    this.look = look;
  }

  /** A look that begins now or later. */
  Future<Void> join() {
    Promise<Void> mine;
    synchronized (this) {
      if (underWay != null) {
        Promise<Void> shared = next;
        if (shared == null) {
          shared = Promise.promise();
          next = shared;
        }
        return shared.future();
      }
      mine = Promise.promise();
      underWay = mine;
    }
    begin(mine);
    return mine.future();
  }

  private void begin(Promise<Void> answer) {
    looked()
        .onComplete(
            result -> {
              Promise<Void> following;
              synchronized (this) {
                following = next;
                underWay = following;
                next = null;
              }
              answer.handle(result);
              if (following != null) {
                begin(following);
              }
            });
  }

  private Future<Void> looked() {
    try {
      return look.get();
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }
}
