package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yichuang.limits.LimitGauges;

/** Hashes passwords on two threads of their own, so many at once and no more. Any event loop. */
public final class Passwords {
  private static final int THREADS = 2;
  private static final int MAX_AT_ONCE = 64;

  private final WorkerExecutor hashing;
  private final AtomicInteger underWay = new AtomicInteger();

  /** Once for each node. */
  public Passwords(Vertx vertx, MeterRegistry metrics) {
    hashing = vertx.createSharedWorkerExecutor("yichuang-passwords", THREADS);
    LimitGauges.register(metrics, "sign-ins", MAX_AT_ONCE, underWay::get);
  }

  /** Work that will hash; what is answered instead when there is too much of it. */
  <T> Future<T> atOnce(Supplier<Future<T>> work, T busy) {
    if (underWay.incrementAndGet() > MAX_AT_ONCE) {
      underWay.decrementAndGet();
      return Future.succeededFuture(busy);
    }
    return work.get().onComplete(unused -> underWay.decrementAndGet());
  }

  /**
   * Takes as long whether there is such an account or not.
   *
   * @param stored null: nobody signs in with a password
   */
  Future<Boolean> verify(String password, @Nullable String stored) {
    String against = stored == null ? PasswordHash.NOBODY : stored;
    return hashing.executeBlocking(
        () -> PasswordHash.verify(password, against) && stored != null, false);
  }

  Future<String> hash(String password) {
    return hashing.executeBlocking(() -> PasswordHash.hash(password), false);
  }
}
